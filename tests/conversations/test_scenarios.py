"""Whole conversations through the running system, from the readable files of this folder.

Each file is one conversation (see LISEZ-MOI.md). ``--transcriptions DOSSIER`` prints them.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Systeme
from tests.conversations.dates_gardees import dates_sans_trace

ICI = Path(__file__).parent
FICHIERS = sorted(ICI.glob("*.yml"))

pytestmark = pytest.mark.systeme


def _plie(texte: str) -> str:
    decompose = unicodedata.normalize("NFKD", texte.lower().replace("’", "'"))
    return "".join(signe for signe in decompose if not unicodedata.combining(signe))


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda fichier: fichier.stem)
def test_conversation(fichier: Path, systeme: Systeme, request: pytest.FixtureRequest) -> None:
    scenario = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    conversation = systeme.conversation()
    transcription = [f"# {scenario['titre']}"]
    for rang, tour in enumerate(scenario["tours"], start=1):
        messages = conversation.dit(tour["dit"])
        texte = "\n".join(message["text"] for message in messages if "text" in message)
        transcription.append(f"\n> {tour['dit']}\n{texte}")
        _verifie(f"{fichier.stem}, tour {rang} (« {tour['dit']} »)", tour, texte, conversation)
        assert sum("text" in message for message in messages) <= 3, "au plus trois bulles"
    sans_trace = dates_sans_trace(systeme, conversation, "\n".join(transcription))
    assert not sans_trace, f"dites sans la version de leur règle : {sans_trace}"
    dossier = request.config.getoption("--transcriptions")
    if dossier:
        cible = Path(dossier) / f"{fichier.stem}.txt"
        cible.parent.mkdir(parents=True, exist_ok=True)
        cible.write_text("\n".join(transcription) + "\n", encoding="utf-8")


def _verifie(ou: str, tour: dict[str, Any], texte: str, conversation: Any) -> None:
    lu = _plie(texte)
    assert lu, f"{ou} : silence"
    for attendu in tour.get("contient", []):
        possibles = attendu if isinstance(attendu, list) else [attendu]
        assert any(_plie(mot) in lu for mot in possibles), (
            f"{ou} : « {attendu} » absent de\n{texte}"
        )
    for interdit in tour.get("ne_contient_pas", []):
        assert _plie(interdit) not in lu, f"{ou} : « {interdit} » ne doit pas être dit\n{texte}"
    if "faits" in tour:
        connus = conversation.faits()
        for fait, valeur in tour["faits"].items():
            assert connus.get(fait) == valeur, f"{ou} : {fait} = {connus.get(fait)}\n{texte}"
