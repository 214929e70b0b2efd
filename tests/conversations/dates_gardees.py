"""Every date that a conversation told is the tenant's own, or kept with its rule's version."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from contextlib import closing

from guide.dates_fr import JOURS, MOIS
from tests.conftest import AUJOURDHUI, Conversation, Systeme

_DATE = re.compile(rf"(?:{'|'.join(JOURS)}) (\d+|1er) ({'|'.join(MOIS)}) (\d{{4}})", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
# Remembered among what was told: the first day of a stretch that the tenant gave.
_APPROCHE = "approche:"


def dates_sans_trace(systeme: Systeme, conversation: Conversation, dit: str) -> set[str]:
    """Dates of the text that no rule accounts for."""
    dites = {_iso(trouvee) for trouvee in _DATE.finditer(dit)}
    return dites - _du_locataire(systeme, conversation) - _gardees(systeme, conversation)


def _iso(trouvee: re.Match[str]) -> str:
    jour, mois, annee = trouvee.groups()
    rang = [nom.lower() for nom in MOIS].index(mois.lower()) + 1
    return dt.date(int(annee), rang, int(jour.removesuffix("er"))).isoformat()


def _du_locataire(systeme: Systeme, conversation: Conversation) -> set[str]:
    """Today, and every date that the tenant gave, even if he changed it later."""
    with closing(sqlite3.connect(systeme.var / "conversations.db")) as base:
        lignes = base.execute(
            "select data from events where sender_id = ? and type_name = 'slot'",
            (conversation.personne,),
        ).fetchall()
    donnees = {AUJOURDHUI}
    for (brut,) in lignes:
        fait = json.loads(brut)
        valeur = fait["value"]
        if fait["name"] == "dit":
            valeur = [sujet for sujet in valeur or [] if sujet.startswith(_APPROCHE)]
        donnees |= set(_ISO.findall(json.dumps(valeur)))
    return donnees


def _gardees(systeme: Systeme, conversation: Conversation) -> set[str]:
    with closing(sqlite3.connect(systeme.var / "registre.db")) as base:
        lignes = base.execute(
            "select dates from dates_dites where personne = ?", (conversation.personne,)
        ).fetchall()
    return {jour for (dates,) in lignes for jour in dates.split(",")}
