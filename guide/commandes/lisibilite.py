"""``python -m guide lisibilite``: how easy every tenant text is to read (docs/lisibilite.md)."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from guide.commandes import commun
from guide.lisibilite import LONGUEUR_MAXIMALE, Mesure, mesure
from guide.textes_locataire import familles

ENTETE = (
    f"| Textes | Phrases | Mots par phrase | Plus de {LONGUEUR_MAXIMALE} mots | Facilité |\n"
    "|---|---:|---:|---:|---:|"
)
NOTE = (
    "Facilité : Kandel et Moles, 207 − 1,015 × mots par phrase − 73,6 × syllabes par mot "
    "(syllabes parlées, voir `guide/lisibilite.py`). Plus le chiffre est haut, plus c'est facile.\n"
    "Seuils tenus par les tests : 12 mots par phrase, aucune phrase de plus de "
    f"{LONGUEUR_MAXIMALE} mots, 75 au moins, pour l'ensemble et pour chaque ligne."
)


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    analyseur = sous_analyseurs.add_parser("lisibilite", help="mesure des textes des locataires")
    analyseur.add_argument("--comparer", metavar="FICHIER", help="texte à mesurer de même")
    commun.options_communes(analyseur)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Print the table; return the exit status."""
    return commun.lance(args, repond, tableau)


def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
    """Measures by family, for the whole, and for the text to compare; ValueError if unreadable."""
    textes = familles()
    mesures = {"ensemble": mesure(texte for groupe in textes.values() for texte in groupe)}
    mesures |= {famille: mesure(groupe) for famille, groupe in textes.items()}
    if "comparer" in entree:
        chemin = Path(entree["comparer"])
        try:
            mesures[chemin.name] = mesure(chemin.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as erreur:
            raise commun.ErreurEntree(f"{chemin} : fichier illisible.") from erreur
    return {"mesures": {nom: _chiffres(mesuree) for nom, mesuree in mesures.items()}}


def tableau(reponse: commun.Reponse) -> str:
    """The Markdown table of ``docs/lisibilite.md``."""
    lignes = [
        f"| {nom} | {chiffres['phrases']} | {_a_virgule(chiffres['mots_par_phrase'])} "
        f"| {_a_virgule(chiffres['plus_de_20_mots'] * 100)} % "
        f"| {_a_virgule(chiffres['kandel_moles'])} |"
        for nom, chiffres in reponse["mesures"].items()
    ]
    return "\n".join(
        ["# Lisibilité des textes lus par les locataires", "", ENTETE, *lignes, "", NOTE]
    )


def _chiffres(mesuree: Mesure) -> dict[str, float]:
    return {
        "phrases": mesuree.phrases,
        "mots_par_phrase": mesuree.mots_par_phrase,
        "plus_de_20_mots": mesuree.part_trop_longues,
        "kandel_moles": mesuree.kandel_moles,
    }


def _a_virgule(nombre: float) -> str:
    return f"{nombre:.1f}".replace(".", ",")
