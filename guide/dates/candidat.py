"""A phrase that was recognised, and small helpers to build one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from guide.dates.calculs import Paire
from guide.dates.normalise import annee_pleine
from guide.dates.types import Role

DERNIER = r"dernier|passe|precedent|precedente|d avant|ecoule|ecoulee"
PROCHAIN = r"prochain|qui vient|suivant|suivante|a venir|qui arrive|d apres"


@dataclass(frozen=True)
class Contexte:
    """Where a phrase is read: the reference day and the role that is asked for."""

    ref: date
    role: Role

    @property
    def futur(self) -> bool:
        return self.role == "a_venir"


@dataclass(frozen=True)
class Candidat:
    """A phrase and what it says: the days ``du`` to ``au``, or the fault ``erreur``.

    ``genre``: absolu, quantieme, semaine_jour, relatif, ecoule, periode or vague.
    ``sens``: passe or futur when the phrase itself says so ("hier", "dans 3 jours", a full year).
    ``borne``: avant or apres when the phrase only bounds the day ("avant Noël").
    """

    debut: int
    fin: int
    genre: str
    du: date | None = None
    au: date | None = None
    erreur: str | None = None
    sens: str | None = None
    borne: str | None = None

    @property
    def est_un_jour(self) -> bool:
        return self.du is not None and self.du == self.au


def periode_lue(m: re.Match[str], genre: str, paire: Paire, sens: str | None = None) -> Candidat:
    return Candidat(m.start(), m.end(), genre, paire[0], paire[1], None, sens)


def un_jour(m: re.Match[str], genre: str, jour: date, sens: str | None = None) -> Candidat:
    return periode_lue(m, genre, (jour, jour), sens)


def faute(m: re.Match[str], raison: str, genre: str = "absolu") -> Candidat:
    """A phrase that names no day, and why."""
    return Candidat(m.start(), m.end(), genre, erreur=raison)


def annee_ecrite(brut: str | None) -> int | None:
    """Year of four or two digits; None when none is written."""
    if brut is None:
        return None
    return annee_pleine(int(brut)) if len(brut) == 2 else int(brut)


def sens_du_modif(modif: str | None) -> str | None:
    """passe or futur for "dernier", "prochain"; None otherwise."""
    if not modif:
        return None
    if re.search(PROCHAIN, modif):
        return "futur"
    return "passe" if re.search(DERNIER, modif) else None


def an_du_modif(modif: str | None, ref: date) -> int | None:
    """Year that "de cette année", "de l'an dernier" name."""
    if not modif or "an" not in modif.split():
        return None
    return ref.year + {"passe": -1, "futur": 1, None: 0}[sens_du_modif(modif)]
