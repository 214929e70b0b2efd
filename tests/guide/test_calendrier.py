"""Holidays, working days, truce and days of eviction, against days known by heart."""

from __future__ import annotations

import datetime as dt

import pytest

from guide.calendrier import ErreurCalendrier, calendrier, refus_de_calcul
from guide.dates_fr import en_toutes_lettres, sans_jour
from tests.guide import oracle_delais as oracle

JOURS = calendrier()


def jour(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)


def test_les_onze_feries_de_2026() -> None:
    assert {f"{ferie:%d/%m}" for ferie in JOURS.feries(2026)} == {
        "01/01", "06/04", "01/05", "08/05", "14/05", "25/05",
        "14/07", "15/08", "01/11", "11/11", "25/12",
    }  # fmt: skip


@pytest.mark.parametrize("annee", range(2000, 2104))
def test_feries_egaux_a_un_calcul_independant(annee: int) -> None:
    tous = (dt.date(annee, 1, 1) + dt.timedelta(days=rang) for rang in range(366))
    attendus = {un for un in tous if un.year == annee and oracle.ferie(un)}
    assert set(JOURS.feries(annee)) == attendus


def test_onze_jours_sauf_quand_deux_tombent_ensemble() -> None:
    # 2008: Ascension on 1 May; 2059 to 2092: Ascension on 8 May.
    dix = {annee for annee in range(2000, 2101) if len(JOURS.feries(annee)) == 10}
    assert dix == {2008, 2059, 2070, 2081, 2092}


def test_lundi_de_pentecote_ferie_meme_l_annee_de_la_journee_de_solidarite() -> None:
    assert JOURS.est_ferie(jour("2005-05-16"))


@pytest.mark.parametrize(
    ("iso", "proroge", "recule"),
    [
        ("2026-12-05", "2026-12-07", "2026-12-04"),
        ("2027-03-29", "2027-03-30", "2027-03-26"),
        ("2026-05-01", "2026-05-04", "2026-04-30"),
        ("2026-11-24", "2026-11-24", "2026-11-24"),
        ("2026-04-03", "2026-04-03", "2026-04-03"),
        ("2026-12-26", "2026-12-28", "2026-12-24"),
    ],
)
def test_jour_ouvre_suivant_et_precedent(iso: str, proroge: str, recule: str) -> None:
    assert JOURS.proroge(jour(iso)) == jour(proroge)
    assert JOURS.recule(jour(iso)) == jour(recule)


@pytest.mark.parametrize(
    ("iso", "attendu"),
    [
        ("2026-12-04", "2026-12-01"),
        ("2026-11-16", "2026-11-10"),
        ("2026-12-31", "2026-12-28"),
        ("2027-03-26", "2027-03-23"),
        ("2026-12-29", "2026-12-23"),
    ],
)
def test_trois_jours_ouvres_avant(iso: str, attendu: str) -> None:
    assert JOURS.jours_ouvres_avant(jour(iso), 3) == jour(attendu)


@pytest.mark.parametrize(
    ("iso", "dedans"),
    [
        ("2026-10-31", False),
        ("2026-11-01", True),
        ("2027-01-01", True),
        ("2027-03-31", True),
        ("2027-04-01", False),
    ],
)
def test_treve(iso: str, dedans: bool) -> None:
    assert JOURS.dans_la_treve(jour(iso)) is dedans


@pytest.mark.parametrize(
    ("iso", "permis"),
    [
        ("2026-10-31", "2026-10-31"),
        ("2026-11-01", "2027-04-01"),
        ("2024-03-31", "2024-04-02"),
        ("2029-02-28", "2029-04-03"),
        ("2026-08-15", "2026-08-17"),
        ("2026-09-12", "2026-09-12"),
        ("2027-05-01", "2027-05-03"),
    ],
)
def test_premier_jour_permis(iso: str, permis: str) -> None:
    assert JOURS.premier_jour_permis(jour(iso)) == jour(permis)


@pytest.mark.parametrize("iso", ["2010-12-01", "2020-05-15", "2021-04-30"])
def test_treve_inconnue_n_est_pas_devinee(iso: str) -> None:
    with pytest.raises(ErreurCalendrier, match="trêve"):
        JOURS.premier_jour_permis(jour(iso))


@pytest.mark.parametrize("lieu", ["Strasbourg", "metz", "57000", "Hoenheim", "LA REUNION", "97400"])
def test_lieu_sous_un_autre_calendrier(lieu: str) -> None:
    assert "ne calculons pas" in (refus_de_calcul(lieu) or "")


@pytest.mark.parametrize("lieu", ["Lens", "62300", "Saint-Martin", "Carvin", "", "5"])
def test_lieu_sous_le_calendrier_de_la_metropole(lieu: str) -> None:
    assert refus_de_calcul(lieu) is None


@pytest.mark.parametrize("nom", ["alsace_moselle", "inconnu"])
def test_calendrier_non_calcule(nom: str) -> None:
    with pytest.raises(ErreurCalendrier):
        calendrier(nom)


def test_dates_en_francais() -> None:
    assert en_toutes_lettres(jour("2026-11-16")) == "lundi 16 novembre 2026"
    assert en_toutes_lettres(jour("2027-08-01")) == "dimanche 1er août 2027"
    assert sans_jour(jour("2027-02-11")) == "11 février 2027"
