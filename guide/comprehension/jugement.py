"""What teach-back gives back: a judgement, and a question as it is put to the tenant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Genre = Literal["avant_quand", "que_faire"]
Resultat = Literal["compris", "a_revoir"]
GENRES: tuple[Genre, ...] = ("avant_quand", "que_faire")


@dataclass(frozen=True)
class Jugement:
    """Outcome of one answer: sound ideas found (``idees``) and what is missing or wrong."""

    resultat: Resultat
    idees: list[str] = field(default_factory=list)
    manque: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """The form of the contract, section 4."""
        return {"resultat": self.resultat, "idees": self.idees, "manque": self.manque}


@dataclass(frozen=True)
class QuestionPosee:
    """A teach-back question and the answers offered as buttons (three at most)."""

    texte: str
    choix: tuple[str, ...]
