"""The tools without a call, the supervisor's page, the audit, all with Rasa off."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from guide.contenu import contenu
from guide.contenu.modeles import ETAPES
from guide.delais.chargement import loi
from registre import Comptes, Registre
from tests.console.conftest import Client
from tests.console.pages import Page, texte_de

Ouvre = Callable[..., Client]


def cherche(client: Client, chemin: str, **champs: str) -> Page:
    reponse = client.lit(f"{chemin}?{urlencode(champs)}")
    assert reponse.status_code == 200
    return Page(reponse.text)


# -- tools -----------------------------------------------------------------------------------


def test_every_fiche_is_there_with_all_its_statements(ouvre_client: Ouvre) -> None:
    from guide.commandes.fiche import repond

    client = ouvre_client()
    for etape in ETAPES:
        page = cherche(client, "/fiches", etape=etape)
        fiche = repond({"etape": etape, "canal": "operateur"}, None)  # type: ignore[arg-type]
        texte = page.texte()
        for section in fiche["sections"]:
            if section["id"] not in ("aides", "contacts"):
                for enonce in section["textes"]:
                    assert " ".join(enonce["texte"].split()) in texte, (etape, section["id"])


def test_the_calculator_answers_in_plain_french(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    page = cherche(client, "/calcul", regle="commandement_payer", depuis="5 octobre", bail="2024")
    assert "lundi 16 novembre 2026" in page.texte(classe="lecture")
    assert "certain" in page.texte(classe="statut")
    page = cherche(client, "/calcul", regle="prefet_avant_audience", depuis="14 janvier 2027")
    assert "lie quelqu'un d'autre" in page.texte()


@pytest.mark.parametrize("regle", list(loi().regles))
def test_every_rule_is_computed_or_refused_with_a_sentence(ouvre_client: Ouvre, regle: str) -> None:
    page = cherche(ouvre_client(), "/calcul", regle=regle, depuis="2 novembre 2026", mois="3")
    assert page.texte(classe="lecture") or page.texte(classe="delai")
    assert not page.texte(classe="delai").endswith("None")


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"regle": "commandement_payer"}, "date"),
        ({"regle": "commandement_payer", "depuis": "le 31 juin"}, "n'existe pas"),
        ({"regle": "delais_jex", "depuis": "2 novembre", "mois": "99"}, "12"),
        ({"regle": "<b>", "depuis": "2 novembre"}, "commandement_payer"),
    ],
)
def test_a_bad_entry_of_the_calculator_gets_a_sentence(
    ouvre_client: Ouvre, champs: dict[str, str], phrase: str
) -> None:
    page = cherche(ouvre_client(), "/calcul", **champs)
    assert phrase in page.texte(classe="delai")


def test_the_directory_finds_a_commune_and_tells_several(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    carvin = cherche(client, "/annuaire", commune="carvin", role="mairie")
    assert "03 21 74 76 02" in carvin.texte() and "à vérifier" in carvin.texte()
    assert "Noyelles-sous-Lens" in cherche(client, "/annuaire", commune="Noyelles").texte()
    ailleurs = cherche(client, "/annuaire", commune="Marseille").texte()
    assert "numéros nationaux" in ailleurs and contenu().telephone("sos_loyers_impayes") in ailleurs


def test_the_glossary_finds_a_word_however_it_is_spelt(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    assert "fonds de solidarité" in cherche(client, "/glossaire", mot="fsl").texte().lower()
    assert "n'est pas dans le glossaire" in cherche(client, "/glossaire", mot="xyzzy").texte()
    tous = cherche(client, "/glossaire").texte()
    assert all(terme.terme in tous for terme in contenu().glossaire.values())


# -- supervisors -----------------------------------------------------------------------------


def test_only_supervisors_see_the_counts(ouvre_client: Ouvre) -> None:
    ana, sam = ouvre_client(), ouvre_client("sam")
    for chemin in ("/suivi", "/suivi.csv", "/suivi/journal"):
        assert ana.lit(chemin).status_code == 403
        assert sam.lit(chemin).status_code == 200
    assert "/suivi" not in ana.lit("/").text and "/suivi" in sam.lit("/").text
    assert ana.poste("/suivi/transmettre", code="AAAAAA", vers="1").status_code == 403


@pytest.fixture
def conversations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tracker store with two conversations of the robot, in Rasa's own table."""
    fichier = tmp_path / "conversations.db"
    monkeypatch.setenv("GARDE_TOIT_CONVERSATIONS", f"sqlite:///{fichier}")
    evenements = [
        ("une", "user", "impaye", {"event": "user", "text": "SECRET-DU-ROBOT"}),
        ("une", "slot", None, {"event": "slot", "name": "etape", "value": "impaye"}),
        ("une", "slot", None, {"event": "slot", "name": "etape", "value": "assignation"}),
        ("une", "slot", None, {"event": "slot", "name": "comprehension", "value": "a_revoir"}),
        ("une", "user", "hors_sujet", {"event": "user", "text": "SECRET-DU-ROBOT"}),
        ("deux", "slot", None, {"event": "slot", "name": "dit", "value": ["pas_compris"]}),
        ("deux", "user", "parler_humain", {"event": "user", "text": "SECRET-DU-ROBOT"}),
    ]
    with sqlite3.connect(fichier) as base:
        base.execute(
            "create table events (id integer primary key, sender_id text, type_name text, "
            "timestamp float, intent_name text, action_name text, data text)"
        )
        for personne, genre, intention, donnees in evenements:
            base.execute(
                "insert into events (sender_id, type_name, timestamp, intent_name, data) "
                "values (?, ?, ?, ?, ?)",
                (personne, genre, time.time(), intention, json.dumps(donnees)),
            )


