"""The pipeline read without Rasa's graph ranks as the running system does."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

import pytest

from nlu.donnees import DEVELOPPEMENT, jeu
from nlu.evaluation.chaine import Chaine
from nlu.modele import Modele
from serveur.reglages import lit_reglages


@pytest.mark.systeme
def test_same_ranking_as_the_running_system(systeme: Any, tmp_path: Path) -> None:
    with tarfile.open(lit_reglages().dossier_modeles / "garde-toit.tar.gz") as archive:
        archive.extractall(tmp_path)
    (dossier,) = [fichier.parent for fichier in tmp_path.rglob("modele.json")]
    chaine = Chaine(Modele.charge(dossier))
    for exemple in jeu(DEVELOPPEMENT)[::10]:
        rangs = systeme.comprend(exemple.texte)["intent_ranking"]
        attendu = chaine.classement(exemple.texte)[: len(rangs)]
        assert [rang["name"] for rang in rangs[:5]] == [nom for nom, _ in attendu[:5]]
        assert rangs[0]["confidence"] == pytest.approx(attendu[0][1], abs=1e-6)
