"""The content holds together: references, ids, SMS forms, and the commands that show it."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from guide import delais
from guide.commandes import couverture, fiche, verifie_contenu
from guide.contenu import ErreurContenu, contenu
from guide.contenu.chargement import charge
from guide.contenu.lecture import dossier_connaissances, lire_yaml
from guide.contenu.modeles import ETAPES
from guide.contenu.verification import enonces, faits_chiffres, fautes, genre_de_source
from guide.delais.moteur import regles

RACINE = Path(__file__).resolve().parents[2]
FICHE = "fiches/conciliation.yml"


@pytest.fixture
def copie(tmp_path: Path) -> Path:
    """A copy of ``knowledge/`` that a test may break."""
    return Path(shutil.copytree(dossier_connaissances(), tmp_path / "knowledge"))


def _casse(racine: Path, fichier: str, **champs: object) -> None:
    """Overwrite fields of a content file; a dotted path such as ``suite.0.sms`` is allowed."""
    chemin = racine / fichier
    donnees = yaml.safe_load(chemin.read_text(encoding="utf-8"))
    for adresse, valeur in champs.items():
        *parents, dernier = adresse.split("__")
        cible = donnees
        for parent in parents:
            cible = cible[int(parent)] if parent.isdigit() else cible[parent]
        cible[dernier] = valeur
    chemin.write_text(yaml.safe_dump(donnees, allow_unicode=True), encoding="utf-8")


def _fautes(racine: Path) -> list[str]:
    return fautes(charge(racine), regles())


def test_le_contenu_est_sans_faute() -> None:
    assert fautes(contenu(), regles()) == []


@pytest.mark.parametrize(
    ("champs", "faute"),
    [
        ({"contacts": ["role_perdu"]}, "conciliation : contact inconnu(e) « role_perdu »"),
        ({"aides": ["aide_perdue"]}, "conciliation : aide inconnu(e) « aide_perdue »"),
        ({"termes": ["mot_perdu"]}, "conciliation : terme inconnu(e) « mot_perdu »"),
        ({"regles": ["regle_perdue"]}, "conciliation : règle inconnu(e) « regle_perdue »"),
        (
            {"urgence__texte": "Appelez le {tel:personne}."},
            "« Appelez le {tel:personne}. » : contact inconnu « personne »",
        ),
        (
            {"suite__0__id": "conciliation.reconnu"},
            "énoncé « conciliation.reconnu » écrit 2 fois",
        ),
        (
            {"suite__0__texte": "Payez le 3 mai. " * 11},
            "conciliation.suite_accord : texte de plus de 160 caractères, sms à écrire",
        ),
        (
            {"suite__0__texte": "Vous avez 2 mois.", "suite__0__sms": "Vous avez 3 mois."},
            "conciliation.suite_accord : le sms dit « 3 mois », pas le texte",
        ),
        (
            {"suite__0__texte": "Venez le 3 mai.", "suite__0__sms": "Venez le 3 juin."},
            "conciliation.suite_accord : le sms dit « 3 juin », pas le texte",
        ),
        (
            {"suite__0__texte": "Appelez.", "suite__0__sms": "Faites le {tel:police_17}."},
            "conciliation.suite_accord : le sms donne le numéro de « police_17 », pas le texte",
        ),
        (
            {"suite__0__texte": "Appelez.", "suite__0__sms": "Appelez. " * 18},
            "conciliation.suite_accord : sms de plus de 150 caractères",
        ),
    ],
)
def test_une_faute_est_vue(copie: Path, champs: dict[str, object], faute: str) -> None:
    _casse(copie, FICHE, **champs)
    assert faute in _fautes(copie)


def test_une_phrase_trop_longue_est_vue(copie: Path) -> None:
    longue = "Venez " + "et venez " * 10 + "demain."
    _casse(copie, FICHE, suite__0__texte=longue)
    faute = f"conciliation, locataires : phrase trop longue « {longue} »"
    assert faute in _fautes(copie)


def test_un_role_perdu_est_vu_dans_le_parcours(copie: Path) -> None:
    _casse(copie, "parcours.yml", conciliation__demandes=["demande_perdue"])
    assert "parcours conciliation : demande inconnu(e) « demande_perdue »" in _fautes(copie)


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"suite__0__source": []}, "chaque énoncé a une source"),
        ({"suite__0__statut": "change"}, "dire ce que le guide disait"),
        ({"couleur": "bleu"}, "couleur"),
        ({"a_faire": []}, "a_faire"),
        ({"id": "audience"}, "l'id doit être celui du fichier"),
    ],
)
def test_un_fichier_mal_ecrit_est_refuse(
    copie: Path, champs: dict[str, object], message: str
) -> None:
    _casse(copie, FICHE, **champs)
    with pytest.raises(ErreurContenu, match=message) as erreur:
        charge(copie)
    assert "conciliation.yml" in str(erreur.value)


def test_un_champ_ecrit_deux_fois_est_refuse(tmp_path: Path) -> None:
    fichier = tmp_path / "double.yml"
    fichier.write_text("numero: 115\nnom: SIAO\nnumero: 119\n", encoding="utf-8")
    with pytest.raises(ErreurContenu, match="« numero » écrit deux fois"):
        lire_yaml(fichier)


def test_les_onze_fiches_dans_l_ordre_de_la_procedure() -> None:
    fiches = sorted(contenu().fiches.values(), key=lambda une: une.rang)
    assert {une.id for une in fiches} == set(ETAPES)
    assert [une.rang for une in fiches] == list(range(1, len(ETAPES) + 1))


@pytest.mark.parametrize("etape", ETAPES)
def test_une_fiche_nomme_ses_enonces_et_son_essentiel(etape: str) -> None:
    une = contenu().fiches[etape]
    assert all(enonce.id.startswith(f"{etape}.") for enonce in enonces(une))
    assert une.contacts and une.aides and une.risques and une.suite
    assert {"solutions", "bonne_conduite"} <= {section.id for section in une.sections}
    assert not une.a_faire[0].si, "la première chose à faire vaut pour tous"


@pytest.mark.parametrize("etape", ["expulsion_cfp", "apres_expulsion"])
def test_rien_ne_rassure_quand_la_police_peut_venir(etape: str) -> None:
    assert contenu().fiches[etape].rassurer is None
    assert "{tel:siao_115}" in contenu().fiches[etape].urgence.texte


@pytest.mark.parametrize("etape", ETAPES[ETAPES.index("decision") :])
def test_apres_la_decision_on_ne_promet_plus_de_rester(etape: str) -> None:
    for enonce in enonces(contenu().fiches[etape]):
        sur = enonce.si.get("decision_detail") == ["delais_accordes"]
        assert sur or "vous pouvez rester chez vous" not in enonce.texte, enonce.id


def test_le_temps_pour_payer_depend_du_bail() -> None:
    for enonce in enonces(contenu().fiches["commandement_payer"]):
        if "pour payer" in enonce.texte and "2 mois" in enonce.texte:
            assert "6 semaines" in enonce.texte, enonce.id
    temps = next(e for e in enonces(contenu().fiches) if e.id == "commandement_payer.temps")
    assert (temps.statut, str(temps.depuis)) == ("change", "2023-07-29")
    assert temps.guide_disait and "2 mois" in temps.guide_disait


def test_le_juge_de_l_execution_donne_de_1_mois_a_1_an() -> None:
    for enonce in enonces(contenu().fiches):
        for forme in (enonce.texte, enonce.sms, enonce.operateur):
            assert "3 à 36 mois" not in (forme or ""), enonce.id
    textes = " ".join(e.texte for e in enonces(contenu().fiches["commandement_quitter"]))
    assert "de 1 mois à 1 an" in textes


def test_l_echeance_manquee_ramene_la_fin_du_bail() -> None:
    manquee = next(e for e in enonces(contenu().fiches) if e.id == "decision.echeance_manquee")
    assert "aujourd'hui" in manquee.texte and "fin du bail revient" in manquee.texte
    assert "delais_accordes" in manquee.si["decision_detail"]


# --- small functions


def test_faits_chiffres() -> None:
    assert faits_chiffres("Du 1er février au 31 mars, 2 ANS, 7 500 euros, {tel:a_17}") == {
        ("1", "fevrier"),
        ("31", "mars"),
        ("2", "an"),
        ("7500", "euro"),
    }
    assert faits_chiffres("1er fevrier") <= faits_chiffres("le 1er février")


@pytest.mark.parametrize(
    ("source", "genre"),
    [
        ("guide, fiche Audience", "guide"),
        ("CPCE L412-1", "loi"),
        ("loi 89-462, art. 24 V", "loi"),
        ("Cass. 3e civ., 13 juin 2024", "jurisprudence"),
        ("pratique d'accueil téléphonique", "pratique"),
    ],
)
def test_genre_de_source(source: str, genre: str) -> None:
    assert genre_de_source(source) == genre


# --- commands


def _options(**champs: object) -> argparse.Namespace:
    return argparse.Namespace(**{"aujourdhui": None, "json": True, **champs})


@pytest.mark.parametrize("canal", fiche.CANAUX)
@pytest.mark.parametrize("etape", ETAPES)
def test_commande_fiche(etape: str, canal: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert fiche.execute(_options(etape=etape, canal=canal)) == 0
    reponse = json.loads(capsys.readouterr().out)
    assert reponse["etape"] == etape and reponse["titre"]
    sections = {section["id"]: section["textes"] for section in reponse["sections"]}
    assert {"cest_quoi", "a_faire", "risques", "aides", "contacts", "suite"} <= set(sections)
    for textes in sections.values():
        for texte in textes:
            assert texte["texte"] and texte["source"] and texte["statut"]
            assert "{" not in texte["texte"]


def test_commande_fiche_prend_la_forme_du_canal() -> None:
    dits = {}
    for canal in fiche.CANAUX:
        reponse = fiche.repond({"etape": "commandement_payer", "canal": canal}, None)  # type: ignore[arg-type]
        section = next(s for s in reponse["sections"] if s["id"] == "important")
        dits[canal] = [t["texte"] for t in section["textes"] if t.get("guide_disait")][0]
    assert dits["web"] == dits["sms"]
    assert "CCAPEX" in dits["operateur"] and "CCAPEX" not in dits["web"]


@pytest.mark.parametrize("etape", ETAPES)
def test_la_fiche_dit_les_memes_faits_par_sms(etape: str) -> None:
    """Same sections and statements; in each, the same dates, amounts, durations and numbers."""
    web, sms = (
        fiche.repond({"etape": etape, "canal": canal}, None)["sections"]  # type: ignore[arg-type]
        for canal in ("web", "sms")
    )
    assert [section["id"] for section in web] == [section["id"] for section in sms]
    for longue, courte in zip(web, sms, strict=True):
        faits = [
            [faits_chiffres(texte["texte"]) for texte in section["textes"]]
            for section in (longue, courte)
        ]
        assert faits[0] == faits[1], (etape, longue["id"])


def _formes_courtes() -> list[tuple[str, str, str]]:
    """Every text that has a short form: where, long form, short form."""
    tout = contenu()
    entrees = [*enonces(vars(tout)), *tout.phrases.values(), *tout.demandes.values()]
    paires = [(e.id, e.texte, e.sms) for e in entrees if e.sms]
    for regle in regles():
        dits = delais.textes(regle)
        paires += [
            (f"{regle}.{champ}", texte, dits.sms(champ))
            for champ, texte in dits
            if not champ.endswith("_sms") and texte and dits.sms(champ) != texte
        ]
    return paires


@pytest.mark.parametrize(
    ("ou", "texte", "sms"), [pytest.param(*paire, id=paire[0]) for paire in _formes_courtes()]
)
def test_la_forme_courte_dit_les_memes_faits(ou: str, texte: str, sms: str) -> None:
    """No short form loses or adds a date, an amount, a number, a contact or a value filled in."""
    valeurs = re.compile(r"\{[^}]*\}")
    assert set(valeurs.findall(sms)) == set(valeurs.findall(texte))
    assert faits_chiffres(valeurs.sub("", sms)) == faits_chiffres(valeurs.sub("", texte))


@pytest.mark.parametrize("champs", [{"etape": "lune"}, {"canal": "radio"}])
def test_commande_fiche_refuse(champs: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert fiche.execute(_options(**{"etape": "audience", "canal": "web", **champs})) == 2
    sortie = capsys.readouterr()
    assert sortie.out == "" and len(sortie.err.splitlines()) == 1
    assert next(iter(champs.values())) in sortie.err


def test_commande_verifie_contenu(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, copie: Path
) -> None:
    assert verifie_contenu.execute(_options()) == 0
    reponse = json.loads(capsys.readouterr().out)
    assert reponse["enonces"] == len(list(enonces(vars(contenu()))))
    assert sum(reponse["par_statut"].values()) == reponse["enonces"]
    assert reponse["contacts"]["plus_ancienne_verification"]["le"] == min(
        contact.verifie_le.isoformat() for contact in contenu().contacts.values()
    )
    _casse(copie, FICHE, contacts=["role_perdu"])
    casse = charge(copie)
    monkeypatch.setattr(verifie_contenu, "contenu", lambda: casse)
    assert verifie_contenu.execute(_options()) == 1
    assert "role_perdu" in capsys.readouterr().out


def test_le_tableau_de_couverture_est_a_jour(capsys: pytest.CaptureFixture[str]) -> None:
    assert couverture.execute(_options(json=False)) == 0
    ecrit = (RACINE / "docs" / "couverture.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ecrit, "python -m guide couverture > docs/couverture.md"


def test_la_couverture_refuse_un_fichier_absent(
    copie: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GARDE_TOIT_KNOWLEDGE", str(copie))
    (copie / "dispositifs" / "dsf.yml").unlink()
    assert couverture.execute(_options()) == 2
    assert "dispositifs/dsf.yml" in capsys.readouterr().err
