"""One Rasa process against two, behind the real proxy: ``python -m bench.processus``.

Same machine, same conversations over the widget channel, PostgreSQL, Redis, two action servers.
``--postgresql`` names an empty database, ``--redis`` a database number that nothing else uses.
Needs nginx. Bounded, on the loopback.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import secrets
import ssl
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import aiohttp

from bench.__main__ import CONVERSATIONS_PAR_PERSONNE, TOURS, memoire_mo
from bench.grappe import Grappe, Ports, certificat, ecrit_le_mandataire, reglages_communs

ORIGINE = "https://bench.example"
SANS_LIMITE = "99999/minute,99999/minute,99999/minute,99999/minute"


async def conversation(session: aiohttp.ClientSession, url: str, tours: list[str]) -> list[float]:
    """Play one conversation; seconds of each turn, raising on any refusal."""
    async with session.post(f"{url}/session", json={}) as ouverte:
        ouverte.raise_for_status()
        jeton = (await ouverte.json())["jeton"]
    durees = []
    for texte in tours:
        envoi: dict[str, Any] = {"id": secrets.token_hex(8), "texte": texte}
        debut = time.perf_counter()
        async with session.post(
            f"{url}/message", json=envoi, headers={"Authorization": f"Bearer {jeton}"}
        ) as reponse:
            reponse.raise_for_status()
            assert (await reponse.json())["messages"], "no answer"
        durees.append(time.perf_counter() - debut)
    return durees


async def charge(url: str, contexte: ssl.SSLContext, personnes: int) -> str:
    """So many people talk at once; one line of figures."""
    durees: list[float] = []
    prise = aiohttp.TCPConnector(ssl=contexte, limit=0)
    async with aiohttp.ClientSession(connector=prise, headers={"Origin": ORIGINE}) as session:

        async def une_personne(rang: int) -> None:
            for tour in range(CONVERSATIONS_PAR_PERSONNE):
                durees.extend(await conversation(session, url, TOURS[(rang + tour) % len(TOURS)]))

        debut = time.perf_counter()
        await asyncio.gather(*(une_personne(rang) for rang in range(personnes)))
        total = time.perf_counter() - debut
    centiles = [1000 * centile for centile in statistics.quantiles(durees, n=100)]
    return (
        f"| {personnes} | {len(durees) / total:.1f} | {centiles[49]:.0f} | {centiles[94]:.0f} "
        f"| {centiles[98]:.0f} |"
    )


def mesure(rasa: int, postgresql: str, redis: str) -> None:
    """Start an installation with so many Rasa processes and print its table."""
    with tempfile.TemporaryDirectory() as nom:
        dossier, ports = Path(nom), Ports.libres(rasa, 2)
        contexte = certificat(dossier)
        environnement = {
            **reglages_communs(ports, postgresql, postgresql, redis),
            "GARDE_TOIT_AUJOURDHUI": "2026-11-23",
            "GARDE_TOIT_VAR": str(dossier / "var"),
            "GARDE_TOIT_ORIGINES": ORIGINE,
            "GARDE_TOIT_DEBITS": SANS_LIMITE,
            "RASA_TOKEN": secrets.token_hex(24),
        }
        mandataire = ecrit_le_mandataire(dossier, ports, dossier, sans_limite=True)
        with Grappe(ports, environnement, mandataire) as grappe:
            grappe.demarre(dit=False)
            url = f"https://127.0.0.1:{ports.public}/webhooks/widget"
            asyncio.run(charge(url, contexte, 2))  # warm up, not counted
            print(f"\n{rasa} processus Rasa\n\n| personnes | tours/s | p50 ms | p95 ms | p99 ms |")
            print("|---|---|---|---|---|", flush=True)
            for personnes in (1, 10, 20):
                print(asyncio.run(charge(url, contexte, personnes)), flush=True)
            pids = [un.enfant.pid for un in grappe.rasa if un.enfant]
            print("\nmémoire par Rasa :", ", ".join(f"{memoire_mo(pid):.0f} Mo" for pid in pids))


def main() -> int:
    """Print both tables."""
    lecteur = argparse.ArgumentParser(prog="python -m bench.processus")
    lecteur.add_argument("--postgresql", required=True, metavar="ADRESSE")
    lecteur.add_argument("--redis", required=True, metavar="ADRESSE")
    choix = lecteur.parse_args()
    print(f"machine : {platform.machine()}, {os.cpu_count()} cœurs")
    for rasa in (1, 2):
        mesure(rasa, choix.postgresql, choix.redis)
    return 0


if __name__ == "__main__":
    sys.exit(main())
