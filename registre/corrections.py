"""What advisers corrected, for people to review: nothing trains itself.

A text comes here already anonymised. One line for a call, a kind and a field: the last correction
counts. The call's code only serves to replace it; it is not exported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from registre.base import Registre, maintenant, metadonnees

Genre = Literal["etape", "date", "reponse"]

corrections = sa.Table(
    "console_corrections",
    metadonnees,
    sa.Column("code", sa.String(6), primary_key=True),
    sa.Column("genre", sa.String(20), primary_key=True),
    sa.Column("champ", sa.String(60), primary_key=True),
    sa.Column("texte", sa.Text, nullable=False),
    sa.Column("propose", sa.String(80), nullable=False),
    sa.Column("corrige", sa.String(80), nullable=False),
    sa.Column("raison", sa.Text, nullable=False, default=""),
    sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
)


@dataclass(frozen=True)
class Correction:
    """``champ``: what was corrected (a fact, a statement); ``propose``: what the tool had said."""

    genre: Genre
    champ: str
    texte: str
    propose: str
    corrige: str
    raison: str = ""


class Corrections:
    """Corrections of one register."""

    def __init__(self, registre: Registre) -> None:
        self._registre = registre

    def note(self, code: str, correction: Correction) -> None:
        """Keep a correction, in the place of an earlier one of the same thing.

        One that comes back to what was proposed takes the earlier one away.
        """
        cle = (
            (corrections.c.code == code)
            & (corrections.c.genre == correction.genre)
            & (corrections.c.champ == correction.champ)
        )
        with self._registre.ecriture() as connexion:
            connexion.execute(corrections.delete().where(cle))
            if correction.corrige != correction.propose:
                connexion.execute(
                    corrections.insert().values(code=code, moment=maintenant(), **vars(correction))
                )

    def toutes(self) -> list[Correction]:
        """Every correction, the oldest first."""
        colonnes = [corrections.c[nom] for nom in Correction.__dataclass_fields__]
        voulues = sa.select(*colonnes).order_by(corrections.c.moment, corrections.c.champ)
        with self._registre.lecture() as connexion:
            return [Correction(**ligne._mapping) for ligne in connexion.execute(voulues)]
