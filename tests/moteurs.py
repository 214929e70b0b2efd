"""Real PostgreSQL and Redis for tests: those that answer on their standard loopback ports, else
(and always for the tests that kill them) throw-away servers started from Debian's packages."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis
import sqlalchemy as sa

from tests.conftest import port_libre

COMPTE_POSTGRESQL = "postgres"
ATTENTE_S = 60
# A database number of the shared Redis that nothing else uses; our keys expire by themselves.
BASE_REDIS = 11


def jusqua(condition: Callable[[], object], quoi: str, au_plus_s: float = ATTENTE_S) -> None:
    """Wait for something that another process does; fail when it does not come."""
    fin = time.monotonic() + au_plus_s
    while not condition():
        assert time.monotonic() < fin, f"attendu en vain : {quoi}"
        threading.Event().wait(0.05)


def repond(port: int) -> bool:
    """True when something listens on this loopback port."""
    with socket.socket() as prise:
        prise.settimeout(1)
        return prise.connect_ex(("127.0.0.1", port)) == 0


def programme(nom: str, *ailleurs: str) -> str:
    """Path of a system program; skip the test with one loud line when it is missing."""
    trouve = shutil.which(nom)
    for motif in ailleurs:
        trouve = trouve or next(map(str, sorted(Path("/").glob(motif), reverse=True)), None)
    if trouve is None:
        pytest.skip(f"PROGRAMME ABSENT : {nom} (paquet Debian à installer) — test non fait")
    return trouve


@dataclass
class Serveur:
    """A throw-away server; it can be killed and started again on the same data."""

    commande: list[str]
    port: int
    compte: str | None
    dossier: Path
    enfant: subprocess.Popen[bytes] | None = None

    def demarre(self) -> None:
        """Start and wait until it answers."""
        journal = (self.dossier / "journal").open("ab")
        self.enfant = subprocess.Popen(
            self.commande, cwd=self.dossier, stdout=journal, stderr=journal, user=self.compte
        )
        jusqua(lambda: repond(self.port), self.commande[0])

    def tue(self) -> None:
        """Kill it as a power cut would, with all its children."""
        if self.enfant is None:
            return
        for pid in [*_enfants(self.enfant.pid), self.enfant.pid]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.enfant.wait()
        self.enfant = None


def _enfants(pid: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@dataclass
class PostgreSQL(Serveur):
    """PostgreSQL with one database."""

    @property
    def adresse(self) -> str:
        return f"postgresql://{COMPTE_POSTGRESQL}@127.0.0.1:{self.port}/postgres"


@dataclass
class Redis(Serveur):
    """Redis that keeps its keys over a restart, as in ``deploy/``."""

    adresse: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.adresse = f"redis://127.0.0.1:{self.port}/0"


@contextmanager
def postgresql_jetable() -> Iterator[PostgreSQL]:
    """A PostgreSQL of our own; it never runs as root."""
    postgres = programme("postgres", "usr/lib/postgresql/*/bin/postgres")
    compte = COMPTE_POSTGRESQL if os.geteuid() == 0 else None
    # Not below pytest's folder, which every run closes to other accounts.
    with tempfile.TemporaryDirectory(prefix="garde-toit-postgresql-") as nom:
        dossier = Path(nom)
        if compte:
            shutil.chown(dossier, compte)
        donnees = dossier / "donnees"
        initdb = [str(Path(postgres).with_name("initdb")), "-D", str(donnees), "-A", "trust"]
        initdb += ["-U", COMPTE_POSTGRESQL, "--no-sync", "-E", "UTF8"]
        subprocess.run(initdb, cwd=dossier, check=True, capture_output=True, user=compte)
        port = port_libre()
        commande = [postgres, "-D", str(donnees), "-p", str(port), "-k", str(dossier)]
        serveur = PostgreSQL([*commande, "-h", "127.0.0.1"], port, compte, dossier)
        serveur.demarre()
        try:
            jusqua(lambda: _accepte(serveur.adresse), "PostgreSQL")
            yield serveur
        finally:
            serveur.tue()


def _accepte(adresse: str) -> bool:
    """True when PostgreSQL answers and lets us in."""
    moteur = sa.create_engine(adresse)
    try:
        moteur.connect().close()
    except sa.exc.OperationalError:
        return False
    finally:
        moteur.dispose()
    return True


@contextmanager
def redis_jetable(dossier: Path) -> Iterator[Redis]:
    """A Redis of our own."""
    port = port_libre()
    commande = [programme("redis-server"), "--port", str(port), "--bind", "127.0.0.1"]
    commande += ["--dir", str(dossier), "--appendonly", "yes", "--appendfsync", "always"]
    serveur = Redis(commande, port, None, dossier)
    serveur.demarre()
    try:
        yield serveur
    finally:
        serveur.tue()


@contextmanager
def serveur_postgresql() -> Iterator[str]:
    """Address, without a database, of the standard server when it answers, else of our own."""
    standard = f"postgresql://{COMPTE_POSTGRESQL}@127.0.0.1:5432"
    if _accepte(f"{standard}/postgres"):
        yield standard
        return
    with postgresql_jetable() as serveur:
        yield serveur.adresse.removesuffix("/postgres")


@contextmanager
def base_postgresql(serveur: str) -> Iterator[str]:
    """Address of an empty database of this server, dropped afterwards."""
    nom = f"garde_toit_{uuid.uuid4().hex[:12]}"
    moteur = sa.create_engine(f"{serveur}/postgres", isolation_level="AUTOCOMMIT")
    with moteur.connect() as connexion:
        connexion.execute(sa.text(f"create database {nom}"))
    try:
        yield f"{serveur}/{nom}"
    finally:
        with moteur.connect() as connexion:
            connexion.execute(sa.text(f"drop database {nom} with (force)"))
        moteur.dispose()


@contextmanager
def redis_ordinaire(dossier: Path) -> Iterator[str]:
    """Address of a Redis, the standard one when it answers."""
    if repond(6379):
        adresse = f"redis://127.0.0.1:6379/{BASE_REDIS}"
        redis.Redis.from_url(adresse).ping()
        yield adresse
        return
    with redis_jetable(dossier) as serveur:
        yield serveur.adresse
