"""The whole running system, once for all tests that need it, with the clock on 23 November 2026."""

from __future__ import annotations

import json
import os
import socket
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright

RACINE = Path(__file__).resolve().parents[1]
AUJOURDHUI = "2026-11-23"
JETON = "jeton-des-tests-0123456789"


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI nothing may be skipped: a missing system program is a failure there."""
    rapporteur = session.config.pluginmanager.get_plugin("terminalreporter")
    omis = rapporteur.stats.get("skipped", []) if rapporteur else []
    if omis and os.environ.get("GARDE_TOIT_RIEN_D_OMIS"):
        session.exitstatus = 1


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


@dataclass
class Conversation:
    """One person talking to the running system over the rest channel."""

    url: str
    personne: str = field(default_factory=lambda: uuid.uuid4().hex)

    def dit(self, texte: Any) -> list[dict[str, Any]]:
        """Send a message; the bot's messages."""
        return self.poste({"sender": self.personne, "message": texte})

    def poste(self, corps: Any) -> list[dict[str, Any]]:
        requete = urllib.request.Request(
            f"{self.url}/webhooks/rest/webhook",
            json.dumps(corps).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(requete, timeout=60) as reponse:
            return json.load(reponse)

    def texte(self, texte: Any) -> str:
        """Send a message; every text of the answer, one a line."""
        return "\n".join(message["text"] for message in self.dit(texte) if "text" in message)

    def faits(self) -> dict[str, Any]:
        """Slots of the conversation, from Rasa's tracker."""
        adresse = f"{self.url}/conversations/{self.personne}/tracker?token={JETON}"
        with urllib.request.urlopen(adresse, timeout=60) as reponse:
            return json.load(reponse)["slots"]


@dataclass
class Systeme:
    """The running system: its addresses, its processes, its folder."""

    url_rasa: str
    url_web: str
    var: Path
    maison: Any
    url_console: str = ""

    def conversation(self) -> Conversation:
        """A new person."""
        return Conversation(self.url_rasa)

    def comprend(self, texte: str) -> dict[str, Any]:
        """Answer of ``/model/parse``."""
        requete = urllib.request.Request(
            f"{self.url_rasa}/model/parse?token={JETON}", json.dumps({"text": texte}).encode()
        )
        with urllib.request.urlopen(requete, timeout=60) as reponse:
            return json.load(reponse)


@pytest.fixture(scope="session")
def pilote() -> Iterator[Playwright]:
    """What drives the browsers: one for all tests, since two cannot run in one process."""
    with sync_playwright() as lance:
        yield lance


@pytest.fixture(scope="session")
def systeme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Systeme]:
    """Start every process on free ports; end them all afterwards."""
    from serveur.processus import Maison
    from serveur.reglages import lit_reglages

    var = tmp_path_factory.mktemp("var")
    reglage = {
        "GARDE_TOIT_AUJOURDHUI": AUJOURDHUI,
        "GARDE_TOIT_VAR": str(var),
        "GARDE_TOIT_PORT_RASA": str(port_libre()),
        "GARDE_TOIT_PORT_ACTIONS": str(port_libre()),
        "GARDE_TOIT_PORT_WEB": str(port_libre()),
        "GARDE_TOIT_PORT_CONSOLE": str(port_libre()),
        "RASA_TOKEN": JETON,
    }
    with pytest.MonkeyPatch.context() as environnement:
        for nom, valeur in reglage.items():
            environnement.setenv(nom, valeur)
        reglages = lit_reglages()
        with Maison(reglages, reglages.dossier_modeles / "garde-toit.tar.gz") as maison:
            maison.demarre(dit=False)
            yield Systeme(reglages.url_rasa, reglages.url_web, var, maison, reglages.url_console)


@pytest.fixture(scope="session")
def serveur_postgresql() -> Iterator[str]:
    """Address, without a database, of a PostgreSQL."""
    from tests.moteurs import serveur_postgresql

    with serveur_postgresql() as adresse:
        yield adresse


@pytest.fixture(scope="session")
def adresse_postgresql(serveur_postgresql: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    from tests.moteurs import base_postgresql

    with base_postgresql(serveur_postgresql) as adresse:
        yield adresse


@pytest.fixture(scope="session")
def adresse_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis database."""
    from tests.moteurs import redis_ordinaire

    with redis_ordinaire(tmp_path_factory.mktemp("redis")) as adresse:
        yield adresse
