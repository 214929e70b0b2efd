"""The running system understands at least as well as the last report says (``make evaluate``)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from guide.contenu.modeles import ETAPES
from nlu.donnees import JEUX, jeu
from nlu.evaluation.__main__ import RAPPORT
from nlu.evaluation.chaine import composant
from nlu.evaluation.mesures import Lu, Part, mesure

# What may not drop; off-topic wrongly accepted may not rise.
TENUES = ("tout", "étapes", "étapes, parmi les deux premières", "dangers reconnus")
INVERSE = "hors sujet accepté à tort"
# One message may tip over between two builds of the numerical libraries.
JEU_DE_MESSAGES = 1


@pytest.fixture(scope="module")
def mesures(systeme: Any) -> dict[str, dict[str, Part]]:
    minimum = float(composant("ClassifieurFrancais")["doute"]["minimum"])
    trouvees = {}
    for nom, fichier in JEUX.items():
        lus = []
        for exemple in jeu(fichier):
            rangs = systeme.comprend(exemple.texte)["intent_ranking"]
            lus.append(Lu(exemple, [(rang["name"], rang["confidence"]) for rang in rangs]))
        trouvees[nom] = mesure(lus, ETAPES, minimum)
    return trouvees


@pytest.mark.systeme
@pytest.mark.parametrize("nom", JEUX)
def test_no_drop_since_the_last_report(nom: str, mesures: dict[str, dict[str, Part]]) -> None:
    rapport = json.loads(RAPPORT.read_text(encoding="utf-8"))[nom]
    for cle in TENUES:
        assert mesures[nom][cle].oui >= rapport[cle][0] - JEU_DE_MESSAGES, cle
    assert mesures[nom][INVERSE].oui <= rapport[INVERSE][0] + JEU_DE_MESSAGES


def test_the_report_is_of_these_sets() -> None:
    rapport = json.loads(RAPPORT.read_text(encoding="utf-8"))
    for nom, fichier in JEUX.items():
        assert rapport[nom]["tout"][1] == len(jeu(fichier))
