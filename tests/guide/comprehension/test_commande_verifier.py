"""The command ``verifier``: one answer, many lines, and bad input."""

from __future__ import annotations

import io
import json

import pytest

from guide.commandes import principal


def _lance(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    try:
        statut = principal(["verifier", *arguments])
    except SystemExit as sortie:
        statut = int(sortie.code or 0)
    lu = capsys.readouterr()
    return statut, lu.out, lu.err


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    statut, sortie, _ = _lance(
        ["impaye", "--question", "que_faire", "--reponse", "J'appelle le bailleur", "--json"],
        capsys,
    )
    rendu = json.loads(sortie)
    assert statut == 0
    assert rendu == {"resultat": "compris", "idees": ["parler_bailleur"], "manque": []}


def test_plain_french(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["impaye", "--question", "que_faire", "--reponse", "j'attends"]
    statut, sortie, _ = _lance(arguments, capsys)
    assert statut == 0
    assert sortie.startswith("À revoir")


def test_lot(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    commune = {"etape": "commandement_payer", "question": "avant_quand", "date": "2026-12-04"}
    lignes = [
        json.dumps({**commune, "reponse": "le 4/12", "aujourdhui": "2026-11-23"}),
        json.dumps({**commune, "reponse": "le 4/12", "date": "4 décembre"}),
        json.dumps({**commune, "reponse": 4}),
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lignes) + "\n"))
    statut, sortie, _ = _lance(["--lot"], capsys)
    rendus = [json.loads(ligne) for ligne in sortie.splitlines()]
    assert statut == 0
    assert rendus[0]["resultat"] == "compris"
    assert "date" in rendus[1]["erreur"]
    assert "reponse" in rendus[2]["erreur"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["demenagement", "--question", "que_faire", "--reponse", "payer"],
        ["impaye", "--question", "combien", "--reponse", "payer"],
        ["impaye", "--question", "que_faire"],
        ["impaye", "--question", "avant_quand", "--reponse", "le 4", "--date", "4/12/2026"],
    ],
)
def test_bad_input(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    statut, sortie, erreur = _lance(arguments, capsys)
    assert (statut, sortie) == (2, "")
    assert len(erreur.strip().splitlines()) == 1
