"""``python -m guide delai``: the development cases, bad input, exit status."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from guide.commandes import principal

JEU = Path(__file__).parents[1] / "donnees" / "deadlines_dev.jsonl"


def _lot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, lignes: list[str]) -> list:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{ligne}\n" for ligne in lignes)))
    assert principal(["delai", "--lot", "--aujourdhui", "2026-11-24"]) == 0
    return [json.loads(ligne) for ligne in capsys.readouterr().out.splitlines()]


def _contient(obtenu: dict[str, Any], attendu: dict[str, Any]) -> bool:
    """Every expected field is there; readings are compared in any order, none more, none less."""
    if attendu.get("erreur"):
        return set(obtenu) == {"erreur"}
    lectures = attendu.get("lectures", obtenu.get("lectures"))
    restantes = list(obtenu.get("lectures", []))
    for lecture in lectures:
        trouvee = next((lue for lue in restantes if lecture.items() <= lue.items()), None)
        if trouvee is None:
            return False
        restantes.remove(trouvee)
    autres = {cle: attendu[cle] for cle in attendu if cle not in ("lectures", "facultatif")}
    facultatif = attendu.get("facultatif", {})
    return (
        not restantes
        and autres.items() <= obtenu.items()
        and all(obtenu.get(cle, valeur) == valeur for cle, valeur in facultatif.items())
    )


def test_jeu_de_developpement(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    cas = [json.loads(ligne) for ligne in JEU.read_text(encoding="utf-8").splitlines()]
    lignes = [un.get("ligne") or json.dumps(un["entree"]) for un in cas]
    reponses = _lot(monkeypatch, capsys, lignes)
    assert len(reponses) == len(cas)
    fautes = [
        un["id"]
        for un, obtenu in zip(cas, reponses, strict=True)
        if not _contient(obtenu, un["attendu"])
    ]
    assert fautes == []


MAUVAISES = [
    "",
    "null",
    "[" * 5000,
    '{"regle": "appel_jugement", "depuis": 20261005}',
    '{"regle": "appel_jugement", "depuis": " 2026-10-05"}',
    '{"regle": "appel_jugement", "depuis": "2026-10-05T00:00"}',
    '{"regle": "appel_jugement", "depuis": "20261005"}',
    '{"regle": "appel_jugement"}',
    '{"depuis": "2026-10-05"}',
    '{"regle": ["appel_jugement"], "depuis": "2026-10-05"}',
    '{"regle": "appel_jugement", "depuis": "1999-12-31"}',
    '{"regle": "appel_jugement", "depuis": "2100-01-01"}',
    '{"regle": "commandement_payer", "depuis": "2026-10-05", "bail": ""}',
    '{"regle": "commandement_payer", "depuis": "2026-10-05", "bail": 2019}',
    '{"regle": "commandement_payer", "depuis": "2026-10-05", "bail": "2019-02-29"}',
    '{"regle": "commandement_payer", "depuis": "2026-10-05", "ecrit": ["2_mois"]}',
    '{"regle": "commandement_quitter", "depuis": "2026-10-05", "delai_supprime": "oui"}',
    '{"regle": "commandement_quitter", "depuis": "2026-10-05", "prefet_informe": "demain"}',
    '{"regle": "commandement_quitter", "depuis": "2026-10-05", "prefet_informe": "2100-01-01"}',
    '{"regle": "delais_jex", "depuis": "2026-10-05", "mois": true}',
    '{"regle": "delais_jex", "depuis": "2026-10-05", "mois": 1.5}',
    '{"regle": "delais_jex", "depuis": "2026-10-05", "mois": "6"}',
    '{"regle": "appel_jugement", "depuis": "2026-10-05", "aujourdhui": "hier"}',
]


@pytest.mark.parametrize("ligne", MAUVAISES)
def test_mauvaise_ligne(
    ligne: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    (reponse,) = _lot(monkeypatch, capsys, [ligne])
    assert set(reponse) == {"erreur"}
    assert "\n" not in reponse["erreur"]


def test_une_mauvaise_ligne_n_arrete_pas_le_lot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    bonne = '{"regle": "appel_refere", "depuis": "2026-11-23", "bail": 7, "mois": "x"}'
    reponses = _lot(monkeypatch, capsys, ["{oops", bonne, "[]"])
    assert [reponse.get("date_a_retenir") for reponse in reponses] == [None, "2026-12-08", None]


def test_null_vaut_absent(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    ligne = (
        '{"regle": "commandement_payer", "depuis": "2026-10-05", "bail": null, "ecrit": null, '
        '"bailleur": null, "aujourdhui": null, "prefet_informe": null}'
    )
    (reponse,) = _lot(monkeypatch, capsys, [ligne])
    assert {lue["statut"] for lue in reponse["lectures"]} == {"selon"}


def test_objet_du_contrat(capsys: pytest.CaptureFixture) -> None:
    arguments = ["commandement_payer", "--depuis", "2026-10-05", "--bail", "2019-03-10"]
    options = ["--ecrit", "2_mois", "--json", "--aujourdhui", "2026-12-05"]
    assert principal(["delai", *arguments, *options]) == 0
    reponse = json.loads(capsys.readouterr().out)
    assert reponse["passe"] is True
    assert reponse["date_envoi"] == "2026-12-01"
    (lecture,) = reponse["lectures"]
    assert {"condition", "duree", "fin", "fin_prorogee", "date_prudente"} <= set(lecture)
    assert {"statut", "reference", "calcul", "explication"} <= set(lecture)
    assert "CPC 642" in lecture["calcul"]


def test_texte_simple(capsys: pytest.CaptureFixture) -> None:
    arguments = ["commandement_quitter", "--depuis", "2026-12-15", "--aujourdhui", "2026-12-16"]
    assert principal(["delai", *arguments]) == 0
    texte = capsys.readouterr().out
    assert "lundi 15 février 2027" in texte
    assert "jeudi 1er avril 2027" in texte


@pytest.mark.parametrize(
    "arguments",
    [
        ["delai"],
        ["delai", "inventee", "--depuis", "2026-10-05"],
        ["delai", "appel_jex", "--depuis", "2026-10-5"],
        ["delai", "appel_jex", "--depuis", "2026-10-05", "--aujourdhui", "2026-11-31"],
        ["delai", "delais_jex", "--depuis", "2026-10-05", "--mois", "six"],
        ["delai", "delais_jex", "--depuis", "2026-10-05"],
        ["delai", "--lot", "--aujourdhui", "hier"],
    ],
)
def test_mauvaise_commande(arguments: list[str], capsys: pytest.CaptureFixture) -> None:
    assert principal(arguments) == 2
    sortie = capsys.readouterr()
    assert sortie.out == ""
    assert len(sortie.err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["inconnue"], ["delai", "treve", "--depuis"]])
def test_commande_mal_ecrite(arguments: list[str], capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit) as sortie:
        principal(arguments)
    assert sortie.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_environnement_fixe_le_jour(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("GARDE_TOIT_AUJOURDHUI", "2026-12-09")
    assert principal(["delai", "appel_refere", "--depuis", "2026-11-23", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["passe"] is True
    monkeypatch.setenv("GARDE_TOIT_AUJOURDHUI", "demain")
    assert principal(["delai", "appel_refere", "--depuis", "2026-11-23"]) == 2
