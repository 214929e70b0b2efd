"""Dangers first, in any state; landlords and other grounds get their own answers."""

from __future__ import annotations

from typing import Any

import pytest

from actions import situations
from guide.contenu import contenu
from tests.actions.fabrique import dit, tour

URGENCE = {
    "detresse": ["3114", "15"],
    "violence": ["17", "3919"],
    "a_la_rue_ce_soir": ["115"],
    "expulsion_illegale": ["17"],
}


@pytest.mark.parametrize("danger", situations.DANGERS)
@pytest.mark.parametrize("attente", [None, "date_acte", "verification:que_faire", "papier"])
def test_the_numbers_are_in_the_first_reply_and_the_thread_waits(
    danger: str, attente: str | None
) -> None:
    t = tour("x", danger, etape="commandement_payer", attente=attente)
    situations.repond_danger(t, danger)
    assert all(numero in t.bulles[0] for numero in URGENCE[danger])
    assert (t["attente"], t["danger"]) == (attente, danger)
    (carte,) = [carte for carte in t.cartes if carte["type"] == "urgence"]
    assert all(numero["telephone"] in dit(t) for numero in carte["numeros"])


@pytest.mark.parametrize("danger", situations.DANGERS)
def test_no_is_still_about_the_danger_and_says_something_new(danger: str) -> None:
    t = tour("non", "non", danger=danger)
    assert situations.suit_le_danger(t)
    assert t["danger"] == danger
    assert contenu().situations[danger].suite[0].id


def test_yes_i_am_safe_brings_the_thread_back() -> None:
    t = tour("oui ça va", "oui", danger="detresse", etape="commandement_payer", attente="date_acte")
    assert situations.suit_le_danger(t)
    assert t["danger"] is None and "Quelle date" in dit(t)


def test_a_commune_told_in_danger_gives_the_places_there() -> None:
    t = tour("Liévin", "hors_sujet", danger="a_la_rue_ce_soir")
    assert situations.suit_le_danger(t)
    assert t["commune"] == "Liévin" and "115" in t.bulles[0] and "03 21 44 43 43" in dit(t)


def test_an_unsure_reading_stays_with_the_danger() -> None:
    t = tour("il répond pas", "etes_vous_un_robot", 0.34, danger="a_la_rue_ce_soir")
    assert situations.suit_le_danger(t)
    assert "Rappelez" in dit(t)


def test_another_question_leaves_the_danger() -> None:
    t = tour("c'est quoi le FSL ?", "q_definition", danger="violence")
    assert not situations.suit_le_danger(t)


def test_a_landlord_goes_on_as_a_landlord() -> None:
    t = tour("je peux changer la serrure ?", "q_risques", dit=["situation:bailleur"])
    assert situations.est_bailleur(t)
    situations.repond_bailleur(t)
    assert "interdit" in t.bulles[0] and "votre dette" not in dit(t)


def test_a_landlord_who_says_tenant_is_a_tenant() -> None:
    t = tour("en fait je suis locataire", "bailleur", dit=["situation:bailleur"])
    assert not situations.est_bailleur(t)


def test_another_ground_goes_on_until_a_paper_is_named() -> None:
    faits: dict[str, Any] = {"dit": ["situation:autre_motif"]}
    assert situations.continue_la_situation(tour("une lettre simple", "impaye", **faits), "impaye")
    nomme = tour("j'ai une assignation", "assignation", **faits)
    assert not situations.continue_la_situation(nomme, "assignation")


@pytest.mark.parametrize("intention", ["autre_motif", "hors_bail", "bailleur", "parler_humain"])
def test_a_situation_said_again_says_something_else(intention: str) -> None:
    t = tour("x", intention)
    situations.repond_situation(t, intention)
    premiere = dit(t)
    suite = tour("x", intention, dit=t["dit"])
    situations.repond_situation(suite, intention)
    assert dit(suite) and dit(suite) != premiere
