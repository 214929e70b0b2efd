"""Calls of the console: what the caller said and what is known, the adviser's notes, teach-back.

Each panel of the screen has its own column, written alone: two panels saved at the same moment
never undo one another. Notes are for advisers and stay out of what the caller gets.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from registre.base import PURGES, Purge, Registre, en_utc, maintenant, metadonnees
from registre.conservation import jours_d_appel

# No sign that is read as another one, aloud or on paper (0 O, 1 I L, U V…).
SIGNES_DU_CODE = "ABCDEFGHJKMNPQRSTWXYZ23456789"
LONGUEUR_DU_CODE = 6

appels = sa.Table(
    "console_appels",
    metadonnees,
    sa.Column("code", sa.String(LONGUEUR_DU_CODE), primary_key=True),
    sa.Column("conseiller", sa.Integer, nullable=False, index=True),
    sa.Column("transmis_par", sa.Integer),
    sa.Column("texte", sa.Text, nullable=False, default=""),
    sa.Column("comprehension", sa.Text, nullable=False, default="{}"),
    sa.Column("etape_choisie", sa.String(40)),
    sa.Column("etape", sa.String(40)),
    sa.Column("faits", sa.Text, nullable=False, default="{}"),
    sa.Column("coches", sa.Text, nullable=False, default="[]"),
    sa.Column("note", sa.Text, nullable=False, default=""),
    sa.Column("mot", sa.Text, nullable=False, default=""),
    sa.Column("cree", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("modifie", sa.DateTime(timezone=True), nullable=False, index=True),
)

verifications = sa.Table(
    "console_verifications",
    metadonnees,
    sa.Column("code", sa.String(LONGUEUR_DU_CODE), primary_key=True),
    sa.Column("etape", sa.String(40), primary_key=True),
    sa.Column("genre", sa.String(20), primary_key=True),
    sa.Column("resultat", sa.String(20), nullable=False),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False, index=True),
)


@dataclass(frozen=True)
class Appel:
    """One call. ``faits``: what the adviser typed, field -> words ("" for a fact taken away).

    ``comprehension``: Rasa's answer on ``texte`` (empty when it was off); ``etape_choisie``: the
    adviser's own choice; ``etape``: the stage shown; ``coches``: ticked lines; ``note``: for
    advisers only; ``mot``: the adviser's own words for the caller.
    """

    code: str
    conseiller: int
    transmis_par: int | None
    texte: str
    comprehension: dict[str, Any]
    etape_choisie: str | None
    etape: str | None
    faits: dict[str, str]
    coches: list[str]
    note: str
    mot: str
    cree: dt.datetime
    modifie: dt.datetime
    verifications: dict[tuple[str, str], str] = field(default_factory=dict)


class Appels:
    """Calls of one register."""

    def __init__(self, registre: Registre) -> None:
        self._registre = registre

    def ouvre(self, conseiller: int) -> str:
        """A new call of this account; its short code."""
        moment = maintenant()
        while True:
            code = "".join(secrets.choice(SIGNES_DU_CODE) for _ in range(LONGUEUR_DU_CODE))
            try:
                with self._registre.ecriture() as connexion:
                    connexion.execute(
                        appels.insert().values(
                            code=code, conseiller=conseiller, cree=moment, modifie=moment
                        )
                    )
            except IntegrityError:  # this code is taken: draw another
                continue
            return code

    def trouve(self, code: str) -> Appel | None:
        """The call of a code (spaces, hyphens and case do not count), None when unknown."""
        voulu = "".join(signe for signe in code.upper() if signe.isalnum())
        with self._registre.lecture() as connexion:
            ligne = connexion.execute(appels.select().where(appels.c.code == voulu)).first()
            if ligne is None:
                return None
            jugees = connexion.execute(
                verifications.select().where(verifications.c.code == voulu)
            ).all()
        return _appel(ligne, {(v.etape, v.genre): v.resultat for v in jugees})

    def de(self, conseiller: int, au_plus: int) -> list[Appel]:
        """The latest calls of an account, the last touched first."""
        voulus = (
            appels.select()
            .where(appels.c.conseiller == conseiller)
            .order_by(appels.c.modifie.desc())
            .limit(au_plus)
        )
        with self._registre.lecture() as connexion:
            return [_appel(ligne, {}) for ligne in connexion.execute(voulus)]

    def ecrit(self, code: str, **valeurs: Any) -> None:
        """Save some columns of a call."""
        for nom in ("comprehension", "faits", "coches"):
            if nom in valeurs:
                valeurs[nom] = json.dumps(valeurs[nom], ensure_ascii=False)
        with self._registre.ecriture() as connexion:
            connexion.execute(
                appels.update().where(appels.c.code == code).values(modifie=maintenant(), **valeurs)
            )

    def note_verification(self, code: str, etape: str, genre: str, resultat: str) -> None:
        """Record the outcome of a teach-back question ("" takes it away)."""
        cle = (
            (verifications.c.code == code)
            & (verifications.c.etape == etape)
            & (verifications.c.genre == genre)
        )
        with self._registre.ecriture() as connexion:
            connexion.execute(verifications.delete().where(cle))
            if resultat:
                connexion.execute(
                    verifications.insert().values(
                        code=code, etape=etape, genre=genre, resultat=resultat, moment=maintenant()
                    )
                )

    def transmet(self, code: str, vers: int, par: int) -> None:
        """Hand a call to another account, which alone opens it from now on."""
        self.ecrit(code, conseiller=vers, transmis_par=par)

    def efface(self, code: str) -> None:
        """Forget a call and all that hangs on it."""
        with self._registre.ecriture() as connexion:
            connexion.execute(verifications.delete().where(verifications.c.code == code))
            connexion.execute(appels.delete().where(appels.c.code == code))

    def purge(self, jours: int) -> int:
        """Forget the calls untouched for ``jours`` days; return how many."""
        limite = maintenant() - dt.timedelta(days=jours)
        anciens = sa.select(appels.c.code).where(appels.c.modifie < limite)
        with self._registre.ecriture() as connexion:
            connexion.execute(verifications.delete().where(verifications.c.code.in_(anciens)))
            return connexion.execute(appels.delete().where(appels.c.modifie < limite)).rowcount


def _appel(ligne: Any, jugees: dict[tuple[str, str], str]) -> Appel:
    return Appel(
        code=ligne.code,
        conseiller=ligne.conseiller,
        transmis_par=ligne.transmis_par,
        texte=ligne.texte,
        comprehension=json.loads(ligne.comprehension),
        etape_choisie=ligne.etape_choisie,
        etape=ligne.etape,
        faits=json.loads(ligne.faits),
        coches=json.loads(ligne.coches),
        note=ligne.note,
        mot=ligne.mot,
        cree=en_utc(ligne.cree),
        modifie=en_utc(ligne.modifie),
        verifications=jugees,
    )


PURGES.append(
    Purge(
        "dossiers de la console",
        lambda registre, _jours: Appels(registre).purge(jours_d_appel()),
    )
)
