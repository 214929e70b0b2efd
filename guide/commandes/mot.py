"""``python -m guide mot TERME``: a hard word explained."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from guide.commandes import commun
from guide.glossaire import cherche


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    analyseur = sous_analyseurs.add_parser("mot", help="explication d'un mot difficile")
    analyseur.add_argument("terme", metavar="TERME", help="mot, sigle ou question")
    commun.options_communes(analyseur)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Explain one word; return the exit status."""
    return commun.lance(args, repond, en_texte)


def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
    """The term, its text and its source; bad input when the glossary does not know it."""
    texte = str(entree.get("terme") or "").strip()
    terme = cherche(texte)
    if terme is None:
        raise commun.ErreurEntree(f"terme : « {texte} » n'est pas dans le glossaire.")
    return {"terme": terme.terme, "texte": terme.texte, "source": " ; ".join(terme.source)}


def en_texte(reponse: commun.Reponse) -> str:
    return f"{reponse['terme']} : {reponse['texte']}\n[{reponse['source']}]"
