"""The same register on SQLite and on a PostgreSQL of this machine."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from registre.base import Registre

POSTGRES = "postgresql://postgres@127.0.0.1:5432"


@pytest.fixture(params=["sqlite", "postgresql"])
def registre_reel(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Registre]:
    """A fresh register; the PostgreSQL one is dropped afterwards."""
    if request.param == "sqlite":
        yield Registre(f"sqlite:///{tmp_path / 'registre.db'}")
        return
    serveur = sa.create_engine(f"{POSTGRES}/postgres", isolation_level="AUTOCOMMIT", future=True)
    base = f"relais_{uuid.uuid4().hex[:12]}"
    try:
        with serveur.connect() as connexion:
            connexion.execute(sa.text(f"create database {base}"))
    except sa.exc.OperationalError:
        pytest.skip("Il manque un PostgreSQL qui répond sur 127.0.0.1:5432 (utilisateur postgres)")
    registre = Registre(f"{POSTGRES}/{base}")
    yield registre
    registre._moteur.dispose()
    with serveur.connect() as connexion:
        connexion.execute(sa.text(f"drop database {base}"))
    serveur.dispose()
