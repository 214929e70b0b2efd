"""Conversations begun under an earlier release go on under this one.

``tests/donnees/conversations/<release>/*.jsonl`` hold the events that a release stored, as they
stood in its database. Before a release, store those of the present one:

    python -m pytest tests/conversations/test_version_suivante.py --enregistrer 0.2.0
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from channels.garde import phrase
from tests.conftest import Conversation, Systeme

pytestmark = pytest.mark.systeme

DONNEES = Path(__file__).parents[1] / "donnees" / "conversations"
RELEASES = sorted(dossier.name for dossier in DONNEES.glob("*"))
COLONNES = ("type_name", "timestamp", "intent_name", "action_name", "data")
IL_Y_A_S = 600

# What was said before the release.
DEBUTS = {
    "question_en_attente": ["jai recu un papier de luissier pour payer mes loyers", "le 5 octobre"],
    "verification_en_attente": [
        "j'ai reçu un commandement de payer le 5 octobre",
        "2 mois",
        "en 2019",
        "non",
        "Lens",
    ],
    "papier_a_choisir": ["l'huissier est passé ce matin"],
    "audience_connue": ["j'ai reçu une assignation au tribunal", "le 15 décembre 2026"],
    "danger_dit": ["je veux mourir"],
}
Evenements = list[dict[str, Any]]


def test_store_the_conversations_of_this_release(
    systeme: Systeme, request: pytest.FixtureRequest
) -> None:
    """Plays the beginnings; written only when asked, and compared with nothing."""
    release = request.config.getoption("--enregistrer")
    dossier = DONNEES / release if release else None
    for nom, dits in DEBUTS.items():
        conversation = systeme.conversation()
        for dit in dits:
            assert conversation.texte(dit)
        if dossier:
            dossier.mkdir(parents=True, exist_ok=True)
            lignes = [json.dumps(e, ensure_ascii=False) for e in evenements(systeme, conversation)]
            (dossier / f"{nom}.jsonl").write_text("\n".join(lignes) + "\n", encoding="utf-8")


def evenements(systeme: Systeme, conversation: Conversation) -> Evenements:
    with closing(sqlite3.connect(systeme.var / "conversations.db")) as base:
        lignes = base.execute(
            f"select {', '.join(COLONNES)} from events where sender_id = ? order by id",
            (conversation.personne,),
        ).fetchall()
    stockes = [dict(zip(COLONNES, ligne, strict=True)) for ligne in lignes]
    return [{**stocke, "data": json.loads(stocke["data"])} for stocke in stockes]


def reprend(
    systeme: Systeme,
    release: str,
    nom: str,
    change: Callable[[Evenements], Evenements] = lambda lus: lus,
) -> Conversation:
    """A conversation of an earlier release, its last event ten minutes ago."""
    texte = (DONNEES / release / f"{nom}.jsonl").read_text(encoding="utf-8")
    lus = change([json.loads(ligne) for ligne in texte.splitlines()])
    avance = time.time() - IL_Y_A_S - lus[-1]["timestamp"]
    conversation = systeme.conversation()
    with closing(sqlite3.connect(systeme.var / "conversations.db")) as base:
        for lu in lus:
            lu["timestamp"] += avance
            lu["data"]["timestamp"] += avance
            valeurs = [json.dumps(lu[c]) if c == "data" else lu[c] for c in COLONNES]
            base.execute(
                f"insert into events (sender_id, {', '.join(COLONNES)}) values (?, ?, ?, ?, ?, ?)",
                (conversation.personne, *valeurs),
            )
        base.commit()
    return conversation


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_pending_question_gets_its_answer(systeme: Systeme, release: str) -> None:
    conversation = reprend(systeme, release, "question_en_attente")
    conversation.dit("2 mois")
    faits = conversation.faits()
    assert (faits["etape"], faits["date_acte"]) == ("commandement_payer", "2026-10-05")
    assert faits["delai_ecrit"] == "2_mois"
    assert "vendredi 4 décembre 2026" in conversation.texte("en 2024") + conversation.texte("non")


def test_a_teach_back_is_judged(systeme: Systeme, release: str) -> None:
    conversation = reprend(systeme, release, "verification_en_attente")
    attente = conversation.faits()["attente"]
    assert attente.startswith("verification:")
    assert conversation.texte("passer")
    assert conversation.faits()["attente"] != attente
    assert conversation.faits()["comprehension"] == "non_verifie"


def test_a_paper_is_chosen(systeme: Systeme, release: str) -> None:
    conversation = reprend(systeme, release, "papier_a_choisir")
    conversation.dit("commandement de payer")
    assert conversation.faits()["etape"] == "commandement_payer"


def test_a_hearing_is_remembered(systeme: Systeme, release: str) -> None:
    conversation = reprend(systeme, release, "audience_connue")
    assert "mardi 15 décembre 2026" in conversation.texte("plus court").lower()


def test_a_danger_is_remembered(systeme: Systeme, release: str) -> None:
    conversation = reprend(systeme, release, "danger_dit")
    assert conversation.texte("merci")


def sans_faits(*noms: str) -> Callable[[Evenements], Evenements]:
    """The events as a release stored them that did not know these slots."""
    return lambda lus: [
        lu for lu in lus if not (lu["type_name"] == "slot" and lu["data"]["name"] in noms)
    ]


def avec_un_fait(nom: str, valeur: Any) -> Callable[[Evenements], Evenements]:
    """The events with one more slot at the end."""

    def ajoute(lus: Evenements) -> Evenements:
        moment = lus[-1]["timestamp"]
        donnees = {"event": "slot", "timestamp": moment, "name": nom, "value": valeur}
        return [
            *lus,
            {
                "type_name": "slot",
                "timestamp": moment,
                "intent_name": None,
                "action_name": None,
                "data": donnees,
            },
        ]

    return ajoute


def sans_nos_proprietes(lus: Evenements) -> Evenements:
    """User events as a release stored them whose classifier told less."""
    for lu in lus:
        for propre in ("doute", "parties"):
            lu["data"].get("parse_data", {}).pop(propre, None)
    return lus


def avec_une_action_disparue(lus: Evenements) -> Evenements:
    for lu in lus:
        if lu["action_name"] == "action_repondre":
            lu["action_name"] = lu["data"]["name"] = "action_d_autrefois"
    return lus


CHANGEMENTS = {
    "slots ajoutés depuis": sans_faits("dit", "essais", "hesitation", "dernier_fait", "danger"),
    "slot disparu": avec_un_fait("fait_d_autrefois", {"ancien": ["x"]}),
    "classifieur d'avant": sans_nos_proprietes,
    "action disparue": avec_une_action_disparue,
    "question disparue": avec_un_fait("attente", "question_d_autrefois"),
    "vérification disparue": avec_un_fait("attente", "verification:autrefois"),
    "sujets dits autrement": avec_un_fait("dit", ["robot", "echeances:autrefois:1=2/[3]"]),
}


@pytest.mark.parametrize("changement", list(CHANGEMENTS))
def test_what_another_release_stored_differently_stops_nothing(
    systeme: Systeme, release: str, changement: str
) -> None:
    conversation = reprend(systeme, release, "question_en_attente", CHANGEMENTS[changement])
    textes = [conversation.texte(dit) for dit in ("2 mois", "en 2024", "et si je ne paye pas ?")]
    assert all(textes)
    assert phrase("panne") not in "\n".join(textes)
    faits = conversation.faits()
    assert (faits["etape"], faits["date_acte"]) == ("commandement_payer", "2026-10-05")
    assert faits["delai_ecrit"] == "2_mois"
