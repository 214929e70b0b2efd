"""Keywords and choices, as people type them."""

from __future__ import annotations

import pytest

from channels.sms.lecture import choix_dit, mot_cle

PAPIERS = ["Commandement de payer", "Papier du tribunal", "Je ne sais pas"]
DELAIS = ["2 mois", "6 semaines", "Je ne trouve pas"]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("STOP", "stop"), ("stop.", "stop"), ("Arrêt", "stop"), ("ARRET SVP", "stop"),
        ("stop sms", "stop"), ("Aide", "aide"), ("AIDE !", "aide"), ("contact", "contact"),
        ("Suite", "suite"), ("la suite svp", "suite"), ("EFFACER", "effacer"),
        ("effacer tout", "effacer"), ("Rappel", "rappel"),
    ],
)  # fmt: skip
def test_keywords_in_any_case_or_accents(texte: str, attendu: str) -> None:
    assert mot_cle(texte) == attendu


@pytest.mark.parametrize(
    "texte",
    [
        "stop je comprends rien au papier",
        "l'huissier veut arreter le bail",
        "qui peut m'aider",
        "je cherche un contact a lens",
        "et la suite de la procedure ?",
        "svp",
        "",
        "😭",
    ],
)
def test_a_sentence_is_no_keyword(texte: str) -> None:
    assert mot_cle(texte) is None


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("2", "Papier du tribunal"), ("2.", "Papier du tribunal"), ("la 2", "Papier du tribunal"),
        ("deux", "Papier du tribunal"), ("la deuxième", "Papier du tribunal"),
        ("réponse 3", "Je ne sais pas"), ("papier du tribunal", "Papier du tribunal"),
        ("comandement de payé", "Commandement de payer"),
        ("tribunal", "Papier du tribunal"), ("du tribunal", "Papier du tribunal"),
        ("payer", "Commandement de payer"), ("je", None), ("papier de la caf", None),
        ("4", None), ("le 2", None), ("2 mois", None), ("le 2 octobre", None), ("0", None),
    ],
)  # fmt: skip
def test_a_choice_by_its_rank_or_its_words(texte: str, attendu: str | None) -> None:
    assert choix_dit(texte, PAPIERS) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [("2", "2 mois"), ("6", "6 semaines"), ("2 mois", "2 mois"), ("1", None), ("3", None)],
)
def test_a_figure_means_the_label_that_it_begins(texte: str, attendu: str | None) -> None:
    assert choix_dit(texte, DELAIS) == attendu


def test_without_choices_a_figure_means_nothing() -> None:
    assert choix_dit("1", []) is None


def test_the_only_choice_is_1() -> None:
    assert choix_dit("1", ["Je ne sais pas"]) == "Je ne sais pas"
    assert choix_dit("2", ["Je ne sais pas"]) is None
    assert choix_dit("le 1er octobre", ["Je ne sais pas"]) is None
