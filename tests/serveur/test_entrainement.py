"""Training happens when, and only when, something the model is made from has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from serveur.entrainement import empreinte, est_intact


@pytest.fixture
def projet(tmp_path: Path) -> Path:
    for chemin in ("domain.yml", "config.yml", "data/nlu.yml", "data/nlu/oui.yml", "nlu/modele.py"):
        fichier = tmp_path / chemin
        fichier.parent.mkdir(parents=True, exist_ok=True)
        fichier.write_text("avant")
    return tmp_path


@pytest.mark.parametrize(
    "chemin", ["domain.yml", "config.yml", "data/nlu/oui.yml", "nlu/modele.py"]
)
def test_a_change_of_data_domain_config_or_nlu_code_is_seen(projet: Path, chemin: str) -> None:
    avant = empreinte(projet)
    (projet / chemin).write_text("après")
    assert empreinte(projet) != avant


def test_content_and_actions_need_no_training(projet: Path) -> None:
    avant = empreinte(projet)
    for chemin in ("knowledge/fiches/impaye.yml", "actions/tour.py", "README.md"):
        (projet / chemin).parent.mkdir(parents=True, exist_ok=True)
        (projet / chemin).write_text("nouveau")
    assert empreinte(projet) == avant


def test_a_damaged_model_is_seen(tmp_path: Path) -> None:
    modele, temoin = tmp_path / "garde-toit.tar.gz", tmp_path / "garde-toit.empreinte"
    assert not est_intact(modele)
    modele.write_bytes(b"modele")
    assert not est_intact(modele)
    temoin.write_text(f"fichiers\n{hashlib.sha256(b'modele').hexdigest()}\n")
    assert est_intact(modele)
    for abime in (b"", b"modelf", b"modele\0"):
        modele.write_bytes(abime)
        assert not est_intact(modele)
