"""Answer a question in the light of what is known, then bring the thread back."""

from __future__ import annotations

from actions import annuaire, echeances
from actions.demandes import demande, texte_question
from actions.tour import Tour
from guide import glossaire
from guide.contenu import contenu
from guide.contenu.modeles import Enonce, Fiche, Question, Reponse, Situation
from guide.contenu.rendu import rend

ENONCES_AU_PLUS = 4
AIDES_AU_PLUS = 4


def choisit_reponse(tour: Tour, source: Question | Situation) -> Reponse:
    """The first answer whose conditions hold for the known facts."""
    return next(reponse for reponse in source.reponses if tour.convient(reponse.si))


def repond(tour: Tour, intention: str) -> None:
    """Answer the question ``intention`` (an id of ``knowledge/questions/``)."""
    if intention == "q_definition" and definit(tour):
        return
    if intention == "q_delai" and tour["etape"]:
        tour.oublie_dit("echeances:")
        tour.oublie_dit("audience:")
        echeances.dit_echeances(tour)
        echeances.dit_audience(tour)
        echeances.dit_treve(tour, encore=bool(contenu().parcours[tour["etape"]].treve))
    if intention == "q_treve":
        echeances.dit_treve(tour, encore=True)
    dit_reponse(tour, choisit_reponse(tour, contenu().questions[intention]))


def dit_reponse(tour: Tour, reponse: Reponse) -> None:
    """Say one answer: its statements, the fiche's part it names, its aids and its contacts."""
    textes = tour.enonces(reponse.enonces, au_plus=ENONCES_AU_PLUS)
    if reponse.section and tour["etape"]:
        textes += tour.enonces(_partie(contenu().fiches[tour["etape"]], reponse.section), 3)
    tour.dit_lignes("", textes, puce="")
    dit_aides(tour, reponse.aides)
    nom = reponse.fiche or tour["etape"]
    if nom:
        tour.carte("fiche", etape=nom, section=reponse.section or "cest_quoi")
    if reponse.contacts:
        annuaire.dit_contacts(tour, reponse.contacts)


def dit_aides(tour: Tour, aides: list[str]) -> None:
    """One line for each scheme."""
    resumes = [contenu().dispositifs[aide].resume for aide in aides[:AIDES_AU_PLUS]]
    tour.dit_lignes("", tour.enonces(resumes))


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
    if question:
        tour.dit(tour.phrase("relance", question=texte_question(tour, question)))
        tour.boutons = [choix.texte for choix in question.choix]


def _partie(fiche: Fiche, section: str) -> list[Enonce]:
    if section in ("a_faire", "risques", "suite", "cest_quoi", "comment_reconnaitre"):
        return getattr(fiche, section)
    return next((s.enonces for s in fiche.sections if s.id == section), [])
