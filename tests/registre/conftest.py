"""The same register on SQLite and on a PostgreSQL of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from registre.base import Registre
from tests.moteurs import base_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def registre_reel(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Registre]:
    """A fresh register; the PostgreSQL one is dropped afterwards."""
    if request.param == "sqlite":
        yield Registre(f"sqlite:///{tmp_path / 'registre.db'}")
        return
    with base_postgresql(request.getfixturevalue("serveur_postgresql")) as adresse:
        registre = Registre(adresse)
        yield registre
        registre._moteur.dispose()
