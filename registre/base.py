"""Tables and operations of the register. Blocking calls: use ``asyncio.to_thread`` in a server."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

RACINE = Path(__file__).resolve().parents[1]

# Options of a connection pool on PostgreSQL: bounded, a connection broken by a restart of the
# server is replaced, nothing waits for ever.
POSTGRESQL: dict[str, Any] = {
    "pool_size": 5,
    "max_overflow": 5,
    "pool_timeout": 5,
    "pool_pre_ping": True,
    # Here and below: an error would be logged with the values that it was to write.
    "hide_parameters": True,
    "connect_args": {"connect_timeout": 3, "options": "-c statement_timeout=10000"},
}
# On SQLite: connections are kept, since opening one and settling it takes longer than most queries.
SQLITE: dict[str, Any] = {
    "poolclass": QueuePool,
    "max_overflow": -1,
    "hide_parameters": True,
    "connect_args": {"check_same_thread": False},
}
_VERROU_DE_CREATION = 641_640

metadonnees = sa.MetaData()

audit = sa.Table(
    "audit",
    metadonnees,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("acteur", sa.String(80), nullable=False),
    sa.Column("action", sa.String(80), nullable=False),
    sa.Column("objet", sa.String(80), nullable=False),
)

effacements_demandes = sa.Table(
    "effacements_demandes",
    metadonnees,
    sa.Column("personne", sa.String(255), primary_key=True),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
)


@dataclass(frozen=True)
class Purge:
    """What one module forgets with time.

    ``quoi``: what, as the report says it (French, plural); ``applique``: given the register and
    the days a conversation is kept, deletes and returns how many.
    """

    quoi: str
    applique: Callable[[Registre, int], int]


# One entry a module, added beside its tables; ``registre.conservation`` runs them all.
PURGES: list[Purge] = []

# Every table with rows about one person, by its column ``personne``; each module adds its own.
TABLES_PERSONNELLES: list[sa.Table] = [effacements_demandes]


def maintenant() -> dt.datetime:
    """The real time, in UTC: retention does not follow the clock that tests can move."""
    return dt.datetime.now(dt.timezone.utc)


def en_utc(moment: dt.datetime) -> dt.datetime:
    """A moment read from the register, with its zone (SQLite gives naive ones back)."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.timezone.utc)


def pseudonyme(personne: str) -> str:
    """Short digest that stands for a person in the audit, where no identifier is kept."""
    return hashlib.sha256(personne.encode()).hexdigest()[:16]


