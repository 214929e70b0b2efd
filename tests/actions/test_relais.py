"""The offer of an adviser, the tenant's answer to it, and the silent bot's care for dangers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions import situations, verification
from actions.attente import lit_la_reponse
from actions.questions import relance
from actions.repondre import repond
from actions.secours import secours
from actions.tour import Tour
from guide.contenu import contenu
from tests.actions.fabrique import dit, numero, tour

REPRISE = contenu().operateur.reprise
OFFRE = "relais:humain:date_acte"


def offert(texte: str, relais: str | None = "possible", **reste: Any) -> Tour:
    """A turn on the channel that can hand over."""
    t = tour(texte, **reste)
    t.message = replace(t.message, relais=relais)  # type: ignore[arg-type]
    return t


def cartes(t: Tour) -> list[dict[str, Any]]:
    return [carte for carte in t.cartes if carte["type"] == "relais"]


def test_asking_for_a_human_gives_the_number_then_the_offer() -> None:
    t = offert("je veux parler à un humain", intention="parler_humain", attente="date_acte")
    repond(t)
    assert numero("sos_loyers_impayes") in t.bulles[0]
    assert t.bulles[-1] == REPRISE.accord and t.boutons == [REPRISE.oui, REPRISE.non]
    assert t["attente"] == OFFRE and not cartes(t)


def test_elsewhere_or_outside_the_hours_there_is_no_offer() -> None:
    t = offert("je veux parler à un humain", None, intention="parler_humain", attente="date_acte")
    situations.repond_situation(t, "parler_humain")
    assert REPRISE.accord not in dit(t) and numero("sos_loyers_impayes") in dit(t)
    assert t["attente"] == "date_acte"


def test_somebody_is_already_told() -> None:
    t = offert("il y a quelqu'un ?", "demande", intention="parler_humain")
    situations.repond_situation(t, "parler_humain")
    assert t.bulles[-1] == REPRISE.attente_encore and not cartes(t)


@pytest.mark.parametrize("reponse", [REPRISE.oui, "oui", "ok", "1", "oui svp"])
def test_yes_asks_for_the_human_and_the_thread_waits(reponse: str) -> None:
    t = offert(reponse, intention="oui", etape="commandement_payer", attente=OFFRE)
    assert lit_la_reponse(t)
    assert cartes(t) == [{"type": "relais", "raison": "humain"}]
    assert t.bulles == [REPRISE.attente]
    assert t["attente"] == "date_acte"


@pytest.mark.parametrize("reponse", [REPRISE.non, "non", "je sais pas"])
def test_anything_but_yes_is_no_and_the_question_comes_back(reponse: str) -> None:
    t = offert(reponse, intention="non", etape="commandement_payer", attente=OFFRE)
    assert lit_la_reponse(t)
    assert not cartes(t)
    assert numero("sos_loyers_impayes") in t.bulles[0] and "date" in t.bulles[-1]
    assert t["attente"] == "date_acte" and t["date_acte"] is None


def test_something_else_is_read_as_if_nothing_had_been_offered() -> None:
    t = offert("le 5 octobre", etape="commandement_payer", attente=OFFRE)
    assert lit_la_reponse(t)
    assert t["date_acte"] == "2026-10-05" and not cartes(t)


def test_a_yes_after_the_hours_asks_nobody() -> None:
    t = offert("oui", None, intention="oui", attente="relais:humain:")
    assert lit_la_reponse(t)
    assert not cartes(t) and numero("sos_loyers_impayes") in dit(t)
    assert t["attente"] is None


def test_a_danger_wins_over_the_offer_which_comes_back() -> None:
    t = offert("je veux mourir", intention="detresse", attente=OFFRE)
    repond(t)
    assert "3114" in t.bulles[0] and t["attente"] == OFFRE and not cartes(t)
    sauf = offert("oui", intention="oui", attente=OFFRE, danger="detresse")
    repond(sauf)
    assert sauf.bulles[-1] == REPRISE.accord and not cartes(sauf)


def test_a_failed_teach_back_offers_the_human() -> None:
    t = offert(
        "attendre", etape="impaye", attente="verification:que_faire", essais="1", commune="Lens"
    )
    verification.repond(t, "que_faire", "attendre")
    assert t["comprehension"] == "a_revoir"
    assert t.bulles[-1] == REPRISE.accord and t["attente"] == "relais:verification:"
    oui = offert(REPRISE.oui, intention="oui", etape="impaye", attente=t["attente"])
    assert lit_la_reponse(oui)
    assert cartes(oui) == [{"type": "relais", "raison": "verification"}]


def test_the_pending_offer_is_brought_back() -> None:
    t = offert("merci", attente="relais:verification:")
    relance(t)
    assert t.bulles == [REPRISE.accord] and t.boutons == [REPRISE.oui, REPRISE.non]


def compris(intention: str, confiance: float, texte: str = "x") -> dict[str, Any]:
    premier = {"name": intention, "confidence": confiance}
    reste = {"name": "hors_sujet", "confidence": (1 - confiance) / 2}
    return {"text": texte, "intent": premier, "intent_ranking": [premier, reste]}


@pytest.mark.parametrize("danger", situations.DANGERS)
def test_beside_a_human_a_danger_gets_its_numbers_and_no_question(danger: str) -> None:
    trouve = secours(compris(danger, 0.95), {"etape": "commandement_payer", "attente": "date_acte"})
    assert trouve and trouve[0] == danger
    textes = [message["text"] for message in trouve[1] if "text" in message]
    assert textes[-1] == REPRISE.alerte and not any("?" in texte for texte in textes)
    (carte,) = [message["custom"] for message in trouve[1] if "custom" in message]
    assert carte["type"] == "urgence"
    assert all(un["telephone"] in " ".join(textes) for un in carte["numeros"])


@pytest.mark.parametrize("intention", ["audience", "q_delai", "oui", "parler_humain"])
def test_beside_a_human_everything_else_is_left_to_him(intention: str) -> None:
    assert secours(compris(intention, 0.95), {"etape": "audience"}) is None
    assert secours(compris("detresse", 0.2), {"etape": "audience"}) is None
