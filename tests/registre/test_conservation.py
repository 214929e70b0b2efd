"""Retention: what is too old goes, what is not stays, in each store."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from registre.appels import appels
from registre.base import PURGES, TABLES_PERSONNELLES, Purge, Registre, maintenant, metadonnees
from registre.conservation import (
    SECONDES_PAR_JOUR,
    conversations_silencieuses,
    purge_journaux,
    purge_sauvegardes,
    supprime_conversations,
)
from registre.dates_dites import DateDite, DatesDites, dates_dites
from registre.fil import sessions
from registre.sms import envois, fils, rappels, recus

MAINTENANT = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone.utc)


@pytest.fixture
def registre(tmp_path: Path) -> Registre:
    return Registre(f"sqlite:///{tmp_path / 'registre.db'}")


@pytest.fixture
def conversations(tmp_path: Path) -> str:
    """A store with conversations last written 40, 2 and 1 days ago."""
    adresse = f"sqlite:///{tmp_path / 'conversations.db'}"
    with sa.create_engine(adresse, future=True).begin() as connexion:
        connexion.execute(sa.text("create table events (sender_id text, timestamp float)"))
        for personne, age in (("vieille", 40), ("vivante", 40), ("vivante", 2), ("neuve", 1)):
            connexion.execute(
                sa.text("insert into events values (:p, :t)"),
                {"p": personne, "t": time.time() - age * SECONDES_PAR_JOUR},
            )
    return adresse


def restent(adresse: str) -> list[str]:
    with sa.create_engine(adresse, future=True).connect() as connexion:
        return list(connexion.execute(sa.text("select sender_id from events")).scalars())


def test_only_conversations_silent_for_too_long_are_deleted(conversations: str) -> None:
    limite = time.time() - 30 * SECONDES_PAR_JOUR
    assert conversations_silencieuses(conversations, limite) == ["vieille"]
    supprime_conversations(conversations, ["vieille"], limite)
    assert restent(conversations) == ["vivante", "vivante", "neuve"]


def test_who_writes_at_that_very_moment_loses_nothing_new(conversations: str) -> None:
    limite = time.time() - 30 * SECONDES_PAR_JOUR
    with sa.create_engine(conversations, future=True).begin() as connexion:
        connexion.execute(sa.text("insert into events values ('vieille', :t)"), {"t": time.time()})
    supprime_conversations(conversations, ["vieille"], limite)
    assert restent(conversations).count("vieille") == 1


def test_no_conversation_yet_is_no_error(tmp_path: Path) -> None:
    assert conversations_silencieuses(f"sqlite:///{tmp_path / 'rien.db'}", time.time()) == []


def test_each_personal_table_has_a_time_limit(registre: Registre) -> None:
    """Every table with rows about a person, filled with an old and a new row, keeps the new one."""
    exceptions = {"dates_dites", "fil_envois", "fil_messages"}  # they go with the conversation
    ancien, neuf = maintenant() - dt.timedelta(days=40), maintenant()
    for table in (t for t in TABLES_PERSONNELLES if t.name not in exceptions):
        for personne, moment in (("ancienne", ancien), ("neuve", neuf)):
            with registre.ecriture() as connexion:
                connexion.execute(table.insert().values(**_ligne(table, personne, moment)))
    for purge in PURGES:
        purge.applique(registre, 30)
    with registre.lecture() as connexion:
        for table in (t for t in TABLES_PERSONNELLES if t.name not in exceptions):
            qui = connexion.execute(sa.select(table.c.personne)).scalars().all()
            assert qui == ["neuve"], table.name


def _ligne(table: sa.Table, personne: str, moment: dt.datetime) -> dict[str, object]:
    """A row of any table: every moment is ``moment``, every day that moment's day."""
    valeurs: dict[str, object] = {}
    for colonne in table.columns:
        if colonne.name == "personne":
            valeurs["personne"] = personne
        elif isinstance(colonne.type, sa.DateTime):
            valeurs[colonne.name] = moment
        elif isinstance(colonne.type, sa.Date):
            valeurs[colonne.name] = moment.date()
        elif isinstance(colonne.type, sa.LargeBinary):
            valeurs[colonne.name] = b"x"
        elif isinstance(colonne.type, sa.Boolean):
            valeurs[colonne.name] = False
        elif isinstance(colonne.type, sa.String):
            valeurs[colonne.name] = f"{personne}-{colonne.name}"[:16]
        elif not colonne.primary_key or not colonne.autoincrement or table.name == "sms_rappels":
            valeurs[colonne.name] = 1
    return valeurs


