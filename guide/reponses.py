"""Read short answers: yes, no, "I don't know", a choice by its words or number, a count."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from guide.contenu.lecture import dossier_connaissances, lire_yaml
from guide.texte import mots

Avis = Literal["oui", "non", "inconnu"]

_SEUIL_CHOIX = 86
_MOTS_COURTS = 7
_NOMBRES = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
}  # fmt: skip


@lru_cache(maxsize=1)
def _formes() -> dict[str, list[list[str]]]:
    brut = lire_yaml(dossier_connaissances() / "reponses.yml")
    # YAML reads bare "oui"/"no"/"yes" words as booleans in some dialects: force text.
    return {
        str(avis): sorted((mots(str(forme)) for forme in formes), key=len, reverse=True)
        for avis, formes in brut.items()
    }


def _contient(texte: list[str], forme: list[str]) -> bool:
    return any(
        texte[debut : debut + len(forme)] == forme for debut in range(len(texte) - len(forme) + 1)
    )


def avis(texte: str) -> Avis | None:
    """Yes, no or unknown, as a whole short message tells it; None when it tells none of them.

    "I don't know" is found anywhere in the message; yes and no only at its start, in a short one.
    """
    dits = mots(texte)
    if not dits:
        return None
    if any(_contient(dits, forme) for forme in _formes()["inconnu"]):
        return "inconnu"
    if len(dits) > _MOTS_COURTS:
        return None
    for reponse in ("non", "oui"):
        if any(dits[: len(forme)] == forme for forme in _formes()[reponse]):
            return reponse
    return None


def interroge(texte: str) -> bool:
    """True when the text asks something, with or without a question mark."""
    dits = mots(texte)
    return "?" in texte or any(_contient(dits, forme) for forme in _formes()["question"])


def choisit(texte: str, choix: list[str]) -> int | None:
    """Index of the choice that the text names, by its label or its number (1 for the first)."""
    dits = mots(texte)
    if not dits:
        return None
    dit = " ".join(dits)
    for rang, libelle in enumerate(choix):
        if dit == " ".join(mots(libelle)):
            return rang
    if len(dits) == 1 and dits[0].isdigit() and 1 <= int(dits[0]) <= len(choix):
        # "2" beside a choice "2 mois" could be that choice or a rank: ask rather than guess.
        commence = any(mots(libelle)[:1] == dits for libelle in choix)
        return None if commence else int(dits[0]) - 1
    notes = [fuzz.ratio(dit, " ".join(mots(libelle))) for libelle in choix]
    meilleure = max(notes, default=0)
    if meilleure >= _SEUIL_CHOIX and notes.count(meilleure) == 1:
        return notes.index(meilleure)
    return None


def nombre(texte: str) -> int | None:
    """The only small count (1 to 60) that the text tells, in digits or words; else None."""
    dits = mots(texte)
    trouves = {int(mot) for mot in dits if re.fullmatch(r"\d{1,2}", mot)}
    trouves |= {_NOMBRES[mot] for mot in dits if mot in _NOMBRES}
    return trouves.pop() if len(trouves) == 1 and max(trouves) <= 60 else None
