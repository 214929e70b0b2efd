"""Corrections worth learning from, kept without what could name somebody."""

from __future__ import annotations

import json
from collections.abc import Iterable

from guide.anonymat import anonymise
from registre.corrections import Correction

LONGUEUR_D_UN_TEXTE = 2000


def d_etape(texte: str, proposee: str | None, choisie: str) -> Correction:
    """The stage that the words gave, and the adviser's."""
    return Correction("etape", "etape", _texte(texte), proposee or "aucune", choisie)


def de_date(texte: str, champ: str, lue: str, corrigee: str) -> Correction:
    """A fact (date, commune, lease) that the words gave, and what the adviser put instead."""
    return Correction("date", champ, _texte(texte), lue, corrigee or "aucune")


def de_reponse(texte: str, quoi: str, raison: str) -> Correction:
    """An answer that the adviser judges wrong, and why."""
    return Correction("reponse", quoi, _texte(texte), "juste", "fausse", _texte(raison))


def en_lignes(corrections: Iterable[Correction]) -> Iterable[str]:
    """Candidates for review as JSON lines: nothing is added to the training data by itself."""
    for une in corrections:
        yield json.dumps(
            {nom: valeur for nom, valeur in vars(une).items() if valeur}, ensure_ascii=False
        )


def _texte(texte: str) -> str:
    return anonymise(texte[:LONGUEUR_D_UN_TEXTE])
