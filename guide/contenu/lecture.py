"""Read YAML files of ``knowledge/`` into typed objects, with errors that name file and entry."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)


class ErreurContenu(ValueError):
    """A file of ``knowledge/`` is wrong: the message names the file, the entry and the fault."""


def dossier_connaissances() -> Path:
    """Folder of the content: ``GARDE_TOIT_KNOWLEDGE`` or ``knowledge/`` beside the package."""
    defaut = Path(__file__).resolve().parents[2] / "knowledge"
    return Path(os.environ.get("GARDE_TOIT_KNOWLEDGE", defaut))


class _Chargeur(yaml.CSafeLoader):
    """YAML where a key written twice is a fault: one of the two facts would be lost silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        # Before merges are unfolded: a key may override the one it merges.
        cles = [cle.value for cle, _ in node.value]
        if len(set(cles)) < len(cles):
            double = next(cle for cle in cles if cles.count(cle) > 1)
            raise yaml.constructor.ConstructorError(
                problem=f"champ « {double} » écrit deux fois", problem_mark=node.start_mark
            )
        champs: dict[Any, Any] = super().construct_mapping(node, deep)
        return champs


def lire_yaml(chemin: Path) -> Any:
    """Parse one YAML file; :class:`ErreurContenu` when absent, malformed, or with a key twice."""
    try:
        with chemin.open(encoding="utf-8") as flux:
            return yaml.load(flux, Loader=_Chargeur)
    except OSError as erreur:
        raise ErreurContenu(f"{chemin.name} : fichier illisible ({erreur.strerror})") from erreur
    except yaml.YAMLError as erreur:
        raise ErreurContenu(f"{chemin.name} : YAML invalide ({erreur})") from erreur


def valide(modele: type[M], donnees: Any, chemin: Path, entree: str = "") -> M:
    """Build ``modele`` from parsed data; the error names the file, the entry and each fault."""
    if not isinstance(donnees, dict):
        raise ErreurContenu(f"{chemin.name} {entree}: une liste de champs est attendue".strip())
    try:
        return modele(**donnees)
    except ValidationError as erreur:
        nom = entree or str(donnees.get("id", ""))
        fautes = "; ".join(
            f"{'.'.join(str(partie) for partie in faute['loc'])} : {faute['msg']}"
            for faute in erreur.errors()
        )
        raise ErreurContenu(f"{chemin.name}, entrée « {nom} » : {fautes}") from erreur
