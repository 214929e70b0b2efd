"""``python -m guide contacts COMMUNE``: the people to call there, or communes to choose from."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from guide.commandes import commun
from guide.communes import trouve
from guide.contacts import pour_commune
from guide.contenu.chargement import contenu
from guide.contenu.modeles import Contact


def ajoute(sous_analyseurs: Any) -> None:
    analyseur = sous_analyseurs.add_parser("contacts", help="contacts d'une commune")
    analyseur.add_argument("commune", metavar="COMMUNE", help="nom ou code postal")
    commun.options_communes(analyseur)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    return commun.lance(args, repond, en_texte)


def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
    """Contacts as in the contract; for a commune elsewhere, national ones and a sentence."""
    texte = str(entree.get("commune") or "").strip()
    if not texte:
        raise commun.ErreurEntree("commune : un nom ou un code postal est attendu.")
    communes = trouve(texte)
    if len(communes) > 1:
        return {"choisir": [commune.nom for commune in communes]}
    if communes:
        nom = communes[0].nom
        return {"commune": nom, "liste": [_fiche(contact) for contact in pour_commune(nom)]}
    return {
        "commune": None,
        "message": contenu().phrases["contacts_nationaux"].texte,
        "liste": [_fiche(contact) for contact in pour_commune(None)],
    }


def _fiche(contact: Contact) -> dict[str, Any]:
    return {
        "nom": contact.nom,
        "role": contact.role,
        "telephones": contact.telephones,
        "courriels": contact.courriels,
        "adresse": contact.adresse,
        "horaires": contact.horaires,
        "verifie_le": contact.verifie_le.isoformat(),
    }


def en_texte(reponse: commun.Reponse) -> str:
    if "choisir" in reponse:
        return "Plusieurs communes possibles : " + ", ".join(reponse["choisir"]) + "."
    lignes = [reponse.get("message") or f"Contacts pour {reponse['commune']} :"]
    for fiche in reponse["liste"]:
        moyens = [*fiche["telephones"], *fiche["courriels"], fiche["adresse"], fiche["horaires"]]
        lignes.append(f"- {fiche['nom']} : " + ", ".join(moyen for moyen in moyens if moyen))
    return "\n".join(lignes)
