"""Erasure, audit and threads, on real SQLite and PostgreSQL databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from registre import Fil, RegistreSms
from registre.base import Registre, metadonnees, pseudonyme


@pytest.fixture(params=["sqlite", "postgresql"])
def registre(request: pytest.FixtureRequest, tmp_path: Path) -> Registre:
    if request.param == "sqlite":
        return Registre(f"sqlite:///{tmp_path / 'registre.db'}")
    adresse = request.getfixturevalue("adresse_postgresql")
    moteur = sa.create_engine(adresse)
    metadonnees.drop_all(moteur)
    moteur.dispose()
    return Registre(adresse)


def test_a_request_waits_for_its_confirmation(registre: Registre) -> None:
    registre.demande_effacement("ana")
    registre.demande_effacement("ana")
    assert registre.effacement_demande("ana")
    assert not registre.effacement_demande("bob")
    registre.annule_effacement("ana")
    assert not registre.effacement_demande("ana")


def test_erasure_forgets_the_person_and_notes_only_a_pseudonym(registre: Registre) -> None:
    registre.demande_effacement("ana")
    registre.efface("ana")
    assert not registre.effacement_demande("ana")
    assert registre.lignes_d_audit() == [("personne", "effacement", pseudonyme("ana"))]


def test_the_audit_is_purged_by_age(registre: Registre) -> None:
    registre.note("test", "essai")
    assert registre.purge_audit(1) == 0
    assert registre.purge_audit(-1) == 1


def test_a_send_is_claimed_once_by_several_processes(registre: Registre) -> None:
    personne = Fil(registre).ouvre().personne

    def prend(_rang: int) -> bool:
        return Fil(registre).commence(personne, "envoi-0001", {"text": "bonjour"})

    with ThreadPoolExecutor(8) as fils:
        assert sum(fils.map(prend, range(8))) == 1
    Fil(registre).finit(personne, "envoi-0001", [{"text": "réponse"}])
    assert [m["n"] for m in Fil(registre).lit(personne).messages] == [1, 2]
    registre.efface(personne)
    assert not Fil(registre).commence(personne, "envoi-0002", {"text": "trop tard"})


def test_a_message_of_the_provider_is_kept_once(registre: Registre) -> None:
    sms = RegistreSms(registre)

    def recoit(_rang: int) -> bool:
        return sms.recoit("empreinte", "ana", "opposition", b"chiffre")

    with ThreadPoolExecutor(8) as fils:
        assert sum(fils.map(recoit, range(8))) == 1
    (ligne,) = sms.recus_de("ana")
    sms.conclut("ana", [ligne.id], b"fil", [b"lettre"])
    assert [envoi.contenu for envoi in sms.a_envoyer()] == [b"lettre"]
