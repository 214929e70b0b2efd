"""The thread of a widget conversation: its session, its numbered messages, its idempotent sends.

A session is known by a random identifier (also Rasa's sender id) and opened by a bearer token of
which only a digest is kept. Messages are numbered from 1 without gaps, so that a reader resumes
after the last one he has. Blocking calls: use ``asyncio.to_thread`` in a server.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from registre.base import (
    PURGES,
    TABLES_PERSONNELLES,
    Purge,
    Registre,
    en_utc,
    maintenant,
    metadonnees,
)

Auteur = Literal["moi", "bot", "conseiller"]
# A send that its process has not finished after this time was cut: it is taken up again.
DUREE_MAXIMALE_D_UN_TOUR = dt.timedelta(seconds=45)

sessions = sa.Table(
    "fil_sessions",
    metadonnees,
    sa.Column("personne", sa.String(255), primary_key=True),
    sa.Column("empreinte", sa.String(64), nullable=False, unique=True),
    sa.Column("dernier", sa.Integer, nullable=False, default=0),
    sa.Column("vue", sa.DateTime(timezone=True), nullable=False, index=True),
)

fil = sa.Table(
    "fil_messages",
    metadonnees,
    sa.Column("personne", sa.String(255), primary_key=True),
    sa.Column("numero", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("auteur", sa.String(16), nullable=False),
    sa.Column("contenu", sa.Text, nullable=False),
    sa.Column("envoi", sa.String(64)),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
)

envois = sa.Table(
    "fil_envois",
    metadonnees,
    sa.Column("personne", sa.String(255), primary_key=True),
    sa.Column("envoi", sa.String(64), primary_key=True),
    sa.Column("commence", sa.DateTime(timezone=True), nullable=False),
    sa.Column("fini", sa.Boolean, nullable=False, default=False),
)

# What is not finished is few, and looked for often.
sa.Index(
    "ix_fil_envois_en_cours",
    envois.c.commence,
    sqlite_where=~envois.c.fini,
    postgresql_where=~envois.c.fini,
)

# The session first: whoever still writes waits for its row, then finds none.
TABLES_PERSONNELLES += [sessions, envois, fil]


@dataclass(frozen=True)
class Session:
    """A session just opened; ``jeton`` is given to its owner once and never stored."""

    personne: str
    jeton: str


@dataclass(frozen=True)
class Lecture:
    """Messages after a number; ``en_cours``: an answer is being made."""

    messages: list[dict[str, Any]]
    en_cours: bool


@dataclass(frozen=True)
class EnvoiCoupe:
    """A send whose process ended before its answer; ``texte``: the person's words."""

    personne: str
    envoi: str
    texte: str
    moment: dt.datetime


