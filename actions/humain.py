"""Send to a person at once, with the one thing to do now (pratique, A13)."""

from __future__ import annotations

from collections.abc import Callable

from actions import echeances
from actions.tour import Tour
from guide.contenu import contenu
from guide.contenu.rendu import rend
from guide.indices import signes_dits


def _surendettement_et_commandement(tour: Tour) -> bool:
    commandement = tour["etape"] in ("commandement_payer", "commandement_quitter")
    return commandement and tour["surendettement"] == "oui"


_CAUSES: dict[str, Callable[[Tour], bool]] = {
    "date": echeances.est_pressant,
    "sans_delai": lambda tour: tour["delai_supprime"] == "oui",
    "police": lambda tour: tour["etape"] == "expulsion_cfp",
    "echeance_manquee": lambda tour: tour["echeance_manquee"] == "oui",
    "surendettement": _surendettement_et_commandement,
    "papier_incertain": lambda tour: tour.deja_dit("papier_corrige:2"),
}


# What to do now is said with the news itself, as for a date that has passed.
_CONSEIL_DEJA_DIT = {"police", "echeance_manquee"}


def oriente(tour: Tour, date_reglee: bool = True) -> None:
    """Once for each cause: what to do now and whom to call, before any other question.

    ``date_reglee``: the date is no longer provisional; before, nobody is alarmed by it.
    """
    nouvelles = [
        cause
        for cause, vaut in _CAUSES.items()
        if not tour.deja_dit("humain:" + cause) and (date_reglee or cause != "date") and vaut(tour)
    ]
    for cause in nouvelles:
        tour.note_dit("humain:" + cause)
    fragilites = _fragilites(tour)
    deja = _CONSEIL_DEJA_DIT | ({"date"} if echeances.est_passee(tour) else set())
    if nouvelles and deja.issuperset(nouvelles):
        tour.dit(*fragilites, tour.phrase("humain_maintenant"))
    elif nouvelles:
        urgence = rend(contenu().fiches[tour["etape"]].urgence, tour.canal)
        tour.dit(urgence, *fragilites, tour.phrase("humain_horaires"))
    elif fragilites:
        tour.dit(*fragilites, tour.phrase("humain_maintenant"))


def _fragilites(tour: Tour) -> list[str]:
    """Guardianship, hospital, prison: who must be told today."""
    nouveaux = [
        signe for signe in signes_dits(tour.message.texte) if not tour.deja_dit("humain:" + signe)
    ]
    for signe in nouveaux:
        tour.note_dit("humain:" + signe)
    return [tour.phrase("signe_" + signe) for signe in nouveaux]
