"""Schema of ``knowledge/frise.yml``: order of the steps and minimum time between them."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, Extra, Field, root_validator

from guide.contenu.lecture import dossier_connaissances, lire_yaml, valide
from guide.delais.versions import empreinte

Tombe = Literal["tous", "jour_ouvre", "jour_d_acte", "jour_d_expulsion"]


class Modele(BaseModel):
    """Base of the schemas: unknown fields are errors."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Suite(Modele):
    """Least time before the next step; exactly one field is given."""

    jours: int | None = None
    regle: str | None = None
    inconnue: bool | None = None

    @root_validator(skip_on_failure=True)
    def _une_seule(cls, valeurs: dict) -> dict:
        if sum(valeur is not None for valeur in valeurs.values()) != 1:
            raise ValueError("« jours », « regle » ou « inconnue », un seul")
        return valeurs


class EcheanceEtape(Modele):
    """A deadline of the tenant at a step, possibly for one kind of decision only."""

    regle: str
    type_decision: str | None = None


class EtapeFrise(Modele):
    """One step of the procedure.

    ``avertissement``: said when a date hangs on its ``suite`` and the judge may have removed that
    period.
    """

    id: str
    titre: str
    texte: str
    suite: Suite
    tombe: Tombe = "tous"
    listee: bool = True
    avertissement: str | None = None
    echeances: list[EcheanceEtape] = Field(default_factory=list)


class FichierFrise(Modele):
    """The whole of ``frise.yml``."""

    etapes: list[EtapeFrise]
    types_decision: list[str]
    phrases: dict[str, str]


@lru_cache(maxsize=1)
def fichier_frise() -> FichierFrise:
    """The steps and sentences of the timeline; raise ``ErreurContenu`` when the file is wrong."""
    chemin = dossier_connaissances() / "frise.yml"
    return valide(FichierFrise, lire_yaml(chemin), chemin)


@lru_cache(maxsize=1)
def version_de_la_frise() -> str:
    """Identifier of the least times between steps: it changes when an earliest date could."""
    utiles = {"id", "suite", "tombe", "listee"}
    etapes = fichier_frise().etapes
    return empreinte([etape.dict(include=utiles, exclude_defaults=True) for etape in etapes])
