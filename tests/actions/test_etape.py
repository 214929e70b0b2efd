"""A stage from its presentation to what comes next."""

from __future__ import annotations

import pytest

from actions import etape
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES
from tests.actions.fabrique import dit, tour


@pytest.mark.parametrize("nom", ETAPES)
def test_every_stage_is_presented_and_goes_on(nom: str) -> None:
    t = tour("x", etape=nom)
    etape.poursuit(t)
    assert contenu().fiches[nom].reconnu.texte in dit(t)
    assert t["attente"] or t.boutons


@pytest.mark.parametrize("nom", ETAPES)
def test_every_stage_can_be_gone_through_knowing_nothing(nom: str) -> None:
    t = tour("x", etape=nom)
    for _ in range(12):
        etape.poursuit(t)
        if t["attente"] in contenu().demandes:
            t[t["attente"]] = "inconnu"
    assert (t["attente"] or "").startswith("verification:") or t["attente"] is None
    assert "À faire aujourd'hui" in dit(t)


def test_a_known_fact_is_not_asked() -> None:
    t = tour(
        "x",
        etape="commandement_payer",
        date_acte="2026-11-02",
        delai_ecrit="6_semaines",
        surendettement="non",
        commune="Carvin",
    )
    assert etape.prochaine_demande(t) is None


def test_six_weeks_written_never_asks_the_lease() -> None:
    t = tour("x", etape="commandement_payer", date_acte="2026-11-02", delai_ecrit="6_semaines")
    assert etape.prochaine_demande(t) == "surendettement"


def test_a_plan_of_the_judge_asks_no_appeal() -> None:
    t = tour("x", etape="decision", decision_detail="delais_accordes")
    assert etape.prochaine_demande(t) == "surendettement"


def test_another_paper_forgets_the_first_one_but_keeps_the_person() -> None:
    t = tour(
        "x", etape="commandement_payer", date_acte="2026-10-05", commune="Lens", attente="date_bail"
    )
    etape.change(t, "assignation")
    assert (t["date_acte"], t["commune"], t["attente"]) == (None, "Lens", None)


def test_the_hearing_s_date_survives_from_summons_to_hearing() -> None:
    t = tour("x", etape="assignation", date_audience="2027-01-14")
    etape.change(t, "audience")
    assert t["date_audience"] == "2027-01-14"


def test_an_accepted_file_is_said_before_any_payment() -> None:
    t = tour(
        "x",
        etape="commandement_payer",
        surendettement="oui",
        date_acte="2026-11-02",
        delai_ecrit="6_semaines",
    )
    etape.poursuit(t)
    texte = dit(t)
    assert texte.index("Ne payez pas l'ancienne dette") < texte.index("lundi 14 décembre 2026")
    assert "Payez toute la dette" not in texte


def test_no_teach_back_when_the_police_are_granted() -> None:
    t = tour("x", etape="expulsion_cfp", ou_dormir="oui", commune="Lens")
    etape.poursuit(t)
    assert t["attente"] is None and "Je veux être sûr" not in dit(t)


def test_a_third_person_is_named() -> None:
    t = tour("x", etape="assignation", tiers="votre père")
    etape.poursuit(t)
    assert "Vous écrivez pour votre père" in dit(t)


@pytest.mark.parametrize("nom", ["requisition_cfp", "expulsion_cfp"])
def test_by_sms_the_truce_comes_first_when_the_day_is_near(nom: str) -> None:
    t = tour("x", etape=nom)
    t.canal = "sms"
    etape.poursuit(t)
    assert "votre expulsion attend" in t.bulles[0]
    assert t.bulles[0].count("1er avril 2027") == 1
