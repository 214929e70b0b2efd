"""What a connector lets through to Rasa, and what it answers by itself."""

from __future__ import annotations

import pytest

from channels.garde import LONGUEUR_MAXIMALE, phrase, prepare


@pytest.mark.parametrize(
    "brut",
    [
        "/restart",
        '/commandement_payer{"x":1}',
        'commandement_payer{"x":1}',
        "//detresse",
        "EXTERNAL: /detresse",
        "/detresse",
        '/ commandement_payer {"etape": "x"}',
    ],
)
def test_payload_like_text_never_reaches_rasa(brut: str) -> None:
    assert prepare(brut).refus == phrase("commande_refusee")


@pytest.mark.parametrize("brut", ["", "   ", None, 12, {"a": 1}, "EXTERNAL: "])
def test_empty_message_gets_a_sentence(brut: object) -> None:
    assert prepare(brut).refus == phrase("message_vide")


@pytest.mark.parametrize("brut", ["😭😭😭", "أنا خائف", "!!! ???", "<b></b>", "你好"])
def test_text_without_a_latin_letter_gets_a_number(brut: str) -> None:
    assert prepare(brut).refus == phrase("sans_mots")


@pytest.mark.parametrize(
    ("brut", "texte"),
    [
        ("/j'ai reçu un papier", "j'ai reçu un papier"),
        ("EXTERNAL: je dois payer", "je dois payer"),
        ("<script>alert(1)</script> je dois payer", "alert(1)  je dois payer"),
        ("  oui ", "oui"),
        ("je dois 2/3 du loyer", "je dois 2/3 du loyer"),
    ],
)
def test_ordinary_text_goes_through(brut: str, texte: str) -> None:
    entree = prepare(brut)
    assert (entree.texte, entree.refus, entree.tronque) == (texte, None, False)


def test_long_text_keeps_its_beginning_and_its_end() -> None:
    entree = prepare("je dois payer " + "bla " * 2000 + "je veux mourir")
    assert entree.tronque
    assert len(entree.texte) <= LONGUEUR_MAXIMALE
    assert entree.texte.startswith("je dois payer")
    assert entree.texte.endswith("je veux mourir")


def test_half_characters_and_nul_reach_no_store() -> None:
    texte = prepare("\ud800je dois\x00 payer\udfff").texte
    assert texte == "je dois  payer"
    assert prepare("\ud800").refus
