"""SQLite tracker store that two processes can share for reading: WAL and a busy timeout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from serveur.mesures import note_l_etape

ATTENTE_MAXIMALE_MS = 5000


class TraqueurSQLite(SQLTrackerStore):
    """Rasa's SQL tracker store on SQLite with journal WAL (Rasa's own sets no PRAGMA)."""

    def __init__(
        self,
        domain: Domain | None = None,
        db: str = "var/conversations.db",
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        Path(db).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(domain, dialect="sqlite", db=str(db), event_broker=event_broker, **kwargs)
        # An error of the database would be logged with the texts it was to write.
        self.engine.hide_parameters = True
        sa.event.listen(self.engine, "connect", _regle_la_connexion)
        self.engine.dispose()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, and tell the figures at which stage its turn ended."""
        note_l_etape(tracker.get_slot("etape"))
        await super().save(tracker)

    async def efface(self, personne: str) -> None:
        """Delete every event of a conversation; call it under the conversation's lock."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == personne).delete()
            session.commit()
            session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _regle_la_connexion(connexion: Any, _enregistrement: Any) -> None:
    curseur = connexion.cursor()
    curseur.execute("PRAGMA journal_mode=WAL")
    curseur.execute(f"PRAGMA busy_timeout={ATTENTE_MAXIMALE_MS}")
    curseur.execute("PRAGMA synchronous=NORMAL")
    # What is erased must not stay readable in the file.
    curseur.execute("PRAGMA secure_delete=ON")
    curseur.close()
