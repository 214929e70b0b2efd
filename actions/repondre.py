"""The one action of a turn, and the order in which a message is read (contract, section 2b).

danger → steering words and corrections → answer to the pending question → new intent.
This order stands here and nowhere else.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import commandes, dialogue, etape, faits, questions, situations
from actions.attente import lit_la_reponse
from actions.demandes import pose
from actions.lecture import lit_le_tour
from actions.tour import Tour
from guide.contenu.modeles import ETAPES

# Measured on held-out messages (docs/decisions/0003-doute.md).
CONFIANCE_MINIMALE = 0.30
CONFIANCE_DANGER = 0.35
CONFIANCE_AUTRE_DANGER = 0.6
ECART_ETAPES = 0.15
CONFIANCE_HORS_SUJET = 0.6
POIDS_QUESTION = 0.01
# Questions whose answer needs to know where the tenant lives.
DEMANDENT_LA_COMMUNE = ("q_contacts", "q_aides")


class ActionRepondre(Action):
    """Read the tenant's message in the contract's order and answer it."""

    def name(self) -> str:
        return "action_repondre"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer one message; return the slots it changes."""
        tour = lit_le_tour(tracker)
        repond(tour)
        bulles = tour.bulles_bornees()
        for rang, bulle in enumerate(bulles):
            derniere = rang == len(bulles) - 1
            boutons = [{"title": t, "payload": t} for t in tour.boutons] if derniere else None
            dispatcher.utter_message(text=bulle, buttons=boutons)
        for carte in tour.cartes:
            dispatcher.utter_message(json_message=carte)
        return [SlotSet(nom, valeur) for nom, valeur in tour.changements().items()]


def repond(tour: Tour) -> None:
    """Fill the tour's reply: the contract's order."""
    if tour.message.tronque:
        tour.dit_phrase("message_long")
    if tour.reprise and tour["etape"]:
        dialogue.reprend(tour)
    danger = _danger(tour)
    if danger:
        situations.repond_danger(tour, danger)
        return
    if situations.suit_le_danger(tour):
        return
    tour["danger"] = None
    if commandes.execute(tour) or commandes.corrige(tour):
        return
    if lit_la_reponse(tour):
        return
    _nouvelle_intention(tour)


def _danger(tour: Tour) -> str | None:
    """The danger that the message tells, if any."""
    message = tour.message
    if message.intention not in situations.DANGERS or message.confiance < CONFIANCE_DANGER:
        return None
    # What follows a danger is first about that danger ("il dit que je lui dois deux mois").
    autre = tour["danger"] and tour["danger"] != message.intention
    return None if autre and message.confiance < CONFIANCE_AUTRE_DANGER else message.intention


def _nouvelle_intention(tour: Tour) -> None:
    message = tour.message
    intention = _intention_retenue(tour)
    if intention is None:
        _doute(tour)
    elif intention in ETAPES:
        _etape_dite(tour, intention)
    elif intention.startswith("q_"):
        _question(tour, intention)
    elif intention in _SUITES:
        _SUITES[intention](tour)
    elif intention in situations.DANGERS:
        situations.repond_danger(tour, intention)
    else:
        faits.prend(tour)
        situations.repond_situation(tour, message.intention)


def _intention_retenue(tour: Tour) -> str | None:
    """The intent to answer, None in doubt.

    Once a stage is known, a question mark makes a question: "donc ils viennent pas demain ?" is
    not the news that the police come.
    """
    message = tour.message
    if tour["etape"] and "?" in message.texte and message.intention in (*ETAPES, "hors_sujet"):
        nommes = commandes.etape_dite_en_passant(tour)
        fragile = message.intention != "hors_sujet" or message.confiance < CONFIANCE_HORS_SUJET
        if fragile and not nommes:
            candidates = [
                nom for nom, p in message.classement if nom.startswith("q_") and p >= POIDS_QUESTION
            ]
            return candidates[0] if candidates else "q_delai"
    return message.intention if message.confiance >= CONFIANCE_MINIMALE else None


