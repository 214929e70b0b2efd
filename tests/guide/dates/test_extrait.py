"""What a whole first message tells of the act, the hearing and the lease."""

from __future__ import annotations

from datetime import date

import pytest

from guide.dates import Date, Extraits, Mot, extrait, parle_de_date

LUNDI = date(2026, 11, 23)
AVANT, DEPUIS = Mot("avant_2023_07_29"), Mot("depuis_2023_07_29")


def le(texte: str) -> Date:
    return Date(date.fromisoformat(texte))


@pytest.mark.parametrize(
    ("message", "attendu"),
    [
        (
            "Bonjour j'ai reçu un commandement de payer le 5 octobre, j'ai signé mon bail en 2019 "
            "et je suis convoqué au tribunal le 14 janvier",
            Extraits(le("2026-10-05"), le("2027-01-14"), AVANT),
        ),
        ("commandement de payer du 5 octobre", Extraits(recu=le("2026-10-05"))),
        ("l'huissier est passé hier", Extraits(recu=le("2026-11-22"))),
        (
            "je suis locataire depuis 10 ans, l'huissier est passé hier",
            Extraits(recu=le("2026-11-22"), bail=AVANT),
        ),
        ("j'ai emménagé en mars 2025", Extraits(bail=DEPUIS)),
        ("l'audience est le 3 décembre à 9h", Extraits(a_venir=le("2026-12-03"))),
        ("je dois partir avant le 31 décembre", Extraits()),
        ("expulsé vendredi, je vis dans ma voiture", Extraits()),
        ("on doit signer un accord mardi", Extraits()),
        ("je viens de recevoir la lettre, l'expulsion est autorisée", Extraits(recu=Date(LUNDI))),
        ("mon propriétaire vend, il me donne congé", Extraits()),
        ("ma demande d'avocat est déposée depuis trois semaines", Extraits()),
        ("jugement rendu le 12 octobre, signifié le 2 novembre", Extraits(recu=le("2026-11-02"))),
        ("j'ai raté l'audience du 3 novembre", Extraits()),
        ("le 5 octobre", Extraits()),
        ("l'audience est dans deux mois", Extraits()),
        ("la préfecture a donné son accord et je paye tout depuis mars", Extraits()),
        ("je dois 3 mois de loyer depuis juin", Extraits()),
        ("j'habite 14 rue du 8 mai 1945", Extraits()),
        ("je paye plus depuis 3 mois", Extraits()),
    ],
)
def test_chaque_date_va_a_son_role(message: str, attendu: Extraits) -> None:
    assert extrait(message, LUNDI) == attendu


@pytest.mark.parametrize(
    "texte", ["le 15", "demain", "en mars", "2019", "il y a longtemps", "31 février", "3 jours"]
)
def test_ces_textes_parlent_de_date(texte: str) -> None:
    assert parle_de_date(texte)


@pytest.mark.parametrize(
    "texte",
    [
        "oui",
        "Carvin",
        "je sais pas",
        "14 rue du 8 mai 1945",
        "j'ai 3 enfants",
        "1800 euros",
        "06 12 11 20 26",
        "commandement de payer",
        "mon mari a été hospitalisé",
        "article 24",
    ],
)
def test_ces_textes_ne_parlent_pas_de_date(texte: str) -> None:
    assert not parle_de_date(texte)
