"""The processes of an installation: started together, watched, ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from serveur.reglages import RACINE, Reglages, jeton, lit_reglages_sms
from serveur.veille import veille_sans_fin

DELAI_DE_DEPART_S = 240
DELAI_D_ARRET_S = 10


class DepartRate(RuntimeError):
    """A process ended, or was not ready in time; the message says which and where its log is."""


@dataclass
class Processus:
    """One child process, its log, and the address that answers 200 when it is ready.

    A process without an address is ready as soon as it runs. ``reglages``: settings of this process
    alone, over those of all.
    """

    nom: str
    commande: list[str]
    sonde: str
    journal: Path
    reglages: dict[str, str] = field(default_factory=dict)
    enfant: subprocess.Popen[bytes] | None = None

    def lance(self, environnement: dict[str, str]) -> None:
        """Start the process in its own group, its output in its log file."""
        self.journal.parent.mkdir(parents=True, exist_ok=True)
        with self.journal.open("ab") as flux:
            self.enfant = subprocess.Popen(
                self.commande,
                cwd=RACINE,
                env={**environnement, **self.reglages},
                stdout=flux,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def pret(self) -> bool:
        """True when the probe answers; raise :class:`DepartRate` when the process has ended."""
        if self.enfant is None or self.enfant.poll() is not None:
            raise DepartRate(f"{self.nom} s'est arrêté. Voir {self.journal}.")
        if not self.sonde:
            return True
        try:
            with urllib.request.urlopen(self.sonde, timeout=2) as reponse:
                return bool(reponse.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def arrete(self) -> None:
        """End the process and its children: politely, then by force."""
        if self.enfant is None or self.enfant.poll() is not None:
            return
        os.killpg(self.enfant.pid, signal.SIGTERM)
        try:
            self.enfant.wait(DELAI_D_ARRET_S)
        except subprocess.TimeoutExpired:
            os.killpg(self.enfant.pid, signal.SIGKILL)
            self.enfant.wait()


def processus(reglages: Reglages, modele: Path) -> list[Processus]:
    """Every process of the embedded installation, in the order they start."""
    python, journaux = sys.executable, reglages.dossier_var / "journaux"
    return [
        *_telephone(python, journaux),
        Processus(
            "serveur d'actions",
            [python, "-m", "serveur.actions"],
            f"http://{reglages.hote}:{reglages.port_actions}/health",
            journaux / "actions.log",
        ),
        Processus(
            "Rasa",
            [python, "-m", "serveur.rasa", str(modele)],
            f"http://{reglages.hote}:{reglages.port_rasa}/status?token={jeton(reglages)}",
            journaux / "rasa.log",
        ),
        Processus(
            "page de discussion",
            [python, "-m", "web"],
            f"{reglages.url_web}/sante",
            journaux / "web.log",
        ),
        Processus(
            "console des conseillers",
            [python, "-m", "console"],
            f"{reglages.url_console}/sante",
            journaux / "console.log",
        ),
        Processus(
            "durées de conservation",
            [python, "-m", "serveur.gardien"],
            "",
            journaux / "gardien.log",
        ),
    ]


def _telephone(python: str, journaux: Path) -> list[Processus]:
    """The demonstration telephone, when its port is set: it is there before the first SMS."""
    port = lit_reglages_sms().simulateur
    if not port:
        return []
    return [
        Processus(
            f"téléphone de démonstration (http://127.0.0.1:{port})",
            [python, "-m", "channels.sms.simulateur"],
            f"http://127.0.0.1:{port}/sante",
            journaux / "simulateur.log",
        )
    ]


class Maison:
    """All processes together; a context manager that always ends what it started."""

    def __init__(self, reglages: Reglages, modele: Path) -> None:
        self.processus = processus(reglages, modele)
        self._environnement = {**os.environ, "RASA_TOKEN": jeton(reglages)}

    def __enter__(self) -> Maison:
        return self

    def __exit__(self, *_erreur: object) -> None:
        for un in reversed(self.processus):
            un.arrete()

    def demarre(self, dit: bool = True) -> None:
        """Start everything and wait until each process is ready, saying so as it goes."""
        debut = time.monotonic()
        for un in self.processus:
            un.lance(self._environnement)
        for un in self.processus:
            self._attend(un, debut)
            if dit:
                print(
                    f"[garde-toit] {un.nom} : prêt ({time.monotonic() - debut:.0f} s)", flush=True
                )

    @staticmethod
    def _attend(un: Processus, debut: float) -> None:
        while not un.pret():
            if time.monotonic() - debut > DELAI_DE_DEPART_S:
                raise DepartRate(f"{un.nom} n'est pas prêt. Voir {un.journal}.")
            time.sleep(0.3)

    def relance(self, un: Processus) -> None:
        """Start one process again and wait until it is ready."""
        un.lance(self._environnement)
        self._attend(un, time.monotonic())

    def veille(self) -> None:
        """Start again whatever ends; raise :class:`TropDeFins` when one process keeps ending."""
        veille_sans_fin(self.processus, self._environnement)
