"""Facts told in passing are kept, so that nothing is asked twice."""

from __future__ import annotations

from datetime import date

import pytest

from actions import faits
from tests.actions.fabrique import AUJOURDHUI, tour


@pytest.mark.parametrize(
    ("etape", "texte", "slot", "valeur"),
    [
        ("impaye", "j'ai 2 loyers en retard", "loyers_en_retard", "2"),
        ("impaye", "je dois trois mois de loyer", "loyers_en_retard", "3"),
        ("commandement_payer", "j'habite Carvin", "commune", "Carvin"),
        ("commandement_payer", "reçu le 5 octobre", "date_acte", "2026-10-05"),
        ("assignation", "une assignation pour le 14 janvier", "date_audience", "2027-01-14"),
        ("audience", "mon audience du 10 novembre, ratée", "date_audience", "2026-11-10"),
        ("decision", "le juge a dit que je dois partir", "decision_detail", "resiliation"),
        ("decision", "une ordonnance de référé", "type_decision", "refere"),
        ("impaye", "j'habite à Paris et je suis en retard", "commune", "hors:Paris"),
        ("commandement_quitter", "faut partir pour le 20 janvier", "date_ecrite", "2027-01-20"),
        (
            "commandement_quitter",
            "reçu le 19 novembre, on doit quitter les lieux avant le 20 janvier",
            "date_ecrite",
            "2027-01-20",
        ),
    ],
)
def test_a_fact_told_is_kept(etape: str, texte: str, slot: str, valeur: str) -> None:
    t = tour(texte, etape=etape)
    assert slot in faits.prend(t)
    assert t[slot] == valeur


@pytest.mark.parametrize(
    "texte",
    [
        "2 mois pour partir, le papier reçu le 19 novembre",
        "je dois partir, le papier est du 19 novembre",
        "on m'a dit de quitter le logement",
        "je veux partir le 15 octobre 2027",
        "sortir de là avec les petits, c'est dur pour le moral",
    ],
)
def test_no_day_to_leave_is_read_into_other_words(texte: str) -> None:
    t = tour(texte, etape="commandement_quitter")
    faits.prend(t)
    assert t["date_ecrite"] is None


def test_a_known_fact_is_not_replaced_in_passing() -> None:
    t = tour(
        "mon voisin a reçu le sien le 10 octobre",
        etape="commandement_payer",
        date_acte="2026-10-05",
    )
    faits.prend(t)
    assert t["date_acte"] == "2026-10-05"


def test_a_question_about_leaving_is_no_decision() -> None:
    t = tour("est-ce que je dois partir ?", etape="decision")
    faits.prend(t)
    assert t["decision_detail"] is None


def test_a_relative_who_lives_here_is_no_third_person() -> None:
    t = tour("mon fils a reçu un papier, il vit avec moi", etape="impaye")
    faits.prend(t)
    assert t["tiers"] is None


@pytest.mark.parametrize(
    ("texte", "raison"),
    [
        ("le 31 septembre", "date_impossible"),
        ("le 30 novembre 2026", "date_future"),
        ("le 5 octobre", None),
        ("bonjour", None),
    ],
)
def test_a_date_that_cannot_be_is_refused(texte: str, raison: str | None) -> None:
    assert faits.refus_de_date(tour(texte), "date_acte") == raison


def test_a_past_hearing_is_read_as_past() -> None:
    assert faits.audience_passee("l'audience c'était hier", AUJOURDHUI) == date(2026, 11, 22)
    assert faits.audience_passee("l'audience est le 14 janvier", AUJOURDHUI) is None


@pytest.mark.parametrize(
    ("texte", "loin"),
    [
        ("le 1er décembre", True),
        ("le 1er décembre 2025", False),
        ("01/12/25", False),
        ("il y a 11 mois", False),
    ],
)
def test_a_day_without_its_year_almost_a_year_ago_is_doubtful(texte: str, loin: bool) -> None:
    assert faits.est_trop_loin(date(2025, 12, 1), texte, AUJOURDHUI) is loin
