"""Dates in French as tenants write them: pure functions, own grammar, bounded work."""

from guide.dates.delai_ecrit import lit_delai_ecrit
from guide.dates.resolution import extrait, parle_de_date, resout
from guide.dates.types import (
    ROLES,
    Date,
    Demander,
    Extraits,
    Fait,
    Intervalle,
    Mot,
    Reponse,
    Role,
)

__all__ = [
    "ROLES",
    "Date",
    "Demander",
    "Extraits",
    "Fait",
    "Intervalle",
    "Mot",
    "Reponse",
    "Role",
    "extrait",
    "lit_delai_ecrit",
    "parle_de_date",
    "resout",
]
