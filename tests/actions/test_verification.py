"""Teach-back: two questions, other words after a wrong answer, then a person; or skipped."""

from __future__ import annotations

from typing import Any

import pytest

from actions import verification
from tests.actions.fabrique import dit, numero, tour

PAYER: dict[str, Any] = {
    "etape": "commandement_payer",
    "date_acte": "2026-11-02",
    "delai_ecrit": "6_semaines",
    "surendettement": "non",
    "commune": "Lens",
}


def test_the_first_question_is_the_date() -> None:
    t = tour("x", **PAYER)
    assert verification.commence(t)
    assert t["attente"] == "verification:avant_quand"


def test_without_a_date_only_the_first_step_is_asked() -> None:
    t = tour("x", etape="impaye")
    assert verification.commence(t)
    assert t["attente"] == "verification:que_faire"


def test_no_teach_back_in_danger() -> None:
    assert not verification.commence(tour("x", danger="violence", **PAYER))


def test_a_right_answer_goes_to_the_next_question_without_a_new_introduction() -> None:
    t = tour("le 14 décembre", attente="verification:avant_quand", **PAYER)
    verification.repond(t, "avant_quand", "le 14 décembre")
    assert t["comprehension"] == "compris" and t["attente"] == "verification:que_faire"
    assert t.bulles[0] == "Oui, c'est bien ça." and "Je veux être sûr" not in dit(t)


@pytest.mark.parametrize("texte", ["attendre le juge", "je ne sais plus", "rien du tout"])
def test_a_wrong_answer_is_explained_in_other_words(texte: str) -> None:
    t = tour(texte, attente="verification:que_faire", **PAYER)
    verification.repond(t, "que_faire", texte)
    assert t["essais"] == "1" and t["attente"] == "verification:que_faire"
    assert "autrement" in t.bulles[0]


def test_after_two_a_person() -> None:
    t = tour("attendre", attente="verification:que_faire", essais="1", **PAYER)
    verification.repond(t, "que_faire", "attendre")
    assert t["comprehension"] == "a_revoir" and t["attente"] is None
    assert numero("sos_loyers_impayes") in dit(t)
    assert not verification.commence(t)


@pytest.mark.parametrize("texte", ["plus tard", "passer", "non", "pas envie"])
def test_it_can_be_skipped(texte: str) -> None:
    assert verification.veut_passer(texte)
    t = tour(texte, attente="verification:que_faire", **PAYER)
    verification.passe(t, "que_faire")
    assert t["comprehension"] == "non_verifie" and t["attente"] is None


def test_a_question_back_is_no_answer() -> None:
    assert not verification.est_une_reponse("c'est quoi un plan ?")
    assert verification.est_une_reponse("payer le loyer")
