"""The pending question: a bare answer is read as that answer before its intent counts."""

from __future__ import annotations

from typing import Any

import pytest

from actions.attente import lit_la_reponse
from tests.actions.fabrique import dit, numero, tour

COMMANDEMENT: dict[str, Any] = {
    "etape": "commandement_payer",
    "dit": ["presentation:commandement_payer"],
}


@pytest.mark.parametrize(
    ("attente", "texte", "intention", "slot", "valeur"),
    [
        ("delai_ecrit", "2 mois", "commandement_quitter", "delai_ecrit", "2_mois"),
        ("commune", "Carvin", "hors_sujet", "commune", "Carvin"),
        ("date_bail", "je sais pas", "a_preciser", "date_bail", "inconnu"),
        ("date_bail", "2019", "hors_sujet", "date_bail", "avant_2023_07_29"),
        ("date_acte", "le 5 octobre", "audience", "date_acte", "2026-10-05"),
        # An answer to another question of the stage, while this one is pending.
        ("date_acte", "2 mois", "commandement_quitter", "delai_ecrit", "2_mois"),
        ("date_acte", "Carvin", "hors_sujet", "commune", "Carvin"),
        ("delai_ecrit", "2019", "hors_sujet", "date_bail", "avant_2023_07_29"),
    ],
)
def test_a_bare_answer_fills_its_fact_and_never_changes_the_stage(
    attente: str, texte: str, intention: str, slot: str, valeur: str
) -> None:
    t = tour(texte, intention, attente=attente, **COMMANDEMENT)
    assert lit_la_reponse(t)
    assert t[slot] == valeur
    assert t["etape"] == "commandement_payer"
    assert t.bulles


@pytest.mark.parametrize(
    ("texte", "intention"),
    [
        ("et si je paye pas ?", "q_risques"),
        ("merci au revoir", "au_revoir"),
        ("en fait c'est une assignation", "assignation"),
    ],
)
def test_what_is_no_answer_is_left_to_the_next_step(texte: str, intention: str) -> None:
    t = tour(texte, intention, attente="date_acte", **COMMANDEMENT)
    assert not lit_la_reponse(t)
    assert t["date_acte"] is None and not t.bulles


@pytest.mark.parametrize(("texte", "contact"), [("Carvin", "CCAS de Carvin"), ("je sais pas", "")])
def test_a_commune_told_before_any_stage_gives_its_contacts(texte: str, contact: str) -> None:
    t = tour(texte, "hors_sujet", attente="commune")
    assert lit_la_reponse(t)
    assert contact in dit(t)
    assert "avez-vous reçu un papier" in dit(t)
    assert t["etape"] is None and t["attente"] is None


def test_a_date_is_read_back_with_the_next_question() -> None:
    t = tour("le 5 octobre", attente="date_acte", **COMMANDEMENT)
    lit_la_reponse(t)
    assert "Lundi 5 octobre 2026" in dit(t)
    assert t["attente"] == "delai_ecrit"


def test_a_stretch_of_days_is_asked_once_more_then_counted_from_its_first_day() -> None:
    t = tour("début octobre", attente="date_acte", **COMMANDEMENT)
    lit_la_reponse(t)
    assert t["date_acte"] is None and t["attente"] == "date_acte"
    suite = tour("je sais pas", attente="date_acte", etape="commandement_payer", dit=t["dit"])
    lit_la_reponse(suite)
    assert suite["date_acte"] == "2026-10-01" and "par prudence" in dit(suite)


def test_a_date_not_known_still_gets_the_rule_and_what_to_do() -> None:
    t = tour("je sais pas", attente="date_acte", **COMMANDEMENT)
    lit_la_reponse(t)
    assert t["date_acte"] == "inconnu"
    assert "6 semaines ou 2 mois" in dit(t) and "Payez le loyer" in dit(t)


def test_a_bare_yes_is_no_answer_to_another_question() -> None:
    t = tour("non", "non", attente="delai_ecrit", **COMMANDEMENT)
    assert not lit_la_reponse(t)
    assert t["type_bailleur"] is None


def test_the_paper_is_found_by_the_words_on_it() -> None:
    t = tour("y a marqué quitter les lieux dessus", "commandement_quitter", attente="papier")
    assert lit_la_reponse(t)
    assert t["etape"] == "commandement_quitter"


def test_the_paper_is_never_guessed() -> None:
    t = tour("je sais pas lequel", "a_preciser", attente="papier")
    assert lit_la_reponse(t)
    assert t["etape"] is None and t["attente"] == "papier"


def test_who_does_not_know_where_to_sleep_gets_the_emergency_number() -> None:
    t = tour("je sais pas", "a_preciser", etape="expulsion_cfp", attente="ou_dormir")
    assert lit_la_reponse(t)
    assert t["ou_dormir"] == "inconnu" and numero("siao_115") in dit(t)
