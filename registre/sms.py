"""What the SMS channel remembers: received parts, threads, outbox, reminders, opt-outs.

No telephone number nor text stands here in clear: a person is a keyed hash, numbers and texts are
encrypted by the caller (``bytes``), and both are deleted as soon as they have served. Only the
opt-outs (a keyed hash alone) outlive an erasure. Blocking calls: use ``asyncio.to_thread``.
"""

from __future__ import annotations

import datetime as dt
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

Genre = Literal["reponse", "rappel", "adieu"]
# Providers resend for a day at most; a signed request replayed later is still recognised.
JOURS_DES_IDENTIFIANTS = 90

vus = sa.Table(
    "sms_vus",
    metadonnees,
    sa.Column("empreinte", sa.String(64), primary_key=True),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False, index=True),
)

oppositions = sa.Table(
    "sms_oppositions",
    metadonnees,
    sa.Column("empreinte", sa.String(64), primary_key=True),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
)

recus = sa.Table(
    "sms_recus",
    metadonnees,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("personne", sa.String(255), nullable=False, index=True),
    sa.Column("empreinte", sa.String(64), nullable=False),
    sa.Column("contenu", sa.LargeBinary, nullable=False),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)

fils = sa.Table(
    "sms_fils",
    metadonnees,
    sa.Column("personne", sa.String(255), primary_key=True),
    sa.Column("contenu", sa.LargeBinary, nullable=False),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False, index=True),
)

envois = sa.Table(
    "sms_envois",
    metadonnees,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("personne", sa.String(255), nullable=False, index=True),
    sa.Column("genre", sa.String(16), nullable=False),
    sa.Column("contenu", sa.LargeBinary, nullable=False),
    sa.Column("essais", sa.Integer, nullable=False, default=0),
    sa.Column("en_cours", sa.Boolean, nullable=False, default=False),
    sa.Column("prochain", sa.DateTime(timezone=True), nullable=False),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)

