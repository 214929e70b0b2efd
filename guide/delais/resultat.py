"""What a deadline is computed from and what comes out: plain immutable values."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from guide.delais.modeles import Textes


class ErreurDelai(ValueError):
    """A deadline cannot be computed; the message is one clear French sentence."""


@dataclass(frozen=True)
class Faits:
    """Facts of a case, by the option names of the contract.

    ``depuis``: date of the act. ``bail``: date of the lease (text YYYY-MM-DD is read as a date) or
    one of its words. ``ecrit``: period
    written on the act. None: not asked yet; "inconnu": asked, and the tenant does not know; both
    give the same dates. ``commune``: to refuse a place known to lie under other holidays.
    """

    depuis: dt.date
    bail: dt.date | str | None = None
    ecrit: str | None = None
    bailleur: str | None = None
    prefet_informe: dt.date | None = None
    delai_supprime: bool = False
    mois: int | None = None
    commune: str | None = None

    def __post_init__(self) -> None:
        if isinstance(self.bail, str):
            with suppress(ValueError):
                object.__setattr__(self, "bail", dt.date.fromisoformat(self.bail))


@dataclass(frozen=True)
class Lecture:
    """One reading of the law, with its dates and how they were counted.

    ``explication`` is told to the tenant, ``calcul`` and ``reference`` to an operator.
    """

    condition: str
    duree: str
    fin: dt.date
    fin_prorogee: dt.date | None
    date_prudente: dt.date | None
    statut: str
    reference: str
    calcul: str
    explication: str

    def as_dict(self) -> dict[str, Any]:
        """JSON object of the contract (section 5), with ``explication`` besides."""
        return {nom: _iso(valeur) for nom, valeur in vars(self).items()}


@dataclass(frozen=True)
class Echeance:
    """Answer of a rule for given facts (contract, section 5).

    ``passe`` is None without ``date_a_retenir``; ``date_envoi`` is None but for a payment;
    ``expulsion_au_plus_tot`` is None for rules that do not tell it; ``version``: see
    :mod:`guide.delais.versions`.
    """

    regle: str
    pour_qui: str
    depuis: dt.date
    lectures: tuple[Lecture, ...]
    date_a_retenir: dt.date | None
    passe: bool | None = None
    date_envoi: dt.date | None = None
    expulsion_au_plus_tot: dt.date | None = None
    version: str = field(default="", repr=False, kw_only=True)
    textes: Textes = field(repr=False, kw_only=True)

    def dates(self) -> set[dt.date]:
        """Every date that may be told out of this answer, but the day it counts from."""
        lues = {
            jour
            for lecture in self.lectures
            for jour in (lecture.fin, lecture.fin_prorogee, lecture.date_prudente)
        }
        lues |= {self.date_a_retenir, self.date_envoi, self.expulsion_au_plus_tot}
        return {jour for jour in lues if jour is not None}

    def as_dict(self) -> dict[str, Any]:
        """JSON object of the contract (section 5)."""
        objet: dict[str, Any] = {
            "regle": self.regle,
            "pour_qui": self.pour_qui,
            "depuis": _iso(self.depuis),
            "lectures": [lecture.as_dict() for lecture in self.lectures],
            "date_a_retenir": _iso(self.date_a_retenir),
        }
        for nom in ("passe", "date_envoi", "expulsion_au_plus_tot"):
            if getattr(self, nom) is not None:
                objet[nom] = _iso(getattr(self, nom))
        return objet


def _iso(valeur: Any) -> Any:
    return valeur.isoformat() if isinstance(valeur, dt.date) else valeur
