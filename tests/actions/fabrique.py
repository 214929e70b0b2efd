"""A turn built by hand, without Rasa: the message as understood, and the facts known before."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.tour import Message, Partie, Tour

AUJOURDHUI = date(2026, 11, 23)
SECOND = ("hors_sujet", 0.05)


def tour(
    texte: str,
    intention: str = "hors_sujet",
    confiance: float = 0.9,
    second: tuple[str, float] = SECOND,
    parties: tuple[Partie, ...] = (),
    **faits: Any,
) -> Tour:
    """The turn of this message on Monday 23 November 2026."""
    message = Message(
        texte, intention, confiance, [(intention, confiance), second], parties=parties
    )
    return Tour(message=message, faits=faits, aujourdhui=AUJOURDHUI)


def dit(tour: Tour) -> str:
    """Everything that the turn says."""
    return "\n".join(tour.bulles)


def numero(identifiant: str) -> str:
    """First telephone number of a contact, from the content."""
    from guide.contenu import contenu

    return contenu().telephone(identifiant)
