"""Deadlines as they are told: the rule first, a provisional date, then the settled one."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions import echeances
from tests.actions.fabrique import dit, tour

PAYER: dict[str, Any] = {"etape": "commandement_payer", "date_acte": "2026-10-05"}


def test_the_rule_comes_before_any_date_that_can_still_move() -> None:
    t = tour("x", **PAYER)
    echeances.dit_echeances(t, "delai_ecrit")
    assert "6 semaines ou 2 mois" in dit(t) and "novembre" not in dit(t)
    echeances.dit_echeances(t, "date_bail")
    assert "lundi 16 novembre 2026" in dit(t) and "vendredi 4 décembre 2026" in dit(t)


def test_a_settled_date_is_explained_once() -> None:
    t = tour("x", **PAYER, delai_ecrit="2_mois", date_bail="avant_2023_07_29")
    echeances.dit_echeances(t)
    assert "au plus tard le vendredi 4 décembre 2026" in dit(t)
    assert "mardi 1er décembre 2026" in dit(t)
    assert "16 novembre" not in dit(t)
    deja = len(t.bulles)
    echeances.dit_echeances(t)
    assert len(t.bulles) == deja


def test_the_card_says_no_date_that_the_text_does_not() -> None:
    t = tour("x", **PAYER, delai_ecrit="2_mois", date_bail="avant_2023_07_29")
    echeances.dit_echeances(t)
    (carte,) = t.cartes
    assert carte["date_a_retenir"] == "2026-12-04" and carte["date_envoi"] == "2026-12-01"
    assert "fin" not in carte["lectures"][0]


def test_no_transfer_date_when_paying_the_debt_is_forbidden() -> None:
    t = tour("x", **PAYER, delai_ecrit="2_mois", date_bail="avant_2023_07_29", surendettement="oui")
    echeances.dit_echeances(t)
    assert "Envoyez-le" not in dit(t) and "date_envoi" not in t.cartes[0]


def test_the_prefect_s_time_is_never_the_tenant_s() -> None:
    t = tour("x", etape="requisition_cfp", date_acte="2026-11-12")
    echeances.dit_echeances(t)
    assert "jusqu'au mardi 12 janvier 2027" in dit(t) and "au plus tard" not in dit(t)
    assert echeances.date_a_retenir(t) is None and not t.cartes


def test_without_period_no_date_is_told() -> None:
    t = tour("x", etape="commandement_quitter", date_acte="2026-11-03", delai_supprime="oui")
    echeances.dit_echeances(t)
    assert "a enlevé les 2 mois" in dit(t) and echeances.date_a_retenir(t) is None


def test_under_another_calendar_no_date_is_computed() -> None:
    t = tour(
        "x", **PAYER, delai_ecrit="2_mois", date_bail="avant_2023_07_29", commune="hors:Strasbourg"
    )
    echeances.dit_echeances(t)
    assert "jours fériés sont différents" in dit(t) and "décembre" not in dit(t)
    assert not echeances.peut_changer(t, "delai_ecrit")


def test_three_working_days_are_pressing() -> None:
    assert echeances.est_pressant(tour("x", etape="audience", date_audience="2026-11-26"))
    assert not echeances.est_pressant(tour("x", etape="audience", date_audience="2026-11-27"))
    assert echeances.est_passee(tour("x", etape="audience", date_audience="2026-11-20"))


def test_an_answer_that_changes_nothing_is_not_asked() -> None:
    t = tour("x", **PAYER, delai_ecrit="6_semaines")
    assert not echeances.peut_changer(t, "date_bail")
    assert echeances.peut_changer(tour("x", **PAYER, delai_ecrit="2_mois"), "date_bail")


def test_a_printed_date_before_ours_sends_to_a_person() -> None:
    t = tour("x", etape="commandement_quitter", date_acte="2026-11-03", date_ecrite="2026-12-03")
    echeances.dit_date_ecrite(t)
    assert "avant mon calcul" in dit(t)
    assert echeances.date_a_retenir(t) == date(2026, 12, 31)


def test_a_past_hearing_says_what_remains() -> None:
    t = tour("x", etape="audience", date_audience="2026-11-10")
    echeances.dit_audience(t)
    assert "est passée" in dit(t) and "greffe" in dit(t)


def test_the_truce_is_told_where_it_matters_only() -> None:
    t = tour("x", etape="commandement_quitter")
    echeances.dit_treve(t)
    assert "mercredi 31 mars 2027" in dit(t)
    t = tour("x", etape="commandement_payer")
    echeances.dit_treve(t)
    assert not t.bulles


def test_an_order_to_leave_that_came_with_the_decision_starts_the_appeal_too() -> None:
    t = tour("x", etape="commandement_quitter", date_acte="2026-11-16")
    echeances.dit_appel_joint(t)
    texte = dit(t)
    assert texte.index("mardi 1er décembre 2026") < texte.index("mercredi 16 décembre 2026")
    passe = tour("x", etape="commandement_quitter", date_acte="2026-11-03")
    echeances.dit_appel_joint(passe)
    assert not passe.bulles


def test_no_paper_is_served_on_a_sunday() -> None:
    t = tour("x", etape="commandement_payer", date_acte="2026-11-22")
    echeances.dit_jour_improbable(t)
    assert "dimanche" in dit(t) and "Vérifiez la date" in dit(t)
    lundi = tour("x", etape="commandement_payer", date_acte="2026-11-23")
    echeances.dit_jour_improbable(lundi)
    assert not lundi.bulles


def test_by_sms_the_date_comes_before_the_day_it_is_counted_from_in_short_words() -> None:
    t = tour("x", etape="commandement_payer", date_acte="2026-10-05", delai_ecrit="6_semaines",
             date_bail="depuis_2023_07_29", surendettement="non")  # fmt: skip
    t.canal = "sms"
    echeances.dit_echeances(t)
    lignes = dit(t)
    assert lignes.index("16 novembre 2026") < lignes.index("5 octobre 2026")
    dits = echeances.textes("commandement_payer")
    assert dits.sms("passe") in lignes and dits.passe not in lignes
