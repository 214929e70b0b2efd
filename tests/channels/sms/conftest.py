"""The running system with SMS, and a stand-in for the provider on the loopback."""

from __future__ import annotations

import itertools
import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from channels.sms.simulateur import FauxFournisseur
from serveur.reglages import ReglagesSms, lit_reglages_sms
from tests.conftest import AUJOURDHUI, JETON, port_libre

COMPTE = "AC" + "0123456789abcdef" * 2
SECRET = "secret-de-test"
ATTENTE_AU_PLUS_S = 40
_numeros = itertools.count(39980100)


def jusqua(condition: Callable[[], Any], quoi: str, au_plus: float = ATTENTE_AU_PLUS_S) -> Any:
    """Wait for something that another process does; fail when it does not come."""
    fin = time.monotonic() + au_plus
    while time.monotonic() < fin:
        valeur = condition()
        if valeur:
            return valeur
        threading.Event().wait(0.05)
    raise AssertionError(f"attendu en vain : {quoi}")


@dataclass
class Telephone:
    """One person who writes by SMS."""

    faux: FauxFournisseur
    numero: str

    def poste(self, texte: str | None, **champs: str) -> int:
        """Send a signed request; the status of the answer."""
        return poste(
            self.faux.reglages.url_publique, *self.faux.requete(texte, self.numero, **champs)
        )

    def recus(self) -> list[str]:
        """Every SMS received, oldest first."""
        return self.faux.recus_par(self.numero)

    def dit(self, texte: str | None, **champs: str) -> str:
        """Send a message; the reply."""
        avant = len(self.recus())
        assert self.poste(texte, **champs) == 200
        jusqua(lambda: len(self.recus()) > avant, f"réponse à {texte!r}")
        return self.recus()[avant]


def poste(url: str, corps: bytes, entetes: dict[str, str]) -> int:
    requete = urllib.request.Request(url, corps, entetes)
    try:
        with urllib.request.urlopen(requete, timeout=30) as reponse:
            return int(reponse.status)
    except urllib.error.HTTPError as erreur:
        return erreur.code


@dataclass
class SystemeSms:
    """The running system, its register, the provider's stand-in; it can be stopped and started."""

    faux: FauxFournisseur
    var: Path
    reglages: ReglagesSms
    maison: Any = None

    def telephone(self) -> Telephone:
        """A new person."""
        return Telephone(self.faux, f"+336{next(_numeros)}")

    def demarre(self) -> None:
        from serveur.processus import Maison
        from serveur.reglages import lit_reglages

        reglages = lit_reglages()
        self.maison = Maison(reglages, reglages.dossier_modeles / "garde-toit.tar.gz")
        self.maison.processus = [p for p in self.maison.processus if "page" not in p.nom]
        self.maison.demarre(dit=False)

    def arrete(self) -> None:
        if self.maison:
            self.maison.__exit__()
            self.maison = None

    def redemarre_rasa(self, **reglages: str) -> None:
        """Stop Rasa (with the channel inside) and start it again, perhaps on another day."""
        rasa = next(p for p in self.maison.processus if p.nom == "Rasa")
        rasa.arrete()
        rasa.lance({**os.environ, "RASA_TOKEN": JETON, **reglages})
        jusqua(rasa.pret, "Rasa de nouveau prêt", au_plus=240)

    def base(self) -> bytes:
        """Every byte that the installation keeps: databases, their logs, keys, journals."""
        return b"".join(f.read_bytes() for f in self.var.rglob("*") if f.is_file())


@pytest.fixture(scope="session")
def systeme_sms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SystemeSms]:
    var = tmp_path_factory.mktemp("var_sms")
    port_rasa, port_faux = port_libre(), port_libre()
    reglage = {
        "GARDE_TOIT_AUJOURDHUI": f"{AUJOURDHUI}T10:00",
        "GARDE_TOIT_VAR": str(var),
        "GARDE_TOIT_PORT_RASA": str(port_rasa),
        "GARDE_TOIT_PORT_ACTIONS": str(port_libre()),
        "GARDE_TOIT_PORT_CONSOLE": str(port_libre()),
        "RASA_TOKEN": JETON,
        "GARDE_TOIT_SMS_FOURNISSEUR": "twilio",
        "GARDE_TOIT_SMS_API": f"http://127.0.0.1:{port_faux}",
        "GARDE_TOIT_SMS_COMPTE": COMPTE,
        "GARDE_TOIT_SMS_SECRET": SECRET,
        "GARDE_TOIT_SMS_NUMERO": "+33939000001",
    }
    with pytest.MonkeyPatch.context() as environnement:
        for nom, valeur in reglage.items():
            environnement.setenv(nom, valeur)
        reglages = lit_reglages_sms()
        faux = FauxFournisseur(reglages)
        serveur = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=faux.routes()),
                host="127.0.0.1",
                port=port_faux,
                log_level="critical",
                ws="none",
            )
        )
        fil = threading.Thread(target=serveur.run, daemon=True)
        fil.start()
        systeme = SystemeSms(faux, var, reglages)
        try:
            systeme.demarre()
            yield systeme
        finally:
            systeme.arrete()
            serveur.should_exit = True
            fil.join(10)


@pytest.fixture(autouse=True)
def fournisseur_en_marche(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test of the running system leaves the provider's stand-in working."""
    yield
    if "systeme_sms" in request.fixturenames:
        request.getfixturevalue("systeme_sms").faux.panne = ""
