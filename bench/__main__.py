"""``make bench``: our assistant, then Rasa's default pipeline, under the same conversations.

Prints and keeps (``docs/bench.md``) turns a second, latency, errors, memory, and the ratios.
Bounded, on the loopback; the first run trains the default pipeline (about 20 minutes), then keeps
it. ``--sans-defaut`` leaves it out.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from bench.charge import Mesure, au_rythme, en_boucle, par_rest, par_widget
from nlu.evaluation.defaut import modele_par_defaut
from serveur.processus import Maison, Processus
from serveur.reglages import RACINE, Reglages, lit_reglages

FICHIER = RACINE / "docs" / "bench.md"
RYTHME, DUREE_S = 2.0, 40.0
SANS_LIMITE = "1000000/minute,1000000/minute,1000000/minute,1000000/minute"


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


def memoire_mo(pid: int) -> float:
    """Resident memory of a process, in MB."""
    for ligne in Path(f"/proc/{pid}/status").read_text().splitlines():
        if ligne.startswith("VmRSS"):
            return int(ligne.split()[1]) / 1024
    return 0.0


def dit(texte: str) -> None:
    print(f"[bench] {texte}", flush=True)


@contextlib.contextmanager
def reglages_d_essai() -> Iterator[Reglages]:
    """Free ports and a folder of its own; our page's origin is allowed, without rate limits."""
    with tempfile.TemporaryDirectory() as var:
        ports = {nom: port_libre() for nom in ("RASA", "ACTIONS", "WEB", "CONSOLE")}
        os.environ.update({f"GARDE_TOIT_PORT_{nom}": str(port) for nom, port in ports.items()})
        os.environ.update(
            GARDE_TOIT_VAR=var,
            GARDE_TOIT_AUJOURDHUI="2026-11-23",
            GARDE_TOIT_DEBITS=SANS_LIMITE,
            GARDE_TOIT_ORIGINES=f"http://127.0.0.1:{ports['WEB']}",
        )
        yield lit_reglages()


def notre_systeme() -> tuple[dict[str, Mesure], list[str]]:
    """Measures of our system, everything on; and lines on its start and memory."""
    with reglages_d_essai() as reglages:
        debut = time.monotonic()
        modele = reglages.dossier_modeles / "garde-toit.tar.gz"
        with Maison(reglages, modele) as maison:
            maison.demarre(dit=False)
            lignes = [f"prêt en {time.monotonic() - debut:.0f} s"]
            mesures = {}
            for nom, canal, url in (
                ("widget", par_widget, reglages.url_web),
                ("rest", par_rest, reglages.url_rasa),
            ):
                asyncio.run(en_boucle(canal, url, 1))  # warms the process up, not counted
                for personnes in (1, 10):
                    cle = f"{nom}, {personnes} personnes"
                    mesures[cle] = asyncio.run(en_boucle(canal, url, personnes))
                    dit(f"{cle} : {mesures[cle]}")
                cle = f"{nom}, {RYTHME:.0f} tours par seconde"
                mesures[cle] = asyncio.run(au_rythme(canal, url, RYTHME, DUREE_S))
                dit(f"{cle} : {mesures[cle]}")
            for un in maison.processus:
                assert un.enfant is not None
                lignes.append(f"mémoire, {un.nom} : {memoire_mo(un.enfant.pid):.0f} Mo")
    return mesures, lignes


def chaine_par_defaut(modele: Path) -> tuple[dict[str, Mesure], list[str]]:
    """Plain ``rasa run`` with the default pipeline, our action server, SQLite, REST."""
    with reglages_d_essai() as reglages:
        dossier = reglages.dossier_var
        points = dossier / "endpoints.yml"
        points.write_text(
            yaml.safe_dump(
                {
                    "action_endpoint": {"url": reglages.url_actions},
                    "tracker_store": {
                        "type": "SQL",
                        "dialect": "sqlite",
                        "db": str(dossier / "defaut.db"),
                    },
                }
            )
        )
        acces = dossier / "credentials.yml"
        acces.write_text("rest:\n")
        commande = [sys.executable, "-m", "rasa", "run", "-i", reglages.hote]
        commande += ["-p", str(reglages.port_rasa), "-m", str(modele)]
        commande += ["--endpoints", str(points), "--credentials", str(acces), "--enable-api"]
        processus = [
            Processus(
                "serveur d'actions",
                [sys.executable, "-m", "serveur.actions"],
                f"http://{reglages.hote}:{reglages.port_actions}/health",
                dossier / "actions.log",
            ),
            Processus(
                "Rasa, chaîne par défaut",
                commande,
                f"{reglages.url_rasa}/status",
                dossier / "rasa.log",
            ),
        ]
        debut = time.monotonic()
        with Maison(reglages, modele) as maison:
            maison.processus = processus
            maison.demarre(dit=False)
            lignes = [f"chaîne par défaut : prête en {time.monotonic() - debut:.0f} s"]
            mesures = {}
            asyncio.run(en_boucle(par_rest, reglages.url_rasa, 1))
            for personnes in (1, 10):
                cle = f"défaut, {personnes} personnes"
                mesures[cle] = asyncio.run(en_boucle(par_rest, reglages.url_rasa, personnes))
                dit(f"{cle} : {mesures[cle]}")
            enfant = processus[1].enfant
            assert enfant is not None
            lignes.append(f"mémoire, {processus[1].nom} : {memoire_mo(enfant.pid):.0f} Mo")
    return mesures, lignes


def main() -> int:
    """Run the bench; exit status 1 when training fails."""
    if subprocess.run([sys.executable, "-m", "serveur.entrainement"], cwd=RACINE).returncode:
        return 1
    avec_defaut = "--sans-defaut" not in sys.argv
    modele = modele_par_defaut() if avec_defaut else None
    lignes = [
        f"machine : {platform.machine()}, {os.cpu_count()} cœurs, "
        f"Python {platform.python_version()}"
    ]
    mesures, suite = notre_systeme()
    lignes += suite
    if modele is not None:
        defaut, suite = chaine_par_defaut(modele)
        lignes += suite
        mesures |= defaut
        reference = defaut["défaut, 10 personnes"].tours_par_seconde
        lignes += [
            f"tours par seconde à 10 personnes, {canal}, par rapport à la chaîne par défaut : "
            f"{mesures[f'{canal}, 10 personnes'].tours_par_seconde / reference:.2f}"
            for canal in ("widget", "rest")
        ]
    print("\n".join(lignes))
    if modele is not None:
        tableau = [f"| {nom} | {mesure} |" for nom, mesure in mesures.items()]
        texte = ["# Rapport de `make bench`", "", *(f"- {ligne}" for ligne in lignes), ""]
        texte += ["| canal | mesure |", "|---|---|", *tableau]
        FICHIER.write_text("\n".join(texte) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
