"""Greetings, thanks, doubt, off-topic and everything else that keeps a conversation going."""

from __future__ import annotations

from actions.demandes import demande, pose, texte_question
from actions.echeances import date_a_retenir
from actions.etape import dit_suite
from actions.questions import relance
from actions.tour import Tour
from guide.contenu import contenu
from guide.contenu.rendu import rend
from guide.dates_fr import en_toutes_lettres
from guide.texte import mots
from registre.conservation import jours_de_conversation

CHOIX_DU_PAPIER = {
    "commandement de payer": "commandement_payer",
    "papier du tribunal": "assignation",
    "papier pour quitter le logement": "commandement_quitter",
}


def salue(tour: Tour) -> None:
    """Greet, say who speaks, and ask what happens (or bring the thread back)."""
    tour.dit_phrase("accueil")
    if tour["attente"]:
        relance(tour)
    elif tour["etape"]:
        dit_suite(tour)
    else:
        tour.dit_phrase("accueil_suite")


def remercie(tour: Tour) -> None:
    tour.dit_phrase("merci")
    _garde_le_fil(tour)


def prend_conge(tour: Tour) -> None:
    tour.dit_phrase("au_revoir")
    _garde_le_fil(tour)


def _garde_le_fil(tour: Tour) -> None:
    """The pending question waits silently: closing words are not answered by a question."""
    if tour["etape"] and not tour.deja_dit("numero_final"):
        tour.note_dit("numero_final")
        tour.dit_phrase("pas_de_reponse")


def dit_robot(tour: Tour) -> None:
    tour.note_dit("robot")
    tour.dit_phrase("robot")
    if tour["attente"]:
        relance(tour)
    else:
        tour.dit_phrase("quelle_suite" if tour["etape"] else "accueil_suite")


def se_presente(tour: Tour) -> None:
    """Said once, in the first turn: a robot, no lawyer, how long the messages are kept."""
    if not tour.deja_dit("robot"):
        tour.note_dit("robot")
        tour.glisse(tour.phrase("je_suis_un_robot", jours=str(jours_de_conversation())))


def hors_sujet(tour: Tour) -> None:
    """Say politely what is not covered, and go back to the thread."""
    encore = tour.deja_dit("hors_sujet")
    tour.note_dit("hors_sujet")
    tour.dit_phrase("hors_sujet_encore" if encore else "hors_sujet")
    if tour["attente"]:
        relance(tour)
    elif tour["etape"]:
        tour.dit_phrase("quelle_suite")
    else:
        tour.dit_phrase("accueil_suite" if encore else "hors_sujet_adresse")


def demande_papier(tour: Tour) -> None:
    """A paper or a bailiff, and nothing more: ask which paper it was, help to tell it."""
    if "commandement" in mots(tour.message.texte):
        demande_laquelle(tour, ["commandement_payer", "commandement_quitter"])
        return
    if tour["attente"] != "papier":
        tour.dit_phrase("quel_papier_rassure")
    elif not tour.deja_dit("quel_papier_aide"):
        tour.note_dit("quel_papier_aide")
        tour.dit_phrase("quel_papier_aide")
        tour.dit_phrase("quel_papier_lu")
    else:
        tour.dit_phrase("quel_papier_humain")
    tour["attente"] = "papier"
    tour.dit_phrase("quel_papier")
    tour.carte("papiers", choix=list(CHOIX_DU_PAPIER.values()))


def demande_laquelle(tour: Tour, etapes: list[str]) -> None:
    """Two stages are close: one question that tells them apart by what is written on the paper."""
    tour.repli = True
    tour["attente"] = "papier"
    tour["hesitation"] = etapes
    fiches = [contenu().fiches[etape] for etape in etapes]
    lignes = [
        f"{fiche.titre} : {rend(fiche.comment_reconnaitre[0], tour.canal)}" for fiche in fiches
    ]
    tour.dit_lignes(tour.phrase("lequel_des_deux"), lignes)
    tour.boutons = [*(fiche.titre for fiche in fiches), "Je ne sais pas"]


def ne_comprend_pas(tour: Tour) -> None:
    """Nothing fits: say what the bot can do, and the second time give a human."""
    tour.repli = True
    encore = tour.deja_dit("pas_compris")
    tour.note_dit("pas_compris")
    tour.dit_phrase("pas_compris_encore" if encore else "pas_compris")
    if tour["attente"]:
        relance(tour)
    elif tour["etape"]:
        tour.dit_phrase("quelle_suite")
    else:
        tour.dit_phrase("ce_que_je_sais")
        tour.dit_phrase("accueil_suite")


def explique_autrement(tour: Tour) -> None:
    """The tenant has not understood: shorter words; the second time other ones, and a person."""
    encore = tour.deja_dit("autrement")
    tour.note_dit("autrement")
    etape = tour["etape"]
    question = demande(tour["attente"] or "")
    if etape:
        fiche = contenu().fiches[etape]
        dits = (
            (fiche.comment_reconnaitre[0], fiche.en_attendant)
            if encore
            else (fiche.reconnu, *fiche.a_faire[:2])
        )
        courts = tour.enonces(dits)
        tour.dit_lignes(tour.phrase("autrement"), courts, puce="")
    else:
        tour.dit_phrase("autrement")
    if encore:
        tour.dit_phrase("pas_de_reponse")
    if question:
        pose(tour, question.id, question.aide or "")
    elif etape:
        tour.dit_phrase("quelle_suite")
    else:
        tour.dit_phrase("accueil_suite")


def dit_plus_court(tour: Tour) -> None:
    """The one thing to do, the date to keep, and the pending question: nothing else."""
    etape = tour["etape"]
    if not etape:
        tour.dit_phrase("accueil_suite")
        return
    limite = date_a_retenir(tour)
    quand = (
        tour.phrase("date_en_court", date=en_toutes_lettres(limite))
        if limite and limite >= tour.aujourdhui
        else ""
    )
    premier_pas = tour.enonces(contenu().fiches[etape].a_faire, au_plus=1)
    tour.dit(tour.phrase("en_plus_court"), *premier_pas, quand)
    question = demande(tour["attente"] or "")
    if question:
        tour.dit(texte_question(tour, question))
        tour.boutons = [choix.texte for choix in question.choix]
    else:
        tour.dit_phrase("quelle_suite")


def recommence(tour: Tour) -> None:
    """Forget everything of the conversation's facts, and start again."""
    for fait in list(tour.faits):
        tour[fait] = None
    tour.note_dit("robot")
    tour.dit_phrase("on_recommence")


def reprend(tour: Tour) -> None:
    """After a break: one line of summary."""
    limite = date_a_retenir(tour)
    sujet = contenu().fiches[tour["etape"]].titre
    if limite and limite >= tour.aujourdhui:
        sujet = tour.phrase("retour_date", sujet=sujet, date=en_toutes_lettres(limite))
    tour.dit_phrase("retour", sujet=sujet)
