"""``python -m guide verifier ETAPE --question … --reponse …``: judge a teach-back answer."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from guide.commandes import commun
from guide.comprehension import GENRES, juge

_EN_FRANCAIS = {"compris": "Compris", "a_revoir": "À revoir"}


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    analyseur = sous_analyseurs.add_parser("verifier", help="juger une réponse de vérification")
    analyseur.add_argument("etape", nargs="?", metavar="ETAPE")
    analyseur.add_argument("--question", metavar="|".join(GENRES))
    analyseur.add_argument("--reponse", metavar="TEXTE", help="la réponse du locataire")
    analyseur.add_argument("--date", metavar="AAAA-MM-JJ", help="la date limite qui a été dite")
    commun.options_communes(analyseur, lot=True)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Judge the answer, or each line with ``--lot``; return the exit status."""
    return commun.lance(args, repond, _en_texte)


def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
    """The judgement as the contract's object (section 4)."""
    etape, question, reponse = (_texte(entree, nom) for nom in ("etape", "question", "reponse"))
    limite = entree.get("date")
    date_limite = None if limite is None else commun.date_stricte(limite, "date")
    return juge(etape, question, reponse, date_limite, aujourdhui).as_dict()


def _texte(entree: commun.Entree, nom: str) -> str:
    valeur = entree.get(nom)
    if not isinstance(valeur, str):
        raise commun.ErreurEntree(f"{nom} : un texte est attendu.")
    return valeur


def _en_texte(reponse: commun.Reponse) -> str:
    parties = [_EN_FRANCAIS[reponse["resultat"]]]
    if reponse["idees"]:
        parties.append("dit : " + ", ".join(reponse["idees"]))
    if reponse["manque"]:
        parties.append("à reprendre : " + ", ".join(reponse["manque"]))
    return " ; ".join(parties) + "."
