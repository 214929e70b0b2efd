"""Play real conversations against a running assistant, bounded, on the loopback."""

from __future__ import annotations

import asyncio
import statistics
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import yaml

TOURS: list[list[str]] = yaml.safe_load(
    (Path(__file__).parent / "conversations.yml").read_text(encoding="utf-8")
)
CONVERSATIONS_PAR_PERSONNE = 6
ATTENTE = aiohttp.ClientTimeout(total=60)

Parle = Callable[[str], Awaitable[bool]]
"""Send one message; true when it was answered."""


@dataclass
class Mesure:
    """Durations in seconds of every turn, faults, and how long the whole took."""

    durees: list[float] = field(default_factory=list)
    fautes: int = 0
    total_s: float = 0.0

    @property
    def tours_par_seconde(self) -> float:
        return len(self.durees) / self.total_s

    def centile_ms(self, rang: int) -> float:
        """Percentile of the durations, in milliseconds."""
        return statistics.quantiles(self.durees, n=100)[rang - 1] * 1000

    def __str__(self) -> str:
        centiles = ", ".join(f"p{rang} {self.centile_ms(rang):.0f} ms" for rang in (50, 95, 99))
        return (
            f"{len(self.durees)} tours, {self.tours_par_seconde:.1f} tours/s, {centiles}, "
            f"erreurs {self.fautes}"
        )


async def par_rest(session: aiohttp.ClientSession, url: str) -> Parle:
    """A new person on the rest channel of a Rasa server."""
    personne = uuid.uuid4().hex

    async def parle(texte: str) -> bool:
        corps = {"sender": personne, "message": texte}
        async with session.post(f"{url}/webhooks/rest/webhook", json=corps) as reponse:
            return reponse.status == 200 and bool(await reponse.json())

    return parle


async def par_widget(session: aiohttp.ClientSession, url: str) -> Parle:
    """A new person on the widget's channel, through the public address ``url``."""
    entetes = {"Origin": url}
    async with session.post(f"{url}/webhooks/widget/session", headers=entetes) as reponse:
        reponse.raise_for_status()
        entetes["Authorization"] = f"Bearer {(await reponse.json())['jeton']}"

    async def parle(texte: str) -> bool:
        corps: dict[str, Any] = {"id": uuid.uuid4().hex, "texte": texte}
        adresse = f"{url}/webhooks/widget/message"
        async with session.post(adresse, json=corps, headers=entetes) as reponse:
            return reponse.status == 200 and bool((await reponse.json())["messages"])

    return parle


Canal = Callable[[aiohttp.ClientSession, str], Awaitable[Parle]]


async def _dit(parle: Parle, texte: str, mesure: Mesure) -> None:
    debut = time.perf_counter()
    mesure.fautes += not await parle(texte)
    mesure.durees.append(time.perf_counter() - debut)


async def en_boucle(canal: Canal, url: str, personnes: int) -> Mesure:
    """``personnes`` people talk at once, each message as soon as the last one is answered."""
    mesure = Mesure()
    async with aiohttp.ClientSession(timeout=ATTENTE) as session:

        async def une_personne(rang: int) -> None:
            for fois in range(CONVERSATIONS_PAR_PERSONNE):
                parle = await canal(session, url)
                for texte in TOURS[(rang + fois) % len(TOURS)]:
                    await _dit(parle, texte, mesure)

        debut = time.perf_counter()
        await asyncio.gather(*(une_personne(rang) for rang in range(personnes)))
        mesure.total_s = time.perf_counter() - debut
    return mesure


async def au_rythme(canal: Canal, url: str, tours_par_seconde: float, duree_s: float) -> Mesure:
    """Turns begin at a steady pace, whether or not the earlier ones are answered."""
    mesure, nombre = Mesure(), int(tours_par_seconde * duree_s)
    async with aiohttp.ClientSession(timeout=ATTENTE) as session:
        paroles = [
            (await canal(session, url), iter(TOURS[rang % len(TOURS)])) for rang in range(20)
        ]
        debut = time.perf_counter()
        en_cours = []
        for rang in range(nombre):
            await asyncio.sleep(max(0.0, debut + rang / tours_par_seconde - time.perf_counter()))
            parle, textes = paroles[rang % len(paroles)]
            texte = next(textes, None)
            if texte is None:
                parle, textes = await canal(session, url), iter(TOURS[rang % len(TOURS)])
                paroles[rang % len(paroles)] = (parle, textes)
                texte = next(textes)
            en_cours.append(asyncio.create_task(_dit(parle, texte, mesure)))
        await asyncio.gather(*en_cours)
        mesure.total_s = time.perf_counter() - debut
    return mesure
