"""Training happens when, and only when, something the model is made from has changed."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml

from serveur.entrainement import RACINE, empreinte, est_intact


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


def test_nothing_of_knowledge_is_read_for_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    lus: list[Path] = []
    vrai = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda chemin: lus.append(chemin) or vrai(chemin))
    empreinte()
    assert len(lus) > 50
    assert not [chemin for chemin in lus if "knowledge" in chemin.parts]


def test_a_new_danger_is_caught_without_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The component reads the dangers when the model is loaded, not when it is trained."""
    from rasa.shared.nlu.training_data.message import Message

    from nlu.filet import FiletDanger

    def premiere_intention() -> str | None:
        filet = FiletDanger.create(FiletDanger.get_default_config(), None, None, None)  # type: ignore[arg-type]
        message = Message(data={"text": "il pleut des grenouilles bleues"})
        filet.process([message])
        return (message.get("intent") or {}).get("name")

    assert premiere_intention() is None
    shutil.copytree(RACINE / "knowledge", tmp_path / "knowledge")
    fichier = tmp_path / "knowledge" / "dangers.yml"
    lu = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    lu["dangers"]["violence"]["motifs"].append("grenouilles bleues")
    fichier.write_text(yaml.safe_dump(lu, allow_unicode=True), encoding="utf-8")
    monkeypatch.setenv("GARDE_TOIT_KNOWLEDGE", str(fichier.parent))
    assert premiere_intention() == "violence"


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
