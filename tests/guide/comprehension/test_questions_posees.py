"""Every stage has its two questions, readable texts, and choices that are judged rightly."""

from __future__ import annotations

import datetime as dt

import pytest

from guide import comprehension
from guide.comprehension.chargement import communs, verification
from guide.contenu.modeles import ETAPES
from guide.lisibilite import mesure

AUJOURDHUI = dt.date(2026, 11, 23)
LIMITE = dt.date(2026, 12, 4)
LE_DIRE = "vendredi 4 décembre 2026"
TOUTES = [(etape, genre) for etape in ETAPES for genre in comprehension.GENRES]


@pytest.mark.parametrize(("etape", "genre"), TOUTES)
def test_question_and_choices(etape: str, genre: str) -> None:
    posee = comprehension.question(etape, genre)
    assert posee.texte.endswith("?")
    assert 1 <= len(posee.choix) <= 3
    bon = getattr(verification(etape), genre).bon_choix
    for choix in posee.choix:
        attendu = "compris" if choix == bon else "a_revoir"
        rendu = comprehension.juge(etape, genre, choix, LIMITE, AUJOURDHUI)
        assert rendu.resultat == attendu, (choix, rendu)


@pytest.mark.parametrize("etape", ETAPES)
def test_what_to_do_offers_one_right_choice(etape: str) -> None:
    que_faire = verification(etape).que_faire
    assert que_faire.bon_choix in que_faire.choix
    assert len(que_faire.choix) == 3


@pytest.mark.parametrize(("etape", "genre"), TOUTES)
def test_explanations_change_words_and_give_the_date(etape: str, genre: str) -> None:
    premiere, seconde = (
        comprehension.explication(etape, genre, essai, date=LE_DIRE) for essai in (1, 2)
    )
    assert premiere != seconde
    assert (LE_DIRE in premiere and LE_DIRE in seconde) == (genre == "avant_quand")
    sans_date = [comprehension.explication(etape, genre, essai) for essai in (1, 2)]
    assert sans_date[0] != sans_date[1]
    assert not any("{" in texte for texte in (premiere, seconde, *sans_date))
    textes = [premiere, seconde, *sans_date, comprehension.question(etape, genre).texte]
    assert not mesure(textes).trop_longues


@pytest.mark.parametrize(("etape", "genre"), [("demenagement", "que_faire"), ("impaye", "combien")])
def test_unknown_names_are_told_in_french(etape: str, genre: str) -> None:
    for appel in (
        lambda: comprehension.question(etape, genre),
        lambda: comprehension.explication(etape, genre, 1),
        lambda: comprehension.juge(etape, genre, "payer", None, AUJOURDHUI),
    ):
        with pytest.raises(ValueError, match="n'existe pas"):
            appel()


def test_every_idea_serves_a_stage() -> None:
    servies = {idee for etape in ETAPES for idee in verification(etape).idees}
    assert servies == set(communs().idees)
