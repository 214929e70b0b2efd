"""``frise ETAPE …``: the steps still to come (contract, section 4)."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from guide.commandes import commun
from guide.delais import lit_faits
from guide.frise import FaitsFrise, Frise, en_svg, en_texte, frise
from guide.frise.modeles import fichier_frise


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    etapes = ", ".join(etape.id for etape in fichier_frise().etapes)
    analyseur = sous_analyseurs.add_parser("frise", help="étapes à venir")
    analyseur.add_argument("etape", nargs="?", metavar="ETAPE", help=etapes)
    analyseur.add_argument("--depuis", metavar="AAAA-MM-JJ", help="date de l'acte")
    analyseur.add_argument("--audience", metavar="AAAA-MM-JJ", help="date de l'audience")
    analyseur.add_argument("--bail", help="date du bail ou un mot")
    analyseur.add_argument("--ecrit", help="délai écrit sur le commandement de payer")
    analyseur.add_argument("--bailleur", help="social, prive ou inconnu")
    analyseur.add_argument("--type-decision", help="jugement, refere ou inconnu")
    analyseur.add_argument("--delai-supprime", action="store_true", help="le juge l'a enlevé")
    analyseur.add_argument("--svg", action="store_true", help="dessiner la frise")
    commun.options_communes(analyseur, lot=True)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Tell one timeline, or many with ``--lot``; return the exit status."""
    return commun.lance(args, _frise, en_svg if args.svg else en_texte, Frise.as_dict)


def _frise(entree: commun.Entree, aujourdhui: dt.date) -> Frise:
    dates = {
        champ: commun.date_stricte(entree[champ], champ)
        for champ in ("depuis", "audience")
        if entree.get(champ) is not None
    }
    # The facts of a commandement are checked at every stage: a typo must not go unseen.
    depuis = dates.get("depuis", aujourdhui).isoformat()
    lus = lit_faits("commandement_payer", {**entree, "depuis": depuis})
    faits = FaitsFrise(
        depuis=dates.get("depuis"),
        audience=dates.get("audience"),
        bail=lus.bail,
        ecrit=lus.ecrit,
        bailleur=lus.bailleur,
        type_decision=entree.get("type_decision"),
        delai_supprime=entree.get("delai_supprime", False),
    )
    return frise(str(entree.get("etape", "")), faits, aujourdhui)
