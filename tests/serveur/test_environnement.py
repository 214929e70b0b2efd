"""Python 3.10 is looked for in order, and its absence is told in one clear sentence."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from serveur.reglages import RACINE


@pytest.fixture
def outil() -> ModuleType:
    chemin = RACINE / "outils" / "environnement.py"
    description = importlib.util.spec_from_file_location("environnement", chemin)
    assert description and description.loader
    module = importlib.util.module_from_spec(description)
    description.loader.exec_module(module)
    return module


def faux_python(chemin: Path, version: str) -> str:
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_text(f"#!/bin/sh\necho {version}\n")
    chemin.chmod(0o755)
    return str(chemin)


def test_python_of_the_path_comes_first(
    outil: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attendu = faux_python(tmp_path / "bin" / "python3.10", "3.10")
    faux_python(tmp_path / "pyenv" / "versions" / "3.10.5" / "bin" / "python", "3.10")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin:/usr/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    assert outil.python_local() == attendu


def test_a_broken_shim_gives_way_to_pyenv(
    outil: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faux_python(tmp_path / "bin" / "python3.10", "pyenv: command not found")
    attendu = faux_python(tmp_path / "pyenv" / "versions" / "3.10.5" / "bin" / "python", "3.10")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin:/usr/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    assert outil.python_local() == attendu


def test_no_python_at_all_says_what_to_install(
    outil: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """uv fails (no network): one sentence, status 1."""
    uv = tmp_path / "bin" / "uv"
    faux_python(uv, "rien")
    uv.write_text("#!/bin/sh\nexit 1\n")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "vide"))
    monkeypatch.setattr(outil, "RACINE", tmp_path)
    monkeypatch.setattr(sys, "argv", ["environnement.py", "run"])
    assert outil.main() == 1
    assert "python3.10-venv" in capsys.readouterr().out
