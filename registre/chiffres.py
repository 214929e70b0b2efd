"""Counts for supervisors, from the robot's conversations and the console's calls.

No message text is read: only names of stages, outcomes and intents. The period is what retention
has left.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from registre.appels import appels, verifications
from registre.base import Registre, en_utc
from registre.corrections import corrections
from registre.relais import relais

ROBOT, CONSOLE = "robot", "console"
# Slots of the robot that are counted; what else a conversation holds is not looked at.
_FAITS_COMPTES = ("etape", "comprehension", "dit")
_PAS_COMPRIS = "pas_compris"


@dataclass(frozen=True)
class Compte:
    """One count: what (``serie``), of what (``detail``), where (robot or console), how many."""

    serie: str
    detail: str
    origine: str
    nombre: int


def comptes(registre: Registre, adresse_des_conversations: str) -> list[Compte]:
    """Every count, by series: jours, etapes, verifications, sans_reponse, humain."""
    with registre.lecture() as connexion:
        trouves = [*_de_la_console(connexion), *_des_relais(connexion)]
    moteur = sa.create_engine(adresse_des_conversations, future=True)
    try:
        if sa.inspect(moteur).has_table("events"):
            with moteur.connect() as connexion:
                trouves += _du_robot(connexion)
    finally:
        moteur.dispose()
    return sorted(trouves, key=lambda c: (c.serie, c.detail, c.origine))


def _de_la_console(connexion: Connection) -> Iterator[Compte]:
    lignes = connexion.execute(
        sa.select(appels.c.cree, appels.c.etape, appels.c.transmis_par, appels.c.texte != "")
    ).all()
    jours = Counter(en_utc(ligne.cree).date().isoformat() for ligne in lignes)
    yield from _compte("jours", CONSOLE, jours)
    yield from _compte("etapes", CONSOLE, Counter(ligne.etape for ligne in lignes if ligne.etape))
    sans_etape = sum(1 for ligne in lignes if ligne[3] and not ligne.etape)
    fausses = sa.select(sa.func.count()).where(corrections.c.genre == "reponse")
    perdues = {
        "étape non trouvée": sans_etape,
        "réponse jugée fausse": connexion.execute(fausses).scalar() or 0,
    }
    yield from _compte("sans_reponse", CONSOLE, Counter(perdues))
    transmis = sum(1 for ligne in lignes if ligne.transmis_par is not None)
    yield from _compte("humain", CONSOLE, Counter({"transmis à un collègue": transmis}))
    jugees = connexion.execute(sa.select(verifications.c.etape, verifications.c.resultat))
    yield from _compte("verifications", CONSOLE, Counter(f"{v.etape}:{v.resultat}" for v in jugees))


def _des_relais(connexion: Connection) -> Iterator[Compte]:
    """Conversations that an adviser was asked for, those he took, those that nobody took."""
    lignes = connexion.execute(sa.select(relais.c.etat, relais.c.pris_le)).all()
    suites = {
        "conseiller demandé sur le site": len(lignes),
        "conversation prise par un conseiller": sum(1 for un in lignes if un.pris_le),
        "personne de libre à temps": sum(1 for un in lignes if un.etat == "expire"),
    }
    yield from _compte("humain", ROBOT, Counter(suites))


def _du_robot(connexion: Connection) -> Iterator[Compte]:
    evenements = sa.table(
        "events",
        *(sa.column(nom) for nom in ("id", "sender_id", "type_name", "timestamp", "intent_name")),
        sa.column("data"),
    )
    premiers = sa.select(sa.func.min(evenements.c.timestamp)).group_by(evenements.c.sender_id)
    jours = Counter(_jour(debut) for debut in connexion.execute(premiers).scalars())
    yield from _compte("jours", ROBOT, jours)
    yield from _faits_du_robot(connexion, evenements)
    par_intention = Counter(
        connexion.execute(
            sa.select(evenements.c.intent_name).where(evenements.c.type_name == "user")
        ).scalars()
    )
    yield Compte("sans_reponse", "hors sujet", ROBOT, par_intention["hors_sujet"])
    yield Compte("humain", "demande un humain", ROBOT, par_intention["parler_humain"])


def _faits_du_robot(connexion: Connection, evenements: Any) -> Iterator[Compte]:
    """Last stage of each conversation, outcome of each teach-back, conversations not understood."""
    voulus = sa.or_(*(evenements.c.data.like(f'%"name": "{nom}"%') for nom in _FAITS_COMPTES))
    lignes = connexion.execute(
        sa.select(evenements.c.sender_id, evenements.c.data)
        .where((evenements.c.type_name == "slot") & voulus)
        .order_by(evenements.c.id)
    )
    etapes: dict[str, str] = {}
    jugees: Counter[str] = Counter()
    perdues: set[str] = set()
    for personne, brut in lignes:
        fait = json.loads(brut)
        nom, valeur = fait.get("name"), fait.get("value")
        if nom == "etape" and valeur:
            etapes[personne] = valeur
        elif nom == "comprehension" and valeur and personne in etapes:
            jugees[f"{etapes[personne]}:{valeur}"] += 1
        elif nom == "dit" and _PAS_COMPRIS in (valeur or []):
            perdues.add(personne)
    yield from _compte("etapes", ROBOT, Counter(etapes.values()))
    yield from _compte("verifications", ROBOT, jugees)
    yield Compte("sans_reponse", "conversation mal comprise", ROBOT, len(perdues))


def _compte(serie: str, origine: str, nombres: Counter[str]) -> Iterator[Compte]:
    for detail, nombre in nombres.items():
        yield Compte(serie, detail, origine, nombre)


def _jour(secondes: float) -> str:
    return dt.datetime.fromtimestamp(secondes, dt.timezone.utc).date().isoformat()
