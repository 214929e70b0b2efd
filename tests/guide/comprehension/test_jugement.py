"""Teach-back answers judged by the domain: a false "compris" is the costly error."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from guide.comprehension import explication, juge, question
from guide.contenu.modeles import ETAPES

AUJOURDHUI = date(2026, 11, 23)
DEVELOPPEMENT = Path(__file__).parents[2] / "donnees" / "teachback_dev.jsonl"
REPONSES = Path(__file__).parent / "reponses.yml"
LIMITE = date(2026, 12, 4)


def cas_de_developpement() -> list[tuple[str, str, str, date | None, date, str]]:
    lus = [json.loads(ligne) for ligne in DEVELOPPEMENT.read_text(encoding="utf-8").splitlines()]
    return [
        (
            cas["etape"],
            cas["question"],
            cas["reponse"],
            date.fromisoformat(cas["date"]) if cas.get("date") else None,
            date.fromisoformat(cas["aujourdhui"]),
            cas["attendu"],
        )
        for cas in lus
        if not cas.get("limite")
    ]


def cas_ecrits() -> list[tuple[str, str, str, date | None, date, str]]:
    cas = []
    for part in yaml.safe_load(REPONSES.read_text(encoding="utf-8")).values():
        for etape, attendu, reponse in part.get("que_faire", []):
            cas.append((etape, "que_faire", reponse, None, AUJOURDHUI, attendu))
        for etape, limite, attendu, reponse in part.get("avant_quand", []):
            jour = date.fromisoformat(str(limite))
            cas.append((etape, "avant_quand", reponse, jour, AUJOURDHUI, attendu))
    return cas


@pytest.mark.parametrize("cas", [cas_de_developpement, cas_ecrits])
def test_understood_is_right_and_answers_are_judged_as_a_reader_would(cas) -> None:
    jugements = [
        (juge(etape, genre, reponse, limite, jour).resultat, attendu)
        for etape, genre, reponse, limite, jour, attendu in cas()
    ]
    compris = [attendu for resultat, attendu in jugements if resultat == "compris"]
    assert compris.count("compris") / len(compris) >= 0.95
    assert sum(resultat == attendu for resultat, attendu in jugements) / len(jugements) >= 0.92


@pytest.mark.parametrize("etape", ETAPES)
@pytest.mark.parametrize("genre", ["que_faire", "avant_quand"])
def test_every_stage_has_its_question_and_two_other_wordings(etape: str, genre: str) -> None:
    posee = question(etape, genre)
    assert posee.texte.endswith("?")
    assert len(posee.choix) <= 3
    premiere = explication(etape, genre, 1, date="vendredi 4 décembre 2026")
    seconde = explication(etape, genre, 2, date="vendredi 4 décembre 2026")
    assert premiere and seconde and premiere != seconde
    assert "{" not in premiere + seconde


@pytest.mark.parametrize("etape", ETAPES)
def test_a_choice_is_judged_and_at_most_one_is_right(etape: str) -> None:
    choix = question(etape, "que_faire").choix
    justes = [
        c for c in choix if juge(etape, "que_faire", c, LIMITE, AUJOURDHUI).resultat == "compris"
    ]
    assert len(justes) == (1 if choix else 0)


@pytest.mark.parametrize(
    "reponse",
    [
        "je ne dois rien faire",
        "j'attends le juge",
        "je paie pas et j'appelle personne",
        "je pars vite du logement",
        "c'est l'hiver on risque rien",
        "j'arrête de payer le loyer",
        "",
        "bla bla",
    ],
)
def test_waiting_leaving_or_ceasing_to_pay_is_never_understood(reponse: str) -> None:
    jugement = juge("commandement_payer", "que_faire", reponse, LIMITE, AUJOURDHUI)
    assert jugement.resultat == "a_revoir"


@pytest.mark.parametrize(
    ("reponse", "attendu"),
    [
        ("le 4 décembre", "compris"),
        ("vendredi 4", "compris"),
        ("avant fin novembre", "compris"),
        ("le 5 janvier", "a_revoir"),
        ("bientôt", "a_revoir"),
        ("je sais plus", "a_revoir"),
    ],
)
def test_by_when(reponse: str, attendu: str) -> None:
    assert (
        juge("commandement_payer", "avant_quand", reponse, LIMITE, AUJOURDHUI).resultat == attendu
    )


def test_an_unknown_stage_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="étape|Étape"):
        juge("nulle_part", "que_faire", "payer", None, AUJOURDHUI)
