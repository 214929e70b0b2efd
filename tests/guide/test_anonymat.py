"""What could name somebody is taken out of a text; the rest stays useful."""

from __future__ import annotations

import pytest

from guide.anonymat import anonymise


@pytest.mark.parametrize(
    ("texte", "secrets"),
    [
        ("Bonjour, je m'appelle Karima Benali et je loue", ["Karima", "Benali"]),
        ("JE M'APPELLE KARIMA BENALI", ["KARIMA", "BENALI"]),
        ("habite 12 bis rue Jean Jaurès, appt 4B, 62300 Lens", ["12 bis", "Jaurès", "4B", "623"]),
        ("mon tel 06 12 34 56 78 ou +33 6 12 34 56 78", ["12 34", "56 78"]),
        ("écrire à ana.b@orange.fr, voir https://x.test/a?b", ["ana", "orange", "x.test"]),
        ("dossier CAF 1234567A, NIR 2 85 05 62 123 456 78", ["1234567", "123 456"]),
        ("Mme Dupont, Maître De La Tour et M. Le Goff", ["Dupont", "Tour", "Goff"]),
        ("mon voisin Kevin et ma fille Léa", ["Kevin", "Léa"]),
    ],
)  # fmt: skip
def test_what_names_somebody_goes(texte: str, secrets: list[str]) -> None:
    anonyme = anonymise(texte)
    for secret in secrets:
        assert secret not in anonyme, anonyme


@pytest.mark.parametrize(
    "texte",
    [
        "j'ai reçu un commandement de payer le 5 octobre, je dois 1 800 euros",
        "Le juge a dit non. Il faut partir en Mars 2027.",
        "je suis à Carvin chez Maisons et Cités, la CAF ne paie plus",
        "jai 2 loyer de retard et lhuissier est passé a 9h30",
    ],
)
def test_what_is_useful_stays(texte: str) -> None:
    assert anonymise(texte) == texte
