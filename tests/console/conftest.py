"""The console on the real system, its accounts, and a client that keeps its session."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from console.application import application
from registre import Comptes, Registre
from serveur.reglages import lit_reglages

MOT_DE_PASSE = "un mot de passe long"
SITE = "http://testserver"


@pytest.fixture(scope="session")
def base_avec_comptes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with three accounts, made once: each password costs a slow hash."""
    fichier = tmp_path_factory.mktemp("comptes") / "registre.db"
    crees = Comptes(Registre(f"sqlite:///{fichier}"))
    crees.cree("ana", "Ana Conseil", "conseiller", MOT_DE_PASSE)
    crees.cree("bob", "Bob Conseil", "conseiller", MOT_DE_PASSE)
    crees.cree("sam", "Sam Suivi", "superviseur", MOT_DE_PASSE)
    return fichier


@pytest.fixture
def registre(tmp_path: Path, base_avec_comptes: Path) -> Registre:
    with (
        sqlite3.connect(base_avec_comptes) as modele,
        sqlite3.connect(tmp_path / "registre.db") as copie,
    ):
        modele.backup(copie)
    return Registre(f"sqlite:///{tmp_path / 'registre.db'}")


@pytest.fixture
def comptes(registre: Registre) -> Comptes:
    return Comptes(registre)


class Client:
    """A browser without a screen: one cookie jar, forms posted with their token."""

    def __init__(self, http: TestClient) -> None:
        self.http = http
        self.jeton = ""

    def entre(self, identifiant: str, mot_de_passe: str = MOT_DE_PASSE) -> int:
        """Log in; the status of the answer."""
        reponse = self.http.post(
            "/connexion",
            data={"identifiant": identifiant, "mot_de_passe": mot_de_passe},
            headers={"Origin": SITE},
            follow_redirects=False,
        )
        if reponse.status_code == 303:
            trouve = re.search(r'data-jeton="([^"]+)"', self.http.get("/").text)
            assert trouve, "a page gives its form token"
            self.jeton = trouve[1]
        return reponse.status_code

    def lit(self, chemin: str):  # type: ignore[no-untyped-def]
        return self.http.get(chemin, follow_redirects=False)

    def poste(self, chemin: str, **champs: object):  # type: ignore[no-untyped-def]
        return self.http.post(
            chemin,
            data={"jeton": self.jeton, **champs},
            headers={"Origin": SITE},
            follow_redirects=False,
        )


@pytest.fixture
def ouvre_client(registre: Registre, comptes: Comptes):  # type: ignore[no-untyped-def]
    """Clients of one console without Rasa, logged in as asked."""
    app = application(lit_reglages(), registre)

    def ouvre(identifiant: str | None = "ana") -> Client:
        client = Client(TestClient(app, base_url=SITE))
        if identifiant:
            assert client.entre(identifiant) == 303
        return client

    return ouvre
