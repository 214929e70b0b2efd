"""Why a date is asked again: stable codes, each with its sentence."""

from __future__ import annotations

from datetime import date

import pytest

from guide.dates import Demander, Role, resout
from guide.dates.lexique import lexique

MARDI = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("texte", "role", "raison"),
    [
        ("je sais plus", "recu", "aucune"),
        ("il y a environ un mois", "recu", "vague"),
        ("mardi", "recu", "vague"),
        ("31 novembre", "recu", "impossible"),
        ("lundi 10 novembre", "recu", "contradiction"),
        ("le 3 ou le 4 novembre", "recu", "plusieurs"),
        ("reçu le 20 décembre 2026", "recu", "future"),
        ("l'audience est le 3 novembre 2026", "a_venir", "passee"),
        ("le 3 novembre", "a_venir", "passee"),
        ("le 3 mars 1998", "recu", "trop_ancienne"),
        ("juillet 2023", "bail", "vague"),
    ],
)
def test_le_code_dit_pourquoi(texte: str, role: Role, raison: str) -> None:
    assert resout(texte, MARDI, role) == Demander(raison)
    assert lexique().raisons[raison].endswith(".")
