"""Opening hours of the advisers who read conversations (``knowledge/operateur.yml``)."""

from __future__ import annotations

import datetime as dt

from guide.calendrier import calendrier
from guide.contenu import contenu
from guide.dates_fr import JOURS
from guide.horloge import PARIS


def est_ouvert(moment: dt.datetime) -> bool:
    """True when advisers are there at this moment (any zone): never on a public holiday."""
    horaires, ici = contenu().operateur.horaires, moment.astimezone(PARIS)
    if calendrier().est_ferie(ici.date()) or ici.date() in horaires.fermetures:
        return False
    nom, heure = JOURS[ici.weekday()], ici.time()
    return any(nom in plage.jours and plage.de <= heure < plage.a for plage in horaires.plages)