def _etape_dite(tour: Tour, dite: str) -> None:
    """A stage is told: the news of a first message, or a change the message names a paper for."""
    if tour["etape"] and dite != tour["etape"] and not commandes.peut_changer_d_etape(tour, dite):
        _etape_gardee(tour, dite)
        return
    proches = _etapes_proches(tour)
    if tour["etape"] is None and proches:
        faits.prend(tour)
        dialogue.demande_laquelle(tour, proches)
        return
    if dite != tour["etape"]:
        etape.change(tour, dite)
    commandes.entre_dans_l_etape(tour)


def _etape_gardee(tour: Tour, dite: str) -> None:
    """The stage stays: take what the message tells; money troubles call for the aids."""
    remplis = faits.prend(tour)
    if remplis:
        etape.poursuit(tour)
    elif dite == "impaye":
        _question(tour, "q_aides")
    elif "?" in tour.message.texte:
        dialogue.explique_autrement(tour)
    else:
        dialogue.ne_comprend_pas(tour)


def _question(tour: Tour, intention: str) -> None:
    """A question; a stage told in the same message is taken too (both are served)."""
    nouvelle = commandes.etape_dite_en_passant(tour)
    if nouvelle and nouvelle != tour["etape"] and commandes.peut_changer_d_etape(tour, nouvelle):
        etape.change(tour, nouvelle)
    remplis = faits.prend(tour)
    if tour["attente"] in remplis:
        tour["attente"] = None
    questions.repond(tour, intention)
    if tour["etape"] and "echeance_manquee" in remplis:
        etape.poursuit(tour)
    elif intention in DEMANDENT_LA_COMMUNE and tour["commune"] is None:
        pose(tour, "commune")
    elif tour["attente"]:
        questions.relance(tour)
    elif tour["etape"]:
        etape.poursuit(tour)
    else:
        tour.dit_phrase("ou_en_etes_vous")


def _etapes_proches(tour: Tour) -> list[str]:
    """The two first stages when they are too close to tell apart; else an empty list."""
    (premiere, p1), (seconde, p2) = tour.message.classement[:2]
    if premiere in ETAPES and seconde in ETAPES and p1 - p2 < ECART_ETAPES:
        return [premiere, seconde]
    return []


def _doute(tour: Tour) -> None:
    remplis = faits.prend(tour)
    candidates = [nom for nom, _ in tour.message.classement[:2]]
    if tour["etape"] is None and all(nom in ETAPES for nom in candidates):
        dialogue.demande_laquelle(tour, candidates)
    elif tour["etape"] and remplis:
        etape.poursuit(tour)
    else:
        dialogue.ne_comprend_pas(tour)


def _recommence(tour: Tour) -> None:
    dialogue.recommence(tour)
    tour.dit_phrase("accueil_suite")


def _oui(tour: Tour) -> None:
    """Yes to nothing in particular: go on."""
    if tour["attente"]:
        questions.relance(tour)
    elif tour["etape"]:
        etape.poursuit(tour)
    else:
        tour.dit_phrase("accueil_suite")


def _non(tour: Tour) -> None:
    """No: to the stage just recognised when nothing else is pending, else to go on."""
    if tour["etape"] and not tour["attente"]:
        tour.dit_phrase("autre_question")
    elif tour["etape"]:
        commandes.refuse_l_etape(tour)
    else:
        dialogue.demande_papier(tour)


_SUITES = {
    "salutation": dialogue.salue,
    "merci": dialogue.remercie,
    "au_revoir": dialogue.prend_conge,
    "oui": _oui,
    "non": _non,
    "pas_compris": dialogue.explique_autrement,
    "etes_vous_un_robot": dialogue.dit_robot,
    "recommencer": _recommence,
    "a_preciser": dialogue.demande_papier,
    "hors_sujet": dialogue.hors_sujet,
}
