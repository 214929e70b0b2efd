"""How long things are kept, and the command that enforces it.

Durations are settings, to be confirmed by the data-protection officer: conversations 30 days,
audit a year.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

import sqlalchemy as sa

from registre.base import RACINE, registre
from registre.fil import Fil
from registre.relais import RegistreRelais
from registre.sms import RegistreSms

SECONDES_PAR_JOUR = 86_400


def jours_de_conversation() -> int:
    """Days a conversation is kept after its last message."""
    return int(os.environ.get("GARDE_TOIT_CONSERVATION_JOURS", "30"))


def jours_d_audit() -> int:
    """Days an audit line is kept."""
    return int(os.environ.get("GARDE_TOIT_CONSERVATION_AUDIT_JOURS", "365"))


def adresse_des_conversations() -> str:
    """SQLAlchemy address of Rasa's tracker store."""
    dossier = Path(os.environ.get("GARDE_TOIT_VAR", str(RACINE / "var")))
    return os.environ.get("GARDE_TOIT_CONVERSATIONS", f"sqlite:///{dossier / 'conversations.db'}")


def purge_conversations(adresse: str, jours: int, maintenant: float | None = None) -> int:
    """Delete whole conversations whose last event is older than ``jours``; return how many."""
    moteur = sa.create_engine(adresse, future=True)
    if not sa.inspect(moteur).has_table("events"):
        return 0
    limite = (maintenant or time.time()) - jours * SECONDES_PAR_JOUR
    evenements = sa.table("events", sa.column("sender_id"), sa.column("timestamp"))
    anciennes = (
        sa.select(evenements.c.sender_id)
        .group_by(evenements.c.sender_id)
        .having(sa.func.max(evenements.c.timestamp) < limite)
    )
    with moteur.begin() as connexion:
        personnes = [ligne.sender_id for ligne in connexion.execute(anciennes)]
        for personne in personnes:
            connexion.execute(evenements.delete().where(evenements.c.sender_id == personne))
    moteur.dispose()
    return len(personnes)


def applique() -> dict[str, int]:
    """Enforce every duration; return what was deleted."""
    return {
        "conversations": purge_conversations(adresse_des_conversations(), jours_de_conversation()),
        "fils du widget": Fil(registre()).purge(jours_de_conversation()),
        "relais": RegistreRelais(registre()).purge(jours_de_conversation()),
        "fils de SMS": RegistreSms(registre()).purge(jours_de_conversation(), dt.date.today()),
        "lignes d'audit": registre().purge_audit(jours_d_audit()),
    }
