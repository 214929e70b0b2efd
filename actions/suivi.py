"""What is kept of a turn beside its reply: figures, and each date told with its rule's version."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from actions.tour import Tour
from guide.dates_fr import en_toutes_lettres
from guide.delais.versions import identifiant_du_calendrier
from registre import DateDite, DatesDites, registre
from serveur import mesures

journal = logging.getLogger(__name__)


def compte(tour: Tour, canal: str) -> None:
    """Count the turn, whether it was understood, and the outcome of a teach-back."""
    etape = tour["etape"] or mesures.SANS_ETAPE
    mesures.reponses.labels(canal, etape, "oui" if tour.repli else "non").inc()
    if tour.verdict:
        mesures.verifications.labels(canal, etape, tour.verdict).inc()


def dates_dites(tour: Tour, textes: Sequence[str]) -> list[DateDite]:
    """The counted dates that stand in these texts, by rule."""
    lu = " ".join(textes).lower()
    calendrier = identifiant_du_calendrier()
    trouvees = []
    for calcul in tour.calculs:
        dites = tuple(sorted(jour for jour in calcul.dates if en_toutes_lettres(jour) in lu))
        if dites:
            trouvees.append(
                DateDite(calcul.regle, calcul.version, calendrier, calcul.depuis, dites)
            )
    return list(dict.fromkeys(trouvees))


def note_les_dates(tour: Tour, personne: str, canal: str, textes: Sequence[str]) -> None:
    """Keep the dates told (blocking call); the reply leaves even when they cannot be kept."""
    dites = dates_dites(tour, textes)
    if not dites:
        return
    try:
        DatesDites(registre()).note(personne, canal, dites)
    except Exception:
        journal.exception("dates dites non gardées")