class Fil:
    """Threads of one register."""

    def __init__(self, registre: Registre) -> None:
        self._registre = registre

    def ouvre(self) -> Session:
        """A new session, unguessable (token of 256 bits)."""
        session = Session(f"w{secrets.token_hex(16)}", secrets.token_urlsafe(32))
        with self._registre.ecriture() as connexion:
            connexion.execute(
                sessions.insert().values(
                    personne=session.personne,
                    empreinte=_empreinte(session.jeton),
                    dernier=0,
                    vue=maintenant(),
                )
            )
        return session

    def personne(self, jeton: str) -> str | None:
        """The person whom a token opens, None when there is none (unknown, expired or erased)."""
        voulue = sessions.c.empreinte == _empreinte(jeton)
        with self._registre.lecture() as connexion:
            return connexion.execute(sa.select(sessions.c.personne).where(voulue)).scalar()

    def commence(self, personne: str, envoi: str, message: dict[str, Any]) -> bool:
        """Claim a send and keep the person's words; False when it already runs or is answered."""
        try:
            with self._registre.ecriture() as connexion:
                if not self.ajoute(connexion, personne, "moi", [message], envoi):
                    return False
                connexion.execute(
                    envois.insert().values(
                        personne=personne, envoi=envoi, commence=maintenant(), fini=False
                    )
                )
                return True
        except IntegrityError:
            return False

    def coupes(self, avant: dt.datetime) -> list[EnvoiCoupe]:
        """Sends claimed before ``avant`` and not finished, oldest first."""
        siens = (fil.c.personne == envois.c.personne) & (fil.c.envoi == envois.c.envoi)
        voulus = (
            sa.select(envois.c.personne, envois.c.envoi, fil.c.contenu, fil.c.moment)
            .select_from(envois.join(fil, siens))
            .where(~envois.c.fini & (envois.c.commence < avant) & (fil.c.auteur == "moi"))
            .order_by(fil.c.moment)
        )
        with self._registre.lecture() as connexion:
            return [
                EnvoiCoupe(
                    ligne.personne,
                    ligne.envoi,
                    json.loads(ligne.contenu)["text"],
                    en_utc(ligne.moment),
                )
                for ligne in connexion.execute(voulus)
            ]

    def reprend(self, personne: str, envoi: str, avant: dt.datetime) -> bool:
        """Claim a cut send; False when another process did, or when it is answered."""
        cle = (envois.c.personne == personne) & (envois.c.envoi == envoi)
        coupe = cle & ~envois.c.fini & (envois.c.commence < avant)
        with self._registre.ecriture() as connexion:
            prise = connexion.execute(envois.update().where(coupe).values(commence=maintenant()))
            return prise.rowcount == 1

    def finit(
        self, personne: str, envoi: str, reponses: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]] | None:
        """Keep the answers to a send; all its messages as they are stored.

        None, and nothing kept, for a person erased meanwhile.
        """
        cle = (envois.c.personne == personne) & (envois.c.envoi == envoi)
        with self._registre.ecriture() as connexion:
            if not self.ajoute(connexion, personne, "bot", reponses, envoi):
                return None
            connexion.execute(envois.update().where(cle).values(fini=True))
            return _messages(connexion, (fil.c.personne == personne) & (fil.c.envoi == envoi))

    def reponses(self, personne: str, envoi: str) -> list[dict[str, Any]] | None:
        """The stored messages of a send (the person's words and the answers); None before."""
        cle = (envois.c.personne == personne) & (envois.c.envoi == envoi)
        voulus = (fil.c.personne == personne) & (fil.c.envoi == envoi)
        with self._registre.lecture() as connexion:
            if not connexion.execute(sa.select(envois.c.fini).where(cle)).scalar():
                return None
            return _messages(connexion, voulus)

    def depose(
        self, personne: str, messages: Sequence[dict[str, Any]], auteur: Auteur = "conseiller"
    ) -> bool:
        """Add messages nobody asked for (an operator's words); False when the session is gone."""
        with self._registre.ecriture() as connexion:
            return self.ajoute(connexion, personne, auteur, messages)

    def lit(self, personne: str, apres: int = 0) -> Lecture:
        """Messages numbered after ``apres``, oldest first."""
        depuis = maintenant()
        voulus = (fil.c.personne == personne) & (fil.c.numero > apres)
        courants = (
            (envois.c.personne == personne)
            & ~envois.c.fini
            & (envois.c.commence > depuis - DUREE_MAXIMALE_D_UN_TOUR)
        )
        with self._registre.lecture() as connexion:
            return Lecture(
                messages=_messages(connexion, voulus),
                en_cours=bool(connexion.execute(sa.select(sa.exists().where(courants))).scalar()),
            )

    def purge(self, jours: int) -> int:
        """Forget threads whose last message is older than ``jours`` days; return how many."""
        limite = maintenant() - dt.timedelta(days=jours)
        with self._registre.lecture() as connexion:
            anciennes = connexion.execute(
                sa.select(sessions.c.personne).where(sessions.c.vue < limite)
            ).scalars()
            personnes = list(anciennes)
        with self._registre.ecriture() as connexion:
            for table in (sessions, envois, fil):
                connexion.execute(table.delete().where(table.c.personne.in_(personnes)))
        return len(personnes)

    def ajoute(
        self,
        connexion: Connection,
        personne: str,
        auteur: Auteur,
        messages: Sequence[dict[str, Any]],
        envoi: str | None = None,
    ) -> bool:
        """Add messages inside somebody's transaction; False when the session is gone."""
        # The update takes the session's row: writers number one after the other, and an erasure
        # that came first leaves no row to take.
        moment, voulue = maintenant(), sessions.c.personne == personne
        prise = connexion.execute(
            sessions.update()
            .where(voulue)
            .values(dernier=sessions.c.dernier + len(messages), vue=moment)
        )
        if prise.rowcount == 0:
            return False
        dernier = connexion.execute(sa.select(sessions.c.dernier).where(voulue)).scalar_one()
        lignes = [
            {
                "personne": personne,
                "numero": numero,
                "auteur": auteur,
                "contenu": json.dumps(message, ensure_ascii=False),
                "envoi": envoi,
                "moment": moment,
            }
            for numero, message in enumerate(messages, dernier - len(messages) + 1)
        ]
        if lignes:
            connexion.execute(fil.insert(), lignes)
        return True


PURGES.append(Purge("fils du widget", lambda registre, jours: Fil(registre).purge(jours)))


def _empreinte(jeton: str) -> str:
    # The token has 256 bits of chance: a plain digest cannot be searched.
    return hashlib.sha256(jeton.encode()).hexdigest()


def _messages(connexion: Connection, voulus: sa.sql.ClauseElement) -> list[dict[str, Any]]:
    lignes = connexion.execute(
        sa.select(fil.c.numero, fil.c.auteur, fil.c.envoi, fil.c.contenu)
        .where(voulus)
        .order_by(fil.c.numero)
    )
    return [
        {"n": ligne.numero, "de": ligne.auteur, "envoi": ligne.envoi, **json.loads(ligne.contenu)}
        for ligne in lignes
    ]
