"""``python -m guide verifie_contenu``: faults and coverage of ``knowledge/``."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from guide.commandes import commun
from guide.contenu import contenu
from guide.contenu.verification import fautes, rapport
from guide.delais.moteur import regles


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    analyseur = sous_analyseurs.add_parser(
        "verifie-contenu", help="fautes et mesures du contenu (statut 1 s'il y a une faute)"
    )
    commun.options_communes(analyseur)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Print the report; 0 without fault, 1 with faults, 2 when a file cannot be read."""
    trouvees: list[str] = []

    def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
        tout = contenu()
        trouvees.extend(fautes(tout, regles()))
        return {"fautes": trouvees, **rapport(tout)}

    statut = commun.lance(args, repond, _en_texte)
    return statut or int(bool(trouvees))


def _en_texte(reponse: commun.Reponse) -> str:
    contacts, anciens = reponse["contacts"], reponse["contacts"]["plus_ancienne_verification"]
    lignes = [
        f"Énoncés : {reponse['enonces']}",
        f"Sources : {_comptes(reponse['par_source'])}",
        f"Statuts : {_comptes(reponse['par_statut'])}",
        f"Certitude : {_comptes(reponse['par_certitude'])}",
        f"Contacts : {contacts['nombre']} ({_comptes(contacts['par_statut'])})",
    ]
    if anciens:
        lignes.append(f"Plus ancienne vérification : {anciens['le']} ({anciens['contact']})")
    lignes += ["", "Lisibilité (mots par phrase, facilité) : locataires ; opérateurs"]
    for nom, mesures in reponse["lisibilite"].items():
        lignes.append(f"  {nom} : {_mesures(mesures)}")
    lignes += ["", *(f"FAUTE {faute}" for faute in reponse["fautes"])]
    lignes.append(f"Fautes : {len(reponse['fautes'])}")
    return "\n".join(lignes)


def _comptes(comptes: dict[str, int]) -> str:
    return ", ".join(f"{nom} {nombre}" for nom, nombre in comptes.items())


def _mesures(mesures: dict[str, dict[str, float]]) -> str:
    return " ; ".join(
        f"{chiffres['mots_par_phrase']}, {chiffres['kandel_moles']}"
        for chiffres in mesures.values()
    )
