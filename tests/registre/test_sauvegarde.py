"""Backup and restoration of both databases: a round trip, and nobody comes back who left."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine.url import make_url

from registre import Fil, Registre, RegistreSms
from registre.sauvegarde import SauvegardeRatee, restaure, sauve
from serveur.reglages import RACINE
from tests.moteurs import base_postgresql


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation on SQLite."""
    monkeypatch.setenv("GARDE_TOIT_VAR", str(tmp_path / "var"))
    for nom in ("GARDE_TOIT_REGISTRE", "GARDE_TOIT_CONVERSATIONS"):
        monkeypatch.delenv(nom, raising=False)
    return tmp_path / "var"


@pytest.fixture
def postgres(
    serveur_postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """An installation on a throw-away PostgreSQL database."""
    monkeypatch.setenv("GARDE_TOIT_VAR", str(tmp_path / "var"))
    with base_postgresql(serveur_postgresql) as adresse:
        for nom in ("GARDE_TOIT_REGISTRE", "GARDE_TOIT_CONVERSATIONS"):
            monkeypatch.setenv(nom, adresse)
        yield tmp_path / "var"


def adresses(var: Path) -> tuple[str, str]:
    from registre.base import adresse_du_registre
    from registre.conservation import adresse_des_conversations

    return adresse_du_registre(), adresse_des_conversations()


def remplit(var: Path) -> tuple[Registre, dict[str, str]]:
    """Two persons with a thread and a conversation; the register and their identifiers."""
    adresse_registre, adresse_conversations = adresses(var)
    registre = Registre(adresse_registre)
    gens = {}
    for nom in ("ana", "bob"):
        gens[nom] = Fil(registre).ouvre().personne
        Fil(registre).depose(gens[nom], [{"text": f"bonjour {nom}"}])
    moteur = sa.create_engine(adresse_conversations, future=True)
    with moteur.begin() as connexion:
        connexion.execute(sa.text("create table events (sender_id text, timestamp float)"))
        for personne in gens.values():
            connexion.execute(sa.text("insert into events values (:p, 1)"), {"p": personne})
    moteur.dispose()
    return registre, gens


def conversations(var: Path) -> set[str]:
    moteur = sa.create_engine(adresses(var)[1], future=True)
    with moteur.connect() as connexion:
        return set(connexion.execute(sa.text("select sender_id from events")).scalars())


def vide(registre: Registre, var: Path) -> None:
    moteur = sa.create_engine(adresses(var)[1], future=True)
    with moteur.begin() as connexion:
        connexion.execute(sa.text("delete from events"))
    moteur.dispose()
    with registre.ecriture() as connexion:
        connexion.execute(sa.text("delete from fil_messages"))
        connexion.execute(sa.text("delete from fil_sessions"))


@pytest.mark.parametrize("installation", ["var", "postgres"])
def test_a_round_trip_brings_everything_back(
    installation: str, request: pytest.FixtureRequest
) -> None:
    var = request.getfixturevalue(installation)
    registre, gens = remplit(var)
    copie = sauve(None, var)
    assert stat.S_IMODE(copie.stat().st_mode) == 0o700
    vide(registre, var)
    assert restaure(copie) == 0
    assert conversations(var) == set(gens.values())
    for nom, personne in gens.items():
        assert [m["text"] for m in Fil(registre).lit(personne).messages] == [f"bonjour {nom}"]


@pytest.mark.parametrize("installation", ["var", "postgres"])
def test_who_asked_to_be_forgotten_since_does_not_come_back(
    installation: str, request: pytest.FixtureRequest
) -> None:
    var = request.getfixturevalue(installation)
    registre, gens = remplit(var)
    copie = sauve(None, var)
    registre.efface(gens["ana"])
    RegistreSms(registre).oppose("empreinte-d-un-numero", "personne")
    assert restaure(copie) == 1
    assert conversations(var) == {gens["bob"]}
    assert Fil(registre).lit(gens["ana"]).messages == []
    assert Fil(registre).lit(gens["bob"]).messages != []
    assert RegistreSms(registre).s_oppose("empreinte-d-un-numero")
    # The proof of the erasure is there again, for the next restoration.
    assert restaure(copie) == 1


def test_a_broken_database_is_put_aside(var: Path) -> None:
    _, gens = remplit(var)
    copie = sauve(None, var)
    for nom in ("registre.db", "conversations.db"):
        for suffixe in ("-wal", "-shm"):
            (var / f"{nom}{suffixe}").unlink(missing_ok=True)
        (var / nom).write_bytes(b"ceci n'est pas une base" * 100)
    restaure(copie)
    assert conversations(var) == set(gens.values())
    assert len(list(var.glob("*.abimee-*"))) == 2


def test_a_copy_that_changed_replaces_nothing(var: Path) -> None:
    registre, gens = remplit(var)
    copie = sauve(None, var)
    with (copie / "registre.db").open("ab") as flux:
        flux.write(b"x")
    vide(registre, var)
    with pytest.raises(SauvegardeRatee, match="a changé"):
        restaure(copie)
    assert conversations(var) == set()


def test_a_folder_that_is_no_backup_is_refused(var: Path, tmp_path: Path) -> None:
    with pytest.raises(SauvegardeRatee, match="n'est pas une sauvegarde"):
        restaure(tmp_path)
    (tmp_path / "manifeste.json").write_text(json.dumps({"bases": {"registre": {}}}))
    with pytest.raises(SauvegardeRatee, match="n'est pas une sauvegarde"):
        restaure(tmp_path)


def test_a_full_folder_or_nothing_to_copy_is_refused(var: Path, tmp_path: Path) -> None:
    with pytest.raises(SauvegardeRatee, match="Aucune base"):
        sauve(None, var)
    (tmp_path / "plein").mkdir()
    (tmp_path / "plein" / "note").write_text("x")
    with pytest.raises(SauvegardeRatee, match="n'est pas vide"):
        sauve(tmp_path / "plein", var)


def test_the_password_is_not_on_a_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from registre import sauvegarde

    vus: dict[str, object] = {}

    def lance(commande: list[str], env: dict[str, str], **_: object) -> object:
        vus.update(commande=commande, env=env)
        return subprocess.CompletedProcess(commande, 0)

    monkeypatch.setattr(sauvegarde.subprocess, "run", lance)
    adresse = make_url("postgresql+psycopg2://gt:tres-secret@base:5433/gt")
    sauvegarde._lance(["pg_dump"], adresse)
    assert "tres-secret" not in str(vus["commande"])
    assert vus["env"]["PGPASSWORD"] == "tres-secret"  # type: ignore[index]


def test_the_command_line(var: Path, tmp_path: Path) -> None:
    remplit(var)

    def lance(*arguments: str) -> subprocess.CompletedProcess[str]:
        commande = [sys.executable, "-m", "registre", *arguments]
        return subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, timeout=120)

    copie = str(tmp_path / "copie")
    assert lance("sauvegarde", copie).returncode == 0
    assert "Effacements rejoués : 0" in lance("restaure", copie).stdout
    refuse = lance("restaure", str(tmp_path / "rien"))
    assert refuse.returncode == 1
    assert refuse.stderr.strip() == f"{tmp_path / 'rien'} n'est pas une sauvegarde complète."
    assert lance("n_importe_quoi").returncode == 2


def test_the_copy_of_a_database_in_use_is_whole(var: Path) -> None:
    """The online backup sees a committed state, also while somebody writes."""
    _, gens = remplit(var)
    with contextlib.closing(sqlite3.connect(var / "conversations.db")) as ecrivain:
        ecrivain.execute("insert into events values ('pas encore', 2)")
        copie = sauve(None, var)
        ecrivain.commit()
    with contextlib.closing(sqlite3.connect(copie / "conversations.db")) as lue:
        qui = {ligne[0] for ligne in lue.execute("select sender_id from events")}
    assert qui == set(gens.values())
