"""Facts as the desk shows them: what is shown reads back the same."""

from __future__ import annotations

import datetime as dt

import pytest

from console.faits import champs, en_clair, lit
from guide.contenu import contenu
from guide.contenu.modeles import FaitSaisi

JOUR = dt.date(2026, 11, 23)
FAITS = {fait.id: fait for fait in contenu().operateur.faits}


@pytest.mark.parametrize(
    ("fait", "valeur"),
    [
        ("date_acte", "2026-10-05"),
        ("date_audience", "2027-01-14"),
        ("date_audience", "2026-11-02"),
        ("date_ecrite", "2027-02-01"),
        ("date_bail", "2019-03-10"),
        ("date_bail", "avant_2023_07_29"),
        ("dette", "1800.00"),
        ("loyer", "590.35"),
        ("loyers_en_retard", "3"),
        ("commune", "Carvin"),
        ("commune", "Noyelles-sous-Lens"),
        *((fait.id, choix.valeur) for fait in FAITS.values() for choix in fait.choix),
    ],
)
def test_what_is_shown_reads_back_the_same(fait: str, valeur: str) -> None:
    assert lit(FAITS[fait], en_clair(FAITS[fait], valeur), JOUR).valeur == valeur


@pytest.mark.parametrize(
    ("fait", "ecrit", "valeur"),
    [
        ("date_acte", "il y a 3 semaines", "2026-11-02"),
        ("date_acte", "05/10", "2026-10-05"),
        ("date_audience", "14 janvier", "2027-01-14"),
        ("date_bail", "en 2019", "avant_2023_07_29"),
        ("commune", "62220", "Carvin"),
        ("commune", "lievin", "Liévin"),
        ("dette", "1 800 €", "1800.00"),
        ("dette", "1800,50", "1800.50"),
        ("loyers_en_retard", "trois", "3"),
    ],
)
def test_facts_are_typed_as_they_are_said(fait: str, ecrit: str, valeur: str | None) -> None:
    lu = lit(FAITS[fait], ecrit, JOUR)
    assert lu.valeur == valeur
    assert bool(lu.refus) == (valeur is None) and lu.ecrit == ecrit


def test_what_is_typed_wins_and_an_emptied_field_stays_empty() -> None:
    dits = {"date_acte": "2026-11-02", "commune": "Carvin"}
    lus = champs(dits, {"date_acte": "3 novembre", "commune": ""}, JOUR)
    assert lus["date_acte"].valeur == "2026-11-03" and lus["date_acte"].origine == "saisi"
    assert lus["commune"].valeur is None and lus["commune"].ecrit == ""
    assert champs(dits, {}, JOUR)["commune"].origine == "texte"


def test_every_field_has_a_way_to_be_read() -> None:
    for fait in FAITS.values():
        assert lit(fait, "???", JOUR).refus, fait.id
        assert isinstance(fait, FaitSaisi) and (fait.genre != "choix") == (not fait.choix)
