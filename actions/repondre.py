"""The one action of a turn, and the order in which a message is read (contract, section 2b).

danger → steering words and corrections → answer to the pending question → new intent.
This order stands here and nowhere else.
"""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import commandes, dialogue, etape, faits, questions, situations, suivi
from actions.attente import lit_la_reponse
from actions.demandes import Lu, demande, lit, pose
from actions.lecture import lit_le_tour
from actions.tour import Tour
from guide import glossaire
from guide.commandes_parlees import commande
from guide.contenu.modeles import ETAPES
from guide.dates import parle_de_date
from guide.indices import question_posee
from guide.reponses import interroge
from guide.texte import mots

MOTS_D_UNE_DATE = 3
# An answer is shorter when the stage is presented in the same turn.
ENONCES_AVEC_UNE_ETAPE = 2
# Intents that a question mark makes doubtful once a stage is known.
_FRAGILES = (*ETAPES, "hors_sujet", "au_revoir")
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
        if not tour["danger"]:
            dialogue.se_presente(tour)
        bulles = tour.bulles_bornees()
        for rang, bulle in enumerate(bulles):
            derniere = rang == len(bulles) - 1
            boutons = [{"title": t, "payload": t} for t in tour.boutons] if derniere else None
            dispatcher.utter_message(text=bulle, buttons=boutons)
        for carte in tour.cartes:
            dispatcher.utter_message(json_message=carte)
        canal = tracker.get_latest_input_channel() or ""
        suivi.compte(tour, canal)
        if tour.calculs:
            await asyncio.to_thread(suivi.note_les_dates, tour, tracker.sender_id, canal, bulles)
        return [SlotSet(nom, valeur) for nom, valeur in tour.changements().items()]


def repond(tour: Tour) -> None:
    """Fill the tour's reply: the contract's order."""
    if tour.message.tronque:
        tour.dit_phrase("message_long")
    if tour.reprise and tour["etape"]:
        dialogue.reprend(tour)
    danger = danger_dit(tour)
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


def danger_dit(tour: Tour) -> str | None:
    """The danger that the message tells, if any.

    A few words that are wholly the awaited date ("ce matin") tell none, unless it is sure.
    """
    message = tour.message
    if message.intention not in situations.DANGERS or message.confiance < message.seuils.danger:
        return None
    if message.intention == "expulsion_illegale" and situations.est_bailleur(tour):
        return None
    if message.confiance < message.seuils.sur and _est_la_date_attendue(tour):
        return None
    # What follows a danger is first about that danger ("il dit que je lui dois deux mois").
    autre = tour["danger"] and tour["danger"] != message.intention
    return None if autre and message.confiance < message.seuils.autre_danger else message.intention


def _est_la_date_attendue(tour: Tour) -> bool:
    question = demande(tour["attente"] or "")
    if question is None or question.genre != "date":
        return False
    court = len(mots(tour.message.texte)) <= MOTS_D_UNE_DATE
    return court and isinstance(lit(tour, question, tour.message.texte), Lu)


def _nouvelle_intention(tour: Tour) -> None:
    message = tour.message
    intention = _intention_retenue(tour)
    if situations.est_bailleur(tour) and not (intention in _SUITES and intention != "a_preciser"):
        situations.repond_bailleur(tour)
    elif intention is None:
        _doute(tour)
    elif intention in ETAPES and situations.continue_la_situation(tour, intention):
        pass
    elif intention in ETAPES:
        _etape_dite(tour, intention)
    elif intention.startswith("q_"):
        if not situations.continue_la_situation(tour, intention):
            _question(tour, intention)
    elif tour["etape"] is None and situations.dit_ou_il_habite(tour):
        tour.dit_phrase("ou_en_etes_vous")
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
    if message.intention in ETAPES and _demande_un_sens(tour):
        return "q_definition"
    if tour["etape"] and "?" in message.texte and message.intention in _FRAGILES:
        nommes = commandes.etape_dite_en_passant(tour)
        fragile = message.intention in ETAPES or message.confiance < message.seuils.hors_sujet
        if fragile and not nommes:
            candidates = [
                nom
                for nom, p in message.classement
                if nom.startswith("q_") and p >= message.seuils.question
            ]
            par_defaut = "q_delai" if parle_de_date(message.texte) else "q_risques"
            return candidates[0] if candidates else par_defaut
    if message.intention == "hors_sujet" or message.confiance < message.seuils.minimum:
        # A long message drowns its news: one sentence may tell it by itself.
        return commandes.etape_d_une_phrase(tour) or _si_sure(tour)
    return message.intention


