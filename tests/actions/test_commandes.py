"""Steering words and corrections."""

from __future__ import annotations

from typing import Any

import pytest

from actions import commandes
from tests.actions.fabrique import dit, tour

FAITS: dict[str, Any] = {
    "etape": "commandement_payer",
    "attente": "delai_ecrit",
    "dernier_fait": "date_acte",
    "date_acte": "2026-10-03",
    "dit": ["presentation:commandement_payer"],
}


@pytest.mark.parametrize(
    "texte", ["répète", "c'est trop long", "explique autrement", "laisse tomber", "recommencer"]
)
def test_steering_words_are_obeyed(texte: str) -> None:
    t = tour(texte, **FAITS)
    assert commandes.execute(t)
    assert t.bulles


@pytest.mark.parametrize("texte", ["le 5 octobre", "début octobre", "2 mois", "je paye pas"])
def test_other_words_steer_nothing(texte: str) -> None:
    assert not commandes.execute(tour(texte, **FAITS))


def test_repeating_says_the_same_with_the_buttons() -> None:
    t = tour("répète", **FAITS)
    t.derniers_textes = ["ceci", "cela"]
    commandes.execute(t)
    assert t.bulles == ["ceci", "cela"] and "2 mois" in t.boutons


def test_starting_again_forgets_every_fact() -> None:
    t = tour("recommencer", **FAITS)
    commandes.execute(t)
    assert t["etape"] is None and t["date_acte"] is None and t["attente"] is None


def test_letting_go_leaves_a_door_open() -> None:
    t = tour("laisse tomber", **FAITS)
    commandes.execute(t)
    assert t["attente"] is None and t["etape"] == "commandement_payer" and t.boutons


@pytest.mark.parametrize(
    "texte", ["non je me suis trompé, c'était le 13", "non le 13 octobre", "le 13 octobre"]
)
def test_the_date_told_last_is_corrected(texte: str) -> None:
    t = tour(texte, "audience", **FAITS)
    assert commandes.corrige(t)
    assert t["date_acte"] in ("2026-10-13", "2026-11-13")
    assert t["etape"] == "commandement_payer"


def test_no_after_a_date_asks_it_again() -> None:
    t = tour("non", "non", **FAITS)
    assert commandes.corrige(t)
    assert t["date_acte"] is None and t["attente"] == "date_acte"


def test_another_paper_changes_the_stage_and_forgets_the_first_one() -> None:
    t = tour("en fait c'est une assignation", "assignation", **FAITS)
    assert commandes.corrige(t)
    assert t["etape"] == "assignation" and t["date_acte"] is None
    assert "assignation" in dit(t)


@pytest.mark.parametrize(
    ("texte", "dite", "change"),
    [
        ("2 mois", "commandement_quitter", False),
        ("je peux aller à l'audience ?", "decision", False),
        ("maintenant j'ai reçu une assignation", "assignation", True),
        ("la police est venue avec un serrurier pour nous mettre dehors", "apres_expulsion", True),
    ],
)
def test_a_known_stage_changes_for_a_paper_or_a_later_step(
    texte: str, dite: str, change: bool
) -> None:
    assert commandes.peut_changer_d_etape(tour(texte, dite, **FAITS), dite) is change


def test_refusing_the_stage_clears_it() -> None:
    t = tour("non", "non", etape="commandement_payer", attente="date_acte")
    commandes.refuse_l_etape(t)
    assert t["etape"] is None and t["attente"] == "papier"


@pytest.mark.parametrize(
    "texte", ["non en fait c'est le 16 décembre", "en fait l'audience c'est le 16 décembre"]
)
def test_the_hearing_s_date_is_corrected_even_much_later(texte: str) -> None:
    t = tour(
        texte,
        "audience",
        etape="assignation",
        attente="verification:avant_quand",
        dernier_fait="surendettement",
        surendettement="non",
        date_audience="2026-12-15",
        commune="Lens",
        dit=["presentation:assignation"],
    )
    assert commandes.corrige(t)
    assert t["date_audience"] == "2026-12-16"
    assert "mercredi 16 décembre 2026" in dit(t)
