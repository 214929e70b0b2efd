"""Amounts in euros that a message tells, and what each one is (debt, rent, benefit, income)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from guide.contenu.lecture import dossier_connaissances, lire_yaml

# A word says what an amount is from this many signs before it, or this few after it.
AVANT, APRES = 45, 16
# A bare number is money only just after such a word ("je dois 1800"), and not as a count.
COLLE = 12
MONTANT_NU_AU_MOINS = 100
_MONTANT = re.compile(
    r"(?<![\d/.,:-])(?P<entier>\d{1,3}(?:[ .]\d{3})+(?!\d)|\d{1,6})"
    r"(?:[,.](?P<cents>\d{1,2})(?!\d))?"
    r"(?P<unite> ?(?:€|euros?\b|eurs?\b|balles\b|e\b))?(?![\d/:-])"
)
_COMPTE = re.compile(r" ?(?:mois|loyers?|semaines?|jours?|ans?|annees?|heures?|h\b|%)")
_ANNEES = range(1950, 2100)


@dataclass(frozen=True)
class Montant:
    """An amount told: in euros, what it is (None: not said)."""

    euros: Decimal
    quoi: str | None


@lru_cache(maxsize=1)
def _mots() -> dict[str, str]:
    """Word -> what the amount beside it is."""
    brut = lire_yaml(dossier_connaissances() / "indices.yml")["montants"]
    return {str(mot): quoi for quoi, mots in brut.items() for mot in mots}


def montants_dits(texte: str) -> list[Montant]:
    """Amounts told by ``texte``, in their order."""
    nu = _sans_accents(texte.lower())
    trouves = []
    precedent = 0
    for lu in _MONTANT.finditer(nu):
        quoi, distance = _ce_que_c_est(nu, lu, precedent)
        euros = Decimal(re.sub(r"[ .]", "", lu["entier"]) + "." + (lu["cents"] or "0"))
        if not lu["unite"] and not _est_de_l_argent(nu, lu, euros, quoi, distance):
            continue
        trouves.append(Montant(euros.quantize(Decimal("0.01")), quoi))
        precedent = lu.end()
    return trouves


def montants_connus(texte: str) -> dict[str, Decimal]:
    """What each kind of amount is, where the text tells one only: "dette" -> 1800."""
    par_genre: dict[str, set[Decimal]] = {}
    for montant in montants_dits(texte):
        if montant.quoi:
            par_genre.setdefault(montant.quoi, set()).add(montant.euros)
    return {quoi: valeurs.pop() for quoi, valeurs in par_genre.items() if len(valeurs) == 1}


def en_euros(euros: Decimal) -> str:
    """An amount as it is read: "1 800", "87,35"."""
    entier, cents = f"{euros:.2f}".split(".")
    milliers = f"{int(entier):,}".replace(",", " ")
    return milliers if cents == "00" else f"{milliers},{cents}"


def _est_de_l_argent(
    nu: str, lu: re.Match[str], euros: Decimal, quoi: str | None, distance: int
) -> bool:
    if quoi is None or distance > COLLE or _COMPTE.match(nu, lu.end()):
        return False
    return euros >= MONTANT_NU_AU_MOINS and int(euros) not in _ANNEES


def _ce_que_c_est(nu: str, lu: re.Match[str], precedent: int) -> tuple[str | None, int]:
    """The kind told just after ("650 euros de loyer"), else by the nearest word before."""
    apres = re.match(r" ?(?:d['’ ]|(?:de|du|pour) )?([a-z]+)", nu[lu.end() :][:APRES])
    if lu["unite"] and apres and apres[1] in _mots():
        return _mots()[apres[1]], 0
    debut = max(precedent, lu.start() - AVANT)
    avant = re.split(r"[.;!?](?= |$)", nu[debut : lu.start()])[-1]
    for mot in reversed(list(re.finditer(r"[a-z]+", avant))):
        if mot[0] in _mots():
            return _mots()[mot[0]], len(avant) - mot.end()
    return None, 0


def _sans_accents(texte: str) -> str:
    decompose = unicodedata.normalize("NFD", texte.replace("\u202f", " ").replace("\xa0", " "))
    return "".join(signe for signe in decompose if not unicodedata.combining(signe))
