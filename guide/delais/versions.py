"""Which content a date was computed with: an identifier that changes when the date could.

A law that changes adds a version; a mistake that is mended changes a version in place. The
identifier holds both: the day of entry into force, and a digest of all that decides a date
(periods, conditions, sureness), wording left aside. ``docs/journal_du_contenu.md`` names each one.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from guide.calendrier import calendriers
from guide.delais.modeles import Regle, Version

_SANS_EFFET = frozenset(
    (
        "condition",
        "methode",
        "nom",
        "note",
        "phrase",
        "reference",
        "refus",
        "textes",
        "url",
        "verifie_le",
    )
)
_SIGNES = 8


def identifiant(regle: Regle, version: Version) -> str:
    """``2023-07-29-1a2b3c4d``: the law's entry into force, and the digest of how it is counted."""
    nommes = {
        nom
        for cas in version.cas
        for nom in (*(lecture.delai for lecture in cas.lectures), cas.a_retenir)
        if nom
    }
    decide = {
        "regle": regle.dict(
            include={"pour_qui", "retenir", "jours_envoi", "mois"}, exclude_defaults=True
        ),
        "delais": {nom: regle.delais[nom].dict(exclude_defaults=True) for nom in nommes},
        # Without defaults: a field added to the schema changes no identifier.
        "version": version.dict(exclude_defaults=True),
    }
    return f"{version.en_vigueur}-{empreinte(decide)}"


@lru_cache(maxsize=1)
def identifiant_du_calendrier() -> str:
    """Digest of the holidays, working days and truce that every date is moved by."""
    return empreinte(calendriers().dict(exclude_defaults=True))


def empreinte(objet: Any) -> str:
    """Short digest of plain data, without the fields that move no date."""
    texte = json.dumps(_utile(objet), sort_keys=True, default=str)
    return hashlib.sha256(texte.encode()).hexdigest()[:_SIGNES]


def _utile(objet: Any) -> Any:
    if isinstance(objet, dict):
        return {nom: _utile(valeur) for nom, valeur in objet.items() if nom not in _SANS_EFFET}
    if isinstance(objet, list | tuple):
        return [_utile(valeur) for valeur in objet]
    return objet