rappels = sa.Table(
    "sms_rappels",
    metadonnees,
    sa.Column("personne", sa.String(255), primary_key=True),
    sa.Column("jour", sa.Date, primary_key=True),
    sa.Column("avance", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("numero", sa.LargeBinary, nullable=False),
    sa.Column("consenti", sa.DateTime(timezone=True), nullable=False),
    sa.Column("parti", sa.Boolean, nullable=False, default=False),
)

TABLES_PERSONNELLES += [recus, fils, envois, rappels]


@dataclass(frozen=True)
class Ligne:
    """A received part that waits: its rank of arrival, its digest, its encrypted content."""

    id: int
    empreinte: str
    contenu: bytes
    moment: dt.datetime


@dataclass(frozen=True)
class Envoi:
    """A message to send; ``douteux``: an earlier attempt may have reached the provider."""

    id: int
    personne: str
    genre: Genre
    contenu: bytes
    essais: int
    douteux: bool
    moment: dt.datetime


@dataclass(frozen=True)
class Promesse:
    """Reminders just consented to: those ``avances`` days before ``jour``, to this number."""

    jour: dt.date
    avances: Sequence[int]
    numero: bytes


@dataclass(frozen=True)
class Rappel:
    """A reminder that the person consented to; ``avance``: days before ``jour``."""

    personne: str
    jour: dt.date
    avance: int
    numero: bytes


class RegistreSms:
    """The SMS tables of one register."""

    def __init__(self, registre: Registre) -> None:
        self._registre = registre

    # -- received ----------------------------------------------------------------------------

    def recoit(self, empreinte: str, personne: str, opposition: str, contenu: bytes) -> bool:
        """Keep a received part; False when this provider identifier was already received.

        The person writes again: an opt-out ends here, before anything is answered.
        """
        moment = maintenant()
        try:
            with self._registre.ecriture() as connexion:
                connexion.execute(vus.insert().values(empreinte=empreinte, moment=moment))
                connexion.execute(oppositions.delete().where(_de(opposition)))
                connexion.execute(
                    recus.insert().values(
                        personne=personne, empreinte=empreinte, contenu=contenu, moment=moment
                    )
                )
        except IntegrityError:
            return False
        return True

    def recoit_stop(self, empreinte: str, personne: str, opposition: str, adieu: bytes) -> bool:
        """Record an opt-out at once and drop all that waits, messages not answered yet included.

        ``adieu`` is queued at the first opt-out only. False for an identifier already received.
        """
        moment = maintenant()
        try:
            with self._registre.ecriture() as connexion:
                connexion.execute(vus.insert().values(empreinte=empreinte, moment=moment))
                for table in (recus, fils, envois, rappels):
                    connexion.execute(table.delete().where(table.c.personne == personne))
                if not _s_oppose(connexion, opposition):
                    connexion.execute(
                        oppositions.insert().values(empreinte=opposition, moment=moment)
                    )
                    _met_en_file(connexion, personne, "adieu", adieu, moment)
        except IntegrityError:
            return False
        return True

    def personnes_en_attente(self) -> list[str]:
        """Persons with received parts not answered yet, the longest waiting first."""
        voulues = sa.select(recus.c.personne).group_by(recus.c.personne)
        with self._registre.lecture() as connexion:
            return list(
                connexion.execute(voulues.order_by(sa.func.min(recus.c.id))).scalars().all()
            )

    def recus_de(self, personne: str) -> list[Ligne]:
        """Parts of a person that wait, in their order of arrival."""
        voulus = recus.select().where(recus.c.personne == personne).order_by(recus.c.id)
        with self._registre.lecture() as connexion:
            return [
                Ligne(ligne.id, ligne.empreinte, ligne.contenu, en_utc(ligne.moment))
                for ligne in connexion.execute(voulus)
            ]

    def oublie(self, lus: Sequence[int]) -> None:
        """Drop parts that no key opens any more."""
        with self._registre.ecriture() as connexion:
            connexion.execute(recus.delete().where(recus.c.id.in_(lus)))

    def conclut(
        self,
        personne: str,
        lus: Sequence[int],
        fil: bytes | None,
        a_envoyer: Sequence[bytes],
        promesse: Promesse | None = None,
        annule_rappels: bool = False,
    ) -> None:
        """The end of a turn, all or nothing: parts answered, thread kept, replies to send,
        reminders planned or forgotten.

        ``fil`` None: everything about the person was erased in this turn. When the parts are gone
        otherwise, the person said STOP meanwhile: nothing is kept and nothing will be sent.
        """
        moment = maintenant()
        with self._registre.ecriture() as connexion:
            restaient = connexion.execute(recus.delete().where(recus.c.id.in_(lus))).rowcount
            if not restaient and fil is not None:
                return
            connexion.execute(fils.delete().where(fils.c.personne == personne))
            if fil is not None:
                connexion.execute(
                    fils.insert().values(personne=personne, contenu=fil, moment=moment)
                )
            if promesse:
                _prevoit_rappels(connexion, personne, promesse, moment)
            elif annule_rappels:
                _annule_rappels(connexion, personne)
            for contenu in a_envoyer:
                _met_en_file(connexion, personne, "reponse", contenu, moment)

    # -- threads -----------------------------------------------------------------------------

    def fil(self, personne: str) -> bytes | None:
        """What is remembered of a person's SMS thread, None at the first message."""
        voulu = sa.select(fils.c.contenu).where(fils.c.personne == personne)
        with self._registre.lecture() as connexion:
            return connexion.execute(voulu).scalar()

    # -- opt-outs ----------------------------------------------------------------------------

    def oppose(self, opposition: str, personne: str) -> None:
        """Record the opt-out that the provider tells, and drop all that waits."""
        with self._registre.ecriture() as connexion:
            for table in (envois, rappels):
                connexion.execute(table.delete().where(table.c.personne == personne))
            if not _s_oppose(connexion, opposition):
                connexion.execute(
                    oppositions.insert().values(empreinte=opposition, moment=maintenant())
                )

    def s_oppose(self, opposition: str) -> bool:
        """True while this number wants nothing more."""
        with self._registre.lecture() as connexion:
            return _s_oppose(connexion, opposition)

    # -- outbox ------------------------------------------------------------------------------

    def depose(self, personne: str, contenu: bytes) -> None:
        """Put in the outbox a message that answers none (an adviser's summary)."""
        with self._registre.ecriture() as connexion:
            _met_en_file(connexion, personne, "reponse", contenu, maintenant())

    def a_envoyer(self) -> list[Envoi]:
        """The first waiting message of each person, when its time has come."""
        premiers = sa.select(sa.func.min(envois.c.id)).group_by(envois.c.personne)
        voulus = (
            envois.select()
            .where(envois.c.id.in_(premiers) & (envois.c.prochain <= maintenant()))
            .order_by(envois.c.id)
        )
        with self._registre.lecture() as connexion:
            return [
                Envoi(
                    ligne.id,
                    ligne.personne,
                    ligne.genre,
                    ligne.contenu,
                    ligne.essais,
                    ligne.en_cours,
                    en_utc(ligne.moment),
                )
                for ligne in connexion.execute(voulus)
            ]

    def commence_envoi(self, envoi: Envoi) -> bool:
        """Note that an attempt starts; False when it was dropped or tried since it was read."""
        inchange = (envois.c.id == envoi.id) & (envois.c.essais == envoi.essais)
        with self._registre.ecriture() as connexion:
            change = connexion.execute(
                envois.update().where(inchange).values(en_cours=True, essais=envois.c.essais + 1)
            )
            return bool(change.rowcount)

    def remet_envoi(self, envoi: int, attente: dt.timedelta, douteux: bool) -> None:
        """Try again later; ``douteux``: the provider may have taken it."""
        with self._registre.ecriture() as connexion:
            connexion.execute(
                envois.update()
                .where(envois.c.id == envoi)
                .values(en_cours=douteux, prochain=maintenant() + attente)
            )

    def finit_envoi(self, envoi: int) -> None:
        """Sent, or given up: number and text are forgotten."""
        with self._registre.ecriture() as connexion:
            connexion.execute(envois.delete().where(envois.c.id == envoi))

    # -- reminders ---------------------------------------------------------------------------

    def jour_promis(self, personne: str) -> dt.date | None:
        """The day of which a person is still to be reminded."""
        voulu = sa.select(rappels.c.jour).where((rappels.c.personne == personne) & ~rappels.c.parti)
        with self._registre.lecture() as connexion:
            return connexion.execute(voulu).scalar()

    def rappels_prevus(self) -> list[Rappel]:
        """Reminders not sent yet, the nearest day first."""
        voulus = rappels.select().where(~rappels.c.parti).order_by(rappels.c.jour, rappels.c.avance)
        with self._registre.lecture() as connexion:
            return [
                Rappel(ligne.personne, ligne.jour, ligne.avance, ligne.numero)
                for ligne in connexion.execute(voulus)
            ]

    def envoie_rappel(self, rappel: Rappel, contenu: bytes | None) -> bool:
        """Put a reminder in the outbox once for all; None marks it as not to be sent any more."""
        cle = (
            (rappels.c.personne == rappel.personne)
            & (rappels.c.jour == rappel.jour)
            & (rappels.c.avance == rappel.avance)
        )
        with self._registre.ecriture() as connexion:
            pris = connexion.execute(
                rappels.update().where(cle & ~rappels.c.parti).values(parti=True, numero=b"")
            )
            if not pris.rowcount or contenu is None:
                return False
            # An earlier one that could not leave would now say the same thing twice.
            connexion.execute(envois.delete().where(_rappels_en_file(rappel.personne)))
            _met_en_file(connexion, rappel.personne, "rappel", contenu, maintenant())
            return True

    # -- retention ---------------------------------------------------------------------------

    def purge(self, jours: int, aujourdhui: dt.date) -> int:
        """Forget threads silent for ``jours`` days, past reminders, old message identifiers."""
        limite = maintenant() - dt.timedelta(days=jours)
        ancienne = maintenant() - dt.timedelta(days=JOURS_DES_IDENTIFIANTS)
        with self._registre.ecriture() as connexion:
            connexion.execute(vus.delete().where(vus.c.moment < ancienne))
            connexion.execute(rappels.delete().where(rappels.c.jour < aujourdhui))
            for table in (recus, envois):  # neither answered nor sent in all that time
                connexion.execute(table.delete().where(table.c.moment < limite))
            return connexion.execute(fils.delete().where(fils.c.moment < limite)).rowcount


PURGES.append(
    Purge(
        "fils de SMS",
        lambda registre, jours: RegistreSms(registre).purge(jours, dt.date.today()),
    )
)


def _met_en_file(
    connexion: Connection, personne: str, genre: Genre, contenu: bytes, moment: dt.datetime
) -> None:
    connexion.execute(
        envois.insert().values(
            personne=personne,
            genre=genre,
            contenu=contenu,
            essais=0,
            en_cours=False,
            prochain=moment,
            moment=moment,
        )
    )


def _prevoit_rappels(
    connexion: Connection, personne: str, promesse: Promesse, moment: dt.datetime
) -> None:
    """Plan reminders of one day, instead of those of any other; sent ones stay sent."""
    _annule_rappels(connexion, personne, sauf=promesse.jour)
    ce_jour = (rappels.c.personne == personne) & (rappels.c.jour == promesse.jour)
    deja = set(connexion.execute(sa.select(rappels.c.avance).where(ce_jour)).scalars())
    for avance in set(promesse.avances) - deja:
        connexion.execute(
            rappels.insert().values(
                personne=personne,
                jour=promesse.jour,
                avance=avance,
                numero=promesse.numero,
                consenti=moment,
                parti=False,
            )
        )


def _annule_rappels(connexion: Connection, personne: str, sauf: dt.date | None = None) -> None:
    """Forget a person's reminders, but those of the day ``sauf``."""
    perdus = rappels.c.personne == personne
    if sauf is not None:
        perdus &= rappels.c.jour != sauf
    if connexion.execute(rappels.delete().where(perdus)).rowcount:
        connexion.execute(envois.delete().where(_rappels_en_file(personne)))


def _rappels_en_file(personne: str) -> Any:
    return (envois.c.personne == personne) & (envois.c.genre == "rappel")


def _de(opposition: str) -> Any:
    return oppositions.c.empreinte == opposition


def _s_oppose(connexion: Connection, opposition: str) -> bool:
    return bool(connexion.execute(sa.select(sa.exists().where(_de(opposition)))).scalar())
