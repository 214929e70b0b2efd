"""Facts that a message tells in passing: kind of landlord, period written, kind of decision…

The words are content (``knowledge/indices.yml``); this module only matches them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from guide.contenu.lecture import dossier_connaissances, lire_yaml
from guide.orthographe import redresse
from guide.reponses import nombre
from guide.texte import plie


@dataclass(frozen=True)
class _Indices:
    faits: dict[str, dict[str, list[re.Pattern[str]]]]
    papiers: dict[str, list[re.Pattern[str]]]
    signes: dict[str, list[re.Pattern[str]]]
    questions: dict[str, list[re.Pattern[str]]]
    comptes: dict[str, list[re.Pattern[str]]]


@lru_cache(maxsize=1)
def _indices() -> _Indices:
    brut = lire_yaml(dossier_connaissances() / "indices.yml")
    return _Indices(
        faits={fait: _compile(cas) for fait, cas in brut["faits"].items()},
        papiers=_compile(brut["papiers"]),
        signes=_compile(brut["signes"]),
        questions=_compile(brut["questions"]),
        comptes=_compile(brut["comptes"]),
    )


def _compile(motifs: dict[str, list[str]]) -> dict[str, list[re.Pattern[str]]]:
    return {nom: [re.compile(motif) for motif in ceux] for nom, ceux in motifs.items()}


def _nu(texte: str) -> str:
    """The folded text, the procedure's words in their own spelling: what the patterns match."""
    return redresse(plie(texte))


def faits_dits(texte: str) -> dict[str, str]:
    """Facts told by ``texte``: slot name -> value; a fact told two ways at once is left out."""
    nu = _nu(texte)
    trouves: dict[str, str] = {}
    for fait, cas in _indices().faits.items():
        valeurs = [v for v, motifs in cas.items() if any(motif.search(nu) for motif in motifs)]
        if len(valeurs) == 1:
            trouves[fait] = valeurs[0]
    return trouves


def papiers_nommes(texte: str) -> list[str]:
    """Stages whose paper (or event) the text names, in the order of the procedure's file."""
    nu = _nu(texte)
    return [
        etape
        for etape, motifs in _indices().papiers.items()
        if any(motif.search(nu) for motif in motifs)
    ]


def signes_dits(texte: str) -> list[str]:
    """What in a message calls for a person at once (guardianship, hospital, prison…)."""
    nu = _nu(texte)
    return [
        signe
        for signe, motifs in _indices().signes.items()
        if any(motif.search(nu) for motif in motifs)
    ]


def question_posee(texte: str) -> str | None:
    """The question that a text asks by its own words, whatever else it tells."""
    nu = _nu(texte)
    return next(
        (
            question
            for question, motifs in _indices().questions.items()
            if any(motif.search(nu) for motif in motifs)
        ),
        None,
    )


def comptes_dits(texte: str) -> dict[str, str]:
    """Counts told by ``texte``: slot name -> number in digits (``n`` in the pattern)."""
    nu = _nu(texte)
    trouves: dict[str, str] = {}
    for fait, motifs in _indices().comptes.items():
        lus = [trouve["n"] for motif in motifs for trouve in motif.finditer(nu)]
        comptes = {compte for lu in lus if (compte := nombre(lu))}
        if len(comptes) == 1:
            trouves[fait] = str(comptes.pop())
    return trouves
