"""``python -m guide fiche ETAPE``: the whole sheet of one stage, each text with its source."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable
from typing import Any, cast, get_args

from guide.commandes import commun
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES, Enonce, Fiche
from guide.contenu.rendu import Canal, rend

CANAUX = get_args(Canal)


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    analyseur = sous_analyseurs.add_parser("fiche", help="la fiche d'une étape")
    analyseur.add_argument("etape", metavar="ETAPE")
    analyseur.add_argument("--canal", default="web", metavar="|".join(CANAUX))
    commun.options_communes(analyseur)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Print the sheet; return the exit status."""
    return commun.lance(args, repond, _en_texte)


def repond(entree: commun.Entree, aujourdhui: dt.date) -> commun.Reponse:
    """The sheet as the contract's object (section 4); it is the same whatever the day."""
    etape, canal = entree.get("etape"), entree.get("canal", "web")
    if etape not in ETAPES:
        raise commun.ErreurEntree(f"Étape inconnue « {etape} » : choisir {', '.join(ETAPES)}.")
    if canal not in CANAUX:
        raise commun.ErreurEntree(f"Canal inconnu « {canal} » : choisir {', '.join(CANAUX)}.")
    return _fiche(contenu().fiches[etape], cast(Canal, canal))


def _fiche(fiche: Fiche, canal: Canal) -> commun.Reponse:
    propres = [(une.id, une.titre, _textes(une.enonces, canal)) for une in fiche.sections]
    parties: list[tuple[str, str, list[dict[str, Any]]]] = [
        ("reconnu", "Ce que vous avez", _textes([fiche.reconnu], canal)),
        ("cest_quoi", "C'est quoi ?", _textes(fiche.cest_quoi, canal)),
        ("rassurer", "Aujourd'hui", _textes([fiche.rassurer] if fiche.rassurer else [], canal)),
        ("comment_reconnaitre", "Le reconnaître", _textes(fiche.comment_reconnaitre, canal)),
        ("en_attendant", "Le plus utile", _textes([fiche.en_attendant], canal)),
        ("a_faire", "Que faire aujourd'hui ?", _textes(fiche.a_faire, canal)),
        ("urgence", "Si le temps presse", _textes([fiche.urgence], canal)),
        ("risques", "Les risques", _textes(fiche.risques, canal)),
        *propres,
        ("aides", "Les aides", _aides(fiche, canal)),
        ("contacts", "Qui peut vous aider ?", _contacts(fiche, canal)),
        ("suite", "Et après ?", _textes(fiche.suite, canal)),
    ]
    return {
        "etape": fiche.id,
        "titre": fiche.titre,
        "sections": [
            {"id": identifiant, "titre": titre, "textes": textes}
            for identifiant, titre, textes in parties
            if textes
        ],
    }


def _textes(enonces: Iterable[Enonce], canal: Canal) -> list[dict[str, Any]]:
    return [_texte(enonce, canal) for enonce in enonces]


def _aides(fiche: Fiche, canal: Canal) -> list[dict[str, Any]]:
    dispositifs = [contenu().dispositifs[aide] for aide in fiche.aides]
    return [_texte(aide.resume, canal, aide.nom) for aide in dispositifs]


def _contacts(fiche: Fiche, canal: Canal) -> list[dict[str, Any]]:
    roles = [contenu().roles[role] for role in fiche.contacts]
    return [_texte(role.pour_quoi, canal, role.nom) for role in roles]


def _texte(enonce: Enonce, canal: Canal, nom: str = "") -> dict[str, Any]:
    """One statement for a channel; ``guide_disait`` and ``si`` stand in it when they are set."""
    texte = rend(enonce, canal)
    return {
        "texte": f"{nom} : {texte}" if nom else texte,
        "source": " ; ".join(enonce.source),
        "statut": enonce.statut,
        "certitude": enonce.certitude,
        **({"guide_disait": enonce.guide_disait} if enonce.guide_disait else {}),
        **({"si": enonce.si} if enonce.si else {}),
    }


def _en_texte(fiche: commun.Reponse) -> str:
    lignes = [fiche["titre"]]
    for section in fiche["sections"]:
        lignes += ["", section["titre"]]
        lignes += [f"- {texte['texte']} [{texte['source']}]" for texte in section["textes"]]
    return "\n".join(lignes)
