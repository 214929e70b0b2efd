"""The period written on the commandement, as tenants answer it."""

from __future__ import annotations

import pytest

from guide.dates import lit_delai_ecrit


@pytest.mark.parametrize(
    ("texte", "mot"),
    [
        ("2 mois", "2_mois"),
        ("deux moi", "2_mois"),
        ("DEUX (2) MOIS", "2_mois"),
        ("dans un délai de deux mois", "2_mois"),
        ("6 semaine", "6_semaines"),
        ("six sem", "6_semaines"),
        ("42 jours", "6_semaines"),
        ("pas 2 mois, 6 semaines", "6_semaines"),
        ("2 mois ou 6 semaines", None),
        ("un mois", None),
        ("ça fait 2 mois", None),
        ("il y a 6 semaines", None),
        ("j'ai 2 mois de retard", None),
        ("deux mois et demi", None),
        ("je sais pas", None),
        ("", None),
    ],
)
def test_le_delai_lu_sur_l_acte(texte: str, mot: str | None) -> None:
    assert lit_delai_ecrit(texte) == mot
