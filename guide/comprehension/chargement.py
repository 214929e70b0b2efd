"""Load ``knowledge/verification/`` once, as typed objects, with its cross-references checked."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from guide.comprehension.modeles import (
    Communs,
    Controle,
    Erreur,
    Graphies,
    Idee,
    Verification,
)
from guide.comprehension.motifs import compile_expression
from guide.contenu.lecture import ErreurContenu, dossier_connaissances, lire_yaml, valide
from guide.contenu.modeles import ETAPES


def _chemin(nom: str) -> Path:
    return dossier_connaissances() / "verification" / nom


@lru_cache(maxsize=1)
def communs() -> Communs:
    """Groups, ideas and errors shared by the stages; ``ErreurContenu`` on a fault."""
    chemin = _chemin("communs.yml")
    lus = valide(Communs, lire_yaml(chemin), chemin)
    entrees: list[tuple[str, Idee | Erreur]] = [*lus.idees.items(), *lus.erreurs.items()]
    for nom, entree in entrees:
        for expression in entree.expressions:
            try:
                compile_expression(expression, lus.groupes)
            except ValueError as erreur:
                raise ErreurContenu(f"{chemin.name}, entrée « {nom} » : {erreur}") from erreur
    return lus


@lru_cache(maxsize=1)
def graphies() -> Graphies:
    """The table of spellings; ``ErreurContenu`` on a fault."""
    chemin = _chemin("graphies.yml")
    return valide(Graphies, lire_yaml(chemin), chemin)


@lru_cache(maxsize=len(ETAPES))
def verification(etape: str) -> Verification:
    """The two questions of a stage; ``ValueError`` when the stage is unknown."""
    if etape not in ETAPES:
        raise ValueError(f"L'étape « {etape} » n'existe pas : {', '.join(ETAPES)}.")
    chemin = _chemin(f"{etape}.yml")
    lue = valide(Verification, lire_yaml(chemin), chemin)
    inconnues = [idee for idee in lue.idees if idee not in communs().idees]
    if lue.id != etape or inconnues:
        raise ErreurContenu(f"{chemin.name} : id ou idées inconnus ({', '.join(inconnues)})")
    return lue


def controle(etape: str, genre: str) -> Controle:
    """One question of a stage; ``ValueError`` when the stage or the kind is unknown."""
    lue = verification(etape)
    if genre == "avant_quand":
        return lue.avant_quand
    if genre == "que_faire":
        return lue.que_faire
    raise ValueError(f"La question « {genre} » n'existe pas : avant_quand ou que_faire.")
