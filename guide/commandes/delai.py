"""``delai REGLE --depuis …``: one deadline of the contract (section 5)."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from guide.commandes import commun
from guide.dates_fr import en_toutes_lettres
from guide.delais import calcule, lit_faits
from guide.delais.chargement import loi


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    analyseur = sous_analyseurs.add_parser("delai", help="calculer un délai")
    analyseur.add_argument("regle", nargs="?", metavar="REGLE", help=", ".join(loi().regles))
    analyseur.add_argument("--depuis", metavar="AAAA-MM-JJ", help="date de l'acte")
    analyseur.add_argument(
        "--bail", help="date du bail ou un mot : voir knowledge/delais/faits.yml"
    )
    analyseur.add_argument("--ecrit", help="délai écrit sur le commandement de payer")
    analyseur.add_argument("--bailleur", help="social, prive ou inconnu")
    analyseur.add_argument("--prefet-informe", metavar="AAAA-MM-JJ")
    analyseur.add_argument("--delai-supprime", action="store_true", help="le juge l'a enlevé")
    analyseur.add_argument("--mois", help="mois accordés par le juge de l'exécution")
    commun.options_communes(analyseur, lot=True)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Answer one deadline, or many with ``--lot``; return the exit status."""
    # A whole number on the command line is text; in a JSON line it is already a number.
    if args.mois is not None and args.mois.isascii() and args.mois.isdecimal():
        args.mois = int(args.mois)
    return commun.lance(args, repond, en_texte)


def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
    """JSON object of the contract; raises ``ErreurDelai`` on bad input."""
    regle = entree.get("regle")
    echeance = calcule(str(regle), lit_faits(regle, entree), aujourdhui)
    return echeance.as_dict()


def en_texte(reponse: commun.Reponse) -> str:
    """The same answer in plain French."""
    phrases = loi().phrases.ligne
    regle = loi().regles[reponse["regle"]]
    lignes = [regle.textes.titre]
    retenue = reponse["date_a_retenir"]
    if retenue is None:
        lignes.append(phrases["sans_date"])
    else:
        cle = "a_retenir" if regle.pour_qui in ("locataire", "repere") else "a_retenir_autrui"
        lignes.append(phrases[cle].format(date=_date(retenue)))
    if reponse.get("passe"):
        lignes.append(phrases["passe"])
    elif reponse.get("date_envoi"):
        lignes.append(phrases["envoi"].format(date=_date(reponse["date_envoi"])))
    if reponse.get("expulsion_au_plus_tot"):
        lignes.append(phrases["expulsion"].format(date=_date(reponse["expulsion_au_plus_tot"])))
    lignes += [phrases["lecture"].format(**lecture) for lecture in reponse["lectures"]]
    return "\n".join(lignes)


def _date(iso: str) -> str:
    return en_toutes_lettres(dt.date.fromisoformat(iso))
