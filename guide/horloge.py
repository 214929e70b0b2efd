"""The one clock of Garde-Toit: "now" in Europe/Paris, fixed by the environment or by a test."""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
VARIABLE = "GARDE_TOIT_AUJOURDHUI"
# A bare date says nothing about the hour: noon stays on that day whatever the offset.
MIDI = dt.time(12)


class ErreurHorloge(ValueError):
    """The environment variable holds neither a date nor a date-time."""


class Horloge:
    """Clock whose hands a test can move; without that, the environment, then the real time."""

    def __init__(self) -> None:
        self._fixe: dt.datetime | None = None

    def regle(self, moment: dt.date | dt.datetime | None) -> None:
        """Fix "now" at ``moment`` (a naive date-time is read in Paris); None lets it run again."""
        self._fixe = None if moment is None else _a_paris(moment)

    def maintenant(self) -> dt.datetime:
        """Current date-time in Europe/Paris; raise :class:`ErreurHorloge` on a bad variable."""
        if self._fixe is not None:
            return self._fixe
        texte = os.environ.get(VARIABLE, "").strip()
        return _lit_variable(texte) if texte else dt.datetime.now(PARIS)

    def aujourdhui(self) -> dt.date:
        """Current day in Europe/Paris; raise :class:`ErreurHorloge` on a bad variable."""
        return self.maintenant().date()


def _a_paris(moment: dt.date | dt.datetime) -> dt.datetime:
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, MIDI, PARIS)
    return moment.replace(tzinfo=PARIS) if moment.tzinfo is None else moment.astimezone(PARIS)


def _lit_variable(texte: str) -> dt.datetime:
    # Python 3.10 does not read the "Z" suffix of ISO 8601.
    iso = f"{texte[:-1]}+00:00" if texte.endswith("Z") else texte
    try:
        return _a_paris(
            dt.date.fromisoformat(iso) if len(iso) == 10 else dt.datetime.fromisoformat(iso)
        )
    except ValueError as erreur:
        raise ErreurHorloge(
            f"{VARIABLE} : une date AAAA-MM-JJ ou une date et une heure sont attendues, "
            f"pas « {texte} »."
        ) from erreur


horloge = Horloge()


def maintenant() -> dt.datetime:
    """Current date-time of the shared clock, in Europe/Paris."""
    return horloge.maintenant()


def aujourdhui() -> dt.date:
    """Current day of the shared clock, in Europe/Paris."""
    return horloge.aujourdhui()
