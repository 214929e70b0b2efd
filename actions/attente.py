"""Read the message as the answer to the pending question (slot ``attente``)."""

from __future__ import annotations

from datetime import date

from actions import annuaire, dialogue, echeances, etape, faits, questions, relais, verification
from actions.demandes import ARedemander, Lu, demande, lit, pose, redemande
from actions.tour import INCONNU, Tour
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES, Demande
from guide.dates_fr import en_toutes_lettres
from guide.indices import faits_dits, papiers_nommes
from guide.reponses import avis, choisit, interroge
from guide.texte import mots, plie

# A bare fact is short, and of a kind that cannot be mistaken for another.
MOTS_D_UN_FAIT = 7
_NUS = ("date", "choix", "commune")


def lit_la_reponse(tour: Tour) -> bool:
    """True when the message was the awaited answer, and was answered as such.

    An answer to another question of the stage ("Carvin" while a date is asked) counts too.
    """
    if relais.en_attente(tour):
        accord = relais.lit_l_accord(tour)
        if accord == "non":
            questions.relance(tour)
        if accord:
            return True
    attente = tour["attente"]
    if attente == "papier":
        return _lit_le_papier(tour)
    genre = verification.pendante(tour)
    if genre:
        return _lit_la_verification(tour, genre)
    question = demande(attente or "")
    if question and _lit_la_demande(tour, question):
        return True
    return tour["etape"] is not None and (_lit_un_autre_fait(tour) or _lit_un_fait_dit(tour))


def _lit_la_demande(tour: Tour, question: Demande) -> bool:
    texte = tour.message.texte
    lecture = lit(tour, question, texte)
    if lecture is None:
        return _confirme(tour, question, texte)
    if _est_autre_chose(tour, question, lecture):
        return False
    if isinstance(lecture, ARedemander):
        if _lit_un_autre_fait(tour, sauf=question):
            return True
        redemande(tour, question, lecture)
        return True
    _prend_la_reponse(tour, question, lecture.valeur)
    return True


def _prend_la_reponse(tour: Tour, question: Demande, valeur: str) -> None:
    """Keep the answer with whatever else the message tells, and go on."""
    tour["dernier_fait"] = question.id
    if valeur == INCONNU and not _date_approchee(tour, question):
        tour[question.id] = INCONNU
        tour["attente"] = None
        faits.prend(tour, sauf=question.id)
        _dit_l_inconnu(tour, question)
    elif valeur != INCONNU:
        autre_chose_attendu = tour["attente"] not in (None, question.id)
        retient(tour, question, valeur)
        faits.prend(tour, sauf=question.id)
        if autre_chose_attendu and not tour.bulles:
            tour.dit_phrase("bien_recu")
    if tour["attente"] is None and tour["etape"]:
        etape.poursuit(tour)
    elif tour["attente"] is None:
        _poursuit_sans_etape(tour)
    _repond_aussi(tour)


def _poursuit_sans_etape(tour: Tour) -> None:
    """The commune was asked before any stage was told: its contacts, then what happens."""
    if tour.connu("commune"):
        reponse = questions.choisit_reponse(tour, contenu().questions["q_contacts"])
        annuaire.dit_contacts(tour, reponse.contacts)
    tour.dit_phrase("ou_en_etes_vous")


def _lit_un_autre_fait(tour: Tour, sauf: Demande | None = None) -> bool:
    """A bare answer to a question of the stage that is not the pending one.

    ``sauf``: the pending question, which could not use the answer: a date stays its own.
    """
    texte = tour.message.texte
    if interroge(texte) or avis(texte) or papiers_nommes(texte):
        return False
    if len(mots(texte)) > MOTS_D_UN_FAIT:
        return False
    refus: tuple[Demande, ARedemander] | None = None
    for question in _autres_questions(tour, sauf):
        lecture = lit(tour, question, texte)
        if isinstance(lecture, Lu) and lecture.valeur != INCONNU:
            _prend_la_reponse(tour, question, lecture.valeur)
            return True
        if isinstance(lecture, ARedemander) and refus is None and question.role != "bail":
            refus = question, lecture
    if refus is None or sauf is not None or faits_dits(texte):
        return False
    redemande(tour, *refus)
    return True


def _lit_un_fait_dit(tour: Tour) -> bool:
    """A short statement that only tells a fact ("c'est un HLM", "j'ai loupé celle de novembre")."""
    message = tour.message
    if message.confiance >= message.seuils.sur or interroge(message.texte):
        return False
    if papiers_nommes(message.texte) or len(mots(message.texte)) > MOTS_D_UN_FAIT:
        return False
    if not faits.prend(tour):
        return False
    tour.dit_phrase("bien_recu")
    etape.poursuit(tour)
    return True


