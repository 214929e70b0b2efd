"""Expressions: small patterns over the words of a clause, written as data.

An expression is one or several elements joined by ``+``; all must stand in the clause, in any
order. An element is words ("assistante sociale"), a group of ``communs.yml`` ("@bailleur"), or
several of these parted by ``|``. Words carry no accent; ``*`` ends a prefix ("telephon*"). Each
is looked for among the written forms and among the lemmas. A leading ``non`` wants the step to be
denied ("non @payer"); ``debut`` wants the clause to begin so; ``seul`` wants nothing else of weight
in the clause, ``unique`` nothing else in the whole answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

_MARQUES = frozenset({"non", "debut", "seul", "unique"})


class Mots(Protocol):
    """A clause as the patterns see it: two parallel lines of words; ``isolee``: it stands alone."""

    @property
    def formes(self) -> Sequence[str]: ...

    @property
    def lemmes(self) -> Sequence[str]: ...

    @property
    def isolee(self) -> bool: ...


@dataclass(frozen=True)
class Trouve:
    """Positions (word numbers) that an expression covers in a clause."""

    positions: frozenset[int]


def compile_mots(mots: Iterable[str]) -> re.Pattern[str]:
    """Pattern that finds any of ``mots`` as whole words in a line with a space at both ends."""
    motifs = sorted({_motif(mot) for mot in mots}, key=lambda motif: -len(motif))
    return re.compile(rf"(?<= )(?:{'|'.join(motifs)})(?= )")


def _motif(mot: str) -> str:
    return re.escape(mot).replace(r"\*", "[a-z0-9]*").replace(r"\ ", " ")


def positions(motif: re.Pattern[str], ligne: Sequence[str]) -> set[int]:
    """Numbers of the words that ``motif`` covers."""
    texte = f" {' '.join(ligne)} "
    trouves: set[int] = set()
    for lu in motif.finditer(texte):
        premier = texte.count(" ", 0, lu.start()) - 1
        trouves.update(range(premier, premier + lu[0].count(" ") + 1))
    return trouves


@dataclass(frozen=True)
class Expression:
    """A compiled expression; see the module's description."""

    elements: tuple[re.Pattern[str], ...]
    niee: bool
    au_debut: bool
    seule: bool
    unique: bool

    def cherche(self, mots: Mots, mots_vides: frozenset[str]) -> Trouve | None:
        """Where the expression stands in the clause, whatever its polarity, or ``None``."""
        if self.unique and not mots.isolee:
            return None
        pris: set[int] = set()
        for element in self.elements:
            trouves = positions(element, mots.formes) | positions(element, mots.lemmes)
            if not trouves:
                return None
            pris |= trouves
        if self.au_debut and not mots_vides.issuperset(mots.formes[: min(pris)]):
            return None
        if self.seule and not self._est_seule(mots, pris, mots_vides):
            return None
        return Trouve(frozenset(pris))

    @staticmethod
    def _est_seule(mots: Mots, pris: set[int], mots_vides: frozenset[str]) -> bool:
        return all(
            numero in pris or forme in mots_vides for numero, forme in enumerate(mots.formes)
        )


def compile_expression(texte: str, groupes: dict[str, list[str]]) -> Expression:
    """Compile one expression; raise ``ValueError`` when it names an unknown group."""
    corps = texte
    marques = set()
    while " " in corps and corps.partition(" ")[0] in _MARQUES:
        marque, _, corps = corps.partition(" ")
        marques.add(marque)
    elements = tuple(compile_mots(_alternatives(element, groupes)) for element in corps.split("+"))
    unique = "unique" in marques
    seule = unique or "seul" in marques
    return Expression(elements, "non" in marques, "debut" in marques, seule, unique)


def _alternatives(element: str, groupes: dict[str, list[str]]) -> list[str]:
    mots: list[str] = []
    for choix in element.split("|"):
        nu = choix.strip()
        if not nu.startswith("@"):
            mots.append(nu)
        elif nu[1:] in groupes:
            mots.extend(groupes[nu[1:]])
        else:
            raise ValueError(f"groupe inconnu : {nu}")
    return mots
