"""The gold table ``or/delais.csv``: cases worked out by hand from the law, readable by a lawyer."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from guide.delais import ErreurDelai, calcule, lit_faits, regles

TABLE = Path(__file__).parent / "or" / "delais.csv"
AUJOURDHUI = dt.date(2026, 11, 24)


def _cas() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux, delimiter="|"))


CAS = _cas()


def _iso(texte: str) -> str:
    """31/12/2026 -> 2026-12-31; a word stays as it is."""
    jour, _, reste = texte.partition("/")
    mois, _, annee = reste.partition("/")
    return f"{annee}-{mois}-{jour}" if annee else texte


def _entree(cas: dict[str, str]) -> dict[str, object]:
    entree: dict[str, object] = {"depuis": _iso(cas["date de l'acte"])}
    for champ, colonne in (("bail", "bail"), ("ecrit", "délai écrit"), ("bailleur", "bailleur")):
        if cas[colonne]:
            entree[champ] = _iso(cas[colonne])
    nom, _, valeur = cas["autre fait"].partition("=")
    if nom == "delai_supprime":
        entree[nom] = True
    elif nom == "mois":
        entree[nom] = int(valeur)
    elif nom:
        entree[nom] = _iso(valeur)
    return entree


def _lectures(texte: str) -> set[tuple[str | None, ...]]:
    lectures = set()
    for lecture in filter(None, texte.split(" + ")):
        dates, prudente, statut = lecture.split(" ; ")
        fin, prorogee = dates.split(" → ")
        lues = (_iso(fin), _iso(prorogee), _iso(prudente))
        lectures.add((*(None if lue == "-" else lue for lue in lues), statut))
    return lectures


def test_table_assez_large() -> None:
    assert len(CAS) >= 120
    assert {cas["règle"] for cas in CAS} == set(regles())


@pytest.mark.parametrize("cas", CAS, ids=[f"{cas['n°']}-{cas['règle']}" for cas in CAS])
def test_cas(cas: dict[str, str]) -> None:
    attendues = cas["lectures (fin → fin prorogée ; date prudente ; statut)"]
    if attendues == "erreur":
        with pytest.raises(ErreurDelai):
            calcule(cas["règle"], lit_faits(cas["règle"], _entree(cas)), AUJOURDHUI)
        return
    objet = calcule(cas["règle"], lit_faits(cas["règle"], _entree(cas)), AUJOURDHUI).as_dict()
    lues = {
        (lue["fin"], lue["fin_prorogee"], lue["date_prudente"], lue["statut"])
        for lue in objet["lectures"]
    }
    assert lues == _lectures(attendues), cas["pourquoi"]
    assert objet["date_a_retenir"] == (_iso(cas["date à retenir"]) or None), cas["pourquoi"]
    assert objet.get("expulsion_au_plus_tot") == (_iso(cas["expulsion au plus tôt"]) or None)
