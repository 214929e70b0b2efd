"""Teach-back: ask what was understood, judge the answer by rules, explain in other words.

The only user of spaCy, which is loaded at the first answer to "que_faire" and not at import.
"""

from __future__ import annotations

from datetime import date

from guide.comprehension.chargement import controle
from guide.comprehension.echeance import juge_echeance
from guide.comprehension.jugement import GENRES, Genre, Jugement, QuestionPosee
from guide.comprehension.premier_pas import juge_premier_pas
from guide.contenu.rendu import remplit

__all__ = ["GENRES", "Genre", "Jugement", "QuestionPosee", "explication", "juge", "question"]


def question(etape: str, genre: str) -> QuestionPosee:
    """The question of a stage; ``ValueError`` when the stage or the kind is unknown."""
    posee = controle(etape, genre)
    return QuestionPosee(posee.texte, tuple(posee.choix))


def explication(etape: str, genre: str, essai: int, **valeurs: str) -> str:
    """Other words after a wrong answer: one text at the first try, another from the second on.

    ``date`` (in full letters) is filled in when given. ``ValueError`` on an unknown stage or kind.
    """
    posee = controle(etape, genre)
    rang = 0 if essai <= 1 else 1
    if "date" not in valeurs and posee.explications_sans_date:
        return posee.explications_sans_date[rang]
    return remplit(posee.explications[rang], **valeurs)


def juge(
    etape: str, question: str, reponse: str, date_limite: date | None, aujourdhui: date
) -> Jugement:
    """Judge an answer: "compris" only when it is surely right, else "a_revoir".

    ``date_limite`` is the deadline that was told (needed for "avant_quand"); ``ValueError`` when
    the stage or the kind of question is unknown.
    """
    controle(etape, question)
    if question == "avant_quand":
        return juge_echeance(reponse, date_limite, aujourdhui)
    return juge_premier_pas(etape, reponse)
