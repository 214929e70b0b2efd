"""Dangers and special situations: the numbers first, in any state of the conversation."""

from __future__ import annotations

import re

from actions import annuaire, faits, relais
from actions.questions import choisit_reponse, definit, dit_reponse, relance
from actions.tour import Tour
from guide.commandes_parlees import commande
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES
from guide.indices import papiers_nommes
from guide.reponses import avis
from guide.texte import mots

DANGERS = ("detresse", "violence", "a_la_rue_ce_soir", "expulsion_illegale")
# Situations outside the procedure for unpaid rents.
SANS_ETAPE = ("autre_motif", "hors_bail")
QUESTIONS_GENERALES = ("q_risques", "q_delai", "q_solutions", "q_treve")
LETTRES_D_UN_MOT = 5
MOTS_D_UN_LIEU = 5


def repond_danger(tour: Tour, danger: str) -> None:
    """Answer a danger; the thread waits (``attente`` is kept) and is offered again later."""
    if tour["danger"] == danger and contenu().situations[danger].suite:
        _dit_la_suite(tour, danger)
    else:
        tour.oublie_dit("suite:" + danger)
        dit_reponse(tour, choisit_reponse(tour, contenu().situations[danger]))
    tour["danger"] = danger
    _montre_les_numeros(tour, danger)


def suit_le_danger(tour: Tour) -> bool:
    """True when the message goes on about the danger just told, and was answered so.

    "oui" (I am safe) brings the thread back; "non" and whatever tells no other thing clearly is
    still about the danger.
    """
    danger = tour["danger"]
    if not danger:
        return False
    message = tour.message
    opinion = avis(message.texte)
    if "commune" in faits.prend(tour):
        _dit_ou_aller(tour, danger)
        return True
    if opinion == "oui":
        tour["danger"] = None
        tour.dit_phrase("en_securite")
        _rend_le_fil(tour)
        return True
    if opinion != "non" and _parle_d_autre_chose(tour):
        return False
    if opinion != "non" and tour["attente"] and not tour["etape"]:
        tour["attente"] = None
    _dit_la_suite(tour, danger)
    _montre_les_numeros(tour, danger)
    return True


def _dit_ou_aller(tour: Tour, danger: str) -> None:
    """The tenant says where he is: the places to go to there, with the numbers."""
    reponse = choisit_reponse(tour, contenu().situations[danger])
    tour.dit(*tour.enonces(reponse.enonces, au_plus=1))
    roles = reponse.contacts
    annuaire.dit_contacts(tour, roles or ("siao", "mairie", "ccas"))
    tour.dit_phrase("en_danger_encore")
    _montre_les_numeros(tour, danger)


def donne_les_numeros(tour: Tour, danger: str) -> None:
    """Only whom to call: a human goes on with the rest."""
    reponse = choisit_reponse(tour, contenu().situations[danger])
    tour.dit(*tour.enonces(reponse.enonces, au_plus=1))
    _montre_les_numeros(tour, danger)


def _parle_d_autre_chose(tour: Tour) -> bool:
    """A question, a dialogue act, or a stage whose paper is named, surely."""
    intention = tour.message.intention
    if tour.message.confiance < tour.message.seuils.suite:
        return False
    if intention in ETAPES:
        return intention in papiers_nommes(tour.message.texte)
    return intention not in ("a_preciser", "hors_sujet", "non", *DANGERS) or bool(
        commande(tour.message.texte, ("recommence", "arrete"))
    )


def _rend_le_fil(tour: Tour) -> None:
    if tour["attente"]:
        relance(tour)
    elif tour["etape"]:
        tour.dit_phrase("quelle_suite")
    else:
        tour.dit_phrase("ou_en_etes_vous")


def _dit_la_suite(tour: Tour, intention: str) -> None:
    """What is said when the tenant writes again about it: the numbers, then two new sentences."""
    situation = contenu().situations[intention]
    rappel = tour.enonces(choisit_reponse(tour, situation).enonces, au_plus=1)
    deja = sum(1 for sujet in tour["dit"] or [] if sujet.startswith(f"suite:{intention}:"))
    tour.note_dit(f"suite:{intention}:{deja}")
    debut = min(deja * 2, max(len(situation.suite) - 2, 0))
    suite = tour.enonces(situation.suite[debut : debut + 2])
    # The reminder is said once more, then only the numbers: never three times the same sentence.
    tour.dit_lignes("", [*(rappel if situation.danger and not deja else []), *suite], puce="")


