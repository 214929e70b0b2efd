"""Whom to call: near the tenant, the housing advisers always among them."""

from __future__ import annotations

from actions import annuaire
from guide.contenu import contenu
from tests.actions.fabrique import dit, numero, tour


def test_the_contacts_of_the_commune_with_the_advisers() -> None:
    t = tour("x", commune="Carvin")
    annuaire.dit_contacts(t, contenu().fiches["commandement_payer"].contacts)
    assert "03 21 74 76 07" in dit(t) and numero("adil_62") in dit(t)
    assert dit(t).count("•") <= annuaire.CONTACTS_AU_PLUS


def test_the_advisers_come_before_the_funds() -> None:
    t = tour("x", commune="hors:Paris")
    annuaire.dit_contacts(t, contenu().fiches["impaye"].contacts)
    assert dit(t).index(numero("sos_loyers_impayes")) < dit(t).index("CAF")
    assert "03 21" not in dit(t)


def test_a_number_already_said_is_not_said_again() -> None:
    t = tour("x")
    t.dit(numero("sos_loyers_impayes"))
    annuaire.dit_contacts(t, ["adil"])
    assert len(t.bulles) == 1 and not t.cartes


def test_every_number_of_the_card_stands_in_the_text() -> None:
    t = tour("x", commune="Lens")
    annuaire.dit_contacts(t, contenu().fiches["assignation"].contacts)
    (carte,) = t.cartes
    assert all(tel in dit(t) for contact in carte["liste"] for tel in contact["telephones"])


def test_the_social_landlord_that_is_named_comes_first() -> None:
    t = tour("un protocole avec Maisons et Cités")
    annuaire.dit_contacts(t, ["adil"])
    assert t.cartes[0]["liste"][0]["role"] == "bailleur_social"
