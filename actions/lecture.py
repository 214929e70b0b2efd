"""Read Rasa's tracker into a :class:`Tour`."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions.tour import Message, Partie, Seuils, Tour
from guide.contenu.rendu import Canal
from guide.horloge import aujourdhui


def lit_le_tour(tracker: Tracker) -> Tour:
    """The tour of the latest message: understanding, slots, channel, day, resumption."""
    canal: Canal = "sms" if tracker.get_latest_input_channel() == "sms" else "web"
    return Tour(
        message=lit_le_message(tracker.latest_message or {}),
        faits=dict(tracker.slots),
        aujourdhui=aujourdhui(),
        canal=canal,
        reprise=_reprend(tracker.events),
        derniers_textes=_derniers_textes(tracker.events),
    )


def lit_le_message(compris: dict[str, Any]) -> Message:
    """A message as Rasa's NLU gives it back."""
    classement = [
        (candidat["name"], candidat["confidence"]) for candidat in compris["intent_ranking"]
    ]
    ajouts = compris.get("metadata") or {}
    return Message(
        texte=compris.get("text") or "",
        intention=compris["intent"]["name"],
        confiance=compris["intent"]["confidence"],
        classement=classement,
        tronque=bool(ajouts.get("tronque")),
        parties=tuple(Partie(**partie) for partie in compris.get("parties") or []),
        seuils=Seuils(**(compris.get("doute") or {})),
        relais=ajouts.get("relais"),
    )


def _reprend(evenements: list[dict[str, Any]]) -> bool:
    """True when this message is the first of a new session (Rasa keeps the slots)."""
    rangs = [rang for rang, evenement in enumerate(evenements) if evenement["event"] == "user"]
    for evenement in reversed(evenements[: rangs[-1]] if rangs else []):
        if evenement["event"] == "session_started":
            return True
        if evenement["event"] in ("user", "bot"):
            return False
    return False


def _derniers_textes(evenements: list[dict[str, Any]]) -> list[str]:
    """What the bot said in its latest turn, to be repeated."""
    textes: list[str] = []
    messages_vus = 0
    for evenement in reversed(evenements):
        if evenement["event"] == "user":
            messages_vus += 1
            if messages_vus == 2:
                break
        elif evenement["event"] == "bot" and evenement.get("text"):
            textes.insert(0, evenement["text"])
    return textes
