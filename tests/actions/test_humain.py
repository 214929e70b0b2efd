"""A person at once, with the one thing to do now (pratique, A13)."""

from __future__ import annotations

from typing import Any

import pytest

from actions import humain
from tests.actions.fabrique import dit, numero, tour

CAS: list[dict[str, Any]] = [
    {"etape": "commandement_quitter", "date_acte": "2026-09-25"},
    {"etape": "commandement_quitter", "date_acte": "2026-09-10"},
    {"etape": "commandement_quitter", "delai_supprime": "oui"},
    {"etape": "expulsion_cfp"},
    {"etape": "decision", "echeance_manquee": "oui"},
    {"etape": "commandement_payer", "surendettement": "oui"},
    {"etape": "assignation", "dit": ["papier_corrige:2"]},
]


@pytest.mark.parametrize("faits", CAS)
def test_each_cause_gives_a_number_and_hours_once(faits: dict[str, Any]) -> None:
    t = tour("x", **faits)
    humain.oriente(t)
    assert numero("sos_loyers_impayes") in dit(t) and "lundi au vendredi" in dit(t)
    deja = len(t.bulles)
    humain.oriente(t)
    assert len(t.bulles) == deja


def test_a_provisional_date_alarms_nobody() -> None:
    t = tour("x", etape="commandement_payer", date_acte="2026-10-05")
    humain.oriente(t, date_reglee=False)
    assert not t.bulles


def test_nothing_pressing_says_nothing() -> None:
    t = tour("x", etape="commandement_payer", date_acte="2026-11-20")
    humain.oriente(t)
    assert not t.bulles


@pytest.mark.parametrize(
    ("texte", "mot"), [("je suis sous curatelle", "curateur"), ("je suis à l'hôpital", "proche")]
)
def test_guardianship_hospital_and_prison(texte: str, mot: str) -> None:
    t = tour(texte, etape="commandement_payer")
    humain.oriente(t)
    assert mot in dit(t) and numero("sos_loyers_impayes") in dit(t)
