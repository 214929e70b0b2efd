"""Load the whole of ``knowledge/`` once, as typed objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from guide.contenu.lecture import ErreurContenu, M, dossier_connaissances, lire_yaml, valide
from guide.contenu.modeles import (
    Contact,
    Demande,
    Dispositif,
    Fiche,
    IdeeRecue,
    Operateur,
    Parcours,
    Phrase,
    Question,
    Role,
    Situation,
    Terme,
    Territoire,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Contenu:
    """Everything the guide knows, each kind indexed by id."""

    fiches: dict[str, Fiche]
    dispositifs: dict[str, Dispositif]
    questions: dict[str, Question]
    situations: dict[str, Situation]
    glossaire: dict[str, Terme]
    idees_recues: dict[str, IdeeRecue]
    roles: dict[str, Role]
    contacts: dict[str, Contact]
    territoires: dict[str, Territoire]
    phrases: dict[str, Phrase]
    demandes: dict[str, Demande]
    parcours: dict[str, Parcours]
    operateur: Operateur

    def telephone(self, contact: str) -> str:
        """First telephone number of a contact id; KeyError when the id is unknown."""
        return self.contacts[contact].telephones[0]


def _indexe(objets: list[tuple[Path, T]], cle: Callable[[T], str]) -> dict[str, T]:
    index: dict[str, T] = {}
    for chemin, objet in objets:
        if cle(objet) in index:
            raise ErreurContenu(f"{chemin.name} : « {cle(objet)} » est déjà pris")
        index[cle(objet)] = objet
    return index


def _un_par_fichier(modele: type[M], dossier: Path) -> dict[str, M]:
    """One object per file; its id is the file's name."""
    objets = []
    for chemin in sorted(dossier.glob("*.yml")):
        objet = valide(modele, lire_yaml(chemin), chemin)
        if objet.id != chemin.stem:  # type: ignore[attr-defined]
            raise ErreurContenu(f"{chemin.name} : l'id doit être celui du fichier")
        objets.append((chemin, objet))
    return _indexe(objets, lambda objet: objet.id)  # type: ignore[attr-defined]


def _listes(modele: type[M], chemins: list[Path]) -> dict[str, M]:
    """Files that each hold a list of objects."""
    objets = [
        (chemin, valide(modele, entree, chemin, f"n° {rang} "))
        for chemin in chemins
        for rang, entree in enumerate(lire_yaml(chemin) or [], start=1)
    ]
    return _indexe(objets, lambda objet: objet.id)  # type: ignore[attr-defined]


def _parcours(chemin: Path) -> dict[str, Parcours]:
    return {
        etape: valide(Parcours, entree, chemin, etape)
        for etape, entree in lire_yaml(chemin).items()
    }


def charge(racine: Path) -> Contenu:
    """Load and check the content under ``racine``; raise :class:`ErreurContenu` on any fault."""
    territoires = racine / "territoires"
    return Contenu(
        fiches=_un_par_fichier(Fiche, racine / "fiches"),
        dispositifs=_un_par_fichier(Dispositif, racine / "dispositifs"),
        questions=_un_par_fichier(Question, racine / "questions"),
        situations=_un_par_fichier(Situation, racine / "situations"),
        glossaire=_listes(Terme, [racine / "glossaire.yml"]),
        idees_recues=_listes(IdeeRecue, [racine / "idees_recues.yml"]),
        roles=_listes(Role, [racine / "roles.yml"]),
        contacts=_listes(Contact, sorted(territoires.glob("*/contacts/*.yml"))),
        territoires=_indexe(
            [
                (chemin, valide(Territoire, lire_yaml(chemin), chemin))
                for chemin in sorted(territoires.glob("*/territoire.yml"))
            ],
            lambda territoire: territoire.id,
        ),
        phrases=_listes(Phrase, [racine / "phrases.yml"]),
        demandes=_listes(Demande, [racine / "demandes.yml"]),
        parcours=_parcours(racine / "parcours.yml"),
        operateur=valide(Operateur, lire_yaml(racine / "operateur.yml"), racine / "operateur.yml"),
    )


@lru_cache(maxsize=1)
def contenu() -> Contenu:
    """The content of this installation, loaded at the first call."""
    return charge(dossier_connaissances())
