"""Keep processes alive: whatever ends is started again, later each time, and not for ever."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serveur.processus import Processus

PAUSE_S = 0.5
PREMIERE_ATTENTE_S, ATTENTE_MAXIMALE_S = 1.0, 30.0
# So many ends within so long: something is wrong that starting again does not mend.
FINS_AU_PLUS, PERIODE_S = 6, 600.0


class TropDeFins(RuntimeError):
    """A process keeps ending; the message says which and where its log is."""


@dataclass
class Surveille:
    """One watched process: when it ended lately, and when it is to be started again."""

    processus: Processus
    fins: deque[float] = field(default_factory=lambda: deque(maxlen=FINS_AU_PLUS))
    relance_a: float | None = None

    def regarde(self, maintenant: float, environnement: dict[str, str]) -> None:
        """Note an end, or start again when the wait is over; raise :class:`TropDeFins`."""
        un = self.processus
        if un.enfant is not None and un.enfant.poll() is None:
            return
        if self.relance_a is None:
            self.relance_a = maintenant + self._attente(maintenant)
            print(f"[garde-toit] {un.nom} s'est arrêté : je le relance.", flush=True)
        if maintenant >= self.relance_a:
            self.relance_a = None
            un.lance(environnement)

    def _attente(self, maintenant: float) -> float:
        self.fins.append(maintenant)
        recentes = sum(fin > maintenant - PERIODE_S for fin in self.fins)
        if recentes == FINS_AU_PLUS:
            un = self.processus
            raise TropDeFins(f"{un.nom} s'arrête sans cesse. Voir {un.journal}.")
        return min(PREMIERE_ATTENTE_S * 2 ** (recentes - 1), ATTENTE_MAXIMALE_S)


def veille_sans_fin(processus: list[Processus], environnement: dict[str, str]) -> None:
    """Watch until interrupted; raise :class:`TropDeFins`."""
    surveilles = [Surveille(un) for un in processus]
    while True:
        for surveille in surveilles:
            surveille.regarde(time.monotonic(), environnement)
        time.sleep(PAUSE_S)
