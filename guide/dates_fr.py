"""Dates as a French reader expects them: with the day of the week and the month in letters."""

from __future__ import annotations

import datetime as dt

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def sans_jour(jour: dt.date) -> str:
    """Date without the day of the week: "16 novembre 2026", "1er mai 2026"."""
    return f"{'1er' if jour.day == 1 else jour.day} {MOIS[jour.month - 1]} {jour.year}"


def en_toutes_lettres(jour: dt.date) -> str:
    """Full date: "lundi 16 novembre 2026", "vendredi 1er mai 2026"."""
    return f"{JOURS[jour.weekday()]} {sans_jour(jour)}"
