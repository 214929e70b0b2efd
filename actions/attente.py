"""Read the message as the answer to the pending question (slot ``attente``)."""

from __future__ import annotations

from actions import dialogue, echeances, etape, faits, questions, verification
from actions.demandes import ARedemander, Lu, demande, lit, pose, redemande
from actions.tour import INCONNU, Tour
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES, Demande
from guide.indices import papiers_nommes
from guide.reponses import avis, choisit
from guide.texte import plie

CONFIANCE_ADIEU = 0.5


def lit_la_reponse(tour: Tour) -> bool:
    """True when the message was the awaited answer, and was answered as such."""
    attente = tour["attente"]
    if not attente:
        return False
    if attente == "papier":
        return _lit_le_papier(tour)
    genre = verification.pendante(tour)
    if genre:
        return _lit_la_verification(tour, genre)
    question = demande(attente)
    return question is not None and _lit_la_demande(tour, question)


def _lit_la_demande(tour: Tour, question: Demande) -> bool:
    texte = tour.message.texte
    lecture = lit(tour, question, texte)
    if lecture is None:
        return _confirme(tour, question, texte)
    if _est_autre_chose(tour, question, lecture):
        return False
    if isinstance(lecture, ARedemander):
        redemande(tour, question, lecture)
        return True
    tour["dernier_fait"] = question.id
    if lecture.valeur == INCONNU:
        tour[question.id] = INCONNU
        tour["attente"] = None
        faits.prend(tour, sauf=question.id)
        _dit_l_inconnu(tour, question)
    else:
        retient(tour, question, lecture.valeur)
        faits.prend(tour, sauf=question.id)
    if tour["attente"] is None:
        etape.poursuit(tour)
    _repond_aussi(tour)
    return True


def _est_autre_chose(tour: Tour, question: Demande, lecture: Lu | ARedemander) -> bool:
    """A question or a farewell that only looks like the answer: it is read as a new intent."""
    message = tour.message
    if message.intention in ("merci", "au_revoir") and message.confiance >= CONFIANCE_ADIEU:
        return True
    if not message.texte.rstrip().endswith("?"):
        return False
    return isinstance(lecture, ARedemander) or message.intention.startswith("q_")


def retient(tour: Tour, question: Demande, valeur: str) -> None:
    """Keep an answer, and read it back when it is a date."""
    tour["attente"] = None
    if "/" in valeur and question.genre == "date":
        debut, _ = valeur.split("/")
        tour[question.id] = debut
        from datetime import date

        from guide.dates_fr import en_toutes_lettres

        tour.dit_phrase("dates_en_mots", date=en_toutes_lettres(date.fromisoformat(debut)))
        if not tour.deja_dit("exacte:" + question.id):
            tour.note_dit("exacte:" + question.id)
        return
    tour[question.id] = valeur
    jour = tour.jour(question.id)
    if jour:
        from guide.dates_fr import en_toutes_lettres

        tour.dit(tour.phrase("date_relue", date=en_toutes_lettres(jour).capitalize()))
    reaction = REACTIONS.get((question.id, valeur))
    if reaction:
        tour.dit_phrase(reaction)


REACTIONS = {
    ("surendettement", "oui"): "surendettement_accepte",
    ("loyer_repris", "oui"): "loyer_repris_oui",
    ("loyer_repris", "non"): "loyer_repris_non",
    ("ou_dormir", "non"): "dormir_non",
    ("ou_dormir", "oui"): "dormir_oui",
}


def _dit_l_inconnu(tour: Tour, question: Demande) -> None:
    """The tenant does not know: still the rule, where to look, what to do today."""
    lignes = echeances.regle_sans_date(tour, question.id) if tour["etape"] else []
    if lignes:
        tour.dit_lignes("", lignes, puce="")
    elif question.id == "date_audience":
        tour.dit_phrase("audience_inconnue")
    elif question.aide:
        tour.dit_phrase("pas_grave")
    if not lignes and question.id in ("date_bail", "delai_ecrit"):
        tour.dit_phrase("delai_inconnu_deux_dates")


def _confirme(tour: Tour, question: Demande, texte: str) -> bool:
    """Yes or no instead of the awaited fact: to the stage just recognised."""
    opinion = avis(texte)
    if opinion == "oui" and tour.message.intention in ("oui", "merci", "a_preciser", "salutation"):
        tour.note_dit("confirme")
        pose(tour, question.id, tour.phrase("bien_recu"))
        return True
    return False


def _repond_aussi(tour: Tour) -> None:
    """A question asked beside the answer ("le 5 octobre, et si je paye pas ?") is answered too."""
    message = tour.message
    demande_aussi = message.intention.startswith("q_") and "?" in message.texte
    if demande_aussi and message.confiance >= 0.5 and len(tour.bulles) < 3:
        boutons, derniere = tour.boutons, tour.bulles.pop() if tour["attente"] else None
        questions.repond(tour, message.intention)
        if derniere:
            tour.dit(derniere)
            tour.boutons = boutons


def _lit_le_papier(tour: Tour) -> bool:
    """Which paper: by its choice, by the words read on it, or not known."""
    texte = tour.message.texte
    proches: list[str] = tour["hesitation"] or []
    titres = [contenu().fiches[nom].titre for nom in proches]
    rang = choisit(texte, titres) if titres else None
    if rang is not None:
        trouvee: str | None = proches[rang]
    else:
        trouvee = next(
            (nom for mots, nom in dialogue.CHOIX_DU_PAPIER.items() if mots == plie(texte)), None
        )
    nommes = papiers_nommes(texte)
    if trouvee is None and len(nommes) == 1:
        trouvee = nommes[0]
    if trouvee is None and tour.message.intention in ETAPES and tour.message.confiance >= 0.35:
        trouvee = tour.message.intention
    if trouvee:
        tour["hesitation"] = None
        etape.change(tour, trouvee)
        faits.prend(tour)
        etape.poursuit(tour)
        return True
    if avis(texte) in (INCONNU, "non") or tour.message.intention in ("a_preciser", "pas_compris"):
        dialogue.demande_papier(tour)
        return True
    return False


def _lit_la_verification(tour: Tour, genre: str) -> bool:
    texte = tour.message.texte
    if verification.veut_passer(texte):
        verification.passe(tour, genre)
        return True
    if not verification.est_une_reponse(texte):
        return False
    if tour.message.intention in ("merci", "au_revoir"):
        return False
    verification.repond(tour, genre, texte)
    return True
