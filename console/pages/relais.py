"""Live hand-over: say whether one is free, take a waiting conversation, write, give it back.

Nobody reads a conversation but an adviser who is not on a call, or the one who holds it; each
reading is noted in the audit. The screens ask for news by themselves and change only what is new,
so that the focus and a text being typed stay.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from actions.echeances import date_a_retenir
from actions.tour import INCONNU, Message, Tour
from console.acces import Demande, Refus, page
from console.faits import en_clair
from console.maison import Console
from guide.contenu import contenu
from guide.contenu.rendu import remplit
from guide.dates_fr import en_toutes_lettres
from guide.horloge import aujourdhui
from registre import Fil, RegistreRelais, Relais
from registre.base import maintenant, pseudonyme

TEXTE_MAXIMAL = 2000
# The status by which htmx stops asking.
ARRET = 286
# The tenant's window asks every few seconds: longer than this, it is closed or asleep.
FENETRE_OUVERTE = dt.timedelta(seconds=30)
RAISONS = {
    "humain": "La personne a demandé un conseiller.",
    "verification": "La vérification a échoué deux fois.",
}
AUTEURS = {"moi": "Locataire", "bot": "Assistant", "conseiller": "Conseiller"}
FINS = {
    "rendu": "Cette conversation est rendue à l'assistant : vous ne la lisez plus.",
    "expire": "Personne ne l'a prise à temps : la personne a reçu le numéro à appeler.",
}
ANNONCES = {
    "dangers": "Une personne a dit un danger : voyez les conversations.",
    "combien": "Une conversation attend un conseiller.",
}
EFFACEE = "La personne a effacé la conversation, ou elle n'existe pas."


def routes(console: Console) -> list[Route]:
    """``/relais`` and what follows."""
    relais, fil = RegistreRelais(console.registre), Fil(console.registre)

    def bureau(demande: Demande) -> dict[str, Any]:
        """What an adviser sees of the hand-overs: those he holds; those that wait, when free."""
        qui = demande.compte.identifiant
        disponible = relais.disponible(qui)
        attendus = relais.en_attente() if disponible else []
        tenus = relais.de_l_operateur(qui)
        vues = {
            "disponible": disponible,
            "attendus": [_apercu(un) for un in attendus],
            "tenus": [_apercu(un) for un in tenus],
            "combien": len(attendus),
            "dangers": sum(1 for un in (*attendus, *tenus) if un.alerte),
        }
        return {**vues, "empreinte": _empreinte(vues)}

    def accueil(demande: Demande) -> Response:
        return console.rend(demande, "relais/accueil.html", **bureau(demande))

    def nouvelles(demande: Demande) -> Response:
        """The lists again, when something in them has changed."""
        vues = bureau(demande)
        if demande.requete.query_params.get("empreinte") == vues["empreinte"]:
            return Response(status_code=204)
        return annonce(demande, vues, console.rend(demande, "relais/listes.html", **vues))

    def bandeau(demande: Demande) -> Response:
        """How many wait, for the bar of every page."""
        vues = bureau(demande)
        return annonce(demande, vues, console.rend(demande, "relais/bandeau_lu.html", **vues))

    def annonce(demande: Demande, vues: dict[str, Any], reponse: Response) -> Response:
        """Tell aloud what this screen has not shown yet: a danger, or one more who waits."""
        for nom, phrase in ANNONCES.items():
            avant = demande.requete.query_params.get(nom, "")
            if avant.isdecimal() and vues[nom] > int(avant):
                reponse.headers["HX-Trigger"] = json.dumps({"etat": phrase})
                break
        return reponse

    def disponibilite(demande: Demande) -> Response:
        relais.regle_disponibilite(demande.compte.identifiant, demande.champ("disponible") == "1")
        return RedirectResponse("/relais", status_code=303)

    def lue(demande: Demande) -> Relais:
        """The hand-over of the address, for who may read it; raise :class:`Refus` otherwise."""
        trouve = relais.lit(demande.requete.path_params["identifiant"])
        if trouve is None:
            raise Refus(404, EFFACEE)
        qui = demande.compte.identifiant
        if trouve.etat == "pris" and trouve.operateur != qui:
            raise Refus(403, "Un collègue répond déjà à cette personne.")
        if trouve.fini_le:
            raise Refus(410, FINS[trouve.etat])
        if trouve.etat == "demande" and not relais.disponible(qui):
            raise Refus(403, "Dites d'abord que vous êtes disponible.")
        return trouve

    def conversation(demande: Demande) -> Response:
        trouve = lue(demande)
        qui = demande.compte.identifiant
        console.journal.note(qui, "relais lu", pseudonyme(trouve.personne))
        return console.rend(
            demande, "relais/conversation.html", **_vue(trouve), **_messages(fil, trouve, 0)
        )

    def prend(demande: Demande) -> Response:
        trouve = lue(demande)
        annonce = [{"text": remplit(contenu().operateur.reprise.prise)}]
        if not relais.prend(trouve.id, demande.compte.identifiant, annonce):
            raise Refus(409, "Un collègue vient de la prendre, ou la personne est partie.")
        return RedirectResponse(f"/relais/{trouve.id}", status_code=303)

    def suite(demande: Demande) -> Response:
        """What is new; a conversation that is over says so, and the screen asks no more."""
        try:
            trouve = lue(demande)
        except Refus as refus:
            return console.rend(demande, "relais/finie.html", ARRET, phrase=str(refus))
        return nouveaux(demande, trouve, demande.requete.query_params)

    def nouveaux(demande: Demande, trouve: Relais, vus: Mapping[str, Any]) -> Response:
        """What the screen, which shows ``vus``, lacks."""
        apres = str(vus.get("apres", "0"))
        if not apres.isdecimal():
            raise Refus(400, "Rechargez cette page.")
        vue, lus = _vue(trouve), _messages(fil, trouve, int(apres))
        if not lus["messages"] and vue["empreinte"] == vus.get("empreinte"):
            return Response(status_code=204)
        nouveau = vue["danger"] != vus.get("danger")
        return console.rend(demande, "relais/suite.html", danger_nouveau=nouveau, **vue, **lus)

    def ecrit(demande: Demande) -> Response:
        trouve = lue(demande)
        texte = demande.champ("texte")
        if not texte:
            raise Refus(400, "Écrivez d'abord votre message.")
        if len(texte) > TEXTE_MAXIMAL:
            raise Refus(
                413, f"Votre message dépasse {TEXTE_MAXIMAL} caractères. Coupez-le en deux."
            )
        if not relais.ecrit(trouve.id, demande.compte.identifiant, texte):
            raise Refus(409, "Cette conversation n'est plus à vous : rien n'a été envoyé.")
        if not demande.par_htmx:
            return RedirectResponse(f"/relais/{trouve.id}", status_code=303)
        return nouveaux(demande, trouve, demande.champs)

    def rend(demande: Demande) -> Response:
        trouve = lue(demande)
        annonce = [{"text": remplit(contenu().operateur.reprise.rendue)}]
        if not relais.rend(trouve.id, demande.compte.identifiant, annonce):
            raise Refus(409, "Cette conversation n'est plus à vous.")
        return RedirectResponse("/relais", status_code=303)

    def route(chemin: str, fonction: Any, methode: str = "GET", acte: bool = True) -> Route:
        return Route(chemin, page(console.comptes, fonction, "conseiller", acte), methods=[methode])

    return [
        route("/relais", accueil),
        route("/relais/nouvelles", nouvelles, acte=False),
        route("/relais/bandeau", bandeau, acte=False),
        route("/relais/disponibilite", disponibilite, "POST"),
        route("/relais/{identifiant:int}", conversation),
        route("/relais/{identifiant:int}/suite", suite, acte=False),
        route("/relais/{identifiant:int}/prendre", prend, "POST"),
        route("/relais/{identifiant:int}/ecrire", ecrit, "POST"),
        route("/relais/{identifiant:int}/rendre", rend, "POST"),
    ]


def _apercu(relais: Relais) -> dict[str, Any]:
    """A line of the lists: what it is about, since when, which danger."""
    depuis = relais.pris_le or relais.demande_le
    return {
        "id": relais.id,
        "sujet": _sujet(relais.faits),
        "raison": RAISONS[relais.raison],
        "depuis": _duree(maintenant() - depuis),
        "danger": _danger(relais),
    }


def _sujet(faits: dict[str, Any]) -> str:
    etape = faits.get("etape")
    return contenu().fiches[etape].titre if etape else "Étape pas encore connue"


def _danger(relais: Relais) -> str:
    return contenu().situations[relais.alerte].titre if relais.alerte else ""


def _vue(relais: Relais) -> dict[str, Any]:
    """Everything of the conversation's screen but its messages."""
    vue = {
        **_apercu(relais),
        "etat": relais.etat,
        "etape": relais.faits.get("etape"),
        "resume": _resume(relais.faits),
        "presence": _presence(relais),
        "numeros": _numeros(relais),
    }
    sans_duree = {nom: valeur for nom, valeur in vue.items() if nom != "depuis"}
    return {**vue, "empreinte": _empreinte(sans_duree)}