def test_each_table_with_a_person_can_be_erased() -> None:
    """A table with the column ``personne`` that ``efface`` forgets would keep somebody."""
    avec = {table.name for table in metadonnees.tables.values() if "personne" in table.columns}
    assert avec == {table.name for table in TABLES_PERSONNELLES}
    assert {t.name for t in (sessions, fils, recus, envois, rappels, dates_dites)} <= avec


def test_calls_of_the_console_go_by_their_own_duration(
    registre: Registre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GARDE_TOIT_CONSERVATION_APPELS_JOURS", "90")
    for code, age in (("vieux1", 100), ("neuf12", 80)):
        moment = maintenant() - dt.timedelta(days=age)
        with registre.ecriture() as connexion:
            valeurs = {"code": code, "conseiller": 1, "cree": moment, "modifie": moment}
            connexion.execute(appels.insert().values(**valeurs))
    (purge,) = [purge for purge in PURGES if purge.quoi == "dossiers de la console"]
    assert purge.applique(registre, 30) == 1
    with registre.lecture() as connexion:
        assert connexion.execute(sa.select(appels.c.code)).scalars().all() == ["neuf12"]
    assert "sessions de la console" in {purge.quoi for purge in PURGES}


def test_a_module_adds_its_own_purge(
    registre: Registre, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from registre import base, conservation

    monkeypatch.setenv("GARDE_TOIT_VAR", str(tmp_path))
    monkeypatch.setattr(base, "registre", lambda: registre)
    monkeypatch.setattr(conservation, "registre", lambda: registre)
    monkeypatch.setattr(
        conservation, "PURGES", [Purge("dossiers", lambda _registre, jours: jours * 2)]
    )
    assert conservation.applique()["dossiers"] == 60


def test_dates_told_go_with_their_conversation(
    registre: Registre, conversations: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from registre import conservation

    monkeypatch.setenv("GARDE_TOIT_VAR", str(tmp_path))
    monkeypatch.delenv("GARDE_TOIT_CONVERSATIONS", raising=False)
    monkeypatch.setattr(conservation, "registre", lambda: registre)
    dite = DateDite("treve", "2014-03-27-x", "c", None, (dt.date(2027, 3, 31),))
    for personne in ("vieille", "vivante"):
        DatesDites(registre).note(personne, "rest", [dite])
    assert conservation.applique()["conversations"] == 1
    assert [c.personne for c in DatesDites(registre).concernes("treve")] == ["vivante"]


def ligne(jours: int, message: str) -> str:
    moment = MAINTENANT - dt.timedelta(days=jours)
    return json.dumps({"moment": moment.isoformat(), "message": message}) + "\n"


def test_old_log_lines_go_while_the_file_stays_open(tmp_path: Path) -> None:
    fichier = tmp_path / "rasa.log"
    with fichier.open("a", buffering=1) as flux:
        flux.write(ligne(40, "vieux") + "suite du vieux\n" + ligne(2, "neuf") + "suite du neuf\n")
        assert purge_journaux(tmp_path, 30, MAINTENANT) == 2
        flux.write(ligne(0, "dernier"))
    lus = fichier.read_text()
    assert "vieux" not in lus
    assert [m for m in ("neuf", "suite du neuf", "dernier") if m not in lus] == []
    assert "\x00" not in lus


def test_a_log_without_dates_goes_by_the_age_of_its_file(tmp_path: Path) -> None:
    fichier = tmp_path / "brut.log"
    fichier.write_text("une trace\n")
    assert purge_journaux(tmp_path, 30, dt.datetime.now(dt.timezone.utc)) == 0
    il_y_a_longtemps = time.time() - 40 * SECONDES_PAR_JOUR
    os.utime(fichier, (il_y_a_longtemps, il_y_a_longtemps))
    assert purge_journaux(tmp_path, 30, dt.datetime.now(dt.timezone.utc)) == 1
    assert fichier.read_text() == ""


def test_old_backups_are_deleted(tmp_path: Path) -> None:
    for nom, age in (("vieille", 20), ("neuve", 1)):
        (tmp_path / nom).mkdir()
        (tmp_path / nom / "registre.db").write_text("x")
        moment = time.time() - age * SECONDES_PAR_JOUR
        os.utime(tmp_path / nom, (moment, moment))
    assert purge_sauvegardes(tmp_path, 14) == 1
    assert [copie.name for copie in tmp_path.iterdir()] == ["neuve"]
