"""The Rasa project itself: no warning in its data, no wrong prediction in its test stories."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from serveur.reglages import RACINE, lit_reglages

RASA = [sys.executable, "-W", "always::UserWarning", "-m", "rasa"]


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    environnement = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "LOG_LEVEL": "WARNING"}
    return subprocess.run(
        [*RASA, *arguments], cwd=RACINE, env=environnement, capture_output=True, text=True
    )


def test_data_validates_without_a_warning() -> None:
    """Rasa exits 0 beside printed UserWarnings about data: those fail here too."""
    resultat = rasa("data", "validate", "--fail-on-warnings")
    sortie = resultat.stdout + resultat.stderr
    assert resultat.returncode == 0, sortie
    avertissements = [
        ligne
        for ligne in sortie.splitlines()
        if "UserWarning" in ligne and "rasa/shared" in ligne or " WARNING " in ligne
    ]
    assert not avertissements


@pytest.mark.systeme
def test_stories_are_predicted(tmp_path: Path) -> None:
    modele = lit_reglages().dossier_modeles / "garde-toit.tar.gz"
    resultat = rasa(
        "test",
        "core",
        "--stories",
        "tests/rasa/test_stories.yml",
        "--model",
        str(modele),
        "--out",
        str(tmp_path),
        "--fail-on-prediction-errors",
    )
    assert resultat.returncode == 0, resultat.stdout[-2000:] + resultat.stderr[-2000:]
