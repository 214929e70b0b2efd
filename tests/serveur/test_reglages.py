"""Settings: defaults on the loopback, a token that only its owner can read."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from serveur.reglages import RACINE, jeton, lit_reglages


@pytest.fixture
def sans_reglage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for nom in ("RASA_TOKEN", "GARDE_TOIT_HOTE", "GARDE_TOIT_PORT_RASA"):
        monkeypatch.delenv(nom, raising=False)
    monkeypatch.setenv("GARDE_TOIT_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def test_every_server_binds_to_the_loopback_by_default(sans_reglage: Path) -> None:
    reglages = lit_reglages()
    assert reglages.hote == "127.0.0.1"
    assert reglages.url_rasa == "http://127.0.0.1:5005"


def test_the_token_is_drawn_once_and_kept_for_its_owner_only(sans_reglage: Path) -> None:
    reglages = lit_reglages()
    premier = jeton(reglages)
    assert len(premier) >= 32
    assert jeton(reglages) == premier
    assert stat.S_IMODE((sans_reglage / "rasa_token").stat().st_mode) == 0o600


def test_the_token_of_the_environment_wins(
    sans_reglage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASA_TOKEN", "un-jeton-choisi")
    assert jeton(lit_reglages()) == "un-jeton-choisi"
    assert not (sans_reglage / "rasa_token").exists()


def test_every_setting_read_by_the_code_is_documented() -> None:
    documentes = (RACINE / "docs" / "reglages.md").read_text(encoding="utf-8")
    lus = set()
    for paquet in ("serveur", "registre", "guide", "channels", "web", "actions", "console"):
        for fichier in (RACINE / paquet).rglob("*.py"):
            lus |= set(re.findall(r'"(GARDE_TOIT_[A-Z_]+|RASA_TOKEN)"', fichier.read_text()))
    assert {nom for nom in lus if f"`{nom}`" not in documentes} == set()
