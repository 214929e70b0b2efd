"""Schema of ``knowledge/images.yml``: every word that the pictures show."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import Field, root_validator, validator

from guide.contenu.lecture import dossier_connaissances, lire_yaml, valide
from guide.contenu.modeles import ETAPES, Modele

Genre = Literal[
    "entete", "titre", "texte", "lignes", "repere", "signature", "sceau", "nouvelle_feuille"
]


class EtapeDessinee(Modele):
    """A stage: what happens, the way out it leaves, and what is written on the next arrow."""

    id: str
    titre: str
    texte: str
    sortie: str
    apres: str = ""


class DessinProcedure(Modele):
    """The picture of the whole procedure, from the first unpaid rent to the eviction."""

    titre: str
    source: list[str] = Field(..., min_items=1)
    ici: str
    etapes: list[EtapeDessinee]

    @validator("etapes")
    def _toutes_dans_l_ordre(cls, valeur: list[EtapeDessinee]) -> list[EtapeDessinee]:
        if tuple(etape.id for etape in valeur) != ETAPES:
            raise ValueError("les étapes du contrat, toutes et dans l'ordre")
        return valeur


class Bloc(Modele):
    """One band of a paper, from top to bottom.

    ``lignes`` draws ``nombre`` strokes instead of words; a ``repere`` is the line to look for,
    framed, with an ``etiquette`` that points to it.
    """

    genre: Genre
    texte: str = ""
    etiquette: str = ""
    nombre: int = 0

    @root_validator(skip_on_failure=True)
    def _ce_que_le_genre_demande(cls, valeurs: dict) -> dict:
        genre = valeurs["genre"]
        if genre == "lignes":
            complet = valeurs["nombre"] > 0
        elif genre == "repere":
            complet = bool(valeurs["texte"] and valeurs["etiquette"])
        else:
            complet = genre == "nouvelle_feuille" or bool(valeurs["texte"])
        if not complet:
            raise ValueError(f"bloc « {genre} » incomplet")
        return valeurs


class Papier(Modele):
    """What one paper looks like; ``etapes`` are the stages that it shows."""

    id: str
    nom: str
    etapes: list[str]
    blocs: list[Bloc]
    description: str
    source: list[str] = Field(..., min_items=1)

    @validator("blocs")
    def _un_repere(cls, valeur: list[Bloc]) -> list[Bloc]:
        if not any(bloc.genre == "repere" for bloc in valeur):
            raise ValueError("un papier montre au moins où est sa date")
        return valeur


class FichierImages(Modele):
    """The whole of ``images.yml``; each stage has its paper."""

    procedure: DessinProcedure
    exemple: str
    papiers: list[Papier]

    @validator("papiers")
    def _un_papier_par_etape(cls, valeur: list[Papier]) -> list[Papier]:
        noms = [papier.id for papier in valeur]
        if len(noms) != len(set(noms)):
            raise ValueError("deux papiers ont le même id")
        montrees = {etape for papier in valeur for etape in papier.etapes}
        if montrees != set(ETAPES):
            raise ValueError(f"étapes sans papier ou inconnues : {montrees ^ set(ETAPES)}")
        return valeur


@lru_cache(maxsize=1)
def fichier_images() -> FichierImages:
    """The words of the pictures; raise ``ErreurContenu`` when the file is wrong."""
    chemin = dossier_connaissances() / "images.yml"
    return valide(FichierImages, lire_yaml(chemin), chemin)
