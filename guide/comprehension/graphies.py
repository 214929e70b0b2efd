"""From what a tenant types to words in standard spelling: SMS forms, glued words, typing slips."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from guide.comprehension.chargement import communs, graphies
from guide.comprehension.langue import connu
from guide.texte import plie

LONGUEUR_MAX = 2000
PONCTUATION = frozenset(".,;:!?")

_SIGNE = re.compile(r"[a-zà-ÿœæ0-9]+'?|[.,;:!?…()\n]")
_ELISION = re.compile(r"[’‘`´ʼ′]")
_SEPARATEUR = re.compile(r"\s[-–—]+\s|[–—+]")
_EQUIVALENTS = {"…": ".", "(": ",", ")": ",", "\n": "."}
_ELIDABLES = "cdjlmnst"
_LONGUEUR_SONORE = 5
_CLE_MINIMALE = 3
# Sounds written in several ways, reduced in this order to one spelling.
_SONS = tuple(
    (re.compile(motif), son)
    for motif, son in (
        (r"ph", "f"),
        (r"qu|q|c(?=[aoulrt]|$)|ck", "k"),
        (r"c(?=[eiy])|ss|sc(?=[ei])|z", "s"),
        (r"(?<!c)h", ""),
        (r"gu(?=[ei])", "g"),
        (r"g(?=[ei])", "j"),
        (r"e?au", "o"),
        (r"aill?|ay|eill?|ey", "e"),
        (r"[ae][mn](?=[^aeiouymn]|$)", "an"),
        (r"(?:ai|e|i|u|y)[mn](?=[^aeiouymn]|$)", "in"),
        (r"(.)\1", r"\1"),
        (r"(?:er|ez|ees?|es|ent|et|ait|ais|e)$", ""),
        (r"[stdxp]$", ""),
        (r"y", "i"),
    )
)


@dataclass(frozen=True)
class Mot:
    """A word: as written (lower case, spelling settled) and without accents."""

    ecrit: str
    forme: str

    @property
    def est_ponctuation(self) -> bool:
        return self.forme in PONCTUATION


def son(mot: str) -> str:
    """Rough key of how a word without accents sounds ("huissier" and "uissie" are alike)."""
    for motif, remplacement in _SONS:
        mot = motif.sub(remplacement, mot)
    return mot


def mots(texte: str) -> list[Mot]:
    """Words and punctuation of the first ``LONGUEUR_MAX`` characters of an answer."""
    plat = _ELISION.sub("'", texte[:LONGUEUR_MAX].lower())
    plat = _omis().sub(" ", _SEPARATEUR.sub(" , ", plat))
    plat = _motif_tournures().sub(lambda lue: f"{_tournures()[lue[0]]} ", plat)
    trouves: list[Mot] = []
    for signe in _SIGNE.findall(plat):
        if signe.endswith("'"):
            trouves.append(Mot(signe, plie(signe)))
            continue
        for ecrit in corrige(_EQUIVALENTS.get(signe, signe)).split():
            trouves.append(Mot(ecrit, ecrit if ecrit in PONCTUATION else plie(ecrit)))
    return trouves


@lru_cache(maxsize=8192)
def corrige(ecrit: str) -> str:
    """Standard spelling of one word (several words for a glued one), itself when not known."""
    table = _table()
    forme = plie(ecrit)
    if ecrit in PONCTUATION or forme in _vocabulaire():
        return table.get(ecrit, ecrit)
    if ecrit in table or forme in table:
        return table.get(ecrit) or table[forme]
    if forme in _intacts() or connu(ecrit):
        return ecrit
    return _decolle(forme) or _par_le_son(forme) or _a_une_lettre_pres(forme) or ecrit


def _decolle(forme: str) -> str | None:
    """ "jpropose" → "je propose", "ladil" → "l adil"."""
    tete, reste = forme[:1], forme[1:]
    if tete == "j" and reste[:1] not in tuple("aeiouyh") and len(reste) > 1:
        return f"je {corrige(reste)}"
    if tete not in tuple(_ELIDABLES) or reste[:1] not in tuple("aeiouyh") or len(reste) < 4:
        return None
    if reste in _vocabulaire() or _debuts().match(reste):
        return f"{tete} {reste}"
    proche = _par_le_son(reste)
    return f"{tete} {proche}" if proche else None


def _par_le_son(forme: str) -> str | None:
    cle = son(forme)
    if len(forme) <= _CLE_MINIMALE or len(cle) < _CLE_MINIMALE or _debuts().match(forme):
        return None
    return _sons().get(cle)


def _a_une_lettre_pres(forme: str) -> str | None:
    """A long word of the vocabulary with a letter left out, else added, changed or swapped."""
    if len(forme) < _LONGUEUR_SONORE or _debuts().match(forme):
        return None
    index = _mutiles()
    for cles in ({forme}, _sans_une_lettre(forme)):
        proches = {mot for cle in cles for mot in index.get(cle, ()) if mot[0] == forme[0]}
        if len(proches) == 1:
            return proches.pop()
    return None


def _sans_une_lettre(mot: str) -> set[str]:
    return {mot, *(mot[:i] + mot[i + 1 :] for i in range(len(mot)))}


def _mots_simples() -> Iterable[str]:
    for groupe in communs().groupes.values():
        for mot in groupe:
            if " " not in mot:
                yield mot


@lru_cache(maxsize=1)
def _vocabulaire() -> frozenset[str]:
    return frozenset(mot for mot in _mots_simples() if not mot.endswith("*"))


@lru_cache(maxsize=1)
def _debuts() -> re.Pattern[str]:
    debuts = [re.escape(mot[:-1]) for mot in _mots_simples() if mot.endswith("*")]
    return re.compile("|".join(sorted(debuts, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _sons() -> dict[str, str]:
    """Sound key → the longest word of the vocabulary that sounds so."""
    tous = {mot.rstrip("*") for mot in _mots_simples()}
    longs = [mot for mot in tous if len(mot) >= _LONGUEUR_SONORE]
    return {son(mot): mot for mot in sorted(longs, key=lambda mot: (len(mot), mot))}


@lru_cache(maxsize=1)
def _mutiles() -> dict[str, set[str]]:
    """Long words of the vocabulary by what is left of them without one letter."""
    index: dict[str, set[str]] = {}
    for mot in {mot.rstrip("*") for mot in _mots_simples()}:
        if len(mot) > _LONGUEUR_SONORE:
            for cle in _sans_une_lettre(mot):
                index.setdefault(cle, set()).add(mot)
    return index


@lru_cache(maxsize=1)
def _tournures() -> dict[str, str]:
    return {longue: mot for mot, longues in graphies().tournures.items() for longue in longues}


@lru_cache(maxsize=1)
def _motif_tournures() -> re.Pattern[str]:
    """Words end where a letter does not follow; an elided one ("dès qu'") ends by itself."""
    longues = sorted(_tournures(), key=len, reverse=True)
    motifs = [re.escape(longue) + ("" if longue.endswith("'") else r"\b") for longue in longues]
    return re.compile(rf"\b(?:{'|'.join(motifs)})")


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    return {faute: juste for juste, fautes in graphies().mots.items() for faute in fautes}


@lru_cache(maxsize=1)
def _omis() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, graphies().omis))})\b")


@lru_cache(maxsize=1)
def _intacts() -> frozenset[str]:
    return frozenset(graphies().intacts)
