"""The timeline: order, earliest dates, nothing guessed, truce, text and image."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.calendrier import calendrier
from guide.commandes import principal
from guide.delais import Faits, calcule
from guide.frise import ErreurFrise, FaitsFrise, Frise, en_svg, en_texte, frise
from guide.frise.modeles import fichier_frise
from guide.lisibilite import mesure

AUJOURDHUI = dt.date(2026, 11, 24)
ETAPES = (
    "impaye",
    "conciliation",
    "commandement_payer",
    "assignation",
    "audience",
    "decision",
    "commandement_quitter",
    "liberation",
    "requisition_cfp",
    "expulsion_cfp",
    "apres_expulsion",
)
SVG = "{http://www.w3.org/2000/svg}"


def jour(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)


def dates(une: Frise) -> list[tuple[str, str | None, bool]]:
    objet = une.as_dict()
    return [(etape["etape"], etape["date"], etape["au_plus_tot"]) for etape in objet["etapes"]]


def test_toutes_les_etapes_du_contrat_dans_l_ordre() -> None:
    assert tuple(etape.id for etape in fichier_frise().etapes) == ETAPES


def test_du_commandement_de_payer_a_l_expulsion() -> None:
    """Act of Mon 23 Nov., 42 days to Mon 4 Jan.; assignation Tue 5; +43 days: Wed 17 Feb.;
    2 months: Sat 17 Apr.; the next day is a Sunday."""
    une = frise(
        "commandement_payer",
        FaitsFrise(depuis=jour("2026-11-23"), bail="depuis_2023_07_29"),
        AUJOURDHUI,
    )
    assert dates(une) == [
        ("assignation", "2027-01-05", True),
        ("audience", "2027-02-17", True),
        ("decision", "2027-02-17", True),
        ("commandement_quitter", "2027-02-17", True),
        ("requisition_cfp", "2027-04-19", True),
        ("expulsion_cfp", "2027-04-19", True),
        ("apres_expulsion", "2027-04-19", True),
    ]
    assert une.expulsion_au_plus_tot == jour("2027-04-19")
    assert [repere.regle for repere in une.reperes] == ["commandement_payer"]


def test_lecture_la_plus_courte_et_delai_proroge() -> None:
    """Bail unknown: 42 days end on Sat 2 Jan. 2027, payable until Mon 4: nothing before Tue 5."""
    une = frise("commandement_payer", FaitsFrise(depuis=jour("2026-11-21")), AUJOURDHUI)
    assert dates(une)[0] == ("assignation", "2027-01-05", True)


def test_audience_connue() -> None:
    faits = FaitsFrise(audience=jour("2027-01-12"))
    une = frise("assignation", faits, AUJOURDHUI)
    assert dates(une)[:2] == [("audience", "2027-01-12", False), ("decision", "2027-01-12", True)]
    assert une.ici.date is None


def test_audience_passee_n_est_plus_a_venir() -> None:
    faits = FaitsFrise(depuis=jour("2026-09-01"), audience=jour("2026-11-10"))
    une = frise("assignation", faits, AUJOURDHUI)
    assert dates(une)[0] == ("decision", "2026-11-24", True)


@pytest.mark.parametrize("etape", ["impaye", "conciliation"])
def test_rien_n_est_devine(etape: str) -> None:
    une = frise(etape, FaitsFrise(depuis=jour("2026-11-01")), AUJOURDHUI)
    assert [etape for etape, _, _ in dates(une)][0] == "commandement_payer"
    assert all(date is None and not au_plus_tot for _, date, au_plus_tot in dates(une))
    assert une.expulsion_au_plus_tot is None
    assert "Date inconnue." in en_texte(une)


@pytest.mark.parametrize("etape", ETAPES)
def test_sans_date_aucune_date(etape: str) -> None:
    une = frise(etape, FaitsFrise(), AUJOURDHUI)
    assert all(date is None for _, date, _ in dates(une))
    assert une.expulsion_au_plus_tot is None
    assert une.avertissements == ()


@pytest.mark.parametrize("acte", ["2026-11-02", "2026-12-15", "2027-03-01", "2026-10-30"])
def test_commandement_de_quitter_comme_le_delai(acte: str) -> None:
    echeance = calcule("commandement_quitter", Faits(jour(acte)), AUJOURDHUI)
    une = frise("commandement_quitter", FaitsFrise(depuis=jour(acte)), AUJOURDHUI)
    assert une.expulsion_au_plus_tot == echeance.expulsion_au_plus_tot
    assert [repere.date for repere in une.reperes] == [echeance.date_a_retenir]
    assert une.avertissements


def test_delai_supprime() -> None:
    faits = FaitsFrise(depuis=jour("2026-06-13"), delai_supprime=True)
    une = frise("commandement_quitter", faits, jour("2026-06-13"))
    assert une.expulsion_au_plus_tot == jour("2026-06-15")
    assert une.reperes == () and une.avertissements == ()


def test_pas_de_date_au_passe() -> None:
    """The period ended in July; today, in the truce, the first lawful day is 1 April 2027."""
    une = frise("commandement_quitter", FaitsFrise(depuis=jour("2026-05-04")), AUJOURDHUI)
    assert une.expulsion_au_plus_tot == jour("2027-04-01")
    assert dates(une)[0] == ("requisition_cfp", "2026-11-24", True)
    assert "est passée" in une.reperes[0].texte


@pytest.mark.parametrize(
    ("type_decision", "attendu"),
    [
        ("refere", ["2026-12-08"]),
        ("jugement", ["2026-12-23"]),
        (None, ["2026-12-08", "2026-12-23"]),
        ("inconnu", ["2026-12-08", "2026-12-23"]),
    ],
)
def test_appel_selon_la_decision(type_decision: str | None, attendu: list[str]) -> None:
    faits = FaitsFrise(depuis=jour("2026-11-23"), type_decision=type_decision)
    une = frise("decision", faits, AUJOURDHUI)
    assert [repere.date.isoformat() for repere in une.reperes] == attendu


def test_apres_l_expulsion_rien_a_venir() -> None:
    une = frise("apres_expulsion", FaitsFrise(depuis=jour("2026-10-01")), AUJOURDHUI)
    assert une.as_dict()["etapes"] == []
    assert une.expulsion_au_plus_tot is None
    assert "Aucune étape à venir." in en_texte(une)


@settings(max_examples=200, deadline=None)
@given(
    etape=st.sampled_from(ETAPES),
    depuis=st.dates(dt.date(2023, 7, 29), dt.date(2040, 1, 1)),
    audience=st.none() | st.dates(dt.date(2023, 7, 29), dt.date(2040, 1, 1)),
    aujourdhui=st.dates(dt.date(2023, 7, 29), dt.date(2040, 1, 1)),
    bail=st.sampled_from([None, "avant_2023_07_29", "depuis_2023_07_29"]),
    supprime=st.booleans(),
)
def test_toujours_dans_l_ordre_et_dans_la_loi(
    etape: str,
    depuis: dt.date,
    audience: dt.date | None,
    aujourdhui: dt.date,
    bail: str | None,
    supprime: bool,
) -> None:
    faits = FaitsFrise(depuis, audience, bail=bail, delai_supprime=supprime)
    une = frise(etape, faits, aujourdhui)
    connues = [venir.date for venir in une.etapes if venir.date is not None]
    if audience is None or audience >= depuis:
        assert connues[1:] == sorted(connues[1:])
    assert all(date >= aujourdhui for date in connues)
    expulsion = une.expulsion_au_plus_tot
    if expulsion is not None:
        assert expulsion == connues[-1] == calendrier().premier_jour_permis(expulsion)
    rangs = [ETAPES.index(venir.etape) for venir in une.etapes]
    assert rangs == sorted(set(rangs)) and all(rang > ETAPES.index(etape) for rang in rangs)


# --- text and image --------------------------------------------------------------------------


@pytest.mark.parametrize("etape", ETAPES)
def test_phrases_courtes(etape: str) -> None:
    une = frise(etape, FaitsFrise(jour("2026-11-20"), jour("2027-01-12")), AUJOURDHUI)
    textes = [venir.texte for venir in (une.ici, *une.etapes)]
    textes += [*une.avertissements, *(repere.texte for repere in une.reperes)]
    assert mesure(textes).trop_longues == ()


def test_chaque_date_de_l_image_est_dans_le_texte() -> None:
    une = frise("assignation", FaitsFrise(depuis=jour("2026-11-20")), AUJOURDHUI)
    image = ET.fromstring(en_svg(une))
    for texte in image.iter(f"{SVG}text"):
        if "202" in (texte.text or ""):
            assert texte.text in en_texte(une)


def test_image_lisible_sans_couleur_et_sans_image() -> None:
    une = frise("audience", FaitsFrise(audience=jour("2027-01-12")), AUJOURDHUI)
    image = ET.fromstring(en_svg(une, "ma-frise"))
    assert image.get("role") == "img"
    titre, description = image.find(f"{SVG}title"), image.find(f"{SVG}desc")
    assert titre is not None and description is not None
    assert image.get("aria-labelledby") == f"{titre.get('id')} {description.get('id')}"
    assert description.text == en_texte(une)
    gras = [texte.text for texte in image.iter(f"{SVG}text") if texte.get("font-weight")]
    assert gras == ["Audience au tribunal", "Vous êtes ici"]
    formes = {enfant.tag for enfant in image}
    assert {f"{SVG}rect", f"{SVG}path", f"{SVG}circle"} <= formes
    couleurs = {enfant.get(nom) for enfant in image for nom in ("fill", "stroke")} - {None}
    assert couleurs <= {"white", "currentColor"}


# --- command line ----------------------------------------------------------------------------


def test_commande(capsys: pytest.CaptureFixture) -> None:
    arguments = ["frise", "commandement_quitter", "--depuis", "2026-11-02"]
    assert principal([*arguments, "--aujourdhui", "2026-11-24", "--json"]) == 0
    objet: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert objet["expulsion_au_plus_tot"] == "2027-04-01" == objet["etapes"][-1]["date"]
    assert all({"etape", "date", "au_plus_tot", "texte"} == set(un) for un in objet["etapes"])
    assert principal([*arguments, "--aujourdhui", "2026-11-24"]) == 0
    assert "jeudi 1er avril 2027" in capsys.readouterr().out
    assert principal([*arguments, "--svg"]) == 0
    assert capsys.readouterr().out.startswith("<svg")


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["inventee"],
        ["assignation", "--audience", "demain"],
        ["assignation", "--depuis", "2026-11-31"],
        ["decision", "--type-decision", "arret"],
        ["commandement_payer", "--bail", "vieux"],
        ["commandement_payer", "--ecrit", "3_mois"],
        ["audience", "--bail", "vieux"],
    ],
)
def test_mauvaise_entree(options: list[str], capsys: pytest.CaptureFixture) -> None:
    assert principal(["frise", *options]) == 2
    sortie = capsys.readouterr()
    assert sortie.out == "" and len(sortie.err.splitlines()) == 1


def test_lot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    lignes = (
        '{"etape": "decision", "depuis": "2026-11-23", "aujourdhui": "2026-11-24"}\n{"etape": 3}\n'
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(lignes))
    assert principal(["frise", "--lot"]) == 0
    bonne, mauvaise = map(json.loads, capsys.readouterr().out.splitlines())
    assert bonne["etapes"][0]["etape"] == "commandement_quitter"
    assert set(mauvaise) == {"erreur"}


def test_lieu_sous_un_autre_calendrier() -> None:
    with pytest.raises(ErreurFrise, match="ne calculons pas"):
        frise("decision", FaitsFrise(depuis=AUJOURDHUI, commune="Metz"), AUJOURDHUI)
