"""The command ``date`` of the contract."""

from __future__ import annotations

import io
import json

import pytest

from guide.commandes import principal

JOUR = ["--aujourdhui", "2026-11-24"]


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        (["le 3 novembre"], {"date": "2026-11-03"}),
        (["début novembre"], {"du": "2026-11-01", "au": "2026-11-10"}),
        (["31 juin"], {"demander": "impossible"}),
        (["14 janvier", "--role", "a_venir"], {"date": "2027-01-14"}),
        (["en 2019", "--role", "bail"], {"mot": "avant_2023_07_29"}),
    ],
)
def test_la_reponse_en_json(
    arguments: list[str], attendu: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert principal(["date", *arguments, *JOUR, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == attendu


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        (["hier"], "lundi 23 novembre 2026."),
        (["fin octobre"], "Entre le mercredi 21 octobre 2026 et le samedi 31 octobre 2026."),
        (["mars 2025", "--role", "bail"], "Bail signé depuis le 29 juillet 2023."),
        (["récemment"], "À demander : La date n'est pas assez précise."),
    ],
)
def test_la_reponse_en_francais(
    arguments: list[str], attendu: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert principal(["date", *arguments, *JOUR]) == 0
    assert capsys.readouterr().out.strip() == attendu


@pytest.mark.parametrize(
    "arguments", [[], ["hier", "--role", "passe"], ["hier", "--aujourdhui", "0001-01-01"]]
)
def test_une_mauvaise_entree_est_dite(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert principal(["date", *arguments]) == 2
    erreur = capsys.readouterr().err
    assert erreur.count("\n") == 1


def test_un_lot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lignes = [
        {"texte": "hier", "aujourdhui": "2026-01-01"},
        {"texte": "demain", "aujourdhui": "2026-01-01", "role": "a_venir"},
        {"texte": 3},
        {"texte": "hier", "role": []},
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(map(json.dumps, lignes))))
    assert principal(["date", "--lot"]) == 0
    sorties = [json.loads(ligne) for ligne in capsys.readouterr().out.splitlines()]
    assert sorties[:2] == [{"date": "2025-12-31"}, {"date": "2026-01-02"}]
    assert [list(sortie) for sortie in sorties[2:]] == [["erreur"], ["erreur"]]
