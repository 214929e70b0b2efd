"""Settle the spelling of the procedure's words, so that a misspelt paper is still recognised."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from guide.contenu.lecture import dossier_connaissances, lire_yaml
from guide.sons import son

LETTRES_AU_MOINS = 7
ECART_AU_PLUS = 2
_MOT = re.compile(r"[a-z]+")


def redresse(nu: str) -> str:
    """The folded text ``nu`` with the procedure's words in their own spelling.

    "comandemen" becomes "commandement"; a word that is not near one of them stays as it is
    (``knowledge/orthographe.yml``).
    """
    return _MOT.sub(lambda lu: mot_redresse(lu[0]), nu)


@lru_cache(maxsize=8192)
def mot_redresse(mot: str) -> str:
    """One folded word in its own spelling."""
    longs, formes, sons = _tables()
    if mot in formes:
        return formes[mot]
    if len(mot) < LETTRES_AU_MOINS or mot in longs:
        return mot
    proche = sons.get(son(mot))
    if proche and mot[0] == proche[0] and abs(len(mot) - len(proche)) <= ECART_AU_PLUS:
        return proche
    proches = [long for long in longs if long[0] == mot[0] and OSA.distance(long, mot) <= 1]
    return proches[0] if len(proches) == 1 else mot


@lru_cache(maxsize=1)
def _tables() -> tuple[frozenset[str], dict[str, str], dict[str, str]]:
    """Long words; misspelling -> word; sound -> long word."""
    brut = lire_yaml(dossier_connaissances() / "orthographe.yml")
    longs = frozenset(brut["longs"])
    formes = {faute: juste for juste, fautes in brut["formes"].items() for faute in fautes}
    return longs, formes, {son(long): long for long in sorted(longs)}
