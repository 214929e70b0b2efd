"""What the resolver answers: a day, an interval, a word of the lease, or a question to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["recu", "a_venir", "bail"]
ROLES: tuple[Role, ...] = ("recu", "a_venir", "bail")


@dataclass(frozen=True)
class Date:
    """One certain day."""

    jour: date

    def as_dict(self) -> dict[str, str]:
        return {"date": self.jour.isoformat()}


@dataclass(frozen=True)
class Intervalle:
    """Some day from ``du`` to ``au``, both included, at most 31 days."""

    du: date
    au: date

    def as_dict(self) -> dict[str, str]:
        return {"du": self.du.isoformat(), "au": self.au.isoformat()}


@dataclass(frozen=True)
class Mot:
    """A word of the contract for the lease: before or since the pivot of loi 2023-668."""

    mot: str

    def as_dict(self) -> dict[str, str]:
        return {"mot": self.mot}


@dataclass(frozen=True)
class Demander:
    """No day can honestly be told; ``raison`` is a key of ``raisons`` in knowledge/dates.yml."""

    raison: str

    def as_dict(self) -> dict[str, str]:
        return {"demander": self.raison}


Fait = Date | Intervalle | Mot
Reponse = Fait | Demander


@dataclass(frozen=True)
class Extraits:
    """What a whole message tells of each role; ``None`` when it says nothing usable."""

    recu: Fait | None = None
    a_venir: Fait | None = None
    bail: Fait | None = None
