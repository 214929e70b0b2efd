"""The launcher starts again what ends, waits longer each time, and gives up in the end."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from serveur import veille
from serveur.processus import Processus
from serveur.veille import Surveille, TropDeFins
from tests.moteurs import jusqua


def processus(tmp_path: Path, code: str) -> Processus:
    return Processus("essai", [sys.executable, "-c", code], "", tmp_path / "essai.log")


def test_a_killed_process_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(veille, "PREMIERE_ATTENTE_S", 0.05)
    monkeypatch.setattr(veille, "PAUSE_S", 0.02)
    un = processus(tmp_path, "import time; time.sleep(600)")
    un.lance(dict(os.environ))
    assert un.enfant is not None
    premier = un.enfant.pid
    fil = threading.Thread(
        target=veille.veille_sans_fin, args=([un], dict(os.environ)), daemon=True
    )
    fil.start()
    os.killpg(premier, signal.SIGKILL)
    jusqua(lambda: un.enfant and un.enfant.pid != premier and un.enfant.poll() is None, "relance")
    un.enfant.poll = lambda: None  # type: ignore[method-assign]  # the watch ends with this test
    os.killpg(un.enfant.pid, signal.SIGKILL)


def test_each_wait_is_longer_then_it_gives_up(tmp_path: Path) -> None:
    un = processus(tmp_path, "")
    relances: list[float] = []
    un.lance = lambda _environnement: relances.append(maintenant)  # type: ignore[method-assign]
    surveille, maintenant = Surveille(un), 0.0
    with pytest.raises(TropDeFins, match=r"essai s'arrête sans cesse. Voir .*essai\.log"):
        while maintenant < 600:
            surveille.regarde(maintenant, {})
            maintenant += 1
    assert [b - a for a, b in zip(relances, relances[1:], strict=False)] == [3, 5, 9, 17]


def test_rare_ends_are_mended_for_ever(tmp_path: Path) -> None:
    un = processus(tmp_path, "")
    relances: list[float] = []
    un.lance = lambda _environnement: relances.append(maintenant)  # type: ignore[method-assign]
    surveille = Surveille(un)
    for maintenant in (jour * 700.0 for jour in range(40)):
        surveille.regarde(maintenant, {})
        surveille.regarde(maintenant + 2, {})
    assert len(relances) == 40
