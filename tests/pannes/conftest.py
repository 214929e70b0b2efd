"""Installations that may be broken: throw-away PostgreSQL and Redis, two of everything else."""

from __future__ import annotations

import os
import signal
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from starlette.applications import Starlette

from bench.grappe import Grappe, Ports, certificat, ecrit_le_mandataire, reglages_communs
from channels.sms.simulateur import FauxFournisseur
from serveur.processus import Processus
from serveur.reglages import ReglagesSms
from serveur.veille import Surveille
from tests.conftest import AUJOURDHUI, port_libre
from tests.moteurs import PostgreSQL, Redis, jusqua, postgresql_jetable, programme, redis_jetable
from tests.pannes.visiteur import Visiteur

JETON = "jeton-de-la-grappe-0123456789abcdef"
ORIGINE = "https://ville.example"
COMPTE, SECRET_SMS, NUMERO = "AC" + "0123456789abcdef" * 2, "secret-de-test", "+33939000001"
PRET_EN_S = 240


@dataclass
class Installation:
    """The running installation of several processes and what it stands on."""

    grappe: Grappe
    postgresql: PostgreSQL
    redis: Redis
    contexte: ssl.SSLContext
    faux: FauxFournisseur

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.grappe.ports.public}"

    def url_de_rasa(self, rang: int) -> str:
        """One Rasa process, without the proxy."""
        return f"http://127.0.0.1:{self.grappe.ports.rasa[rang]}"

    def visiteur(self) -> Visiteur:
        """A new conversation through the proxy."""
        return Visiteur(self.url, ORIGINE, self.contexte).entre()

    def tue(self, *processus: Processus) -> None:
        """Kill processes as a crash would; they are watched, and come back by themselves."""
        for un in processus:
            assert un.enfant is not None
            os.killpg(un.enfant.pid, signal.SIGKILL)
        for un in processus:
            assert un.enfant is not None
            un.enfant.wait()

    def attend(self, *processus: Processus) -> None:
        """Wait until these processes are ready again."""
        jusqua(lambda: all(_pret(un) for un in processus), "processus de retour", PRET_EN_S)


def _pret(un: Processus) -> bool:
    return un.enfant is not None and un.enfant.poll() is None and un.pret()


def suspend(*processus: Processus) -> None:
    """Stop processes without ending them: their callers wait."""
    for un in processus:
        assert un.enfant is not None
        os.killpg(un.enfant.pid, signal.SIGSTOP)


def poursuit(*processus: Processus) -> None:
    """Let suspended processes go on."""
    for un in processus:
        assert un.enfant is not None
        os.killpg(un.enfant.pid, signal.SIGCONT)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Two Rasa, two action servers, web, proxy, PostgreSQL, Redis, and the provider's stand-in."""
    programme("nginx", "usr/sbin/nginx")
    dossier = tmp_path_factory.mktemp("grappe")
    ports, contexte = Ports.libres(2, 2), certificat(dossier)
    with (
        postgresql_jetable() as postgresql,
        redis_jetable(tmp_path_factory.mktemp("redis")) as redis,
    ):
        faux, api = _fournisseur(f"https://127.0.0.1:{ports.public}/webhooks/sms/webhook")
        environnement = {
            **reglages_communs(ports, postgresql.adresse, postgresql.adresse, redis.adresse),
            "GARDE_TOIT_AUJOURDHUI": f"{AUJOURDHUI}T10:00",
            "GARDE_TOIT_VAR": str(dossier / "var"),
            "GARDE_TOIT_ORIGINES": ORIGINE,
            "GARDE_TOIT_DEBITS": "9999/hour,9999/minute,9999/minute,9999/minute",
            "GARDE_TOIT_TOURS_AU_PLUS": "8",
            "GARDE_TOIT_SMS_FOURNISSEUR": "twilio",
            "GARDE_TOIT_SMS_URL_PUBLIQUE": faux.reglages.url_publique,
            "GARDE_TOIT_SMS_API": api,
            "GARDE_TOIT_SMS_COMPTE": COMPTE,
            "GARDE_TOIT_SMS_SECRET": SECRET_SMS,
            "GARDE_TOIT_SMS_NUMERO": NUMERO,
            "GARDE_TOIT_SMS_CLES": "0123456789abcdef" * 2,
            "GARDE_TOIT_SMS_CLE_OPPOSITION": "fedcba9876543210" * 2,
            "RASA_TOKEN": JETON,
        }
        mandataire = ecrit_le_mandataire(dossier, ports, dossier)
        with Grappe(ports, environnement, mandataire) as grappe:
            grappe.demarre(dit=False)
            fini = threading.Event()
            veille = threading.Thread(target=_veille, args=(grappe, fini))
            veille.start()
            try:
                yield Installation(grappe, postgresql, redis, contexte, faux)
            finally:
                fini.set()
                veille.join()


def _veille(grappe: Grappe, fini: threading.Event) -> None:
    """What ``make run`` does: start again whatever ends."""
    surveilles = [Surveille(un) for un in grappe.processus]
    while not fini.wait(0.2):
        for surveille in surveilles:
            surveille.regarde(time.monotonic(), grappe.environnement)


def _fournisseur(url_publique: str) -> tuple[FauxFournisseur, str]:
    """The stand-in for the SMS provider, and the address of its API."""
    port = port_libre()
    reglages = ReglagesSms(
        **{
            **{nom: "" for nom in ReglagesSms.__dataclass_fields__},
            "url_publique": url_publique,
            "numero": NUMERO,
            "compte": COMPTE,
            "secret": SECRET_SMS,
            "prix_d_une_partie": 0.0,
        }
    )
    faux = FauxFournisseur(reglages)
    application = Starlette(routes=faux.routes())
    serveur = uvicorn.Server(
        uvicorn.Config(application, host="127.0.0.1", port=port, log_level="critical", ws="none")
    )
    threading.Thread(target=serveur.run, daemon=True).start()
    return faux, f"http://127.0.0.1:{port}"