def _autres_questions(tour: Tour, sauf: Demande | None) -> list[Demande]:
    parcours = contenu().parcours[tour["etape"]]
    questions_du_stade = [
        contenu().demandes[identifiant]
        for identifiant in parcours.demandes
        if tour[identifiant] is None and tour.convient(parcours.demandes_si.get(identifiant, {}))
    ]
    return [
        question
        for question in questions_du_stade
        if question.genre in _NUS
        and question is not sauf
        and not (sauf and sauf.genre == question.genre == "date")
    ]


def _est_autre_chose(tour: Tour, question: Demande, lecture: Lu | ARedemander) -> bool:
    """A question, a farewell or another paper's news that only looks like the answer."""
    message = tour.message
    if choisit(message.texte, [choix.texte for choix in question.choix]) is not None:
        return False
    if message.intention in ("merci", "au_revoir") and message.confiance >= message.seuils.suite:
        return True
    # The hearing's date is told with its place: "le 14 janvier au tribunal de Lens".
    attendue = (tour["etape"], "audience" if question.id == "date_audience" else None)
    if message.intention not in attendue and message.intention in papiers_nommes(message.texte):
        return True
    if not message.texte.rstrip().endswith("?"):
        return False
    longue = len(mots(message.texte)) > MOTS_D_UN_FAIT
    return longue or isinstance(lecture, ARedemander) or message.intention.startswith("q_")


def retient(tour: Tour, question: Demande, valeur: str) -> None:
    """Keep an answer, and read it back when it is a date.

    A stretch of days is asked once more for the exact day; then its first day counts.
    """
    tour["attente"] = None
    if "/" in valeur:
        debut, _ = valeur.split("/")
        if not tour.deja_dit(_sujet_approche(question)):
            tour.note_dit(_sujet_approche(question))
            tour.note_dit(f"{_sujet_approche(question)}:{debut}")
            redemande(tour, question, ARedemander("date_vague"))
            return
        _compte_depuis(tour, question, debut)
        return
    tour[question.id] = valeur
    jour = tour.jour(question.id)
    if jour and question.id != "date_audience":
        tour.dit(tour.phrase("date_relue", date=en_toutes_lettres(jour).capitalize()))
    reaction = REACTIONS.get((question.id, valeur))
    if reaction:
        tour.dit_phrase(reaction)


def _sujet_approche(question: Demande) -> str:
    return "approche:" + question.id


def _date_approchee(tour: Tour, question: Demande) -> bool:
    """The exact day is not known, but a stretch of days was told: its first day counts."""
    prefixe = _sujet_approche(question) + ":"
    debuts = [sujet for sujet in tour["dit"] or [] if sujet.startswith(prefixe)]
    if not debuts:
        return False
    tour["attente"] = None
    _compte_depuis(tour, question, debuts[-1].removeprefix(prefixe))
    return True


def _compte_depuis(tour: Tour, question: Demande, debut: str) -> None:
    tour[question.id] = debut
    tour.dit_phrase("dates_en_mots", date=en_toutes_lettres(date.fromisoformat(debut)))


REACTIONS = {
    ("loyer_repris", "oui"): "loyer_repris_oui",
    ("loyer_repris", "non"): "loyer_repris_non",
    ("ou_dormir", "non"): "dormir_non",
    ("ou_dormir", "oui"): "dormir_oui",
    ("ou_dormir", INCONNU): "dormir_non",
}


def _dit_l_inconnu(tour: Tour, question: Demande) -> None:
    """The tenant does not know: still the rule, where to look, what to do today."""
    lignes = echeances.regle_sans_date(tour, question.id) if tour["etape"] else []
    reaction = REACTIONS.get((question.id, INCONNU))
    if reaction:
        tour.dit_phrase(reaction)
    elif lignes:
        tour.dit_lignes("", lignes, puce="")
    elif question.id == "date_audience":
        tour.dit_phrase("audience_inconnue")
    else:
        tour.dit_phrase("pas_grave")


def _confirme(tour: Tour, question: Demande, texte: str) -> bool:
    """Yes or no instead of the awaited fact: to the stage just recognised."""
    opinion = avis(texte)
    if opinion == "oui" and tour.message.intention in ("oui", "a_preciser", "salutation"):
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
    # "Je vais partir vite" is a wrong answer that looks like a goodbye: only a sure one ends here.
    message = tour.message
    if message.intention in ("merci", "au_revoir") and message.confiance >= message.seuils.sur:
        return False
    verification.repond(tour, genre, texte)
    return True
