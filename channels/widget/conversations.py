"""Turns of the widget: each send runs once, its answers are numbered and kept for a retry."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from channels.effacement import efface, intercepte
from channels.garde import LONGUEUR_MAXIMALE, Entree, phrase, prepare
from channels.tour import Surcharge, TourJoue, deja_repondu, joue, places
from channels.widget.relais import Relayeur
from registre import Fil, Relais, registre
from registre.fil import EnvoiCoupe

journal = logging.getLogger(__name__)

ATTENTE_DE_LA_REPONSE_S = 25.0
# What the bot cannot understand is kept only so far; a human may read all of it.
LONGUEUR_D_UN_REFUS = 200


@dataclass(frozen=True)
class Reponse:
    """What a send gets: its numbered messages, or that they come later, or that all is erased."""

    messages: list[dict[str, Any]]
    en_cours: bool = False
    efface: bool = False


class SortieWidget(CollectingOutputChannel):
    """Collects the answers of one turn, under the channel's name."""

    @classmethod
    def name(cls) -> str:
        return "widget"


class Conversations:
    """Sends being answered in this process, over the threads of the register."""

    def __init__(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]], relayeur: Relayeur
    ) -> None:
        self._on_new_message = on_new_message
        self._relayeur = relayeur
        self._tours: dict[tuple[str, str], asyncio.Task[Reponse]] = {}

    async def envoie(self, agent: Any, personne: str, envoi: str, texte: str) -> Reponse:
        """Answer a send; a retry gets the stored answer, or waits for the turn that runs."""
        cle = (personne, envoi)
        if cle not in self._tours:
            self._tours[cle] = asyncio.create_task(self._une_fois(agent, personne, envoi, texte))
            self._tours[cle].add_done_callback(lambda _fini: self._tours.pop(cle, None))
        tour = self._tours[cle]
        # The turn goes on when its reader has left: he will find the answer in the thread.
        await asyncio.wait({tour}, timeout=ATTENTE_DE_LA_REPONSE_S)
        return tour.result() if tour.done() else Reponse([], en_cours=True)

    async def efface(self, agent: Any, personne: str) -> None:
        """Erase the conversation everywhere, once its running turn has ended."""
        await efface(agent, personne)

    async def reprend(self, agent: Any, coupe: EnvoiCoupe, avant: dt.datetime) -> None:
        """Answer a send whose process ended, or is too busy, before its answer.

        ``avant``: sends begun before are no longer running anywhere.
        """
        personne, envoi = coupe.personne, coupe.envoi
        if (personne, envoi) in self._tours:
            return
        with places().prend():
            fil = Fil(registre())
            if not await asyncio.to_thread(fil.reprend, personne, envoi, avant):
                return
            relais = await self._relayeur.actuel(personne)
            entree = prepare(coupe.texte)
            reponses = await self._repond(agent, personne, envoi, entree, coupe.texte, relais, True)
            await asyncio.to_thread(fil.finit, personne, envoi, reponses)

    async def _une_fois(self, agent: Any, personne: str, envoi: str, texte: str) -> Reponse:
        try:
            with places().prend():
                return await self._repond_et_garde(agent, personne, envoi, texte)
        except Surcharge:
            # A retry of what was answered takes no place.
            deja = await asyncio.to_thread(Fil(registre()).reponses, personne, envoi)
            if deja is None:
                raise
            return Reponse(deja)

    async def _repond_et_garde(self, agent: Any, personne: str, envoi: str, texte: str) -> Reponse:
        fil = Fil(registre())
        relais = await self._relayeur.actuel(personne)
        entree = prepare(texte)
        garde = LONGUEUR_MAXIMALE if _avec_un_humain(relais) else LONGUEUR_D_UN_REFUS
        dit = {"text": texte[:garde] if entree.refus else entree.texte}
        if not await asyncio.to_thread(fil.commence, personne, envoi, dit):
            deja = await asyncio.to_thread(fil.reponses, personne, envoi)
            return Reponse([], en_cours=True) if deja is None else Reponse(deja)
        reponses = await self._repond(agent, personne, envoi, entree, dit["text"], relais)
        numerotees = await asyncio.to_thread(fil.finit, personne, envoi, reponses)
        if numerotees is None:
            return Reponse([{"de": "bot", **reponse} for reponse in reponses], efface=True)
        return Reponse(numerotees)

    async def _repond(
        self,
        agent: Any,
        personne: str,
        envoi: str,
        entree: Entree,
        dit: str,
        relais: Relais | None,
        repris: bool = False,
    ) -> list[dict[str, Any]]:
        """What answers a message: an erasure, the bot, or nothing while a human speaks."""
        humain = _avec_un_humain(relais)
        try:
            if entree.refus and not humain:
                return [{"text": entree.refus}]
            effacement = await intercepte(agent, personne, entree.texte, humain)
            if effacement is not None:
                return effacement
            adieu = await self._relayeur.quitte(personne, entree.texte) if relais else None
            if adieu is not None:
                return adieu
            if relais and humain:
                return await self._relayeur.ecoute(agent, relais, dit)
            deja = await deja_repondu(agent, personne, envoi) if repris else None
            tour = (
                await self._tour(personne, envoi, entree, relais)
                if deja is None
                else TourJoue(deja)
            )
            if tour.rate:
                return tour.messages
            return await self._relayeur.apres_le_tour(agent, personne, relais, tour.messages)
        except Exception as erreur:  # the tenant always gets a sentence with a number
            journal.error("message en échec : %s", type(erreur).__name__)
            return [{"text": phrase("panne")}]

    async def _tour(
        self, personne: str, envoi: str, entree: Entree, relais: Relais | None
    ) -> TourJoue:
        offre = self._relayeur.offre(relais)
        message = UserMessage(
            entree.texte,
            SortieWidget(),
            personne,
            input_channel=SortieWidget.name(),
            message_id=envoi,
            metadata={
                **({"tronque": True} if entree.tronque else {}),
                **({"relais": offre} if offre else {}),
            },
        )
        return await joue(self._on_new_message, message)


def _avec_un_humain(relais: Relais | None) -> bool:
    return relais is not None and relais.etat == "pris"


async def depose(session: str, messages: Sequence[dict[str, Any]]) -> bool:
    """Deliver messages nobody asked for (an operator's words); False when the session is gone."""
    return await asyncio.to_thread(Fil(registre()).depose, session, messages)
