"""Turns of the widget: each send runs once, its answers are numbered and kept for a retry."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from channels.effacement import efface, intercepte
from channels.garde import phrase, prepare
from registre import Fil, registre
from serveur import mesures

journal = logging.getLogger(__name__)

ATTENTE_DE_LA_REPONSE_S = 25.0


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

    def __init__(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
        self._on_new_message = on_new_message
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

    async def _une_fois(self, agent: Any, personne: str, envoi: str, texte: str) -> Reponse:
        fil = Fil(registre())
        deja = await asyncio.to_thread(fil.reponses, personne, envoi)
        if deja is not None:
            return Reponse(deja)
        entree = prepare(texte)
        dit = {"text": texte[:200] if entree.refus else entree.texte}
        if not await asyncio.to_thread(fil.commence, personne, envoi, dit):
            return Reponse([], en_cours=True)
        reponses = (
            [{"text": entree.refus}]
            if entree.refus
            else await self._tour(agent, personne, entree.texte, entree.tronque)
        )
        await asyncio.to_thread(fil.finit, personne, envoi, reponses)
        numerotees = await asyncio.to_thread(fil.reponses, personne, envoi)
        if numerotees is None:
            return Reponse([{"de": "bot", **reponse} for reponse in reponses], efface=True)
        return Reponse(numerotees)

    async def _tour(
        self, agent: Any, personne: str, texte: str, tronque: bool
    ) -> list[dict[str, Any]]:
        try:
            effacement = await intercepte(agent, personne, texte)
            if effacement is not None:
                return effacement
            sortie = SortieWidget()
            with mesures.tour(SortieWidget.name()):
                await self._on_new_message(
                    UserMessage(
                        texte,
                        sortie,
                        personne,
                        input_channel=SortieWidget.name(),
                        metadata={"tronque": True} if tronque else None,
                    )
                )
        except Exception as erreur:  # the tenant always gets a sentence with a number
            journal.error("tour en échec : %s", type(erreur).__name__)
        messages = [
            {nom: valeur for nom, valeur in message.items() if nom != "recipient_id"}
            for message in sortie.messages
        ]
        if not messages:
            mesures.pannes.labels(SortieWidget.name()).inc()
        return messages or [{"text": phrase("panne")}]


async def depose(session: str, messages: Sequence[dict[str, Any]]) -> bool:
    """Deliver messages nobody asked for (an operator's words); False when the session is gone."""
    return await asyncio.to_thread(Fil(registre()).depose, session, messages)
