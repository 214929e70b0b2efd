"""``python -m guide journal``: is each version of each rule named in the journal of the content?"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from guide.commandes import commun
from guide.delais.chargement import loi
from guide.delais.versions import identifiant_du_calendrier
from guide.frise import version_de_la_frise

FICHIER = Path(__file__).resolve().parents[2] / "docs" / "journal_du_contenu.md"


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    analyseur = sous_analyseurs.add_parser(
        "journal",
        help="versions des règles, et celles que le journal du contenu ne nomme pas (statut 1)",
    )
    analyseur.add_argument("--fichier", metavar="FICHIER", help=f"défaut : {FICHIER.name}")
    commun.options_communes(analyseur)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Print the versions; 0 when all are named, 1 when one is not, 2 without journal."""
    manquent: list[str] = []

    def lit(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
        reponse = repond(entree, aujourdhui)
        manquent.extend(reponse["manquent"])
        return reponse

    return commun.lance(args, lit, _en_texte) or int(bool(manquent))


def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
    """Versions in force in the content, and those that the journal does not name with their rule.

    Raises ``ErreurEntree`` when the journal cannot be read.
    """
    chemin = Path(entree.get("fichier", FICHIER))
    try:
        lignes = chemin.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as erreur:
        raise commun.ErreurEntree(f"{chemin} : journal illisible.") from erreur
    versions = presentes()
    manquent = [
        f"{regle} {version}"
        for regle, siennes in versions.items()
        for version in siennes
        if not any(f"`{regle}`" in ligne and f"`{version}`" in ligne for ligne in lignes)
    ]
    return {"versions": versions, "manquent": manquent}


def presentes() -> dict[str, list[str]]:
    """Identifiers of the versions of each rule, oldest first; then calendar and timeline."""
    versions: dict[str, list[str]] = {}
    for (regle, _), version in sorted(loi().versions.items()):
        versions.setdefault(regle, []).append(version)
    versions["calendrier"] = [identifiant_du_calendrier()]
    versions["frise"] = [version_de_la_frise()]
    return versions


def _en_texte(reponse: commun.Reponse) -> str:
    lignes = [f"{regle} : {', '.join(ids)}" for regle, ids in reponse["versions"].items()]
    manquent = [f"PAS AU JOURNAL : {manque}" for manque in reponse["manquent"]]
    return "\n".join([*lignes, *manquent])
