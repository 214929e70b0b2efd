"""Questions: answered in the light of what is known, then the thread comes back."""

from __future__ import annotations

import pytest

from actions import questions
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES
from tests.actions.fabrique import dit, tour


@pytest.mark.parametrize("intention", sorted(contenu().questions))
@pytest.mark.parametrize("nom", [None, *ETAPES])
def test_every_question_is_answered_at_every_stage(intention: str, nom: str | None) -> None:
    t = tour("et ça ?", intention, etape=nom)
    questions.repond(t, intention)
    assert t.bulles


def test_the_meaning_of_a_word_is_not_a_request_for_money() -> None:
    t = tour("c'est quoi le FSL", "q_aides")
    assert questions.repond(t, "q_aides") == "q_definition"
    assert "dette de loyer" in dit(t)


def test_how_long_with_a_known_date() -> None:
    t = tour(
        "j'ai combien de temps ?",
        "q_delai",
        etape="commandement_payer",
        date_acte="2026-11-02",
        date_bail="depuis_2023_07_29",
    )
    questions.repond(t, "q_delai")
    assert "lundi 14 décembre 2026" in dit(t)


def test_winter_before_any_decision_puts_the_judge_first() -> None:
    t = tour("ils peuvent en hiver ?", "q_treve", etape="commandement_payer")
    questions.repond(t, "q_treve")
    assert "seul un juge" in t.bulles[0] and "votre expulsion attend" not in dit(t)


@pytest.mark.parametrize(
    ("attente", "mot"),
    [
        ("date_acte", "Quelle date"),
        ("papier", "Quel papier"),
        ("verification:que_faire", "en premier"),
    ],
)
def test_the_thread_comes_back_with_its_buttons(attente: str, mot: str) -> None:
    t = tour("x", etape="commandement_payer", attente=attente)
    questions.relance(t)
    assert mot in dit(t) and t.boutons


def test_nothing_pending_brings_nothing_back() -> None:
    t = tour("x", etape="commandement_payer")
    questions.relance(t)
    assert not t.bulles