def _montre_les_numeros(tour: Tour, danger: str) -> None:
    contacts = [contenu().contacts[nom] for nom in contenu().situations[danger].numeros]
    numeros = [(contact.nom, contact.telephones[0]) for contact in contacts if contact.telephones]
    tour.carte("urgence", numeros=[{"nom": nom, "telephone": tel} for nom, tel in numeros])
    tour.bulles = _avec_numeros(tour.bulles, numeros)


def repond_situation(tour: Tour, intention: str) -> None:
    """Answer a special situation that is no danger (landlord, other reason, no lease, human)."""
    situation = contenu().situations[intention]
    if intention == "bailleur" and commande(tour.message.texte, ("locataire",)):
        tour.dit(tour.phrase("bien_recu"), tour.phrase("ou_en_etes_vous"))
        return
    if tour.deja_dit("situation:" + intention) and situation.suite:
        _dit_la_suite(tour, intention)
    else:
        tour.note_dit("situation:" + intention)
        dit_reponse(tour, choisit_reponse(tour, situation))
    if intention != "parler_humain" or not relais.propose(tour, "humain"):
        relance(tour)


def continue_la_situation(tour: Tour, intention: str) -> bool:
    """After another ground or no lease, what names no paper and no scheme still tells of it."""
    if tour["etape"] or intention in papiers_nommes(tour.message.texte):
        return False
    if intention.startswith("q_") and intention not in QUESTIONS_GENERALES:
        return False
    dite = next((nom for nom in SANS_ETAPE if tour.deja_dit("situation:" + nom)), None)
    if dite is None:
        return False
    repond_situation(tour, dite)
    return True


def dit_ou_il_habite(tour: Tour) -> bool:
    """A first message that only tells a commune ("je suis à Méricourt"): whom to call there."""
    court = len(mots(tour.message.texte)) <= MOTS_D_UN_LIEU
    if not court or "commune" not in faits.prend(tour):
        return False
    dit_reponse(tour, choisit_reponse(tour, contenu().questions["q_contacts"]))
    return True


def est_bailleur(tour: Tour) -> bool:
    """True once the writer said that he is a landlord, until he says that he is a tenant."""
    if commande(tour.message.texte, ("locataire",)):
        tour.oublie_dit("situation:bailleur")
    return tour["etape"] is None and tour.deja_dit("situation:bailleur")


def repond_bailleur(tour: Tour) -> None:
    """A landlord goes on: the sentence nearest to what he asks, then the others in their order."""
    if not (commande(tour.message.texte, ("definition",)) and definit(tour)):
        situation = contenu().situations["bailleur"]
        demandes = {mot for mot in mots(tour.message.texte) if len(mot) >= LETTRES_D_UN_MOT}
        tous = [*situation.suite, *choisit_reponse(tour, situation).enonces]
        proches = [e for e in tous if demandes & set(mots(e.texte))]
        suivants = [e for e in situation.suite if e not in proches and not tour.deja_dit(e.id)]
        dits = [*proches, *suivants][:2]
        for enonce in dits:
            tour.note_dit(enonce.id)
        tour.dit_lignes("", tour.enonces(dits), puce="")
    tour.dit_phrase("bailleur_conseil")


def _avec_numeros(bulles: list[str], numeros: list[tuple[str, str]]) -> list[str]:
    """Every number of the card stands in the text too: the missing ones end the first bubble."""
    texte = " ".join(bulles)
    manquants = [f"{nom} : {tel}." for nom, tel in numeros if not _donne(texte, tel)]
    if not manquants:
        return bulles
    return ["\n".join([*bulles[:1], *manquants]), *bulles[1:]]


def _donne(texte: str, numero: str) -> bool:
    """True when the number stands in the text by itself ("17", not the "17" of "2017")."""
    return re.search(rf"(?<!\d){re.escape(numero)}(?!\d)", texte) is not None
