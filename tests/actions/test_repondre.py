"""The order of a turn: danger, correction, awaited answer, new intent (contract, 2b)."""

from __future__ import annotations

from typing import Any

import pytest

from actions.repondre import repond
from actions.tour import Partie
from tests.actions.fabrique import dit, tour

ATTEND: dict[str, Any] = {
    "etape": "commandement_payer",
    "attente": "date_acte",
    "dit": ["presentation:commandement_payer", "robot"],
}


@pytest.mark.parametrize(
    ("texte", "intention", "attendu"),
    [
        ("2 mois", "commandement_quitter", {"delai_ecrit": "2_mois"}),
        ("Carvin", "hors_sujet", {"commune": "Carvin"}),
        ("je sais pas", "a_preciser", {"date_acte": "inconnu"}),
        ("le 5 octobre", "audience", {"date_acte": "2026-10-05"}),
    ],
)
def test_a_bare_answer_comes_before_its_intent(
    texte: str, intention: str, attendu: dict[str, Any]
) -> None:
    t = tour(texte, intention, 0.99, **ATTEND)
    repond(t)
    assert {slot: t[slot] for slot in attendu} == attendu
    assert t["etape"] == "commandement_payer" and len(t.bulles_bornees()) <= 3


def test_a_lease_year_while_the_period_is_asked() -> None:
    faits: dict[str, Any] = {**ATTEND, "attente": "delai_ecrit", "date_acte": "2026-10-05"}
    t = tour("2019", "hors_sujet", 0.99, **faits)
    repond(t)
    assert t["date_bail"] == "avant_2023_07_29" and t["attente"] == "delai_ecrit"


def test_danger_comes_before_everything() -> None:
    t = tour(
        "non c'était le 5 octobre et je veux mourir",
        "detresse",
        0.9,
        dernier_fait="date_acte",
        **ATTEND,
    )
    repond(t)
    assert "3114" in t.bulles[0] and t["attente"] == "date_acte" and t["date_acte"] is None


def test_this_morning_as_a_date_is_no_danger() -> None:
    t = tour("ce matin", "a_la_rue_ce_soir", 0.78, etape="apres_expulsion", attente="date_acte")
    repond(t)
    assert t["date_acte"] == "2026-11-23" and t["danger"] is None


def test_a_correction_comes_before_the_awaited_answer() -> None:
    faits: dict[str, Any] = {
        **ATTEND,
        "attente": "delai_ecrit",
        "date_acte": "2026-10-03",
        "dernier_fait": "date_acte",
    }
    t = tour("non je me suis trompé, c'était le 13 octobre", "audience", **faits)
    repond(t)
    assert t["date_acte"] == "2026-10-13" and t["attente"] == "delai_ecrit"


def test_a_new_stage_comes_last_and_is_set_at_once() -> None:
    t = tour("j'ai reçu une assignation pour le 14 janvier", "assignation", 0.9, **ATTEND)
    repond(t)
    assert (t["etape"], t["date_audience"]) == ("assignation", "2027-01-14")


def test_a_stage_and_a_question_in_one_message_are_both_served() -> None:
    parties = (
        Partie("j'ai reçu un commandement de payer", "commandement_payer", 0.95),
        Partie("et si je paye pas ?", "q_risques", 0.95),
    )
    t = tour(
        "j'ai reçu un commandement de payer. et si je paye pas ?",
        "commandement_payer",
        0.7,
        parties=parties,
    )
    repond(t)
    assert t["etape"] == "commandement_payer" and t["attente"] == "date_acte"
    assert "tribunal" in dit(t) and "Quelle date" in t.bulles[-1]


def test_no_clears_the_stage_just_recognised() -> None:
    t = tour("non", "non", **ATTEND)
    repond(t)
    assert t["etape"] is None and t["attente"] == "papier"


def test_no_to_a_question_that_no_does_not_answer_keeps_the_stage() -> None:
    t = tour("non", "non", etape="impaye", attente="loyers_en_retard", dernier_fait="commune")
    repond(t)
    assert t["etape"] == "impaye" and t["attente"] == "loyers_en_retard"


def test_two_close_stages_are_asked_not_guessed() -> None:
    t = tour(
        "un papier du tribunal pour partir", "decision", 0.45, second=("commandement_quitter", 0.40)
    )
    repond(t)
    assert t["etape"] is None and t["hesitation"] == ["decision", "commandement_quitter"]


def test_a_question_mark_does_not_change_a_known_stage() -> None:
    t = tour("donc ils viennent pas demain ?", "expulsion_cfp", 0.98, etape="requisition_cfp")
    repond(t)
    assert t["etape"] == "requisition_cfp" and t.bulles


def test_starting_again_needs_to_be_sure() -> None:
    t = tour("euh", "recommencer", 0.6, **ATTEND)
    repond(t)
    assert t["etape"] == "commandement_payer"


@pytest.mark.parametrize(
    "intention",
    [
        "hors_sujet",
        "oui",
        "non",
        "merci",
        "pas_compris",
        "salutation",
        "etes_vous_un_robot",
        "parler_humain",
        "q_aides",
        "impaye",
        "autre_motif",
    ],
)
@pytest.mark.parametrize("etape", [None, "commandement_payer", "expulsion_cfp"])
def test_no_turn_is_silent_or_too_long(intention: str, etape: str | None) -> None:
    t = tour("quelque chose", intention, 0.95, etape=etape)
    repond(t)
    assert 1 <= len(t.bulles_bornees()) <= 3


@pytest.mark.parametrize("intention", ["q_definition", "requisition_cfp"])
@pytest.mark.parametrize(
    "texte",
    [
        "c'est quoi le concours de la force publique",
        "le concours de la force publique c'est quoi",
        "et c koi une assignation",
    ],
)
@pytest.mark.parametrize("etape", ["expulsion_cfp", None])
def test_asking_for_a_meaning_tells_no_news(texte: str, intention: str, etape: str | None) -> None:
    t = tour(texte, intention, 0.99, etape=etape, dit=["presentation:expulsion_cfp", "robot"])
    repond(t)
    assert t["etape"] == etape


@pytest.mark.parametrize(
    ("texte", "intention"),
    [
        ("j'ai recu un commandement de payer c'est quoi", "q_definition"),
        ("c'est quoi ce papier j'ai recu un commandement de payer", "commandement_payer"),
        ("c koi ca l'huissier m'a laissé un commandement de payer hier", "q_definition"),
    ],
)
def test_news_told_beside_a_question_of_meaning_is_news(texte: str, intention: str) -> None:
    t = tour(texte, intention, 0.99)
    repond(t)
    assert t["etape"] == "commandement_payer"


def test_the_hearing_is_dated_with_its_place_without_leaving_the_assignation() -> None:
    faits: dict[str, Any] = {"etape": "assignation", "attente": "date_audience"}
    t = tour("le 14 janvier a 9h au tribunal de lens", "audience", 0.99, **faits)
    repond(t)
    assert (t["etape"], t["date_audience"]) == ("assignation", "2027-01-14")
