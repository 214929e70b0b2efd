"""The lock in a real Redis: one turn at a time, whatever dies."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
import redis
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from serveur.reglages import RACINE
from serveur.verrou import VerrouRedis
from tests.moteurs import redis_jetable

COMPTEUR = """
import asyncio, sys
import redis
from rasa.utils.endpoints import EndpointConfig
from serveur.verrou import VerrouRedis

async def main(adresse, personne, fois):
    verrou = VerrouRedis(EndpointConfig(url=adresse))
    memoire = redis.Redis.from_url(adresse)
    async def ajoute():
        async with verrou.lock(personne):
            lu = int(memoire.get(personne) or 0)
            await asyncio.sleep(0.002)
            memoire.set(personne, lu + 1, ex=60)
    await asyncio.gather(*(ajoute() for _ in range(fois)))

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""


def verrou(adresse: str, duree_s: float = 15) -> VerrouRedis:
    return VerrouRedis(EndpointConfig(url=adresse, duree_s=duree_s))


@pytest.fixture
def personne() -> str:
    return f"essai-{uuid.uuid4().hex}"


def test_rasa_loads_it_from_its_configuration(adresse_redis: str) -> None:
    point = EndpointConfig(type="serveur.verrou.VerrouRedis", url=adresse_redis)
    assert isinstance(LockStore.create(point), VerrouRedis)


def test_processes_never_hold_it_together(adresse_redis: str, personne: str) -> None:
    """Three processes add one, forty times each, by reading and then writing."""
    commande = [sys.executable, "-c", COMPTEUR, adresse_redis, personne, "40"]
    enfants = [subprocess.Popen(commande, cwd=RACINE) for _ in range(3)]
    assert [enfant.wait(120) for enfant in enfants] == [0, 0, 0]
    assert int(redis.Redis.from_url(adresse_redis).get(personne) or 0) == 120


async def test_those_who_wait_in_one_process_are_served_in_order(
    adresse_redis: str, personne: str
) -> None:
    commun, servis = verrou(adresse_redis), []

    async def passe(rang: int) -> None:
        async with commun.lock(personne):
            servis.append(rang)
            await asyncio.sleep(0.01)

    await asyncio.gather(*(passe(rang) for rang in range(8)))
    assert servis == list(range(8))


async def test_another_person_does_not_wait(adresse_redis: str, personne: str) -> None:
    un, autre = verrou(adresse_redis), verrou(adresse_redis)
    async with un.lock(personne), autre.lock(personne + "-autre"):
        pass


async def test_it_is_extended_while_the_work_goes_on(adresse_redis: str, personne: str) -> None:
    un, autre = verrou(adresse_redis, duree_s=0.3), verrou(adresse_redis, duree_s=0.3)
    async with un.lock(personne):
        with pytest.raises(LockError):
            async with autre.lock(personne, lock_lifetime=1):
                pass


async def test_a_dead_process_blocks_nobody_for_long(adresse_redis: str, personne: str) -> None:
    cle = f"garde-toit:verrou:{personne}"
    redis.Redis.from_url(adresse_redis).set(cle, "un-mort", px=300)
    async with verrou(adresse_redis).lock(personne, lock_lifetime=10):
        pass


async def test_only_its_owner_gives_it_back(adresse_redis: str, personne: str) -> None:
    cle, memoire = f"garde-toit:verrou:{personne}", redis.Redis.from_url(adresse_redis)
    async with verrou(adresse_redis).lock(personne):
        memoire.set(cle, "un-autre", px=60_000)
    assert memoire.get(cle) == b"un-autre"
    memoire.delete(cle)


async def test_a_lost_lock_stops_the_work(adresse_redis: str, personne: str) -> None:
    memoire = redis.Redis.from_url(adresse_redis)
    with pytest.raises(LockError, match="perdu"):
        async with verrou(adresse_redis, duree_s=0.3).lock(personne):
            memoire.set(f"garde-toit:verrou:{personne}", "un-autre", px=5000)
            await asyncio.sleep(30)
    memoire.delete(f"garde-toit:verrou:{personne}")


async def test_redis_killed_and_back_is_waited_for(tmp_path: Path, personne: str) -> None:
    with redis_jetable(tmp_path) as serveur:
        commun = verrou(serveur.adresse)
        async with commun.lock(personne):
            serveur.tue()
            prochain = asyncio.ensure_future(_prend(verrou(serveur.adresse), personne + "-autre"))
            await asyncio.sleep(0)
            await asyncio.to_thread(serveur.demarre)
            await prochain
        await _prend(commun, personne)


async def test_redis_gone_is_said(tmp_path: Path, personne: str, monkeypatch) -> None:
    monkeypatch.setattr("serveur.verrou.ATTENTE_DE_REDIS_S", 0.2)
    with redis_jetable(tmp_path) as serveur:
        serveur.tue()
        with pytest.raises(LockError, match="Redis"):
            await _prend(verrou(serveur.adresse), personne)


async def _prend(un_verrou: VerrouRedis, personne: str) -> None:
    async with un_verrou.lock(personne):
        pass
