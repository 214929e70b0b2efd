"""``python -m guide date TEXTE``: the day that a tenant's words tell, or what to ask again."""

from __future__ import annotations

import argparse
import datetime as dt

from guide import dates_fr
from guide.commandes import commun
from guide.dates import ROLES, resout
from guide.dates.lexique import lexique

# Beyond, what is a century ago or ahead leaves the calendar of the standard library.
_ANNEES = range(2000, 2100)


def ajoute(sous_analyseurs: argparse._SubParsersAction[commun.Analyseur]) -> None:
    """Declare the command ``date``."""
    analyseur = sous_analyseurs.add_parser("date", help="lire une date écrite en français")
    analyseur.add_argument("texte", nargs="?", metavar="TEXTE", help="ce que la personne écrit")
    analyseur.add_argument(
        "--role", help="ce que la date désigne : recu (par défaut), a_venir ou bail"
    )
    commun.options_communes(analyseur, lot=True)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Answer with the status of the command line."""
    return commun.lance(args, repond, _en_texte)


def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
    """Read ``texte`` for ``role``; raise :class:`commun.ErreurEntree` on bad input."""
    texte, role = entree.get("texte"), entree.get("role", "recu")
    if not isinstance(texte, str):
        raise commun.ErreurEntree("texte : une phrase est attendue.")
    if role not in ROLES:
        raise commun.ErreurEntree(f"role : {', '.join(ROLES)} attendu, pas « {role} ».")
    if aujourdhui.year not in _ANNEES:
        raise commun.ErreurEntree(
            f"aujourdhui : une année de {_ANNEES[0]} à {_ANNEES[-1]} est attendue."
        )
    return dict(resout(texte, aujourdhui, role).as_dict())


def _en_texte(reponse: commun.Reponse) -> str:
    if "date" in reponse:
        return f"{_lettres(reponse['date'])}."
    if "du" in reponse:
        return f"Entre le {_lettres(reponse['du'])} et le {_lettres(reponse['au'])}."
    if "mot" in reponse:
        lexi = lexique()
        moment = "avant" if reponse["mot"] == lexi.mot_avant else "depuis"
        return f"Bail signé {moment} le {dates_fr.sans_jour(lexi.pivot_bail)}."
    return f"À demander : {lexique().raisons[reponse['demander']]}"


def _lettres(iso: str) -> str:
    return dates_fr.en_toutes_lettres(dt.date.fromisoformat(iso))