def test_the_counts_join_the_robot_and_the_console_and_hold_no_text(
    ouvre_client: Ouvre, conversations: None
) -> None:
    ana, sam = ouvre_client(), ouvre_client("sam")
    for etape in ("impaye", "impaye", "decision"):
        adresse = ana.appel()
        ana.poste(f"{adresse}/notes", note="SECRET-DU-BUREAU", mot="SECRET-DU-BUREAU")
        ana.poste(f"{adresse}/texte", texte="SECRET-DU-BUREAU bonjour")
        ana.poste(f"{adresse}/etape", etape=etape)
        ana.http.post(
            f"{adresse}/etape",
            data={"etape": etape},
            headers={"Origin": "http://testserver", "X-Jeton": ana.jeton, "HX-Request": "true"},
        )
        ana.poste(f"{adresse}/verification", etape=etape, genre="que_faire", resultat="compris")
    ana.poste(f"{adresse}/fausse", quoi="contacts:decision", raison="SECRET-DU-BUREAU")
    brut = sam.lit("/suivi.csv").content
    lignes = list(csv.DictReader(io.StringIO(brut.decode("utf-8-sig")), delimiter=";"))
    nombres = {(x["serie"], x["detail"], x["origine"]): int(x["nombre"]) for x in lignes}
    assert nombres["etapes", "impaye", "console"] == 2
    assert nombres["etapes", "decision", "console"] == 1
    assert nombres["etapes", "assignation", "robot"] == 1, "the latest of the conversation"
    assert nombres["verifications", "impaye:compris", "console"] == 2
    assert nombres["verifications", "assignation:a_revoir", "robot"] == 1
    assert nombres["sans_reponse", "hors sujet", "robot"] == 1
    assert nombres["sans_reponse", "conversation mal comprise", "robot"] == 1
    assert nombres["sans_reponse", "réponse jugée fausse", "console"] == 1
    assert nombres["humain", "demande un humain", "robot"] == 1
    assert sum(n for (serie, _, o), n in nombres.items() if serie == "jours" and o == "robot") == 2
    page = sam.lit("/suivi").text
    assert "SECRET" not in page and b"SECRET" not in brut
    lu = Page(page)
    assert len(lu.tous("svg")) == 5
    assert "compris (console)" in lu.texte()


def test_every_picture_has_its_numbers_in_words(ouvre_client: Ouvre, conversations: None) -> None:
    images = Page(ouvre_client("sam").lit("/suivi").text).tous("svg")
    assert images
    for image in images:
        (description,) = (e for e in image.iter() if e.tag.endswith("}desc"))
        for ligne in (description.text or "").splitlines():
            nom, _, nombre = ligne.rpartition(" : ")
            ecrits = [texte_de(e) for e in image.iter() if e.tag.endswith("}text")]
            assert nom in ecrits and nombre in ecrits


def test_a_supervisor_hands_the_file_of_somebody_away_without_reading_it(
    ouvre_client: Ouvre, comptes: Comptes, registre: Registre
) -> None:
    ana, bob, sam = ouvre_client(), ouvre_client("bob"), ouvre_client("sam")
    adresse = ana.appel()
    code = adresse.rsplit("/", 1)[1]
    par_nom = {c.identifiant: str(c.id) for c in comptes.tous()}
    assert sam.poste("/suivi/transmettre", code=code, vers=par_nom["sam"]).status_code == 400
    assert sam.poste("/suivi/transmettre", code="ZZZZZZ", vers=par_nom["bob"]).status_code == 404
    assert sam.poste("/suivi/transmettre", code=code, vers=par_nom["bob"]).status_code == 303
    assert sam.lit(adresse).status_code == 403
    assert bob.lit(adresse).status_code == 200
    assert "transmis par Ana Conseil" in Page(bob.lit(adresse).text).texte()
    journal = Page(sam.lit("/suivi/journal").text).texte()
    assert "dossier transmis à bob" in journal and code in journal
