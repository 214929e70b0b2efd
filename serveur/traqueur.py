"""Tracker stores: SQLite for one process (WAL, busy timeout), PostgreSQL for several."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from registre.base import POSTGRESQL, SQLITE
from serveur.mesures import note_l_etape

ATTENTE_MAXIMALE_MS = 5000
PREFIXE_SQLITE = "sqlite:///"
# Any number, the same for every process that may create the index at the same time.
VERROU_DE_CREATION = 641_642


def magasin(adresse: str) -> EndpointConfig:
    """Rasa's description of the store at an SQLAlchemy address (SQLite or PostgreSQL)."""
    if adresse.startswith(PREFIXE_SQLITE):
        return EndpointConfig(
            type="serveur.traqueur.TraqueurSQLite", db=adresse.removeprefix(PREFIXE_SQLITE)
        )
    return EndpointConfig(type="serveur.traqueur.TraqueurPostgres", url=adresse)


class Traqueur(SQLTrackerStore):
    """Rasa's SQL tracker store, able to forget somebody."""

    engine: sa.engine.Engine

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, and tell the figures at which stage its turn ended."""
        note_l_etape(tracker.get_slot("etape"))
        await super().save(tracker)

    async def efface(self, personne: str) -> None:
        """Delete every event of a conversation; call it under the conversation's lock."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == personne).delete()
            session.commit()


class TraqueurSQLite(Traqueur):
    """On SQLite with journal WAL (Rasa's own sets no PRAGMA)."""

    def __init__(
        self,
        domain: Domain | None = None,
        db: str = "var/conversations.db",
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        Path(db).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(domain, dialect="sqlite", db=str(db), event_broker=event_broker, **kwargs)
        self.engine.dispose()
        self.engine = sa.create_engine(f"{PREFIXE_SQLITE}{db}", **SQLITE)
        sa.event.listen(self.engine, "connect", _regle_la_connexion)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)

    async def efface(self, personne: str) -> None:
        """Delete, and take what was deleted out of the write-ahead log too."""
        await super().efface(personne)
        with self.session_scope() as session:
            session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))


class TraqueurPostgres(Traqueur):
    """On PostgreSQL: a bounded pool that survives a restart of the server, and time limits."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str = "",
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        # Waits until the server answers, then creates the table.
        super().__init__(domain, host=host, event_broker=event_broker, **kwargs)
        self.engine.dispose()
        self.engine = sa.create_engine(host, **POSTGRESQL)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)
        with self.engine.begin() as connexion:
            connexion.execute(sa.text(f"select pg_advisory_xact_lock({VERROU_DE_CREATION})"))
            # Rasa indexes the person alone and sorts by id.
            connexion.execute(
                sa.text("create index if not exists ix_events_ordre on events (sender_id, id)")
            )


def _regle_la_connexion(connexion: Any, _enregistrement: Any) -> None:
    curseur = connexion.cursor()
    curseur.execute("PRAGMA journal_mode=WAL")
    curseur.execute(f"PRAGMA busy_timeout={ATTENTE_MAXIMALE_MS}")
    curseur.execute("PRAGMA synchronous=NORMAL")
    # What is erased must not stay readable in the file.
    curseur.execute("PRAGMA secure_delete=ON")
    curseur.close()
