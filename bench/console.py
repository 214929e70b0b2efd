"""``python -m bench.console``: how long a screen of the console takes to follow, with 20 advisers.

Each adviser works as during a call: words typed, a fact, a ticked line, one change every few
seconds. Bounded, on the loopback; the whole system runs beside it.
"""

from __future__ import annotations

import asyncio
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

import aiohttp

from bench.__main__ import memoire_mo, port_libre
from bench.charge import TOURS
from console.acces import TEMOIN
from registre import Comptes, Registre
from serveur.processus import Maison
from serveur.reglages import RACINE, lit_reglages

CONSEILLERS = 20
CHANGEMENTS = 15
PAUSE_S = 3.0
FAITS = ("5 octobre", "12 octobre", "2 novembre", "le 16 novembre")


class Conseiller:
    """One adviser's browser, reduced to the requests that it makes."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._http, self._url = session, url
        self.durees: list[float] = []
        self.fautes = 0

    async def travaille(self, rang: int) -> None:
        """Open a call and change it, with pauses; times go to ``durees`` (seconds)."""
        page = await (await self._http.get(f"{self._url}/")).text()
        trouve = re.search(r'data-jeton="([^"]+)"', page)
        assert trouve is not None, "the session opens the first page"
        self._entetes = {"Origin": self._url, "X-Jeton": trouve[1], "HX-Request": "true"}
        ouvert = await self._http.post(
            f"{self._url}/appels", headers=self._entetes, data={}, allow_redirects=False
        )
        appel = ouvert.headers["location"]
        mots = " ".join(TOURS[rang % len(TOURS)])
        await asyncio.sleep(random.uniform(0, PAUSE_S))
        for tour in range(CHANGEMENTS):
            await self._change(appel, mots, tour)
            await asyncio.sleep(random.uniform(PAUSE_S / 2, PAUSE_S * 3 / 2))

    async def _change(self, appel: str, mots: str, tour: int) -> None:
        chemin, champs = (
            ("texte", {"texte": f"{mots} {tour}"}),
            ("faits", {"avant:date_acte": "", "date_acte": FAITS[tour % len(FAITS)]}),
            ("coches", {"coche": "appel:qui"}),
        )[tour % 3]
        debut = time.perf_counter()
        async with self._http.post(
            f"{self._url}{appel}/{chemin}", data=champs, headers=self._entetes
        ) as reponse:
            await reponse.read()
            self.fautes += reponse.status != 200
        self.durees.append(time.perf_counter() - debut)


async def charge(url: str, jetons: list[str]) -> None:
    """Every adviser at once; print the latency of a change."""
    sessions = [
        aiohttp.ClientSession(cookies={TEMOIN: jeton}, cookie_jar=aiohttp.CookieJar(unsafe=True))
        for jeton in jetons
    ]
    conseillers = [Conseiller(session, url) for session in sessions]
    debut = time.perf_counter()
    await asyncio.gather(*(un.travaille(rang) for rang, un in enumerate(conseillers)))
    total = time.perf_counter() - debut
    for session in sessions:
        await session.close()
    durees = [duree for un in conseillers for duree in un.durees]
    centiles = statistics.quantiles(durees, n=100)
    print(
        f"{len(jetons)} conseillers, un changement toutes les {PAUSE_S:.0f} s : "
        f"{len(durees)} changements, {len(durees) / total:.1f} par seconde, "
        f"médiane {centiles[49] * 1000:.0f} ms, p95 {centiles[94] * 1000:.0f} ms, "
        f"p99 {centiles[98] * 1000:.0f} ms, erreurs {sum(un.fautes for un in conseillers)}",
        flush=True,
    )


def main() -> int:
    """Run the bench in a temporary folder; exit status 1 when training fails."""
    if subprocess.run([sys.executable, "-m", "serveur.entrainement"], cwd=RACINE).returncode:
        return 1
    charge_de_la_machine = os.getloadavg()[0]
    print(
        f"machine : {platform.machine()}, {os.cpu_count()} cœurs, "
        f"charge avant l'essai {charge_de_la_machine:.1f}"
    )
    with tempfile.TemporaryDirectory() as var:
        os.environ.update(GARDE_TOIT_VAR=var, GARDE_TOIT_AUJOURDHUI="2026-11-23")
        for nom in ("RASA", "ACTIONS", "WEB", "CONSOLE"):
            os.environ[f"GARDE_TOIT_PORT_{nom}"] = str(port_libre())
        reglages = lit_reglages()
        comptes = Comptes(Registre(f"sqlite:///{var}/registre.db"))
        jetons = [
            comptes.ouvre_session(
                comptes.cree(f"c{rang}", f"Conseiller {rang}", "conseiller", "un long mot de passe")
            )
            for rang in range(CONSEILLERS)
        ]
        with Maison(reglages, reglages.dossier_modeles / "garde-toit.tar.gz") as maison:
            maison.demarre(dit=False)
            asyncio.run(charge(reglages.url_console, jetons))
            console = next(un for un in maison.processus if "console" in un.nom)
            assert console.enfant is not None
            print(f"mémoire de la console : {memoire_mo(console.enfant.pid):.0f} Mo")
    return 0


if __name__ == "__main__":
    sys.exit(main())
