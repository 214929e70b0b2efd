"""Other languages are recognised, French with mistakes never is one of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guide.langue import est_etrangere

DEVELOPPEMENT = Path(__file__).parents[1] / "donnees" / "nlu_dev.jsonl"


@pytest.mark.parametrize(
    "texte",
    [
        "Hello, I received a letter from the court, what should I do?",
        "my landlord wants me out of my house please help",
        "Hola, tengo una carta del tribunal, por favor ayuda",
        "Ich habe einen Brief bekommen, was kann ich machen",
        "Eu recebi uma carta, preciso de ajuda por favor",
    ],
)
def test_another_language(texte: str) -> None:
    assert est_etrangere(texte)


@pytest.mark.parametrize(
    "texte",
    ["bonjour moi papier huissier payer loyer", "no comprendre papier", "ok merci", "je suis out"],
)
def test_broken_french_is_french(texte: str) -> None:
    assert not est_etrangere(texte)


def test_no_development_message_is_taken_for_another_language() -> None:
    lignes = DEVELOPPEMENT.read_text(encoding="utf-8").splitlines()
    textes = [json.loads(ligne)["text"] for ligne in lignes]
    assert [texte for texte in textes if est_etrangere(texte)] == []
