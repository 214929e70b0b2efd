"""How long things are kept, and what enforces it.

Durations are settings, to be confirmed by the data-protection officer. Each module of the register
adds what it forgets to ``registre.base.PURGES``; here stand what is outside it: the conversations
in Rasa's store, the logs, the backups.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from registre.base import PURGES, RACINE, maintenant, registre
from registre.dates_dites import DatesDites

SECONDES_PAR_JOUR = 86_400


def jours_de_conversation() -> int:
    """Days a conversation is kept after its last message."""
    return int(os.environ.get("GARDE_TOIT_CONSERVATION_JOURS", "30"))


def jours_d_appel() -> int:
    """Days a call of the console is kept after it was last touched."""
    return int(os.environ.get("GARDE_TOIT_CONSERVATION_APPELS_JOURS", "90"))


def jours_d_audit() -> int:
    """Days an audit line is kept."""
    return int(os.environ.get("GARDE_TOIT_CONSERVATION_AUDIT_JOURS", "365"))


def jours_de_journal() -> int:
    """Days a line of the logs is kept."""
    return int(os.environ.get("GARDE_TOIT_CONSERVATION_JOURNAUX_JOURS", "30"))


def jours_de_sauvegarde() -> int:
    """Days a backup is kept."""
    return int(os.environ.get("GARDE_TOIT_CONSERVATION_SAUVEGARDES_JOURS", "14"))


def dossier_var() -> Path:
    """Folder of what changes."""
    return Path(os.environ.get("GARDE_TOIT_VAR", str(RACINE / "var")))


def adresse_des_conversations() -> str:
    """SQLAlchemy address of Rasa's tracker store."""
    defaut = f"sqlite:///{dossier_var() / 'conversations.db'}"
    return os.environ.get("GARDE_TOIT_CONVERSATIONS", defaut)


def applique() -> dict[str, int]:
    """Enforce every duration; return what was deleted."""
    jours, faites = jours_de_conversation(), {}
    limite = time.time() - jours * SECONDES_PAR_JOUR
    silencieuses = conversations_silencieuses(adresse_des_conversations(), limite)
    # First what hangs on a conversation: after a fault in between, the next purge finds it again.
    DatesDites(registre()).oublie(silencieuses)
    supprime_conversations(adresse_des_conversations(), silencieuses, limite)
    faites["conversations"] = len(silencieuses)
    for purge in PURGES:
        faites[purge.quoi] = purge.applique(registre(), jours)
    faites["lignes d'audit"] = registre().purge_audit(jours_d_audit())
    registre().vide_le_journal()
    faites["lignes de journal"] = purge_journaux(dossier_var() / "journaux", jours_de_journal())
    faites["sauvegardes"] = purge_sauvegardes(dossier_var() / "sauvegardes", jours_de_sauvegarde())
    return faites


def conversations_silencieuses(adresse: str, limite: float) -> list[str]:
    """Persons whose last event is older than ``limite`` (seconds since 1970)."""
    moteur = sa.create_engine(adresse, future=True, hide_parameters=True)
    if not sa.inspect(moteur).has_table("events"):
        return []
    evenements = _evenements()
    anciennes = (
        sa.select(evenements.c.sender_id)
        .group_by(evenements.c.sender_id)
        .having(sa.func.max(evenements.c.timestamp) < limite)
    )
    with moteur.connect() as connexion:
        personnes = [ligne.sender_id for ligne in connexion.execute(anciennes)]
    moteur.dispose()
    return personnes


def supprime_conversations(
    adresse: str, personnes: Sequence[str], avant: float = float("inf")
) -> None:
    """Delete conversations from Rasa's store; ``avant``: only what is older (seconds since 1970),
    so that who writes at that very moment loses nothing new."""
    if not personnes:
        return
    moteur = sa.create_engine(adresse, future=True, hide_parameters=True)
    evenements = _evenements()
    with moteur.begin() as connexion:
        if moteur.dialect.name == "sqlite":
            connexion.exec_driver_sql("PRAGMA secure_delete=ON")
        for personne in personnes:
            voulus = evenements.c.sender_id == personne
            if avant != float("inf"):
                voulus &= evenements.c.timestamp < avant
            connexion.execute(evenements.delete().where(voulus))
    if moteur.dialect.name == "sqlite":
        with moteur.connect() as connexion:
            connexion.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    moteur.dispose()


def purge_journaux(dossier: Path, jours: int, maintenant_: dt.datetime | None = None) -> int:
    """Drop the lines of the logs older than ``jours`` days; return how many.

    The processes keep their files open for appending, so a file is shortened in place; a line that
    is written at that very moment may be lost. A line without a date is as old as the one before.
    """
    limite = (maintenant_ or maintenant()) - dt.timedelta(days=jours)
    otees = 0
    for fichier in sorted(dossier.glob("*.log")):
        with fichier.open("r+b") as flux:
            lignes = flux.readlines()
            vieilles = _lignes_avant(lignes, limite, fichier.stat().st_mtime)
            if vieilles:
                flux.seek(0)
                flux.writelines(lignes[vieilles:])
                flux.truncate()
        otees += vieilles
    return otees


def purge_sauvegardes(dossier: Path, jours: int, maintenant_: dt.datetime | None = None) -> int:
    """Delete the backups older than ``jours`` days (folders named by their moment)."""
    limite = (maintenant_ or maintenant()) - dt.timedelta(days=jours)
    vieilles = [
        copie
        for copie in (dossier.iterdir() if dossier.exists() else ())
        if copie.is_dir() and copie.stat().st_mtime < limite.timestamp()
    ]
    for copie in vieilles:
        shutil.rmtree(copie)
    return len(vieilles)


def _evenements() -> sa.sql.TableClause:
    return sa.table("events", sa.column("sender_id"), sa.column("timestamp"))


def _lignes_avant(lignes: Sequence[bytes], limite: dt.datetime, ecrit: float) -> int:
    """How many lines stand before the first one dated ``limite`` or later.

    ``ecrit``: when the file was last written (seconds since 1970), for lines without any date.
    """
    for rang, ligne in enumerate(lignes):
        moment = _moment(ligne)
        if moment is not None and moment >= limite:
            return rang
    datees = any(_moment(ligne) for ligne in lignes)
    return len(lignes) if datees or ecrit < limite.timestamp() else 0


def _moment(ligne: bytes) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(json.loads(ligne)["moment"])
    except (ValueError, KeyError, TypeError):
        return None
