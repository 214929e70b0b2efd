""" "Efface tout": caught before understanding, confirmed once, carried out under the lock.

An action cannot delete a conversation (the tracker store writes back what it counts as missing),
so the connector does, while no turn of this person is running.
"""

from __future__ import annotations

import asyncio
from typing import Any

from channels.garde import dit_un_danger, phrase
from guide.commandes_parlees import commande
from guide.contenu import contenu
from guide.reponses import avis
from registre import registre


async def intercepte(
    agent: Any, personne: str, texte: str, avec_un_humain: bool = False
) -> list[dict[str, Any]] | None:
    """Messages that answer an erasure (asked, confirmed or given up); None for any other text.

    ``avec_un_humain``: a bare "oui" may answer him; only the words that erase confirm.
    """
    en_attente = await asyncio.to_thread(registre().effacement_demande, personne)
    ordre = commande(texte, ("efface",)) is not None
    if en_attente and (ordre or (avis(texte) == "oui" and not avec_un_humain)):
        await efface(agent, personne)
        return [{"text": phrase("efface_fait")}]
    if en_attente:
        await asyncio.to_thread(registre().annule_effacement, personne)
        if avis(texte) == "non" and not dit_un_danger(texte):
            return [{"text": phrase("efface_annule")}]
        return None
    if not ordre:
        return None
    await asyncio.to_thread(registre().demande_effacement, personne)
    choix = contenu().phrases["efface_confirmer"].choix
    return [
        {
            "text": phrase("efface_confirmer"),
            "buttons": [{"title": titre, "payload": titre} for titre in choix],
        }
    ]


async def efface(agent: Any, personne: str) -> None:
    """Delete the conversation in Rasa's store and every row of the register about it."""
    async with agent.lock_store.lock(personne):
        await magasin(agent).efface(personne)
        await asyncio.to_thread(registre().efface, personne)


def magasin(agent: Any) -> Any:
    """Our tracker store, out of the wrappers that Rasa puts round it."""
    magasin = agent.tracker_store
    while hasattr(magasin, "_tracker_store"):
        magasin = magasin._tracker_store
    return magasin
