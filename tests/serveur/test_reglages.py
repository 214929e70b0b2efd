"""Settings: defaults on the loopback, a token that only its owner can read."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from serveur.reglages import RACINE, SecretFaible, jeton, lit_reglages, verifie_les_secrets


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


FORT = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "nom, faible, fort",
    [
        ("RASA_TOKEN", "abc", "jeton"),
        ("RASA_TOKEN", "aaaaaaaaaaaaaaaaaaaaaaaa", FORT),
        ("GARDE_TOIT_SMS_CLES", FORT[:31], FORT),
        ("GARDE_TOIT_SMS_CLES", f"{FORT},ancienne-cle", f"{FORT},{FORT[::-1]}"),
        ("GARDE_TOIT_SMS_CLE_OPPOSITION", "cle", FORT),
        ("GARDE_TOIT_SMS_SECRET_ENTRANT", "secret", FORT),
        ("GARDE_TOIT_REGISTRE", "postgresql://a:postgres@base/a", f"postgresql://a:{FORT}@base/a"),
        ("GARDE_TOIT_CONVERSATIONS", "postgresql://a:b@base/a", "postgresql://a@base/a"),
        ("GARDE_TOIT_REDIS", "redis://:redis@memoire/0", "redis://memoire/0"),
    ],
)
def test_a_weak_secret_is_refused_without_showing_it(
    sans_reglage: Path, monkeypatch: pytest.MonkeyPatch, nom: str, faible: str, fort: str
) -> None:
    monkeypatch.setenv(nom, faible)
    with pytest.raises(SecretFaible, match=nom) as refus:
        verifie_les_secrets()
    assert faible not in str(refus.value)
    monkeypatch.setenv(nom, fort)
    verifie_les_secrets()


def test_beyond_the_loopback_the_token_must_be_long(
    sans_reglage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GARDE_TOIT_HOTE", "0.0.0.0")
    monkeypatch.setenv("RASA_TOKEN", "jeton-local")
    with pytest.raises(SecretFaible):
        verifie_les_secrets()


def test_the_servers_do_not_start_with_a_weak_secret() -> None:
    for commande in (["serveur"], ["serveur.rasa", "modele"]):
        fini = subprocess.run(
            [sys.executable, "-m", *commande],
            cwd=RACINE,
            env={**os.environ, "RASA_TOKEN": "abc"},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert fini.returncode == 1
        assert "RASA_TOKEN est trop facile" in fini.stderr and "Traceback" not in fini.stderr


def test_every_setting_read_by_the_code_is_documented() -> None:
    documentes = (RACINE / "docs" / "reglages.md").read_text(encoding="utf-8")
    lus = set()
    for paquet in ("serveur", "registre", "guide", "channels", "web", "actions", "console"):
        for fichier in (RACINE / paquet).rglob("*.py"):
            lus |= set(re.findall(r'"(GARDE_TOIT_[A-Z_]+|RASA_TOKEN)"', fichier.read_text()))
    assert {nom for nom in lus if f"`{nom}`" not in documentes} == set()
