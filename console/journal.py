"""Who saw and changed what, without a line for each letter typed."""

from __future__ import annotations

import datetime as dt
import threading

from registre import Registre
from registre.base import maintenant

# The same act on the same call is written down once in this time: drafts are saved as one types.
PAUSE = dt.timedelta(minutes=10)


class Journal:
    """The audit, seen from the console's pages."""

    def __init__(self, registre: Registre) -> None:
        self._registre = registre
        self._derniers: dict[tuple[str, str, str], dt.datetime] = {}
        self._verrou = threading.Lock()

    def note(self, acteur: str, action: str, objet: str = "") -> None:
        """Write an act down."""
        self._registre.note(acteur, action, objet)

    def note_de_temps_en_temps(self, acteur: str, action: str, objet: str) -> None:
        """Write down an act that goes on, once in a while."""
        moment, cle = maintenant(), (acteur, action, objet)
        with self._verrou:
            self._derniers = {c: m for c, m in self._derniers.items() if m > moment - PAUSE}
            if cle in self._derniers:
                return
            self._derniers[cle] = moment
        self.note(acteur, action, objet)
