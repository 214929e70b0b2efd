"""Copy both databases while the system runs, and put a copy back.

SQLite is copied by its own online backup, PostgreSQL by ``pg_dump`` and ``pg_restore``. A copy must
not bring back who asked to be forgotten since: erasures and opt-outs of the present register are
carried out again after a restoration. The keys of the SMS channel are not in the copy, which would
then hold both lock and key: they are kept apart (docs/exploitation.md).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from registre.base import TABLES_PERSONNELLES, Registre, adresse_du_registre, maintenant, pseudonyme
from registre.conservation import adresse_des_conversations, supprime_conversations
from registre.sms import oppositions

MANIFESTE = "manifeste.json"


class SauvegardeRatee(RuntimeError):
    """A copy could not be made or put back; the message is one clear French sentence."""


def bases() -> dict[str, URL]:
    """The two databases: name of the copy -> address."""
    return {
        "conversations": make_url(adresse_des_conversations()),
        "registre": make_url(adresse_du_registre()),
    }


def sauve(dossier: Path | None, var: Path) -> Path:
    """Copy both databases to ``dossier`` (default: a new folder of ``var``), for its owner only.

    Raises :class:`SauvegardeRatee`; a database that does not exist yet is left out.
    """
    moment = maintenant()
    cible = dossier or var / "sauvegardes" / f"{moment:%Y-%m-%dT%H-%M-%S}"
    if cible.exists() and any(cible.iterdir()):
        raise SauvegardeRatee(f"Le dossier {cible} n'est pas vide : donnez-en un autre.")
    cible.mkdir(parents=True, exist_ok=True)
    cible.chmod(0o700)
    copies: dict[str, dict[str, str]] = {}
    for nom, adresse in bases().items():
        fichier = cible / f"{nom}{'.db' if _est_sqlite(adresse) else '.dump'}"
        if _est_sqlite(adresse):
            if not Path(str(adresse.database)).exists():
                continue
            _copie_sqlite(Path(str(adresse.database)), fichier)
        else:
            _lance(["pg_dump", "--format=custom", "--no-owner", f"--file={fichier}"], adresse)
        fichier.chmod(0o600)
        copies[nom] = {"fichier": fichier.name, "sha256": _condense(fichier)}
    if not copies:
        raise SauvegardeRatee("Aucune base à sauvegarder : le système n'a pas encore démarré.")
    manifeste = {"moment": moment.isoformat(), "bases": copies}
    (cible / MANIFESTE).write_text(json.dumps(manifeste, indent=2), encoding="utf-8")
    return cible


def restaure(dossier: Path) -> int:
    """Put the copy in ``dossier`` back, then forget again who asked for it since.

    Returns how many erasures were carried out again. Everything is checked before anything is
    replaced; raises :class:`SauvegardeRatee`.
    """
    manifeste = _lit_le_manifeste(dossier)
    effaces, refus = _a_ne_pas_ranimer()
    for nom, copie in manifeste["bases"].items():
        adresse, fichier = bases()[nom], dossier / copie["fichier"]
        if _est_sqlite(adresse):
            _remet_sqlite(fichier, Path(str(adresse.database)))
        else:
            _lance(
                [
                    "pg_restore",
                    "--clean",
                    "--if-exists",
                    "--no-owner",
                    "--single-transaction",
                    f"--dbname={adresse.database}",
                    str(fichier),
                ],
                adresse,
            )
    return _oublie_encore(effaces, refus)


def _lit_le_manifeste(dossier: Path) -> dict[str, Any]:
    try:
        manifeste = json.loads((dossier / MANIFESTE).read_text(encoding="utf-8"))
        copies = {nom: dossier / copie["fichier"] for nom, copie in manifeste["bases"].items()}
        for nom, fichier in copies.items():
            if _condense(fichier) != manifeste["bases"][nom]["sha256"]:
                raise SauvegardeRatee(f"La copie {fichier} a changé depuis la sauvegarde.")
            if _est_sqlite(bases()[nom]) != (fichier.suffix == ".db"):
                raise SauvegardeRatee(f"La copie {fichier} vient d'une autre sorte de base.")
    except (OSError, ValueError, KeyError, TypeError) as erreur:
        raise SauvegardeRatee(f"{dossier} n'est pas une sauvegarde complète.") from erreur
    return manifeste


def _a_ne_pas_ranimer() -> tuple[set[str], dict[str, dt.datetime]]:
    """Pseudonyms of the persons erased, and opt-outs, in the present register; nothing when it
    cannot be read."""
    try:
        registre = Registre(adresse_du_registre())
        audit = registre.lignes_d_audit()
        with registre.lecture() as connexion:
            lues = connexion.execute(oppositions.select()).all()
    except SQLAlchemyError:
        return set(), {}
    effaces = {objet for _, action, objet in audit if action == "effacement"}
    return effaces, {ligne.empreinte: ligne.moment for ligne in lues}


def _oublie_encore(effaces: set[str], refus: dict[str, dt.datetime]) -> int:
    registre = Registre(adresse_du_registre())
    personnes = _personnes_des_conversations()
    with registre.lecture() as connexion:
        for table in TABLES_PERSONNELLES:
            personnes |= set(connexion.execute(sa.select(table.c.personne).distinct()).scalars())
        deja = set(connexion.execute(sa.select(oppositions.c.empreinte)).scalars())
    with registre.ecriture() as connexion:
        for empreinte, moment in refus.items():
            if empreinte not in deja:
                connexion.execute(oppositions.insert().values(empreinte=empreinte, moment=moment))
    a_oublier = sorted(p for p in personnes if pseudonyme(p) in effaces)
    supprime_conversations(adresse_des_conversations(), a_oublier)
    for personne in a_oublier:
        registre.efface(personne)
    return len(a_oublier)


def _personnes_des_conversations() -> set[str]:
    moteur = sa.create_engine(adresse_des_conversations(), future=True)
    try:
        if not sa.inspect(moteur).has_table("events"):
            return set()
        colonne = sa.column("sender_id")
        with moteur.connect() as connexion:
            voulues = sa.select(colonne).select_from(sa.table("events", colonne)).distinct()
            return set(connexion.execute(voulues).scalars())
    finally:
        moteur.dispose()


def _est_sqlite(adresse: URL) -> bool:
    return adresse.get_backend_name() == "sqlite"


def _copie_sqlite(base: Path, fichier: Path) -> None:
    try:
        with closing(sqlite3.connect(base)) as source, closing(sqlite3.connect(fichier)) as copie:
            source.backup(copie)
            if copie.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise SauvegardeRatee(f"La base {base} est abîmée : la copie ne vaut rien.")
    except sqlite3.Error as erreur:
        raise SauvegardeRatee(f"La base {base} ne peut pas être copiée ({erreur}).") from erreur


def _remet_sqlite(fichier: Path, base: Path) -> None:
    """Through SQLite, so that a process that has the base open sees the old or the new content."""
    base.parent.mkdir(parents=True, exist_ok=True)
    _ecarte_si_abimee(base)
    try:
        with closing(sqlite3.connect(fichier)) as copie, closing(sqlite3.connect(base)) as cible:
            copie.backup(cible)
    except sqlite3.Error as erreur:
        raise SauvegardeRatee(f"La base {base} ne peut pas être remise ({erreur}).") from erreur


def _ecarte_si_abimee(base: Path) -> None:
    try:
        with closing(sqlite3.connect(base)) as connexion:
            connexion.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError:
        for suffixe in ("-wal", "-shm"):
            base.with_name(base.name + suffixe).unlink(missing_ok=True)
        base.rename(base.with_name(f"{base.name}.abimee-{maintenant():%Y-%m-%dT%H-%M-%S}"))


def _lance(commande: list[str], adresse: URL) -> None:
    """Run a PostgreSQL program; the password goes by the environment, seen by nobody."""
    acces = {
        "PGHOST": adresse.host,
        "PGPORT": str(adresse.port) if adresse.port else None,
        "PGUSER": adresse.username,
        "PGPASSWORD": adresse.password,
        "PGDATABASE": adresse.database,
    }
    environnement = {**os.environ, **{nom: val for nom, val in acces.items() if val}}
    try:
        fini = subprocess.run(commande, env=environnement, capture_output=True, text=True)
    except OSError as erreur:
        raise SauvegardeRatee(f"Le programme {commande[0]} manque sur cette machine.") from erreur
    if fini.returncode:
        raise SauvegardeRatee(f"{commande[0]} a échoué : {fini.stderr.strip()[:300]}")


def _condense(fichier: Path) -> str:
    return hashlib.sha256(fichier.read_bytes()).hexdigest()
