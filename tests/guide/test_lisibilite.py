"""Readability: sentences, words, spoken syllables and the Kandel-Moles formula."""

from __future__ import annotations

import pytest

from guide.lisibilite import mesure, mots, phrases, syllabes

SYLLABES = {
    1: "le juge pièce aide dette vie rue paient peuvent fille lettre compte six nuit oui dix",
    2: "payer logement huissier maison client argent moment travail police mairie paiement "
    "maintenant souvent retard demain moyen loyers audience juillet",
    3: "locataire procédure commissaire décision expulsion situation commandement",
    4: "propriétaire surendettement accompagner assignation délibéré",
}
CAS = [(mot, nombre) for nombre, liste in SYLLABES.items() for mot in liste.split()]


@pytest.mark.parametrize(("mot", "attendu"), CAS)
def test_syllabes_parlees(mot: str, attendu: int) -> None:
    assert syllabes(mot) == attendu


def test_une_elision_compte_avec_son_mot() -> None:
    assert mots("L'huissier d’Arras est venu aujourd'hui.") == [
        "L'huissier",
        "d’Arras",
        "est",
        "venu",
        "aujourd'hui",
    ]
    assert syllabes("l'huissier") == syllabes("huissier")


def test_un_nombre_se_lit_chiffre_par_chiffre() -> None:
    assert syllabes("2026") == 4


def test_phrases_sans_couper_les_nombres_ni_compter_les_renvois() -> None:
    assert phrases("Appelez le {tel:adil_62}. C'est gratuit !\n- 12.5 euros") == [
        "Appelez le  .",
        "C'est gratuit !",
        "- 12.5 euros",
    ]
    assert mots("Appelez le {tel:adil_62}.") == ["Appelez", "le"]


def test_kandel_moles_suit_sa_formule() -> None:
    resultat = mesure("Le juge vous aide. Payez la dette.")
    assert (resultat.phrases, resultat.mots, resultat.syllabes) == (2, 7, 8)
    assert resultat.kandel_moles == pytest.approx(207 - 1.015 * 3.5 - 73.6 * 8 / 7)


def test_phrases_trop_longues() -> None:
    longue = " ".join(["mot"] * 21) + "."
    resultat = mesure(["Court.", longue])
    assert resultat.trop_longues == (longue,)
    assert resultat.part_trop_longues == 0.5


def test_texte_vide() -> None:
    resultat = mesure([])
    assert resultat.mots_par_phrase == resultat.part_trop_longues == resultat.kandel_moles == 0.0
