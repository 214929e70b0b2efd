"""Who answers in a conversation of the widget: the bot, or an adviser who took it.

The flag stands in the register, outside Rasa: a paused tracker still fills its slots, wakes up by
itself and answers no danger. The adviser writes from another process, so that the order of events
is that of the thread's numbers, and a turn looks at the flag before it starts and before it ends.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from actions.secours import secours
from guide.commandes_parlees import commande
from guide.contenu import contenu
from guide.contenu.rendu import remplit
from guide.horloge import maintenant
from guide.ouverture import est_ouvert
from registre import RegistreRelais, Relais, registre
from serveur.reglages import Reglages

PAUSE_S = 2.0

journal = logging.getLogger(__name__)


class Relayeur:
    """The live hand-over in this process."""

    def __init__(self, reglages: Reglages) -> None:
        self._attente, self._silence = reglages.relais_attente, reglages.relais_silence

    async def actuel(self, personne: str) -> Relais | None:
        """The hand-over of this conversation that is not over, if any."""
        return await asyncio.to_thread(_relais().de_la_personne, personne)

    async def voit(self, personne: str) -> Relais | None:
        """The same, for the tenant's window: the adviser then knows that it is still open."""
        actuel = await self.actuel(personne)
        if actuel:
            await asyncio.to_thread(_relais().voit, personne)
        return actuel

    def offre(self, actuel: Relais | None) -> str | None:
        """What the actions must know: a human is asked for already, can be offered, or neither."""
        if actuel:
            return "demande"
        return "possible" if self._attente and est_ouvert(maintenant()) else None

    async def quitte(self, personne: str, texte: str) -> list[dict[str, Any]] | None:
        """The messages for a tenant who wants the bot back; None when he does not say so."""
        if commande(texte, ("sans_conseiller",)) is None:
            return None
        await asyncio.to_thread(_relais().quitte, personne)
        return _dit("quittee")

    async def ecoute(self, agent: Any, actuel: Relais, texte: str) -> list[dict[str, Any]]:
        """What the silent bot says beside the human: nothing, or the numbers of a danger."""
        try:
            compris = await agent.parse_message(texte.lstrip("/ "))
            trouve = secours(compris, actuel.faits)
        except Exception as erreur:  # the human reads the message all the same
            journal.error("danger non cherché : %s", type(erreur).__name__)
            return []
        if trouve is None:
            return []
        danger, messages = trouve
        await asyncio.to_thread(_relais().signale, actuel.personne, danger)
        return messages

    async def apres_le_tour(
        self, agent: Any, personne: str, avant: Relais | None, messages: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """The messages of a bot's turn that reach the tenant; asks for a human when he agreed."""
        cartes = [message.get("custom") or {} for message in messages]
        accord = next((carte for carte in cartes if carte.get("type") == "relais"), None)
        if accord:
            faits = await _faits(agent, personne)
            await asyncio.to_thread(_relais().demande, personne, accord["raison"], faits)
            return [m for m in messages if m.get("custom") is not accord]
        if avant is None:
            return messages
        faits = await _faits(agent, personne)
        await asyncio.to_thread(_relais().note_faits, personne, faits)
        if faits.get("danger"):
            await asyncio.to_thread(_relais().signale, personne, faits["danger"])
        pris = await self.actuel(personne)
        urgent = any(carte.get("type") == "urgence" for carte in cartes)
        # Taken while the bot was answering: the human has spoken first.
        return [] if pris and pris.etat == "pris" and not urgent else messages

    async def veille(self) -> None:
        """End for ever the hand-overs whose time is up; all of it starts from the register."""
        while True:
            try:
                await asyncio.to_thread(self._clot_les_echus)
            except Exception as erreur:  # the loop outlives any fault; the work stays
                journal.error("relais échus : %s", type(erreur).__name__)
            await asyncio.sleep(PAUSE_S)

    def _clot_les_echus(self) -> None:
        for echu in _relais().echus(self._attente, self._silence):
            annonce = _dit("personne" if echu.etat == "demande" else "silence")
            _relais().clot(echu, self._attente, self._silence, annonce)


def _relais() -> RegistreRelais:
    return RegistreRelais(registre())


def _dit(moment: str) -> list[dict[str, Any]]:
    return [{"text": remplit(getattr(contenu().operateur.reprise, moment))}]


async def _faits(agent: Any, personne: str) -> dict[str, Any]:
    traqueur = await agent.tracker_store.retrieve(personne)
    connus = traqueur.current_slot_values() if traqueur else {}
    return {nom: valeur for nom, valeur in connus.items() if valeur is not None}