def _demande_un_sens(tour: Tour) -> bool:
    """ "C'est quoi un commandement de quitter ?" asks for a meaning: nothing was received."""
    texte = tour.message.texte
    demande_un_mot = (
        commande(texte, ("definition",)) is not None and glossaire.cherche(texte) is not None
    )
    return demande_un_mot and commandes.etape_dite_en_passant(tour) is None


def _si_sure(tour: Tour) -> str | None:
    """The first intent; in doubt, the likeliest question once a stage is known, else None.

    Money troubles told again ("moi pas argent") are one: they call for the aids.
    """
    message = tour.message
    if message.confiance >= message.seuils.minimum:
        return message.intention
    if not tour["etape"]:
        return None
    return next(
        (
            nom
            for nom, poids in message.classement
            if (nom.startswith("q_") or nom == "impaye") and poids >= message.seuils.repli
        ),
        None,
    )


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
    question = _question_d_une_phrase(tour)
    if question:
        _question(tour, question)
    else:
        commandes.entre_dans_l_etape(tour)


def _question_d_une_phrase(tour: Tour) -> str | None:
    """The question that one sentence of the message asks beside the news."""
    par_les_mots = question_posee(tour.message.texte) if "?" in tour.message.texte else None
    return next(
        (
            partie.intention
            for partie in tour.message.parties
            if partie.intention.startswith("q_")
            and partie.confiance >= tour.message.seuils.partie
            and interroge(partie.texte)
        ),
        par_les_mots,
    )


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
    debut = not tour.deja_dit(f"presentation:{tour['etape']}")
    remplis = faits.prend(tour)
    if tour["attente"] in remplis:
        tour["attente"] = None
    nouvelle_etape = debut and tour["etape"] is not None
    au_plus = ENONCES_AVEC_UNE_ETAPE if nouvelle_etape else questions.ENONCES_AU_PLUS
    intention = questions.repond(tour, intention, au_plus)
    if tour["etape"] and "echeance_manquee" in remplis:
        etape.poursuit(tour)
    elif intention in DEMANDENT_LA_COMMUNE and tour["commune"] is None:
        pose(tour, "commune")
    elif tour["attente"]:
        questions.relance(tour)
    elif tour["etape"]:
        etape.poursuit(tour, bref=debut)
    else:
        tour.dit_phrase("ou_en_etes_vous")


def _etapes_proches(tour: Tour) -> list[str]:
    """The two first stages when they are too close to tell apart; else an empty list."""
    (premiere, p1), (seconde, p2) = tour.message.classement[:2]
    if premiere in ETAPES and seconde in ETAPES and p1 - p2 < tour.message.seuils.ecart_etapes:
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
    """Start again, when it is asked in so many words: everything would be lost."""
    if tour["etape"] and tour.message.confiance < tour.message.seuils.sur:
        dialogue.ne_comprend_pas(tour)
        return
    commandes.recommence(tour)


def _oui(tour: Tour) -> None:
    """Yes to nothing in particular: go on."""
    if tour["attente"]:
        questions.relance(tour)
    elif tour["etape"]:
        etape.poursuit(tour)
    else:
        tour.dit_phrase("accueil_suite")


def _non(tour: Tour) -> None:
    """No: to the stage just recognised; later, to a question that "no" does not answer."""
    question = demande(tour["attente"] or "")
    if tour["etape"] and not tour["attente"]:
        tour.dit_phrase("autre_question")
    elif tour["etape"] and question and tour["dernier_fait"]:
        pose(tour, question.id, tour.phrase("pas_grave"), question.aide or "")
    elif tour["etape"]:
        commandes.refuse_l_etape(tour)
    else:
        dialogue.demande_papier(tour)


def _demande_papier(tour: Tour) -> None:
    """A paper with no name; once a stage is known, only when it surely tells of another one."""
    if tour["etape"] and tour.message.confiance < tour.message.seuils.sur:
        dialogue.ne_comprend_pas(tour)
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
    "a_preciser": _demande_papier,
    "hors_sujet": dialogue.hors_sujet,
}
