"""``make bench``: start the system, play conversations, print latency and memory.

Bounded: a fixed number of conversations, played by 1 then 10 people at once, on the loopback.
"""

from __future__ import annotations

import asyncio
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import aiohttp
import yaml

from serveur.processus import Maison
from serveur.reglages import RACINE, lit_reglages

TOURS = yaml.safe_load((Path(__file__).parent / "conversations.yml").read_text(encoding="utf-8"))
CONVERSATIONS_PAR_PERSONNE = 6


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


async def joue(
    session: aiohttp.ClientSession, url: str, tours: list[str], durees: list[float]
) -> int:
    """Play one conversation; return the number of failed turns."""
    personne, fautes = uuid.uuid4().hex, 0
    for texte in tours:
        debut = time.perf_counter()
        corps = {"sender": personne, "message": texte}
        async with session.post(f"{url}/webhooks/rest/webhook", json=corps) as reponse:
            messages = await reponse.json()
            fautes += reponse.status != 200 or not messages
        durees.append(time.perf_counter() - debut)
    return fautes


async def charge(url: str, personnes: int) -> None:
    """``personnes`` people talk at once; print turns a second and latency."""
    durees: list[float] = []
    fautes = 0
    delai = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(timeout=delai) as session:

        async def une_personne(rang: int) -> None:
            nonlocal fautes
            for tour in range(CONVERSATIONS_PAR_PERSONNE):
                tours = TOURS[(rang + tour) % len(TOURS)]
                fautes += await joue(session, url, tours, durees)

        debut = time.perf_counter()
        await asyncio.gather(*(une_personne(rang) for rang in range(personnes)))
        total = time.perf_counter() - debut
    centiles = statistics.quantiles(durees, n=100)
    print(
        f"{personnes:3d} personnes : {len(durees)} tours, {len(durees) / total:5.1f} tours/s, "
        f"médiane {centiles[49] * 1000:4.0f} ms, p95 {centiles[94] * 1000:4.0f} ms, "
        f"p99 {centiles[98] * 1000:4.0f} ms, erreurs {fautes}",
        flush=True,
    )


def memoire_mo(pid: int) -> float:
    """Resident memory of a process, in MB."""
    for ligne in Path(f"/proc/{pid}/status").read_text().splitlines():
        if ligne.startswith("VmRSS"):
            return int(ligne.split()[1]) / 1024
    return 0.0


def main() -> int:
    """Run the bench in a temporary folder; exit status 1 when training fails."""
    if subprocess.run([sys.executable, "-m", "serveur.entrainement"], cwd=RACINE).returncode:
        return 1
    python = platform.python_version()
    print(f"machine : {platform.machine()}, {os.cpu_count()} cœurs, Python {python}")
    with tempfile.TemporaryDirectory() as var:
        os.environ.update(GARDE_TOIT_VAR=var, GARDE_TOIT_AUJOURDHUI="2026-11-23")
        for nom in ("RASA", "ACTIONS", "WEB", "CONSOLE"):
            os.environ[f"GARDE_TOIT_PORT_{nom}"] = str(port_libre())
        reglages = lit_reglages()
        debut = time.monotonic()
        with Maison(reglages, reglages.dossier_modeles / "garde-toit.tar.gz") as maison:
            maison.demarre(dit=False)
            print(f"prêt en {time.monotonic() - debut:.0f} s")
            for personnes in (1, 10):
                asyncio.run(charge(reglages.url_rasa, personnes))
            for un in maison.processus:
                assert un.enfant is not None
                print(f"mémoire {un.nom} : {memoire_mo(un.enfant.pid):.0f} Mo")
    return 0


if __name__ == "__main__":
    sys.exit(main())
