"""Amounts told by a message, and what each one is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from guide.montants import en_euros, montants_connus, montants_dits

CAS = [
    ("je dois payer 1800", [("1800", "dette")]),
    ("je dois 1 800,50 € et mon loyer est de 650 euros", [("1800.50", "dette"), ("650", "loyer")]),
    ("dette de 2400 euros depuis 2 mois, loyer 590", [("2400", "dette"), ("590", "loyer")]),
    ("on me réclame 2 214,60 € pour 4 loyers", [("2214.60", "dette")]),
    ("650 euros de loyer et 200€ d'apl", [("650", "loyer"), ("200", "apl")]),
    ("je gagne 1 200 euros par mois", [("1200", "ressources")]),
    ("il m'a donné 50 euros", [("50", None)]),
    # No money: counts, dates, postcodes, telephones, years.
    ("j'ai 3 loyers de retard", []),
    ("2 mois de loyer en retard, le 5 octobre 2026", []),
    ("je dois partir le 14/12/2026 à 9h30", []),
    ("j'habite 62300 Lens, appelez le 06 12 34 56 78", []),
    ("je dois payer depuis 2019", []),
    ("", []),
]


@pytest.mark.parametrize(("texte", "attendus"), CAS)
def test_amounts(texte: str, attendus: list[tuple[str, str | None]]) -> None:
    lus = [(montant.euros, montant.quoi) for montant in montants_dits(texte)]
    assert lus == [(Decimal(euros), quoi) for euros, quoi in attendus]


def test_two_amounts_of_one_kind_are_not_chosen_between() -> None:
    assert montants_connus("je dois 800 euros, enfin je dois 900 euros") == {}
    assert montants_connus("je dois 800 euros, loyer 500") == {
        "dette": Decimal(800),
        "loyer": Decimal(500),
    }


@pytest.mark.parametrize(
    ("euros", "ecrit"), [("1800", "1 800"), ("87.35", "87,35"), ("1234567.5", "1 234 567,50")]
)
def test_what_is_written_reads_back_the_same(euros: str, ecrit: str) -> None:
    assert en_euros(Decimal(euros)) == ecrit
    if len(ecrit) < 9:
        assert montants_dits(f"{ecrit} euros")[0].euros == Decimal(euros)
