"""Deadlines of the eviction procedure: dated law as data, and a pure function over it."""

from guide.delais.chargement import seuil_apl
from guide.delais.moteur import calcule, faits_qui_changent, regles, textes
from guide.delais.resultat import Echeance, ErreurDelai, Faits, Lecture
from guide.delais.saisie import lit_faits, regle_nommee

__all__ = [
    "Echeance",
    "ErreurDelai",
    "Faits",
    "Lecture",
    "calcule",
    "faits_qui_changent",
    "lit_faits",
    "regle_nommee",
    "regles",
    "seuil_apl",
    "textes",
]
