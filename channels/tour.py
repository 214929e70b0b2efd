"""One turn of any channel: bounded in number, never silent, never an exception.

Also what Rasa already answered to a message whose turn was cut by the end of a process.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered

from channels.garde import phrase
from guide.contenu.rendu import Canal
from serveur import mesures
from serveur.reglages import lit_reglages

# What a browser or a provider is told to wait before it asks again.
ATTENTE_CONSEILLEE_S = 5

journal = logging.getLogger(__name__)


class Surcharge(Exception):
    """As many turns are under way as this process may carry."""


class Places:
    """Turns under way or waiting in this process, never more than ``au_plus``."""

    def __init__(self, au_plus: int) -> None:
        self._libres = au_plus

    @contextmanager
    def prend(self) -> Iterator[None]:
        """Hold one place during the block; raise :class:`Surcharge` when none is left."""
        if self._libres <= 0:
            raise Surcharge
        self._libres -= 1
        try:
            yield
        finally:
            self._libres += 1


@lru_cache(maxsize=1)
def places() -> Places:
    """The places of this process (setting ``GARDE_TOIT_TOURS_AU_PLUS``)."""
    return Places(lit_reglages().tours_au_plus)


@dataclass(frozen=True)
class TourJoue:
    """What a turn says; ``rate``: it failed, and the last message says so with a number."""

    messages: list[dict[str, Any]]
    rate: bool = False


async def joue(
    on_new_message: Callable[[UserMessage], Awaitable[Any]],
    message: UserMessage,
    canal: Canal = "web",
) -> TourJoue:
    """Run a message through Rasa; its output channel must be a collecting one.

    What was already said before a failure is kept: it may be the number to call in a danger.
    """
    sortie = message.output_channel
    assert isinstance(sortie, CollectingOutputChannel)
    rate = False
    nom = message.input_channel or sortie.name()
    try:
        with mesures.tour(nom):
            await on_new_message(message)
    except Exception as erreur:  # the tenant always gets a sentence with a number
        journal.error("tour en échec : %s", type(erreur).__name__)
        rate = True
    messages = [
        {nom: valeur for nom, valeur in dit.items() if nom != "recipient_id"}
        for dit in sortie.messages
    ]
    if rate or not messages:
        mesures.pannes.labels(nom).inc()
        return TourJoue([*messages, {"text": phrase("panne", canal)}], rate=True)
    return TourJoue(messages)


async def deja_repondu(agent: Any, personne: str, identifiant: str) -> list[dict[str, Any]] | None:
    """What Rasa answered to this very message before its process was stopped, if it did."""
    traqueur = await agent.tracker_store.retrieve(personne)
    messages: list[dict[str, Any]] | None = None
    for evenement in traqueur.events if traqueur else []:
        if isinstance(evenement, UserUttered):
            if messages is not None:
                break
            messages = [] if evenement.message_id == identifiant else None
        elif isinstance(evenement, BotUttered) and messages is not None:
            messages.append(_message(evenement))
    return messages


def _message(evenement: BotUttered) -> dict[str, Any]:
    texte = {"text": evenement.text} if evenement.text else {}
    joints = {nom: valeur for nom, valeur in (evenement.data or {}).items() if valeur}
    return {**texte, **joints}
