"""After a break of days, the conversation resumes with one line and asks nothing twice."""

from __future__ import annotations

import json
import sqlite3

import pytest

from tests.conftest import Systeme

pytestmark = pytest.mark.systeme

TROIS_JOURS = 3 * 86_400


def vieillit(systeme: Systeme, personne: str, secondes: float) -> None:
    """Move every stored event of a person back in time."""
    with sqlite3.connect(systeme.var / "conversations.db") as base:
        lignes = base.execute(
            "select id, timestamp, data from events where sender_id = ?", (personne,)
        ).fetchall()
        for identifiant, moment, donnees in lignes:
            evenement = json.loads(donnees)
            evenement["timestamp"] -= secondes
            base.execute(
                "update events set timestamp = ?, data = ? where id = ?",
                (moment - secondes, json.dumps(evenement), identifiant),
            )


def test_a_conversation_resumes_after_three_days(systeme: Systeme) -> None:
    conversation = systeme.conversation()
    conversation.dit("jai recu un papier de luissier pour payer mes loyers")
    conversation.dit("le 5 octobre")
    vieillit(systeme, conversation.personne, TROIS_JOURS)
    texte = conversation.texte("2 mois")
    assert "La dernière fois" in texte
    faits = conversation.faits()
    assert (faits["etape"], faits["date_acte"]) == ("commandement_payer", "2026-10-05")
    assert faits["delai_ecrit"] == "2_mois"
    assert "La dernière fois" not in conversation.texte("2019")
