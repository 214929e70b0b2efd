"""What works without a call and without Rasa: fiches, calculator, directory, glossary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from console.acces import Demande, page
from console.faits import Champ, lit
from console.lecture import Delai, onglets
from console.maison import Console
from guide import glossaire
from guide.communes import trouve
from guide.contacts import pour_commune
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES, FaitSaisi
from guide.delais import ErreurDelai, calcule, lit_faits
from guide.delais.chargement import loi
from guide.horloge import aujourdhui

# Option of the calculator -> the desk's fact that reads it.
FAITS_DU_CALCUL = {
    "bail": "date_bail",
    "ecrit": "delai_ecrit",
    "bailleur": "type_bailleur",
    "prefet_informe": "prefet_informe",
    "delai_supprime": "delai_supprime",
}
DEPART = FaitSaisi(id="depuis", libelle="Date de départ", genre="date", role="recu")
A_VENIR = DEPART.copy(update={"role": "a_venir"})
MOIS = "mois"


def routes(console: Console) -> list[Route]:
    """``/fiches``, ``/calcul``, ``/annuaire``, ``/glossaire``."""

    def fiches(demande: Demande) -> Response:
        voulue = demande.requete.query_params.get("etape", "")
        etape = voulue if voulue in ETAPES else None
        return console.rend(
            demande,
            "fiches.html",
            fiches=contenu().fiches,
            etape=etape,
            onglets=onglets(etape) if etape else {},
        )

    def calcul(demande: Demande) -> Response:
        champs = demande.requete.query_params
        jour = aujourdhui()
        lus = {nom: lit(_fait(nom), champs.get(nom, ""), jour) for nom in FAITS_DU_CALCUL}
        depart = _depart(champs.get("depuis", ""), jour)
        return console.rend(
            demande,
            "calcul.html",
            regles={nom: regle.textes.titre for nom, regle in loi().regles.items()},
            utiles={nom: list(regle.faits) for nom, regle in loi().regles.items()},
            regle=champs.get("regle", ""),
            depart=depart,
            lus=lus,
            mois=champs.get(MOIS, ""),
            delai=_calcule(champs, depart, lus, jour) if champs.get("regle") else None,
        )

    def annuaire(demande: Demande) -> Response:
        champs = demande.requete.query_params
        cherchee, role = champs.get("commune", "").strip(), champs.get("role", "")
        communes = trouve(cherchee) if cherchee else ()
        nom = communes[0].nom if len(communes) == 1 else None
        roles = [role] if role in contenu().roles else None
        return console.rend(
            demande,
            "annuaire.html",
            cherchee=cherchee,
            role=role,
            roles=contenu().roles,
            nom=nom,
            plusieurs=[commune.nom for commune in communes] if len(communes) > 1 else [],
            contacts=pour_commune(nom, roles) if cherchee or roles else [],
        )

    def mots(demande: Demande) -> Response:
        cherche = demande.requete.query_params.get("mot", "").strip()
        termes = sorted(contenu().glossaire.values(), key=lambda terme: terme.terme.lower())
        return console.rend(
            demande,
            "glossaire.html",
            cherche=cherche,
            trouve=glossaire.cherche(cherche) if cherche else None,
            termes=termes,
        )

    return [
        Route(chemin, page(console.comptes, fonction), methods=["GET"])
        for chemin, fonction in (
            ("/fiches", fiches),
            ("/calcul", calcul),
            ("/annuaire", annuaire),
            ("/glossaire", mots),
        )
    ]


def _fait(option: str) -> FaitSaisi:
    nom = FAITS_DU_CALCUL[option]
    return next(fait for fait in contenu().operateur.faits if fait.id == nom)


def _depart(ecrit: str, jour: dt.date) -> Champ:
    """The day the count starts from: past (an act) or to come (a hearing)."""
    lu = lit(DEPART, ecrit.strip(), jour)
    return lu if lu.valeur or not ecrit.strip() else lit(A_VENIR, ecrit.strip(), jour)


def _calcule(
    champs: Mapping[str, str], depart: Champ, lus: dict[str, Champ], jour: dt.date
) -> Delai:
    nom = champs["regle"]
    titre = loi().regles[nom].textes.titre if nom in loi().regles else nom
    mois = champs.get(MOIS, "").strip()
    options: dict[str, Any] = {option: champ.valeur for option, champ in lus.items()}
    options |= {
        "depuis": depart.valeur or depart.ecrit or None,
        "delai_supprime": lus["delai_supprime"].valeur == "oui",
        MOIS: int(mois) if mois.isdecimal() else None,
    }
    try:
        return Delai(nom, titre, "", echeance=calcule(nom, lit_faits(nom, options), jour))
    except ErreurDelai as erreur:
        return Delai(nom, titre, "", refus=depart.refus or str(erreur))
