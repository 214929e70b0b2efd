"""The procedure's words are found when misspelt, and other words stay as they are."""

from __future__ import annotations

from datetime import date

import pytest

from guide.dates import Date, extrait
from guide.indices import comptes_dits, papiers_nommes
from guide.orthographe import redresse

LUNDI = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("ecrit", "juste"),
    [
        ("un comandemen de payer", "un commandement de payer"),
        ("une asignation", "une assignation"),
        ("l ordonance du juje", "l ordonnance du juje"),
        ("2 loye en retar", "2 loyer en retard"),
        ("la rezolutoir", "la resolutoire"),
    ],
)
def test_a_misspelt_word_of_the_procedure_is_settled(ecrit: str, juste: str) -> None:
    assert redresse(ecrit) == juste


@pytest.mark.parametrize(
    "texte",
    [
        "une erreur commise",
        "il veut m expulser",
        "je dois en referer a mon chef",
        "la propriete du voisin",
        "mon logement au regard de la loi",
        "le commencement de la fin",
        "je dois recommander un livre",
    ],
)
def test_another_word_stays_as_it_is(texte: str) -> None:
    assert redresse(texte) == texte


def test_who_fears_to_be_put_out_was_not_put_out() -> None:
    assert "apres_expulsion" not in papiers_nommes("ils vont nous expulsser")


def test_a_misspelt_paper_keeps_its_date_and_its_name() -> None:
    texte = "g recu un comandement de payé du 5 octobre"
    assert extrait(texte, LUNDI).recu == Date(date(2026, 10, 5))
    assert papiers_nommes(texte) == ["commandement_payer"]


@pytest.mark.parametrize("texte", ["g des loyé en retar, 3 mois", "3 loyer pa payé"])
def test_misspelt_rents_are_counted(texte: str) -> None:
    assert comptes_dits(texte) == {"loyers_en_retard": "3"}
