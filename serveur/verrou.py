"""One turn at a time for a person, among several Rasa processes: a lock held in Redis.

Rasa's own Redis lock reads, changes and writes a list of tickets in three steps, so that two
processes may both be served (docs/decisions/0012-deploiement.md). Here one atomic script takes or
extends the lock for a random token, and another gives it back only to its owner. The lock is short
and extended while the work goes on: a killed process blocks nobody for long.

Within one process those who wait are served in their order of arrival.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis import asyncio as redis
from redis.exceptions import RedisError

# Longer than the event loop can be kept busy, short enough to wait for after a crash.
DUREE_S = 15.0
# Longest wait for somebody else's turn, and for Redis itself to be back: with the time limit of
# the action server, a turn ends before the widget takes it for a cut one (registre/fil.py).
ATTENTE_S, ATTENTE_DE_REDIS_S = 20.0, 10.0
PAUSE_S, PAUSE_APRES_UNE_ERREUR_S = 0.05, 0.5
ERREURS = (RedisError, OSError, asyncio.TimeoutError)

PREND_OU_PROLONGE = """
local proprietaire = redis.call('get', KEYS[1])
if proprietaire and proprietaire ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
REND = """
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0
"""

journal = logging.getLogger(__name__)


class VerrouRedis(LockStore):
    """Lock store of Rasa, in Redis. ``endpoint_config.url``: its address (redis://…)."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        self._redis = redis.Redis.from_url(
            str(endpoint_config.url), socket_timeout=3, socket_connect_timeout=3
        )
        self._duree_s = float(endpoint_config.kwargs.get("duree_s", DUREE_S))
        self._files: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = ATTENTE_S,
        wait_time_in_seconds: float = PAUSE_S,
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the lock of a conversation during the block.

        ``wait_time_in_seconds``: pause between two attempts.

        Raises LockError when it cannot be had within ``lock_lifetime`` seconds (``ATTENTE_S`` at
        most), when Redis does not answer, or when it was lost meanwhile: the block is then
        cancelled, because another process may already be serving this person.
        """
        cle, jeton = f"garde-toit:verrou:{conversation_id}", secrets.token_hex(16)
        file = self._files.setdefault(conversation_id, asyncio.Lock())
        async with file:
            await self._prend(cle, jeton, min(lock_lifetime, ATTENTE_S), wait_time_in_seconds)
            perdu = asyncio.Event()
            gardien = asyncio.ensure_future(self._garde(cle, jeton, perdu, asyncio.current_task()))
            try:
                yield self.create_lock(conversation_id)
            except asyncio.CancelledError:
                if perdu.is_set():
                    raise LockError("Le verrou de la conversation a été perdu.") from None
                raise
            finally:
                gardien.cancel()
                with suppress(*ERREURS):
                    await self._redis.eval(REND, 1, cle, jeton)

    async def _prend(self, cle: str, jeton: str, au_plus_s: float, pause_s: float) -> None:
        fin = time.monotonic() + au_plus_s
        fin_des_erreurs: float | None = None
        while time.monotonic() < fin:
            try:
                if await self._essaie(cle, jeton):
                    return
                fin_des_erreurs = None
                await asyncio.sleep(pause_s)
            except ERREURS as erreur:
                fin_des_erreurs = fin_des_erreurs or time.monotonic() + ATTENTE_DE_REDIS_S
                if time.monotonic() > fin_des_erreurs:
                    raise LockError(f"Redis ne répond pas ({type(erreur).__name__}).") from erreur
                await asyncio.sleep(PAUSE_APRES_UNE_ERREUR_S)
        raise LockError("La conversation est restée occupée trop longtemps.")

    async def _essaie(self, cle: str, jeton: str) -> bool:
        duree_ms = int(self._duree_s * 1000)
        tenu: Any = await self._redis.eval(PREND_OU_PROLONGE, 1, cle, jeton, duree_ms)
        return bool(tenu)

    async def _garde(
        self, cle: str, jeton: str, perdu: asyncio.Event, travail: asyncio.Task[Any] | None
    ) -> None:
        """Extend the lock until cancelled; cancel the work when the lock is somebody else's."""
        expire = time.monotonic() + self._duree_s
        while True:
            await asyncio.sleep(self._duree_s / 3)
            depart = time.monotonic()
            try:
                tenu = await self._essaie(cle, jeton)
                expire = depart + self._duree_s if tenu else expire
            except ERREURS:
                tenu = depart < expire
            if not tenu:
                journal.error("verrou perdu pendant un tour")
                perdu.set()
                if travail is not None:
                    travail.cancel()
                return
