"""Teach-back on whole sets of answers: "compris" must be right, and agreement high."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from guide import comprehension

ICI = Path(__file__).parent
DEV = ICI.parents[1] / "donnees" / "teachback_dev.jsonl"
AUJOURDHUI = dt.date(2026, 11, 23)
PRECISION = 0.95
ACCORD = 0.92


class Cas(NamedTuple):
    """One answer and what a fair reader says of it."""

    etape: str
    question: str
    date: dt.date | None
    reponse: str
    attendu: str

    def juge(self) -> str:
        return comprehension.juge(
            self.etape, self.question, self.reponse, self.date, AUJOURDHUI
        ).resultat


def _dev() -> Iterable[Cas]:
    for ligne in DEV.read_text(encoding="utf-8").splitlines():
        lu = json.loads(ligne)
        if not lu.get("limite"):
            date = dt.date.fromisoformat(lu["date"]) if lu["date"] else None
            yield Cas(lu["etape"], lu["question"], date, lu["reponse"], lu["attendu"])


def _ecrites(partie: str) -> Iterable[Cas]:
    lues = yaml.safe_load((ICI / "reponses.yml").read_text(encoding="utf-8"))[partie]
    for etape, attendu, reponse in lues["que_faire"]:
        yield Cas(etape, "que_faire", None, reponse, attendu)
    for etape, date, attendu, reponse in lues["avant_quand"]:
        yield Cas(etape, "avant_quand", date, reponse, attendu)


ENSEMBLES = {
    "dev": list(_dev()),
    "mise_au_point": list(_ecrites("mise_au_point")),
    "reserve": list(_ecrites("reserve")),
}


@pytest.mark.parametrize("nom", ENSEMBLES)
def test_precision_and_agreement(nom: str) -> None:
    cas = ENSEMBLES[nom]
    rendus = [(un, un.juge()) for un in cas]
    dits_compris = [un for un, rendu in rendus if rendu == "compris"]
    faux_compris = [un for un in dits_compris if un.attendu != "compris"]
    desaccords = [un for un, rendu in rendus if rendu != un.attendu]
    precision = 1 - len(faux_compris) / len(dits_compris)
    accord = 1 - len(desaccords) / len(cas)
    assert precision >= PRECISION, faux_compris
    assert accord >= ACCORD, desaccords


def test_the_own_answers_are_many_and_balanced() -> None:
    cas = ENSEMBLES["mise_au_point"] + ENSEMBLES["reserve"]
    compris = sum(un.attendu == "compris" for un in cas)
    assert len(cas) >= 200
    assert 0.4 <= compris / len(cas) <= 0.6
    assert len({un.reponse for un in cas}) >= 0.99 * len(cas)
