"""Dangers and special situations: the numbers first, in any state of the conversation."""

from __future__ import annotations

from actions.questions import choisit_reponse, dit_reponse, relance
from actions.tour import Tour
from guide.commandes_parlees import commande
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES
from guide.indices import papiers_nommes
from guide.reponses import avis

DANGERS = ("detresse", "violence", "a_la_rue_ce_soir", "expulsion_illegale")


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


def _parle_d_autre_chose(tour: Tour) -> bool:
    """A question, a dialogue act, or a stage whose paper is named."""
    intention = tour.message.intention
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
    tour.dit_lignes("", [*(rappel if situation.danger else []), *suite], puce="")


def _montre_les_numeros(tour: Tour, danger: str) -> None:
    contacts = [contenu().contacts[nom] for nom in contenu().situations[danger].numeros]
    numeros = [(contact.nom, contact.telephones[0]) for contact in contacts if contact.telephones]
    tour.carte("urgence", numeros=[{"nom": nom, "telephone": tel} for nom, tel in numeros])
    tour.bulles = _avec_numeros(tour.bulles, [tel for _, tel in numeros])


def repond_situation(tour: Tour, intention: str) -> None:
    """Answer a special situation that is no danger (landlord, other reason, no lease, human)."""
    situation = contenu().situations[intention]
    if tour.deja_dit("situation:" + intention) and situation.suite:
        _dit_la_suite(tour, intention)
    else:
        tour.note_dit("situation:" + intention)
        dit_reponse(tour, choisit_reponse(tour, situation))
    relance(tour)


def _avec_numeros(bulles: list[str], numeros: list[str]) -> list[str]:
    """Every number of the card stands in the text too: the missing ones are added first."""
    texte = " ".join(bulles)
    manquants = [numero for numero in numeros if numero not in texte]
    if not manquants:
        return bulles
    return [" · ".join(manquants), *bulles]
