"""Greetings, thanks, doubt, off-topic and everything else that keeps a conversation going."""

from __future__ import annotations

from actions.demandes import demande, pose
from actions.etape import dit_suite
from actions.questions import relance
from actions.tour import Tour
from guide.contenu import contenu
from guide.contenu.rendu import rend

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
    tour.dit_phrase("robot")
    relance(tour)


def hors_sujet(tour: Tour) -> None:
    """Say politely what is not covered, and go back to the thread."""
    tour.dit_phrase("hors_sujet")
    if tour["attente"]:
        relance(tour)
    elif tour["etape"]:
        tour.dit_phrase("quelle_suite")
    else:
        tour.dit_phrase("hors_sujet_adresse")


def demande_papier(tour: Tour) -> None:
    """A paper or a bailiff, and nothing more: ask which paper it was, help to tell it."""
    if tour["attente"] == "papier":
        tour.dit_phrase("quel_papier_aide")
        tour.dit_phrase("quel_papier_lu")
    else:
        tour.dit_phrase("quel_papier_rassure")
    tour["attente"] = "papier"
    tour.dit_phrase("quel_papier")
    tour.carte("papiers", choix=list(CHOIX_DU_PAPIER.values()))


def demande_laquelle(tour: Tour, etapes: list[str]) -> None:
    """Two stages are close: one question that tells them apart by what is written on the paper."""
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
    """The tenant has not understood: shorter words, then the pending question with its help."""
    tour.dit_phrase("autrement")
    etape = tour["etape"]
    question = demande(tour["attente"] or "")
    if etape:
        fiche = contenu().fiches[etape]
        courts = [rend(enonce, "sms") for enonce in (fiche.reconnu, *fiche.a_faire[:2])]
        tour.dit_lignes("", courts, puce="")
    if question:
        pose(tour, question.id, rend_aide(question.aide))
    elif etape:
        tour.dit_phrase("pas_de_reponse")
    else:
        tour.dit_phrase("accueil_suite")


def rend_aide(aide: str | None) -> str:
    return aide or ""


def recommence(tour: Tour) -> None:
    """Forget everything of the conversation's facts, and start again."""
    for fait in list(tour.faits):
        tour[fait] = None
    tour.dit_phrase("on_recommence")


def reprend(tour: Tour) -> None:
    """After a break: one line of summary."""
    tour.dit_phrase("retour", sujet=contenu().fiches[tour["etape"]].titre)
