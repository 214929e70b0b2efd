"""Properties of every deadline from 2020 to 2040, and agreement with a naive second computation."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from guide.calendrier import UN_JOUR
from guide.delais import Echeance, ErreurDelai, Faits, calcule, regle_nommee, regles
from tests.guide import oracle_delais as oracle

AUJOURDHUI = dt.date(2026, 11, 24)
BAUX = ["inconnu", "avant_2023_07_29", "depuis_2023_07_29"]
dates = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
faits = st.builds(
    Faits,
    depuis=dates,
    bail=st.one_of(
        st.none(),
        st.sampled_from(BAUX),
        st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1)),
        st.just(dt.date(2020, 2, 29)),
    ),
    ecrit=st.sampled_from([None, "2_mois", "6_semaines", "inconnu"]),
    bailleur=st.sampled_from([None, "social", "prive", "inconnu"]),
    prefet_informe=st.one_of(st.none(), dates),
    delai_supprime=st.booleans(),
    mois=st.integers(1, 12),
)


def _calcule(regle: str, connus: Faits) -> Echeance:
    try:
        return calcule(regle, connus, AUJOURDHUI)
    except ErreurDelai:
        # Refusals are for acts older than the law kept, or winters when the truce was prolonged.
        assert connus.depuis < dt.date(2023, 7, 29)
        assume(False)
        raise


@settings(max_examples=800, deadline=None)
@given(regle=st.sampled_from(sorted(regles())), connus=faits)
def test_accord_avec_l_oracle(regle: str, connus: Faits) -> None:
    echeance = _calcule(regle, connus)
    entree = {nom: valeur for nom, valeur in vars(connus).items() if valeur is not None}
    attendu = oracle.reponse(regle, entree)
    lues = {(lue.fin, lue.fin_prorogee, lue.date_prudente, lue.statut) for lue in echeance.lectures}
    assert lues == attendu["lectures"]
    assert echeance.date_a_retenir == attendu["retenue"]
    assert echeance.expulsion_au_plus_tot == attendu["expulsion"]


@settings(max_examples=400, deadline=None)
@given(regle=st.sampled_from(sorted(set(regles()) - {"prefet_avant_audience"})), connus=faits)
def test_jamais_avant_l_acte_et_jours_permis(regle: str, connus: Faits) -> None:
    echeance = _calcule(regle, connus)
    for lue in echeance.lectures:
        assert lue.fin >= connus.depuis
        assert lue.fin_prorogee is None or oracle.ouvre(lue.fin_prorogee)
        assert lue.fin_prorogee is None or lue.fin <= lue.fin_prorogee
        assert lue.date_prudente is None or oracle.ouvre(lue.date_prudente)
        assert lue.date_prudente is None or lue.date_prudente <= lue.fin
    expulsion = echeance.expulsion_au_plus_tot
    if expulsion is not None:
        assert expulsion >= connus.depuis
        assert expulsion.isoweekday() != 7
        assert not oracle.ferie(expulsion)
        assert not oracle.dans_treve(expulsion)


@settings(max_examples=400, deadline=None)
@given(
    regle=st.sampled_from(sorted(set(regles()) - {"commandement_payer", "treve", "cfp_validite"})),
    depuis=st.dates(dt.date(2023, 7, 29), dt.date(2040, 12, 31)),
    mois=st.integers(1, 12),
)
def test_monotone(regle: str, depuis: dt.date, mois: int) -> None:
    """A later act never ends earlier (the three rules left out have two regimes by their date)."""
    avant = calcule(regle, Faits(depuis, mois=mois), AUJOURDHUI)
    apres = calcule(regle, Faits(depuis + UN_JOUR, mois=mois), AUJOURDHUI)
    assert avant.lectures[0].fin <= apres.lectures[0].fin
    assert avant.date_a_retenir is not None and apres.date_a_retenir is not None
    assert avant.date_a_retenir <= apres.date_a_retenir


@settings(max_examples=100, deadline=None)
@given(regle=st.sampled_from(sorted(regles())), connus=faits, jour=dates)
def test_le_jour_ne_change_que_passe(regle: str, connus: Faits, jour: dt.date) -> None:
    un = _calcule(regle, connus).as_dict()
    autre = calcule(regle, connus, jour).as_dict()
    passe = autre.pop("passe", None)
    un.pop("passe", None)
    assert un == autre
    if autre["date_a_retenir"] is not None:
        assert passe == (autre["date_a_retenir"] < jour.isoformat())


@pytest.mark.parametrize("annee", range(2024, 2041))
def test_bail_signe_chaque_jour_ferie(annee: int) -> None:
    """An act of 42 days before each holiday ends on it and is moved, never kept."""
    jour = dt.date(annee, 1, 1)
    while jour.year == annee:
        if oracle.ferie(jour):
            lue = calcule(
                "commandement_payer",
                Faits(jour - dt.timedelta(days=42), bail="depuis_2023_07_29"),
                AUJOURDHUI,
            ).lectures[0]
            assert lue.fin == jour
            assert lue.fin_prorogee is not None and lue.fin_prorogee > jour
            assert lue.date_prudente is not None and lue.date_prudente < jour
        jour += UN_JOUR


def _jeu() -> list[dict]:
    chemin = Path(__file__).parents[1] / "donnees" / "deadlines_dev.jsonl"
    return [json.loads(ligne) for ligne in chemin.read_text(encoding="utf-8").splitlines()]


def test_les_regles_de_l_oracle_sont_celles_du_guide() -> None:
    cites = {cas["entree"]["regle"] for cas in _jeu() if cas["entree"]}
    autres = {"commandement_payer", "commandement_quitter", "delais_jex", "treve", "cfp_validite"}
    assert set(oracle.SIMPLES) | autres == set(regles()) >= cites
    assert {nom for nom in regles() if regle_nommee(nom).pour_qui == "autrui"} == oracle.AUTRUI
