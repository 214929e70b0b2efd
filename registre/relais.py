"""Live hand-over: which conversations of the widget a human has been asked for, or has taken.

A hand-over is ``demande`` (agreed to, nobody yet), ``pris`` (an operator talks, the bot is silent),
then ``rendu`` (back to the bot) or ``expire`` (nobody took it). A person has one at most that is
not over. Each change and the sentence that tells it to the tenant are kept together or not at all,
so that a change is told once, whatever stops in between. Blocking calls: use ``asyncio.to_thread``
in a server.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from registre.base import (
    PURGES,
    TABLES_PERSONNELLES,
    Purge,
    Registre,
    en_utc,
    maintenant,
    metadonnees,
    pseudonyme,
)
from registre.fil import Auteur, Fil

Etat = Literal["demande", "pris", "rendu", "expire"]
Raison = Literal["humain", "verification"]
Messages = Sequence[dict[str, Any]]

relais = sa.Table(
    "relais",
    metadonnees,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("personne", sa.String(255), nullable=False, index=True),
    sa.Column("etat", sa.String(16), nullable=False),
    sa.Column("raison", sa.String(16), nullable=False),
    sa.Column("faits", sa.Text, nullable=False),
    sa.Column("operateur", sa.String(80)),
    sa.Column("alerte", sa.String(40)),
    sa.Column("demande_le", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("pris_le", sa.DateTime(timezone=True)),
    sa.Column("ecrit_le", sa.DateTime(timezone=True)),
    sa.Column("lu_le", sa.DateTime(timezone=True)),
    sa.Column("fini_le", sa.DateTime(timezone=True)),
    sqlite_autoincrement=True,
)
_PAS_FINI = relais.c.fini_le.is_(None)
sa.Index(
    "relais_un_par_personne",
    relais.c.personne,
    unique=True,
    sqlite_where=_PAS_FINI,
    postgresql_where=_PAS_FINI,
)

disponibilites = sa.Table(
    "relais_disponibilites",
    metadonnees,
    sa.Column("operateur", sa.String(80), primary_key=True),
    sa.Column("disponible", sa.Boolean, nullable=False),
)

TABLES_PERSONNELLES += [relais]


@dataclass(frozen=True)
class Relais:
    """One hand-over.

    ``faits``: the conversation's slots when it was last noted; ``alerte``: the latest danger told;
    ``ecrit_le``: last sign of the operator; ``lu_le``: last time that the tenant's window asked
    for news. Moments are in UTC.
    """

    id: int
    personne: str
    etat: Etat
    raison: Raison
    faits: dict[str, Any]
    operateur: str | None
    alerte: str | None
    demande_le: dt.datetime
    pris_le: dt.datetime | None
    ecrit_le: dt.datetime | None
    lu_le: dt.datetime | None
    fini_le: dt.datetime | None


class _Trop_tard(Exception):
    """The hand-over changed meanwhile: nothing of the transaction is kept."""


class RegistreRelais:
    """The hand-overs of one register. ``operateur`` is the identifier of an account."""

    def __init__(self, registre: Registre) -> None:
        self._registre, self._fil = registre, Fil(registre)

    # -- read --------------------------------------------------------------------------------

    def de_la_personne(self, personne: str) -> Relais | None:
        """The hand-over of a person that is not over, if any."""
        return self._premier((relais.c.personne == personne) & _PAS_FINI)

    def lit(self, identifiant: int) -> Relais | None:
        """A hand-over, over or not; None when it never was, or was erased."""
        return self._premier(relais.c.id == identifiant)

    def en_attente(self) -> list[Relais]:
        """Those that nobody has taken, the longest waiting first."""
        return self._tous(relais.c.etat == "demande")

    def de_l_operateur(self, operateur: str) -> list[Relais]:
        """Those that this operator holds, the oldest first."""
        return self._tous((relais.c.operateur == operateur) & (relais.c.etat == "pris"))

    def echus(self, attente: dt.timedelta, silence: dt.timedelta) -> list[Relais]:
        """Those waiting for more than ``attente``, or whose operator is silent for ``silence``."""
        return self._tous(_echu(attente, silence))

    # -- the tenant's side -------------------------------------------------------------------

    def demande(self, personne: str, raison: Raison, faits: dict[str, Any]) -> bool:
        """Ask for a human; False when one is already asked for, or the person was erased."""
        try:
            with self._registre.ecriture() as connexion:
                if not self._fil.ajoute(connexion, personne, "bot", []):
                    return False
                moment = maintenant()
                connexion.execute(
                    relais.insert().values(
                        personne=personne,
                        etat="demande",
                        raison=raison,
                        faits=_ecrit(faits),
                        demande_le=moment,
                        lu_le=moment,
                    )
                )
        except IntegrityError:
            return False
        return True

    def note_faits(self, personne: str, faits: dict[str, Any]) -> None:
        """Keep what the bot has learnt since, for the summary."""
        self._note(personne, faits=_ecrit(faits))

    def signale(self, personne: str, danger: str) -> None:
        """Alert the operators: the tenant has told this danger."""
        self._note(personne, alerte=danger)

    def voit(self, personne: str) -> None:
        """The tenant's window has asked for news."""
        self._note(personne, lu_le=maintenant())

    def quitte(self, personne: str) -> bool:
        """The tenant wants no human any more; False when there was none."""
        actuel = self.de_la_personne(personne)
        if actuel is None:
            return False
        return self._change(
            actuel, _PAS_FINI, "bot", [], "personne", "relais quitté", **_fin("rendu")
        )

    # -- the operator's side -----------------------------------------------------------------

    def prend(self, identifiant: int, operateur: str, annonce: Messages) -> bool:
        """Take a hand-over; False when somebody else has it, or when it is over."""
        moment = maintenant()
        return self._change(
            self.lit(identifiant),
            relais.c.etat == "demande",
            "bot",
            annonce,
            operateur,
            "relais pris",
            etat="pris",
            operateur=operateur,
            pris_le=moment,
            ecrit_le=moment,
        )

    def ecrit(self, identifiant: int, operateur: str, texte: str) -> bool:
        """Write to the tenant; False when this operator does not hold it any more."""
        return self._change(
            self.lit(identifiant),
            _tenu_par(operateur),
            "conseiller",
            [{"text": texte}],
            operateur,
            "relais écrit",
            ecrit_le=maintenant(),
        )

    def rend(self, identifiant: int, operateur: str, annonce: Messages) -> bool:
        """Give the conversation back to the bot; False when this operator does not hold it."""
        return self._change(
            self.lit(identifiant),
            _tenu_par(operateur),
            "bot",
            annonce,
            operateur,
            "relais rendu",
            **_fin("rendu"),
        )

    def disponible(self, operateur: str) -> bool:
        """True while this operator is not on a call (nobody is, before saying so)."""
        voulue = sa.select(disponibilites.c.disponible).where(
            disponibilites.c.operateur == operateur
        )
        with self._registre.lecture() as connexion:
            return bool(connexion.execute(voulue).scalar())

    def regle_disponibilite(self, operateur: str, disponible: bool) -> None:
        """The operator says whether he is on a call."""
        voulue = disponibilites.c.operateur == operateur
        with self._registre.ecriture() as connexion:
            connexion.execute(disponibilites.delete().where(voulue))
            connexion.execute(
                disponibilites.insert().values(operateur=operateur, disponible=disponible)
            )
        self._registre.note(operateur, "disponible" if disponible else "en appel")

    # -- time --------------------------------------------------------------------------------

    def clot(
        self, echu: Relais, attente: dt.timedelta, silence: dt.timedelta, annonce: Messages
    ) -> bool:
        """End one of :meth:`echus`; False when an operator or the tenant was quicker."""
        etat: Etat = "expire" if echu.etat == "demande" else "rendu"
        return self._change(
            echu, _echu(attente, silence), "bot", annonce, "système", f"relais {etat}", **_fin(etat)
        )

    def purge(self, jours: int) -> int:
        """Delete hand-overs asked for more than ``jours`` days ago; return how many."""
        limite = maintenant() - dt.timedelta(days=jours)
        with self._registre.ecriture() as connexion:
            return connexion.execute(relais.delete().where(relais.c.demande_le < limite)).rowcount

    # -- inside ------------------------------------------------------------------------------

    def _premier(self, voulu: sa.sql.ClauseElement) -> Relais | None:
        return next(iter(self._tous(voulu)), None)

    def _tous(self, voulus: sa.sql.ClauseElement) -> list[Relais]:
        with self._registre.lecture() as connexion:
            lignes = connexion.execute(relais.select().where(voulus).order_by(relais.c.id))
            return [_relais(ligne) for ligne in lignes]

    def _note(self, personne: str, **valeurs: Any) -> None:
        voulu = (relais.c.personne == personne) & _PAS_FINI
        with self._registre.ecriture() as connexion:
            connexion.execute(relais.update().where(voulu).values(**valeurs))

    def _change(
        self,
        vise: Relais | None,
        condition: sa.sql.ClauseElement,
        auteur: Auteur,
        messages: Messages,
        acteur: str,
        action: str,
        **valeurs: Any,
    ) -> bool:
        """Change a hand-over that still satisfies ``condition``, and tell the tenant."""
        if vise is None:
            return False
        try:
            with self._registre.ecriture() as connexion:
                # The thread first, as an erasure does: two writers never wait for each other.
                if not self._fil.ajoute(connexion, vise.personne, auteur, messages):
                    raise _Trop_tard
                voulu = (relais.c.id == vise.id) & condition
                if connexion.execute(relais.update().where(voulu).values(**valeurs)).rowcount != 1:
                    raise _Trop_tard
        except _Trop_tard:
            return False
        self._registre.note(acteur, action, pseudonyme(vise.personne))
        return True


def _fin(etat: Etat) -> dict[str, Any]:
    return {"etat": etat, "fini_le": maintenant()}


def _tenu_par(operateur: str) -> sa.sql.ClauseElement:
    return (relais.c.etat == "pris") & (relais.c.operateur == operateur)


def _echu(attente: dt.timedelta, silence: dt.timedelta) -> sa.sql.ClauseElement:
    moment = maintenant()
    return ((relais.c.etat == "demande") & (relais.c.demande_le < moment - attente)) | (
        (relais.c.etat == "pris") & (relais.c.ecrit_le < moment - silence)
    )


def _ecrit(faits: dict[str, Any]) -> str:
    return json.dumps(faits, ensure_ascii=False)


def _relais(ligne: Row) -> Relais:
    champs = dict(ligne._mapping)
    for nom, valeur in champs.items():
        if isinstance(valeur, dt.datetime):
            champs[nom] = en_utc(valeur)
    return Relais(**{**champs, "faits": json.loads(champs["faits"])})


PURGES.append(Purge("relais", lambda registre, jours: RegistreRelais(registre).purge(jours)))
