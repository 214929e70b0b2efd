"""Each date told to a person, with the version of the rule it was counted with.

When a rule turns out to be wrong, or the law changes, this says whom it concerns. A person is the
identifier of the conversation (a random session, or the keyed hash of a number); the rows go with
the conversation. Blocking calls: use ``asyncio.to_thread`` in a server.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from registre.base import TABLES_PERSONNELLES, Registre, maintenant, metadonnees

dates_dites = sa.Table(
    "dates_dites",
    metadonnees,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("personne", sa.String(255), nullable=False, index=True),
    sa.Column("canal", sa.String(16), nullable=False),
    sa.Column("regle", sa.String(64), nullable=False, index=True),
    sa.Column("version", sa.String(64), nullable=False),
    sa.Column("calendrier", sa.String(64), nullable=False),
    sa.Column("depuis", sa.String(10), nullable=False),
    sa.Column("dates", sa.Text, nullable=False),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
)

TABLES_PERSONNELLES.append(dates_dites)

CALENDRIER = "calendrier"


@dataclass(frozen=True)
class DateDite:
    """Dates counted by a rule from ``depuis``; ``version`` and ``calendrier``: with which content
    (identifiers of ``guide.delais.versions``)."""

    regle: str
    version: str
    calendrier: str
    depuis: dt.date | None
    dates: tuple[dt.date, ...]


@dataclass(frozen=True)
class Concerne:
    """What one person was told, where and when."""

    personne: str
    canal: str
    dite: DateDite
    moment: dt.datetime


class DatesDites:
    """The dates told of one register."""

    def __init__(self, registre: Registre) -> None:
        self._registre = registre

    def note(self, personne: str, canal: str, dites: Sequence[DateDite]) -> None:
        """Keep what was told; the same thing told again is kept once."""
        with self._registre.ecriture() as connexion:
            for dite in dites:
                valeurs = {"personne": personne, **_en_ligne(dite)}
                deja = sa.and_(*(dates_dites.c[nom] == valeur for nom, valeur in valeurs.items()))
                if connexion.execute(sa.select(dates_dites.c.id).where(deja)).first() is None:
                    connexion.execute(
                        dates_dites.insert().values(**valeurs, canal=canal, moment=maintenant())
                    )

    def concernes(self, regle: str, avant: str | None = None) -> list[Concerne]:
        """Everybody who was told a date by ``regle``, oldest first; with ``avant``, only those told
        by another version than that one. The rule ``calendrier`` stands for every date."""
        colonne = dates_dites.c.version
        voulues = dates_dites.select().order_by(dates_dites.c.id)
        if regle == CALENDRIER:
            colonne = dates_dites.c.calendrier
        else:
            voulues = voulues.where(dates_dites.c.regle == regle)
        if avant is not None:
            voulues = voulues.where(colonne != avant)
        with self._registre.lecture() as connexion:
            return [_en_objet(ligne) for ligne in connexion.execute(voulues)]

    def oublie(self, personnes: Sequence[str]) -> None:
        """Forget what these persons were told."""
        with self._registre.ecriture() as connexion:
            for personne in personnes:
                connexion.execute(dates_dites.delete().where(dates_dites.c.personne == personne))


def _en_ligne(dite: DateDite) -> dict[str, str]:
    return {
        "regle": dite.regle,
        "version": dite.version,
        "calendrier": dite.calendrier,
        "depuis": dite.depuis.isoformat() if dite.depuis else "",
        "dates": ",".join(jour.isoformat() for jour in dite.dates),
    }


def _en_objet(ligne: sa.engine.Row) -> Concerne:
    dite = DateDite(
        regle=ligne.regle,
        version=ligne.version,
        calendrier=ligne.calendrier,
        depuis=dt.date.fromisoformat(ligne.depuis) if ligne.depuis else None,
        dates=tuple(dt.date.fromisoformat(jour) for jour in ligne.dates.split(",")),
    )
    return Concerne(ligne.personne, ligne.canal, dite, ligne.moment)
