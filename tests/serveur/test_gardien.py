"""The daily timer outlives a fault and stops when asked."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from registre import base
from serveur import gardien


class Arret(threading.Event):
    """An event that notes how long it was asked to wait, and is set after two waits."""

    def __init__(self) -> None:
        super().__init__()
        self.attentes: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.attentes.append(timeout)
        if len(self.attentes) == 2:
            self.set()
        return self.is_set()


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("GARDE_TOIT_VAR", str(tmp_path))
    monkeypatch.delenv("GARDE_TOIT_REGISTRE", raising=False)
    base.registre.cache_clear()
    yield tmp_path  # type: ignore[misc]
    base.registre.cache_clear()


def test_it_purges_each_day_until_stopped(var: Path) -> None:
    arret = Arret()
    gardien.garde(arret)
    assert arret.attentes == [gardien.UN_JOUR_S, gardien.UN_JOUR_S]


def test_after_a_fault_it_tries_again_soon(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GARDE_TOIT_CONVERSATIONS", f"sqlite:///{var}")  # a folder is no database
    arret = Arret()
    gardien.garde(arret)
    assert arret.attentes == [gardien.NOUVEL_ESSAI_S, gardien.NOUVEL_ESSAI_S]
