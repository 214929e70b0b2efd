"""Command line of the package: one module a command, each with ``ajoute`` and ``execute``.

A command module offers ``ajoute(sous_analyseurs)``, which declares its options and sets
``execute`` as the parser's default, and ``execute(args) -> int``, which returns the exit status.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from guide.commandes import commun

# A command is added by its name here and its module beside this file.
COMMANDES = (
    "date",
    "delai",
    "frise",
    "fiche",
    "mot",
    "contacts",
    "verifier",
    "couverture",
    "verifie_contenu",
    "lisibilite",
    "image",
    "veille",
    "journal",
)


def principal(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 2 after one clear line on standard error."""
    commun.prepare_flux()
    analyseur = commun.Analyseur(
        prog="python -m guide", description="Garde-Toit : délais, dates, fiches et contacts."
    )
    sous_analyseurs = analyseur.add_subparsers(metavar="COMMANDE", parser_class=commun.Analyseur)
    for nom in COMMANDES:
        module = f"{__name__}.{nom}"
        if find_spec(module) is not None:
            import_module(module).ajoute(sous_analyseurs)
    args = analyseur.parse_args(arguments)
    if not hasattr(args, "execute"):
        analyseur.error("une commande est attendue")
    try:
        statut = args.execute(args)
        sys.stdout.flush()
        return statut
    except BrokenPipeError:
        # The reader ("head") has left: what remains is written nowhere, without complaint.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except commun.ERREURS_CLAIRES as erreur:
        return commun.refuse(erreur)
