"""Answer a question in the light of what is known, then bring the thread back."""

from __future__ import annotations

from actions import annuaire, echeances, relais, verification
from actions.demandes import demande, texte_question
from actions.tour import Tour
from guide import glossaire
from guide.commandes_parlees import commande
from guide.contenu import contenu
from guide.contenu.modeles import Enonce, Fiche, Question, Reponse, Situation
from guide.contenu.rendu import rend

ENONCES_AU_PLUS = 4
AIDES_AU_PLUS = 4
ENONCES_D_UNE_REPONSE_COURTE = 2
CONTACTS_AVEC_UNE_LONGUE_REPONSE = 3


def choisit_reponse(tour: Tour, source: Question | Situation) -> Reponse:
    """The first answer whose conditions hold for the known facts."""
    return next(reponse for reponse in source.reponses if tour.convient(reponse.si))


def repond(tour: Tour, intention: str, au_plus: int = ENONCES_AU_PLUS) -> str:
    """Answer the question ``intention`` (an id of ``knowledge/questions/``).

    ``au_plus``: how many statements. Returns the question really answered: "c'est quoi le FSL"
    asks for a meaning, not for money.
    """
    demande_un_mot = intention == "q_definition" or commande(tour.message.texte, ("definition",))
    if demande_un_mot and definit(tour):
        return "q_definition"
    if intention == "q_delai" and tour["etape"]:
        # The truce follows in full: its reminder beside the date would say it twice.
        for sujet in ("calendrier", "treve"):
            tour.oublie_dit(sujet)
        tour.oublie_dit("echeances:")
        tour.oublie_dit("audience:")
        echeances.dit_echeances(tour)
        echeances.dit_audience(tour)
        echeances.dit_treve(tour, encore=bool(contenu().parcours[tour["etape"]].treve))
    reponse = choisit_reponse(tour, contenu().questions[intention])
    if intention == "q_treve" and tour["etape"] and contenu().parcours[tour["etape"]].treve:
        # The truce's own dates replace the general sentence that begins the answer.
        echeances.dit_treve(tour, encore=True)
        reponse = reponse.copy(update={"enonces": reponse.enonces[1:]})
    elif intention == "q_treve" and tour["etape"]:
        # Before any decision the winter is not what protects: the judge comes first.
        rassurer = contenu().fiches[tour["etape"]].rassurer
        tour.dit(*tour.enonces([rassurer] if rassurer else []))
    dit_reponse(tour, reponse, au_plus)
    return intention


def dit_reponse(tour: Tour, reponse: Reponse, au_plus: int = ENONCES_AU_PLUS) -> None:
    """Say one answer: its statements, the fiche's part it names, its aids and its contacts."""
    textes = tour.enonces(reponse.enonces, au_plus)
    if reponse.section and tour["etape"]:
        textes += tour.enonces(_partie(contenu().fiches[tour["etape"]], reponse.section), 3)
    tour.dit_lignes("", textes, puce="")
    dit_aides(tour, reponse.aides)
    nom = reponse.fiche or tour["etape"]
    if nom:
        tour.carte("fiche", etape=nom, section=reponse.section or "cest_quoi")
    if reponse.contacts:
        longue = len(textes) > ENONCES_D_UNE_REPONSE_COURTE
        combien = CONTACTS_AVEC_UNE_LONGUE_REPONSE if longue else annuaire.CONTACTS_AU_PLUS
        annuaire.dit_contacts(tour, reponse.contacts, combien)


def dit_aides(tour: Tour, aides: list[str]) -> None:
    """One line for each scheme, but for what has just been said."""
    resumes = [contenu().dispositifs[aide].resume for aide in aides[:AIDES_AU_PLUS]]
    deja = "\n".join(tour.bulles)
    tour.dit_lignes("", [texte for texte in tour.enonces(resumes) if texte not in deja])


def definit(tour: Tour) -> bool:
    """Explain the glossary's term that the message names; False when it names none."""
    terme = glossaire.cherche(tour.message.texte)
    if terme is None:
        return False
    tour.dit(rend(terme, tour.canal))
    return True


def relance(tour: Tour) -> None:
    """Bring the pending question back after something else was answered."""
    question = demande(tour["attente"] or "")
    genre = verification.pendante(tour)
    if relais.en_attente(tour):
        relais.repose(tour)
    elif tour["attente"] == "papier":
        tour.dit_phrase("quel_papier")
    elif genre:
        verification.repose(tour, genre)
    elif question:
        tour.dit(tour.phrase("relance", question=texte_question(tour, question)))
        tour.boutons = [choix.texte for choix in question.choix]


def _partie(fiche: Fiche, section: str) -> list[Enonce]:
    if section in ("a_faire", "risques", "suite", "cest_quoi", "comment_reconnaitre"):
        return getattr(fiche, section)
    return next((s.enonces for s in fiche.sections if s.id == section), [])
