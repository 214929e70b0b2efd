"""Short answers as tenants type them."""

from __future__ import annotations

import pytest

from guide.indices import faits_dits, papiers_nommes
from guide.reponses import avis, choisit, nombre

OUI = ["oui", "Oui.", "ouais", "ui c'est ça", "OUI C'EST BIEN CE PAPIER", "d'accord", "c est ca"]
NON = ["non", "Non !", "nan", "ce n'est pas ce papier", "pas du tout"]
INCONNU = [
    "je sais pas",
    "jsais pas",
    "il a laissé un papier, je sais pas lequel",
    "je trouve pas",
    "AUCUNE IDEE",
    "moi pas savoir",
    "je l'ai plus",
]
RIEN = [
    "",
    "le 5 octobre",
    "Carvin",
    "nonante euros",
    "et si je paye pas ?",
    "oui mais mon propriétaire m'a dit que je pouvais attendre encore un peu",
    "j'ai reçu un papier",
]


@pytest.mark.parametrize("texte", OUI)
def test_yes(texte: str) -> None:
    assert avis(texte) == "oui"


@pytest.mark.parametrize("texte", NON)
def test_no(texte: str) -> None:
    assert avis(texte) == "non"


@pytest.mark.parametrize("texte", INCONNU)
def test_unknown(texte: str) -> None:
    assert avis(texte) == "inconnu"


@pytest.mark.parametrize("texte", RIEN)
def test_neither(texte: str) -> None:
    assert avis(texte) is None


CHOIX = ["2 mois", "6 semaines", "Je ne trouve pas"]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("2 mois", 0),
        ("6 Semaines", 1),
        ("6 semaine", 1),
        ("je ne trouve pas", 2),
        ("3", 2),
        ("le 5 octobre", None),
        ("", None),
    ],
)
def test_choice(texte: str, attendu: int | None) -> None:
    assert choisit(texte, CHOIX) == attendu


@pytest.mark.parametrize("texte", ["2", "6"])
def test_a_digit_that_begins_a_label_is_never_read_as_a_rank(texte: str) -> None:
    """ "2" could mean "2 mois" or the second choice ("6 semaines"): a wrong guess moves a date."""
    assert choisit(texte, CHOIX) is None


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [("3", 3), ("trois loyers", 3), ("j'en ai deux de retard", 2), ("beaucoup", None)],
)
def test_count(texte: str, attendu: int | None) -> None:
    assert nombre(texte) == attendu


@pytest.mark.parametrize(
    ("texte", "fait", "valeur"),
    [
        ("mon bailleur c'est Maisons et Cités", "type_bailleur", "social"),
        ("je loue à un particulier", "type_bailleur", "prive"),
        ("le juge m'a laissé 36 mois pour payer", "decision_detail", "delais_accordes"),
        ("le bail est résilié", "decision_detail", "resiliation"),
        ("c'est une ordonnance de référé", "type_decision", "refere"),
        ("la Banque de France a accepté, dossier recevable", "surendettement", "oui"),
        ("mais j'ai loupé celle de novembre", "echeance_manquee", "oui"),
        ("Mon père de 84 ans a reçu une assignation", "tiers", "votre père"),
    ],
)
def test_facts_told_in_passing(texte: str, fait: str, valeur: str) -> None:
    assert faits_dits(texte).get(fait) == valeur


@pytest.mark.parametrize(
    "texte", ["bonjour", "j'ai trois loyers en retard", "je sais pas quoi faire"]
)
def test_no_fact_is_invented(texte: str) -> None:
    assert faits_dits(texte) == {}


@pytest.mark.parametrize(
    ("texte", "etape"),
    [
        ("y a marqué quitter les lieux dessus", "commandement_quitter"),
        ("en fait c'est une assignation", "assignation"),
        ("commandement de payer", "commandement_payer"),
        ("la sous-préfecture m'a écrit", "requisition_cfp"),
    ],
)
def test_papers_named(texte: str, etape: str) -> None:
    assert etape in papiers_nommes(texte)
