"""``image procedure [--etape X]`` and ``image papier NOM``: a picture as SVG on standard output."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from guide.commandes import commun
from guide.images import papier, procedure


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    analyseur = sous_analyseurs.add_parser("image", help="dessin de la procédure ou d'un papier")
    analyseur.add_argument("sorte", choices=("procedure", "papier"), metavar="procedure|papier")
    analyseur.add_argument("nom", nargs="?", metavar="NOM", help="nom du papier")
    analyseur.add_argument("--etape", help="étape à montrer dans la procédure")
    commun.options_communes(analyseur)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Write one picture; return the exit status."""
    return commun.lance(args, repond, lambda reponse: reponse["svg"])


def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
    """The picture asked for; ValueError when the stage or the paper is unknown."""
    if entree["sorte"] == "procedure":
        return {"svg": procedure(entree.get("etape"))}
    return {"svg": papier(str(entree.get("nom", "")))}
