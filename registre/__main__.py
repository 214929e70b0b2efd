"""``python -m registre``: retention, backup, and whom a corrected rule concerns."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from registre import sauvegarde
from registre.base import registre
from registre.conservation import applique, dossier_var
from registre.dates_dites import Concerne, DatesDites


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, 1 when a backup or a restoration fails, 2 for a malformed command."""
    analyseur = argparse.ArgumentParser(prog="python -m registre", allow_abbrev=False)
    commandes = analyseur.add_subparsers(dest="commande", metavar="COMMANDE", required=True)
    commandes.add_parser("purge", help="supprimer ce qui a passé sa durée de conservation")
    concernes = commandes.add_parser(
        "concernes", help="les personnes à qui une date a été dite avec cette règle"
    )
    concernes.add_argument("regle", help="nom de la règle, « frise » ou « calendrier »")
    concernes.add_argument(
        "--avant", metavar="VERSION", help="seulement les dates dites avec une autre version"
    )
    concernes.add_argument("--json", action="store_true", help="répondre en JSON")
    sauve = commandes.add_parser("sauvegarde", help="copier les deux bases, même en marche")
    sauve.add_argument(
        "dossier", nargs="?", type=Path, default=None, help="défaut : var/sauvegardes/<moment>"
    )
    remet = commandes.add_parser("restaure", help="remettre les deux bases d'une sauvegarde")
    remet.add_argument("dossier", type=Path)
    args = analyseur.parse_args(arguments)
    try:
        return _COMMANDES[args.commande](args)
    except sauvegarde.SauvegardeRatee as erreur:
        print(erreur, file=sys.stderr)
        return 1


def _purge(_args: argparse.Namespace) -> int:
    for quoi, combien in applique().items():
        print(f"{quoi} : {combien} supprimées")
    return 0


def _concernes(args: argparse.Namespace) -> int:
    trouves = DatesDites(registre()).concernes(args.regle, args.avant)
    registre().note("exploitation", "personnes concernées", args.regle)
    if args.json:
        print(json.dumps([_objet(concerne) for concerne in trouves], ensure_ascii=False))
        return 0
    for concerne in trouves:
        dites = ", ".join(jour.isoformat() for jour in concerne.dite.dates)
        print(
            f"{concerne.canal} {concerne.personne} : {dites} "
            f"(depuis {concerne.dite.depuis}, version {concerne.dite.version}, "
            f"dit le {concerne.moment:%Y-%m-%d})"
        )
    print(f"{len({concerne.personne for concerne in trouves})} personnes concernées")
    return 0


def _objet(concerne: Concerne) -> dict[str, object]:
    return {
        "personne": concerne.personne,
        "canal": concerne.canal,
        "regle": concerne.dite.regle,
        "version": concerne.dite.version,
        "calendrier": concerne.dite.calendrier,
        "depuis": concerne.dite.depuis and concerne.dite.depuis.isoformat(),
        "dates": [jour.isoformat() for jour in concerne.dite.dates],
        "dit_le": concerne.moment.isoformat(timespec="seconds"),
    }


def _sauvegarde(args: argparse.Namespace) -> int:
    print(f"Sauvegarde faite : {sauvegarde.sauve(args.dossier, dossier_var())}")
    return 0


def _restaure(args: argparse.Namespace) -> int:
    rejoues = sauvegarde.restaure(args.dossier)
    print(f"Bases remises. Effacements rejoués : {rejoues}.")
    return 0


_COMMANDES = {
    "purge": _purge,
    "concernes": _concernes,
    "sauvegarde": _sauvegarde,
    "restaure": _restaure,
}

if __name__ == "__main__":
    sys.exit(main())
