"""Serve the console (``python -m console``), manage its accounts, print what advisers corrected.

A password is typed without being shown, or read from standard input: never on the command line.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence

from console.apprentissage import en_lignes
from registre import Comptes, Corrections, registre
from registre.comptes import ROLES, ErreurCompte
from serveur.journal import regle_le_journal
from serveur.reglages import lit_reglages


def sert(_args: argparse.Namespace) -> int:
    """Serve the pages until stopped."""
    # Before the imports, which warn already.
    regle_le_journal("console")
    import uvicorn

    from console.application import application, chauffe

    reglages = lit_reglages()
    chauffe()
    uvicorn.run(
        application(reglages, registre()),
        host=reglages.hote,
        port=reglages.port_console,
        log_config=None,
        access_log=False,
        ws="none",
    )
    return 0


def cree(args: argparse.Namespace) -> int:
    """Make an account."""
    compte = Comptes(registre()).cree(args.identifiant, args.nom, args.role, _mot_de_passe())
    registre().note("commande", "compte créé", compte.identifiant)
    print(f"Compte « {compte.identifiant} » créé ({compte.role}).")
    return 0


def change(args: argparse.Namespace) -> int:
    """Give an account another password; a lock is lifted, a closed account opens again."""
    Comptes(registre()).change_mot_de_passe(args.identifiant, _mot_de_passe())
    registre().note("commande", "mot de passe changé", args.identifiant)
    print("Mot de passe changé.")
    return 0


def ferme(args: argparse.Namespace) -> int:
    """Close an account."""
    Comptes(registre()).ferme(args.identifiant)
    registre().note("commande", "compte fermé", args.identifiant)
    print("Compte fermé.")
    return 0


def montre_corrections(_args: argparse.Namespace) -> int:
    """Print the corrections as candidates for review, one JSON object a line."""
    for ligne in en_lignes(Corrections(registre()).toutes()):
        print(ligne)
    return 0


def principal(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 2 after one clear line on standard error."""
    analyseur = argparse.ArgumentParser(prog="python -m console", allow_abbrev=False)
    analyseur.set_defaults(execute=sert)
    commandes = analyseur.add_subparsers(metavar="COMMANDE")
    compte = commandes.add_parser("compte", help="créer un compte (mot de passe demandé ensuite)")
    compte.add_argument("identifiant")
    compte.add_argument("--nom", required=True, help="nom montré aux collègues")
    compte.add_argument("--role", choices=ROLES, default="conseiller")
    compte.set_defaults(execute=cree)
    secret = commandes.add_parser("motdepasse", help="changer un mot de passe, débloquer un compte")
    secret.add_argument("identifiant")
    secret.set_defaults(execute=change)
    fin = commandes.add_parser("ferme", help="fermer un compte")
    fin.add_argument("identifiant")
    fin.set_defaults(execute=ferme)
    appris = commandes.add_parser("corrections", help="corrections à relire, en lignes JSON")
    appris.set_defaults(execute=montre_corrections)
    args = analyseur.parse_args(arguments)
    try:
        return int(args.execute(args))
    except ErreurCompte as erreur:
        print(erreur, file=sys.stderr)
        return 2


def _mot_de_passe() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Mot de passe : ")
    return sys.stdin.readline().rstrip("\n")


if __name__ == "__main__":
    sys.exit(principal())
