"""The rules as data: law of each day, unknown facts, texts for tenants, whose date it is."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from guide.contenu.lecture import ErreurContenu
from guide.delais import (
    ErreurDelai,
    Faits,
    calcule,
    faits_qui_changent,
    regle_nommee,
    regles,
    seuil_apl,
    textes,
)
from guide.delais.chargement import charge, loi
from guide.lisibilite import mesure

AUJOURDHUI = dt.date(2026, 11, 24)
CONTRAT = {
    "commandement_payer", "commandement_quitter", "appel_jugement", "appel_refere", "appel_jex",
    "surendettement_recours", "surendettement_mesures", "commandement_assurance",
    "opposition_injonction", "releve_forclusion", "recours_prefet", "meubles_contestation",
    "meubles_retrait", "signification_jugement", "prefet_avant_audience", "cfp_reponse_prefet",
    "cfp_validite", "delais_paiement_juge", "protocole_cohesion", "delais_jex", "treve",
}  # fmt: skip
CHAMPS = ("titre", "regle_simple", "ou_regarder", "aujourdhui", "passe")
TOUTES = sorted(CONTRAT)


def jour(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)


def fins(regle: str, depuis: str, **faits: object) -> list[str]:
    """Raw ends of the readings, or the word ``refus``."""
    try:
        echeance = calcule(regle, Faits(jour(depuis), **faits), AUJOURDHUI)  # type: ignore[arg-type]
    except ErreurDelai:
        return ["refus"]
    return sorted(lecture.fin.isoformat() for lecture in echeance.lectures)


def test_toutes_les_regles_du_contrat() -> None:
    assert set(regles()) == CONTRAT


# --- the law of each day ---------------------------------------------------------------------

ACTES = ("2022-01-01", "2023-07-28", "2023-07-29", "2026-01-01", "2027-01-01")
VOYAGE = {
    "commandement_payer": (
        ["2022-03-01"],
        ["2023-09-28"],
        ["2023-09-09", "2023-09-29"],
        ["2026-02-12", "2026-03-01"],
        ["2027-02-12", "2027-03-01"],
    ),
    "commandement_quitter": ("2022-03-01", "2023-09-28", "2023-09-29", "2026-03-01", "2027-03-01"),
    "appel_jugement": ("2022-02-01", "2023-08-28", "2023-08-29", "2026-02-01", "2027-02-01"),
    "appel_refere": ("2022-01-16", "2023-08-12", "2023-08-13", "2026-01-16", "2027-01-16"),
    "appel_jex": ("2022-01-16", "2023-08-12", "2023-08-13", "2026-01-16", "2027-01-16"),
    "surendettement_recours": (
        "2022-01-16",
        "2023-08-12",
        "2023-08-13",
        "2026-01-16",
        "2027-01-16",
    ),
    "surendettement_mesures": (
        "2022-01-31",
        "2023-08-27",
        "2023-08-28",
        "2026-01-31",
        "2027-01-31",
    ),
    "commandement_assurance": (
        "2022-02-01",
        "2023-08-28",
        "2023-08-29",
        "2026-02-01",
        "2027-02-01",
    ),
    "opposition_injonction": ("2022-02-01", "2023-08-28", "2023-08-29", "2026-02-01", "2027-02-01"),
    "releve_forclusion": ("2022-03-01", "2023-09-28", "2023-09-29", "2026-03-01", "2027-03-01"),
    "recours_prefet": ("2022-03-01", "2023-09-28", "2023-09-29", "2026-03-01", "2027-03-01"),
    "meubles_contestation": ("2022-02-01", "2023-08-28", "2023-08-29", "2026-02-01", "2027-02-01"),
    "meubles_retrait": ("2022-03-01", "2023-09-28", "2023-09-29", "2026-03-01", "2027-03-01"),
    "signification_jugement": (
        "2022-07-01",
        "2024-01-28",
        "2024-01-29",
        "2026-07-01",
        "2027-07-01",
    ),
    "prefet_avant_audience": ("refus", "refus", "2023-06-16", "2025-11-19", "2026-11-19"),
    "cfp_reponse_prefet": ("2022-03-01", "2023-09-28", "2023-09-29", "2026-03-01", "2027-03-01"),
    "cfp_validite": ("2022-09-30", "2024-01-28", "2024-01-29", "2026-09-30", "2027-09-30"),
    "delais_paiement_juge": ("2025-01-01", "2026-07-28", "2026-07-29", "2029-01-01", "2030-01-01"),
    "protocole_cohesion": ("2024-01-01", "2025-07-28", "2025-07-29", "2028-01-01", "2029-01-01"),
    "delais_jex": ("refus", "refus", "2024-01-29", "2026-07-01", "2027-07-01"),
    "treve": ("2022-03-31", [], [], "2026-03-31", "2027-03-31"),
}


@pytest.mark.parametrize("regle", TOUTES)
def test_voyage_dans_le_temps(regle: str) -> None:
    for acte, attendu in zip(ACTES, VOYAGE[regle], strict=True):
        faits = {"mois": 6} if regle == "delais_jex" else {}
        voulues = attendu if isinstance(attendu, list) else [attendu]
        assert fins(regle, acte, **faits) == voulues, (regle, acte)


@pytest.mark.parametrize("regle", TOUTES)
def test_refus_en_une_phrase(regle: str) -> None:
    """An act older than the first version is refused in one clear sentence, or answered."""
    try:
        calcule(regle, Faits(jour("2000-01-01"), mois=6), AUJOURDHUI)
    except ErreurDelai as refus:
        assert re.fullmatch(r"[A-ZÀÉ«][^.!?]*(\. )?[^.!?]*\.", str(refus))


def test_chaque_version_est_datee_sourcee_et_verifiee() -> None:
    for nom in regles():
        for version in regle_nommee(nom).versions:
            assert version.reference
            assert version.url.host == "www.legifrance.gouv.fr"
            assert version.verifie_le >= jour("2026-11-01")


def test_seuils_de_l_aide_au_logement() -> None:
    avant, depuis = seuil_apl(jour("2026-12-31")), seuil_apl(jour("2027-01-01"))
    assert avant is not None and (avant.loyers, avant.montant_euros) == (2, None)
    assert depuis is not None and (depuis.montant_euros, depuis.mois) == (450, 3)
    assert seuil_apl(jour("2010-01-01")) is None


# --- unknown facts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("faits", "attendu"),
    [
        ({}, ["ecrit", "bail", "bailleur"]),
        ({"ecrit": "6_semaines"}, []),
        ({"ecrit": "2_mois"}, ["bail"]),
        ({"ecrit": "inconnu"}, ["bail", "bailleur"]),
        ({"ecrit": "inconnu", "bail": "avant_2023_07_29"}, ["bailleur"]),
        ({"ecrit": "inconnu", "bail": "depuis_2023_07_29"}, []),
        ({"ecrit": "inconnu", "bail": "inconnu"}, []),
        ({"ecrit": "inconnu", "bailleur": "prive"}, []),
        ({"bail": "depuis_2023_07_29"}, []),
        ({"bail": "avant_2023_07_29", "bailleur": "social"}, ["ecrit"]),
        ({"ecrit": "2_mois", "bail": "inconnu"}, []),
    ],
)
def test_seuls_les_faits_qui_changent_sont_demandes(faits: dict, attendu: list[str]) -> None:
    connus = Faits(jour("2026-11-02"), **faits)
    assert faits_qui_changent("commandement_payer", connus, AUJOURDHUI) == attendu


def test_bail_date_sans_reconduction_avant_le_premier_anniversaire() -> None:
    """Before July 2024 a dated lease may still be in its first year of the new law."""
    connus = Faits(jour("2023-10-02"), ecrit="inconnu", bailleur="prive")
    assert faits_qui_changent("commandement_payer", connus, AUJOURDHUI) == ["bail"]


def test_acte_d_avant_la_loi_rien_ne_change() -> None:
    connus = Faits(jour("2023-07-28"))
    assert faits_qui_changent("commandement_payer", connus, AUJOURDHUI) == []
    assert faits_qui_changent("appel_refere", connus, AUJOURDHUI) == []


@pytest.mark.parametrize("regle", TOUTES)
def test_sans_date_la_regle_ou_regarder_et_quoi_faire(regle: str) -> None:
    """Unknown stays unknown: the three parts of the answer without a date, for every rule."""
    dits = textes(regle)
    assert dits.regle_simple and dits.ou_regarder and dits.aujourdhui
    assert len({dits.regle_simple, dits.ou_regarder, dits.aujourdhui}) == 3


@pytest.mark.parametrize("regle", TOUTES)
def test_date_passee_a_son_propre_texte(regle: str) -> None:
    dits = textes(regle)
    assert dits.passe != dits.aujourdhui
    assert re.search(r"pass[ée]|fini", dits.passe)


def test_lieu_sous_un_autre_calendrier() -> None:
    with pytest.raises(ErreurDelai, match="ne calculons pas"):
        calcule("appel_refere", Faits(jour("2026-11-23"), commune="Colmar"), AUJOURDHUI)


def test_date_envoi_seulement_pour_payer() -> None:
    assert {nom for nom in regles() if regle_nommee(nom).jours_envoi} == {"commandement_payer"}


def test_a_qui_est_la_date() -> None:
    par_qui = {nom: regle_nommee(nom).pour_qui for nom in regles()}
    assert {nom for nom, qui in par_qui.items() if qui == "plafond"} == {
        "delais_paiement_juge",
        "protocole_cohesion",
    }
    assert par_qui["treve"] == "repere"
    for nom, qui in par_qui.items():
        assert regle_nommee(nom).dite_au_locataire == (qui == "locataire")


# --- texts for tenants -----------------------------------------------------------------------


def dits_au_locataire() -> list[tuple[str, str, str]]:
    return [
        (nom, champ, texte)
        for nom in TOUTES
        for champ, texte in textes(nom).dict().items()
        if texte is not None
    ]


@pytest.mark.parametrize(("nom", "champ", "texte"), dits_au_locataire())
def test_phrases_courtes_sans_sigle_nu(nom: str, champ: str, texte: str) -> None:
    assert not mesure(texte).trop_longues, texte
    assert "%" not in texte and "  " not in texte
    sigles = set(re.findall(r"\b[A-ZÉ]{2,}\b", texte)) - {"ADIL"}
    assert not sigles
    if "ADIL" in texte and not champ.endswith("_sms"):
        assert "l'ADIL, le conseil gratuit sur le logement" in texte
    if "commissaire de justice" in texte and nom != "cfp_reponse_prefet":
        assert "(l'huissier)" in texte


@pytest.mark.parametrize("regle", TOUTES)
def test_chaque_texte_a_une_forme_courte(regle: str) -> None:
    for champ in (*CHAMPS, *(["sans_delai"] if textes(regle).sans_delai else [])):
        assert len(textes(regle).sms(champ)) <= 160, (champ, textes(regle).sms(champ))


def test_douze_mots_par_phrase_en_moyenne() -> None:
    ensemble = mesure([texte for _, champ, texte in dits_au_locataire() if champ != "titre"])
    assert ensemble.mots_par_phrase <= 12


@pytest.mark.parametrize("regle", TOUTES)
def test_explication_lisible(regle: str) -> None:
    for depuis in ("2026-12-31", "2027-04-03", "2026-09-20"):
        for lecture in calcule(regle, Faits(jour(depuis), mois=6), AUJOURDHUI).lectures:
            assert not mesure(lecture.explication).trop_longues, lecture.explication
            assert "{" not in lecture.explication + lecture.calcul + lecture.duree
            assert lecture.calcul.endswith(".")


def test_calcul_dit_le_report_et_le_dernier_jour_du_mois() -> None:
    lecture = calcule("appel_jugement", Faits(jour("2027-01-29")), AUJOURDHUI).lectures[0]
    assert "dernier jour du mois" in lecture.calcul
    assert "lundi 1er mars 2027 (CPC 642" in lecture.calcul
    assert "retenez le vendredi 26 février 2027" in lecture.explication


# --- law as data -----------------------------------------------------------------------------


def _copie(dossier: Path) -> None:
    source = Path(__file__).parents[2] / "knowledge" / "delais"
    for fichier in source.glob("*.yml"):
        (dossier / fichier.name).write_text(fichier.read_text(encoding="utf-8"), encoding="utf-8")


def test_une_faute_nomme_le_fichier_et_l_entree(tmp_path: Path) -> None:
    _copie(tmp_path)
    fichier = tmp_path / "appel_jex.yml"
    donnees = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    donnees["versions"][0]["cas"][0]["lectures"][0]["delai"] = "vingt_jours"
    fichier.write_text(yaml.safe_dump(donnees), encoding="utf-8")
    with pytest.raises(ErreurContenu, match="appel_jex.yml.*versions|appel_jex"):
        charge(tmp_path)


def test_une_loi_nouvelle_est_une_entree_de_plus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A law of 3 weeks from 2030 on: no line of code changes."""
    _copie(tmp_path)
    fichier = tmp_path / "appel_refere.yml"
    donnees = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    nouvelle = dict(donnees["versions"][0], en_vigueur=dt.date(2030, 1, 1))
    nouvelle["cas"] = [
        {"lectures": [{"delai": "trois_semaines", "statut": "certain", "condition": "loi neuve"}]}
    ]
    donnees["versions"].append(nouvelle)
    donnees["delais"]["trois_semaines"] = dict(
        donnees["delais"]["quinze_jours"], duree="21 jours", calcul=[{"ajoute_jours": 21}]
    )
    fichier.write_text(yaml.safe_dump(donnees), encoding="utf-8")
    loi_neuve = charge(tmp_path)
    for module in ("moteur", "saisie"):
        monkeypatch.setattr(f"guide.delais.{module}.loi", lambda: loi_neuve)
    assert fins("appel_refere", "2029-12-31") == ["2030-01-15"]
    assert fins("appel_refere", "2030-01-01") == ["2030-01-22"]


def test_les_mots_du_contrat_restent() -> None:
    mots = {nom: set(fait.mots) for nom, fait in loi().faits.faits.items()}
    assert mots["ecrit"] >= {"2_mois", "6_semaines", "inconnu"}
    assert mots["bail"] >= {"avant_2023_07_29", "depuis_2023_07_29", "inconnu"}
    assert mots["bailleur"] >= {"social", "prive", "inconnu"}
