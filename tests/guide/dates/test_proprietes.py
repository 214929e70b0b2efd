"""What holds for every text: right side of today, no invention, bounded work."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.dates import ROLES, Date, Demander, Intervalle, extrait, resout
from guide.dates.candidat import Contexte
from guide.dates.grammaire import candidats
from guide.dates.normalise import LONGUEUR_MAX, normalise

JOURS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
BRIQUES = (
    "le 3|15|31|le|mars|février|octobre 2026|lundi|mardi dernier|hier|demain|il y a|dans|3|"
    "semaines|jours|la semaine dernière|non|pas|ou|et|entre|avant|reçu|audience|bail|12/11|30/02|"
    "Noël|Toussaint|la veille de|début|fin du mois|en|ans|29 février|,|.|vers|2019|à 9h30"
).split("|")
PHRASES = st.lists(st.sampled_from(BRIQUES), max_size=9).map(" ".join)


@settings(max_examples=120, deadline=None)
@given(PHRASES, JOURS)
def test_un_acte_recu_n_est_jamais_a_venir(texte: str, jour: date) -> None:
    reponse = resout(texte, jour, "recu")
    if isinstance(reponse, Date):
        assert reponse.jour <= jour
    elif isinstance(reponse, Intervalle):
        assert reponse.du < reponse.au <= jour


@settings(max_examples=120, deadline=None)
@given(PHRASES, JOURS)
def test_une_audience_a_venir_n_est_jamais_passee(texte: str, jour: date) -> None:
    reponse = resout(texte, jour, "a_venir")
    if isinstance(reponse, Date):
        assert reponse.jour >= jour
    elif isinstance(reponse, Intervalle):
        assert jour <= reponse.du < reponse.au


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80), JOURS, st.sampled_from(ROLES))
def test_n_importe_quel_texte_a_une_reponse(texte: str, jour: date, role: str) -> None:
    resout(texte, jour, role)  # type: ignore[arg-type]
    extrait(texte, jour)


SANS_DATE = st.lists(
    st.sampled_from(
        "bonjour je ne sais pas mon mari vendre nombre membre mairie derrière manche huissier "
        "papier loyer avocat Marie jeune retard maison payer juge tribunal bail droit".split()
    ),
    max_size=15,
).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(SANS_DATE, JOURS, st.sampled_from(ROLES))
def test_aucune_date_inventee(texte: str, jour: date, role: str) -> None:
    assert resout(texte, jour, role) == Demander("aucune")  # type: ignore[arg-type]


def _sans_accents(texte: str) -> str:
    plat = unicodedata.normalize("NFD", texte)
    return "".join(c for c in plat if not unicodedata.combining(c))


@settings(max_examples=80, deadline=None)
@given(PHRASES, JOURS, st.sampled_from(ROLES))
def test_casse_et_accents_ne_changent_rien(texte: str, jour: date, role: str) -> None:
    attendu = resout(texte, jour, role)  # type: ignore[arg-type]
    for autre in (texte.upper(), _sans_accents(texte), unicodedata.normalize("NFD", texte)):
        assert resout(autre, jour, role) == attendu  # type: ignore[arg-type]


@pytest.mark.parametrize("signe", ["'", "’", "ʼ", "`", " ", ""])
def test_les_apostrophes_ne_changent_rien(signe: str) -> None:
    texte = f"l{signe}huissier est passé aujourd{signe}hui"
    assert resout(texte, date(2026, 11, 24), "recu") == Date(date(2026, 11, 24))


@pytest.mark.parametrize(
    "motif",
    [
        "le 3 mars ",
        "lundi ",
        "il y a ",
        "1/2/",
        "deux mille vingt ",
        "entre le 3 et le ",
        "1 ",
        "le 3 ou ",
        "pas le 3, ",
        "le 3 mars et ",
        "a",
        "12-",
        ".",
        "il y a environ plus de 3 à 4 ",
    ],
)
def test_le_travail_est_borne(motif: str) -> None:
    """Phrases never overlap, so their number is bounded by the words of the text."""
    texte = (motif * 1000)[:1000]
    ligne = normalise(texte)
    assert len(ligne) <= 3 * len(texte)
    lus = candidats(ligne, Contexte(date(2026, 11, 24), "recu"))
    assert len(lus) <= len(ligne.split())
    assert all(a.fin <= b.debut for a, b in zip(lus, lus[1:], strict=False))
    resout(texte, date(2026, 11, 24), "recu")


def test_un_tres_long_texte_est_coupe() -> None:
    texte = "bonjour " * LONGUEUR_MAX + "le 3 mars"
    assert resout(texte, date(2026, 11, 24), "recu") == Demander("aucune")