def _resume(faits: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and value of what the bot has learnt."""
    lignes = [("Étape", _sujet(faits))]
    if faits.get("etape"):
        tour = Tour(Message("", "", 0.0, []), dict(faits), aujourdhui())
        limite = date_a_retenir(tour)
        if limite:
            passee = ", passée" if limite < tour.aujourdhui else ""
            lignes.append(("Date à retenir", en_toutes_lettres(limite) + passee))
    for fait in contenu().operateur.faits:
        valeur = faits.get(fait.id)
        if valeur and valeur != INCONNU:
            choix = {un.valeur: un.texte for un in fait.choix}
            lignes.append((fait.libelle, choix.get(valeur) or en_clair(fait, valeur)))
    return lignes


def _numeros(relais: Relais) -> str:
    """The numbers already given to a tenant in danger."""
    if not relais.alerte:
        return ""
    contacts = contenu().situations[relais.alerte].numeros
    return ", ".join(contenu().telephone(contact) for contact in contacts)


def _presence(relais: Relais) -> str:
    absence = maintenant() - (relais.lu_le or relais.demande_le)
    if absence <= FENETRE_OUVERTE:
        return "La fenêtre de la personne est ouverte."
    return f"Fenêtre fermée depuis {_duree(absence)}. La personne lira vos messages à son retour."


def _duree(ecoulee: dt.timedelta) -> str:
    minutes = int(ecoulee.total_seconds() // 60)
    return f"{minutes} min" if minutes else "moins d'une minute"


def _messages(fil: Fil, relais: Relais, apres: int) -> dict[str, Any]:
    lus = fil.lit(relais.personne, apres).messages
    return {
        "messages": [
            {"n": m["n"], "de": m["de"], "auteur": AUTEURS[m["de"]], "texte": m["text"]}
            for m in lus
            if m.get("text")
        ],
        "apres": lus[-1]["n"] if lus else apres,
    }


def _empreinte(vues: dict[str, Any]) -> str:
    return hashlib.sha256(repr(vues).encode()).hexdigest()[:16]
