"""While a human speaks the bot is silent, but for a danger: its numbers are given at once."""

from __future__ import annotations

from typing import Any

from actions.lecture import lit_le_message
from actions.repondre import danger_dit
from actions.situations import donne_les_numeros
from actions.tour import Tour
from guide.contenu import contenu
from guide.contenu.rendu import remplit
from guide.horloge import aujourdhui


def secours(
    compris: dict[str, Any], faits: dict[str, Any]
) -> tuple[str, list[dict[str, Any]]] | None:
    """The danger that a message tells and the messages to send; None when it tells none.

    ``compris``: the message as Rasa's NLU gives it back; ``faits``: what is known of the person.
    """
    tour = Tour(lit_le_message(compris), {**faits, "attente": None}, aujourdhui())
    danger = danger_dit(tour)
    if danger is None:
        return None
    donne_les_numeros(tour, danger)
    tour.dit(remplit(contenu().operateur.reprise.alerte))
    cartes = [{"custom": carte} for carte in tour.cartes]
    return danger, [*({"text": bulle} for bulle in tour.bulles), *cartes]
