"""The console on the real system, its accounts, and a client that keeps its session."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from console.acces import TEMOIN
from console.application import application
from guide.horloge import horloge
from registre import Comptes, Registre
from serveur.reglages import lit_reglages
from tests.conftest import AUJOURDHUI, port_libre

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
            self.prend_le_jeton()
        return reponse.status_code

    def prend_le_jeton(self) -> None:
        """Read the token of forms that every page of a session holds."""
        trouve = re.search(r'data-jeton="([^"]+)"', self.http.get("/").text)
        assert trouve, "a page gives its form token"
        self.jeton = trouve[1]

    def appel(self) -> str:
        """A new call; its address."""
        return self.poste("/appels").headers["location"]

    def lit(self, chemin: str):  # type: ignore[no-untyped-def]
        return self.http.get(chemin, follow_redirects=False)

    def poste(self, chemin: str, **champs: object):  # type: ignore[no-untyped-def]
        return self.http.post(
            chemin,
            data={"jeton": self.jeton, **champs},
            headers={"Origin": SITE},
            follow_redirects=False,
        )


@pytest.fixture(autouse=True)
def le_23_novembre() -> Iterator[None]:
    horloge.regle(dt.date.fromisoformat(AUJOURDHUI))
    yield
    horloge.regle(None)


@pytest.fixture
def ouvre_client(registre: Registre, comptes: Comptes, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Clients of one console without Rasa (a port where nobody listens), logged in as asked."""
    app = application(
        replace(
            lit_reglages(),
            url_rasa=f"http://127.0.0.1:{port_libre()}",
            dossier_var=tmp_path,
        ),
        registre,
    )

    def ouvre(identifiant: str | None = "ana") -> Client:
        client = Client(TestClient(app, base_url=SITE))
        if identifiant:
            # The password's slow hash is for the tests of the login.
            compte = next(c for c in comptes.tous() if c.identifiant == identifiant)
            client.http.cookies.set(TEMOIN, comptes.ouvre_session(compte))
            client.prend_le_jeton()
        return client

    return ouvre
