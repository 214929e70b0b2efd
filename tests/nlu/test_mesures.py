"""Measures of the evaluation, on rankings made by hand."""

from __future__ import annotations

import pytest

from nlu.donnees import Exemple
from nlu.evaluation.mesures import (
    Lu,
    Part,
    calibration,
    confusions,
    courbe_ecart,
    courbe_minimum,
    erreur_de_calibration,
    mesure,
)

ETAPES = ("commandement_payer", "commandement_quitter")


def lu(attendu: str, *classement: tuple[str, float], aussi: tuple[str, ...] = ()) -> Lu:
    return Lu(Exemple("texte", attendu, aussi=aussi), list(classement))


PAYER = lu("commandement_payer", ("commandement_payer", 0.9), ("q_delai", 0.1))
INVERSE = lu("commandement_payer", ("commandement_quitter", 0.5), ("commandement_payer", 0.45))
EQUITABLE = lu("q_delai", ("q_risques", 0.8), ("q_delai", 0.2), aussi=("q_risques",))
HORS_SUJET = lu("hors_sujet", ("q_delai", 0.25), ("hors_sujet", 0.2))
DANGER = lu("detresse", ("violence", 0.9), ("detresse", 0.1))
TOUS = [PAYER, INVERSE, EQUITABLE, HORS_SUJET, DANGER]


def test_a_fair_alternative_counts_as_right() -> None:
    mesures = mesure(TOUS, ETAPES, minimum=0.3)
    assert mesures["tout"] == Part(2, 5)
    assert mesures["tout, étiquette exacte"] == Part(1, 5)


def test_stages_dangers_and_off_topic() -> None:
    mesures = mesure(TOUS, ETAPES, minimum=0.3)
    assert mesures["étapes"] == Part(1, 2)
    assert mesures["étapes, parmi les deux premières"] == Part(2, 2)
    assert mesures["payer pris pour quitter, ou l'inverse"] == Part(1, 2)
    assert mesures["dangers reconnus"] == Part(1, 1)
    assert mesures["dangers annoncés à raison"] == Part(1, 1)
    assert mesures["hors sujet accepté à tort"] == Part(0, 1)
    assert mesure(TOUS, ETAPES, minimum=0.2)["hors sujet accepté à tort"] == Part(1, 1)


def test_calibration_compares_confidence_with_accuracy() -> None:
    assert [part for _, part in calibration([PAYER, DANGER])] == [Part(1, 2)]
    assert erreur_de_calibration([PAYER, DANGER]) == pytest.approx(0.4)


def test_curves_of_the_thresholds() -> None:
    assert courbe_minimum(TOUS, [0.3]) == [(0.3, Part(4, 5), Part(2, 4))]
    assert courbe_ecart(TOUS, ETAPES, [0.1]) == [(0.1, Part(1, 1), Part(1, 1))]
    assert courbe_ecart(TOUS, ETAPES, [0.01]) == [(0.01, Part(0, 1), Part(0, 0))]


def test_confusions_count_wrong_guesses_only() -> None:
    trouvees = confusions(TOUS)
    assert trouvees[("commandement_payer", "commandement_quitter")] == 1
    assert ("q_delai", "q_risques") not in trouvees
