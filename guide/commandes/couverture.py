"""``python -m guide couverture``: which files of ``knowledge/`` hold each part of the guide."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from pydantic import Field

from guide.commandes import commun
from guide.contenu.lecture import ErreurContenu, dossier_connaissances, lire_yaml, valide
from guide.contenu.modeles import Modele

ENTETE = "| Partie du guide | Fichiers de `knowledge/` | Remarque |\n|---|---|---|"


class Partie(Modele):
    """A part of the guide and the files (patterns under ``knowledge/``) that hold its facts."""

    partie: str
    fichiers: list[str] = Field(..., min_items=1)
    remarque: str = ""


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    analyseur = sous_analyseurs.add_parser(
        "couverture", help="où se trouve chaque partie du guide (tableau)"
    )
    commun.options_communes(analyseur)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Print the table; 2 when it names a file that does not exist."""
    return commun.lance(args, repond, tableau)


def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
    """The parts of the guide, in its order; ErreurContenu when a named file is absent."""
    racine = dossier_connaissances()
    chemin = racine / "couverture.yml"
    parties = [valide(Partie, entree, chemin) for entree in lire_yaml(chemin)]
    for partie in parties:
        for motif in partie.fichiers:
            _existe(racine, motif, partie.partie)
    return {"parties": [partie.dict() for partie in parties]}


def tableau(reponse: commun.Reponse) -> str:
    """The Markdown table of ``docs/couverture.md``."""
    lignes = [
        f"| {partie['partie']} | {', '.join(f'`{f}`' for f in partie['fichiers'])} "
        f"| {partie['remarque']} |"
        for partie in reponse["parties"]
    ]
    return "\n".join(["# Couverture du guide", "", ENTETE, *lignes])


def _existe(racine: Path, motif: str, partie: str) -> None:
    if not any(racine.glob(motif)):
        raise ErreurContenu(f"couverture.yml, « {partie} » : aucun fichier « {motif} »")
