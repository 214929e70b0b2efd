"""The rest channel of the running system: hostile input, erasure, faults (contract, section 6)."""

from __future__ import annotations

import sqlite3
import urllib.error
import urllib.request

import pytest

from channels.garde import phrase
from guide.contenu import contenu
from tests.conftest import Systeme

pytestmark = pytest.mark.systeme

PREMIER = "jai recu un papier de luissier pour payer mes loyers"
HOSTILES = [
    "",
    "   ",
    "😭😭",
    "أنا خائف من الطرد",
    "Hello, I received a letter from the court, what should I do?",
    "/restart",
    "/session_start",
    '/commandement_payer{"x":1}',
    '/commandement_quitter{"etape": "expulsion_cfp"}',
    "<b></b>",
    None,
    42,
    ["je", "dois"],
    {"a": 1},
]


@pytest.mark.parametrize("brut", HOSTILES, ids=repr)
def test_hostile_input_is_answered_and_changes_nothing(systeme: Systeme, brut: object) -> None:
    conversation = systeme.conversation()
    conversation.dit(PREMIER)
    avant = conversation.faits()
    assert conversation.texte(brut)
    assert conversation.faits() == avant


def test_five_thousand_characters_are_answered_and_the_danger_at_the_end_is_seen(
    systeme: Systeme,
) -> None:
    conversation = systeme.conversation()
    texte = conversation.texte("bla bla " * 700 + " je veux mourir")
    assert contenu().telephone("suicide_3114") in texte
    assert len(systeme.conversation().texte("x" * 5000)) > 20


def test_a_body_without_sender_is_refused_with_a_sentence(systeme: Systeme) -> None:
    conversation = systeme.conversation()
    for corps in ({}, {"message": "bonjour"}, {"sender": 3, "message": "a"}, [], "texte"):
        with pytest.raises(urllib.error.HTTPError) as erreur:
            conversation.poste(corps)
        assert erreur.value.code == 400


def test_the_tracker_needs_the_token(systeme: Systeme) -> None:
    for chemin in ("/conversations/x/tracker", "/conversations/x/tracker?token=faux", "/status"):
        with pytest.raises(urllib.error.HTTPError) as erreur:
            urllib.request.urlopen(systeme.url_rasa + chemin, timeout=30)
        assert erreur.value.code == 401


def test_erasure_is_confirmed_once_then_empties_every_store(systeme: Systeme) -> None:
    conversation = systeme.conversation()
    conversation.dit(PREMIER)
    assert phrase("efface_confirmer") in conversation.texte("efface tout svp")
    assert phrase("efface_annule") in conversation.texte("non")
    assert conversation.faits()["etape"] == "commandement_payer"
    conversation.texte("efface tout")
    assert phrase("efface_fait") in conversation.texte("oui")
    assert _lignes(systeme, conversation.personne) == 0
    assert conversation.faits()["etape"] is None


def _lignes(systeme: Systeme, personne: str) -> int:
    """Rows about one person in every table of every database of the installation."""
    total = 0
    for base in systeme.var.glob("*.db"):
        with sqlite3.connect(base) as connexion:
            tables = [
                nom
                for (nom,) in connexion.execute("select name from sqlite_master where type='table'")
            ]
            for table in tables:
                for colonne in ("sender_id", "personne"):
                    noms = [ligne[1] for ligne in connexion.execute(f"pragma table_info({table})")]
                    if colonne in noms:
                        requete = f"select count(*) from {table} where {colonne} = ?"
                        total += connexion.execute(requete, (personne,)).fetchone()[0]
    return total


def test_conversations_are_stored_with_a_write_ahead_log(systeme: Systeme) -> None:
    with sqlite3.connect(systeme.var / "conversations.db") as connexion:
        assert connexion.execute("pragma journal_mode").fetchone() == ("wal",)


def test_action_server_down_is_told_with_a_number_then_recovers(systeme: Systeme) -> None:
    actions = systeme.maison.processus[0]
    conversation = systeme.conversation()
    actions.arrete()
    try:
        assert contenu().telephone("sos_loyers_impayes") in conversation.texte(PREMIER)
    finally:
        systeme.maison.relance(actions)
    assert "commandement de payer" in conversation.texte(PREMIER)
