"""Dates told: kept once with their version, found by rule, gone with the person."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from registre import DateDite, DatesDites, Registre

DITE = DateDite(
    "commandement_payer",
    "2023-07-29-aaaa",
    "cal-1",
    dt.date(2026, 10, 5),
    (dt.date(2026, 11, 16), dt.date(2026, 12, 4)),
)


@pytest.fixture
def registre(tmp_path: Path) -> Registre:
    return Registre(f"sqlite:///{tmp_path / 'registre.db'}")


def test_the_same_date_told_again_is_kept_once(registre: Registre) -> None:
    dites = DatesDites(registre)
    dites.note("ana", "widget", [DITE, DITE])
    dites.note("ana", "widget", [DITE])
    (concerne,) = dites.concernes("commandement_payer")
    assert (concerne.personne, concerne.canal, concerne.dite) == ("ana", "widget", DITE)


def test_a_corrected_rule_concerns_those_told_by_another_version(registre: Registre) -> None:
    dites = DatesDites(registre)
    dites.note("ana", "sms", [DITE])
    dites.note("bob", "sms", [replace(DITE, version="2023-07-29-bbbb")])
    dites.note("eve", "sms", [replace(DITE, regle="treve", depuis=None)])
    concernes = dites.concernes("commandement_payer", avant="2023-07-29-bbbb")
    assert [c.personne for c in concernes] == ["ana"]
    assert [c.personne for c in dites.concernes("commandement_payer")] == ["ana", "bob"]


def test_a_corrected_calendar_concerns_every_rule(registre: Registre) -> None:
    dites = DatesDites(registre)
    dites.note("ana", "rest", [DITE, replace(DITE, regle="treve", calendrier="cal-2")])
    assert [c.dite.regle for c in dites.concernes("calendrier", avant="cal-2")] == [DITE.regle]


def test_erasure_forgets_what_was_told(registre: Registre) -> None:
    dites = DatesDites(registre)
    dites.note("ana", "rest", [DITE])
    registre.efface("ana")
    assert dites.concernes("commandement_payer") == []
