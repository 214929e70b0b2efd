"""Dangers and special situations: the numbers first, in any state of the conversation."""

from __future__ import annotations

from actions.questions import choisit_reponse, dit_reponse, relance
from actions.tour import Tour
from guide.contenu import contenu

DANGERS = ("detresse", "violence", "a_la_rue_ce_soir", "expulsion_illegale")


def repond_danger(tour: Tour, danger: str) -> None:
    """Answer a danger; the thread waits (``attente`` is kept) and is offered again later."""
    situation = contenu().situations[danger]
    deja = tour["danger"] == danger
    tour["danger"] = danger
    if deja and situation.suite:
        rappel = tour.enonces(situation.reponses[0].enonces, au_plus=1)
        rang = sum(1 for sujet in tour["dit"] or [] if sujet.startswith("suite:" + danger))
        tour.note_dit(f"suite:{danger}:{rang}")
        debut = min(rang * 2, max(len(situation.suite) - 2, 0))
        tour.dit_lignes("", [*rappel, *tour.enonces(situation.suite[debut : debut + 2])], puce="")
    else:
        dit_reponse(tour, choisit_reponse(tour, situation))
    numeros = [contenu().contacts[identifiant] for identifiant in situation.numeros]
    tour.carte(
        "urgence",
        numeros=[{"nom": c.nom, "telephone": c.telephones[0]} for c in numeros if c.telephones],
    )
    tour.bulles = _avec_numeros(tour.bulles, [c.telephones[0] for c in numeros if c.telephones])


def repond_situation(tour: Tour, intention: str) -> None:
    """Answer a special situation that is no danger (landlord, other reason, no lease, human)."""
    dit_reponse(tour, choisit_reponse(tour, contenu().situations[intention]))
    relance(tour)


def _avec_numeros(bulles: list[str], numeros: list[str]) -> list[str]:
    """Every number of the card stands in the text too: the missing ones are added first."""
    texte = " ".join(bulles)
    manquants = [numero for numero in numeros if numero not in texte]
    if not manquants:
        return bulles
    return [" · ".join(manquants), *bulles]