class Registre:
    """One register at an SQLAlchemy address; tables are created when absent."""

    def __init__(self, adresse: str) -> None:
        if adresse.startswith("sqlite:///"):
            Path(adresse.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        # SQLite has one writer at a time, and who finds it busy sleeps longer and longer: threads
        # queue here instead.
        self._un_seul: AbstractContextManager[object] = nullcontext()
        if adresse.startswith("sqlite"):
            self._un_seul = threading.RLock()
            self._moteur = sa.create_engine(adresse, future=True, **SQLITE)
            sa.event.listen(self._moteur, "connect", _regle_sqlite)
            metadonnees.create_all(self._moteur)
        else:
            self._moteur = sa.create_engine(adresse, future=True, **POSTGRESQL)
            with self._moteur.begin() as connexion:
                # Several processes may start together: the first creates, the others find.
                connexion.execute(sa.text(f"select pg_advisory_xact_lock({_VERROU_DE_CREATION})"))
                metadonnees.create_all(connexion)

    def lecture(self) -> AbstractContextManager[Connection]:
        """A connection that only reads."""
        return self._moteur.connect()

    @contextmanager
    def ecriture(self) -> Iterator[Connection]:
        """A connection whose changes are kept together, or not at all when it raises."""
        with self._un_seul, self._moteur.begin() as connexion:
            yield connexion

    def note(self, acteur: str, action: str, objet: str = "") -> None:
        """Add a line to the audit: who did what to what (never a text nor a number)."""
        with self.ecriture() as connexion:
            connexion.execute(
                audit.insert().values(
                    moment=maintenant(), acteur=acteur, action=action, objet=objet
                )
            )

    def demande_effacement(self, personne: str) -> None:
        """Remember that ``personne`` asked for erasure and has not confirmed yet."""
        self.annule_effacement(personne)
        with self.ecriture() as connexion:
            connexion.execute(
                effacements_demandes.insert().values(personne=personne, moment=maintenant())
            )

    def effacement_demande(self, personne: str) -> bool:
        """True when an erasure waits for its confirmation."""
        voulue = effacements_demandes.c.personne == personne
        with self._moteur.connect() as connexion:
            return (
                connexion.execute(effacements_demandes.select().where(voulue)).first() is not None
            )

    def annule_effacement(self, personne: str) -> None:
        """Forget a request for erasure."""
        voulue = effacements_demandes.c.personne == personne
        with self.ecriture() as connexion:
            connexion.execute(effacements_demandes.delete().where(voulue))

    def efface(self, personne: str) -> None:
        """Delete every row about ``personne``; the audit keeps only that an erasure took place."""
        with self.ecriture() as connexion:
            for table in TABLES_PERSONNELLES:
                connexion.execute(table.delete().where(table.c.personne == personne))
        self.note("personne", "effacement", pseudonyme(personne))
        self.vide_le_journal()

    def vide_le_journal(self) -> None:
        """SQLite: take what was deleted out of the write-ahead log too."""
        if self._moteur.dialect.name == "sqlite":
            with self._moteur.connect() as connexion:
                connexion.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def purge_effacements_demandes(self, jours: int) -> int:
        """Forget requests for erasure that nobody confirmed for ``jours`` days."""
        limite = maintenant() - dt.timedelta(days=jours)
        with self.ecriture() as connexion:
            return connexion.execute(
                effacements_demandes.delete().where(effacements_demandes.c.moment < limite)
            ).rowcount

    def purge_audit(self, jours: int) -> int:
        """Delete audit lines older than ``jours`` days; return how many."""
        limite = maintenant() - dt.timedelta(days=jours)
        with self.ecriture() as connexion:
            return connexion.execute(audit.delete().where(audit.c.moment < limite)).rowcount

    def lignes_d_audit(self, au_plus: int | None = None) -> list[tuple[str, str, str]]:
        """Audit lines (actor, action, object), oldest first."""
        voulues = (
            sa.select(audit.c.acteur, audit.c.action, audit.c.objet)
            .order_by(audit.c.id)
            .limit(au_plus)
        )
        with self._moteur.connect() as connexion:
            return [tuple(ligne) for ligne in connexion.execute(voulues)]

    def dernieres_lignes_d_audit(self, au_plus: int) -> list[tuple[dt.datetime, str, str, str]]:
        """The latest audit lines (moment, actor, action, object), the last first."""
        voulues = sa.select(audit.c.moment, audit.c.acteur, audit.c.action, audit.c.objet)
        with self._moteur.connect() as connexion:
            lignes = connexion.execute(voulues.order_by(audit.c.id.desc()).limit(au_plus))
            return [(en_utc(moment), *reste) for moment, *reste in lignes]


PURGES.append(Purge("effacements non confirmés", Registre.purge_effacements_demandes))


def _regle_sqlite(connexion: object, _enregistrement: object) -> None:
    curseur = connexion.cursor()  # type: ignore[attr-defined]
    curseur.execute("PRAGMA journal_mode=WAL")
    curseur.execute("PRAGMA busy_timeout=5000")
    # What is erased must not stay readable in the file.
    curseur.execute("PRAGMA secure_delete=ON")
    curseur.close()


def adresse_du_registre() -> str:
    """SQLAlchemy address of the register (setting ``GARDE_TOIT_REGISTRE``)."""
    dossier = Path(os.environ.get("GARDE_TOIT_VAR", str(RACINE / "var")))
    return os.environ.get("GARDE_TOIT_REGISTRE", f"sqlite:///{dossier / 'registre.db'}")


@lru_cache(maxsize=1)
def registre() -> Registre:
    """The register of this installation."""
    return Registre(adresse_du_registre())
