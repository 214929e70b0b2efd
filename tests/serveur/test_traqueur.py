"""The tracker stores, on real databases: what is written is read, erased, survives a restart."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from serveur.traqueur import TraqueurPostgres, TraqueurSQLite, magasin
from tests.moteurs import postgresql_jetable

DOMAINE = Domain.from_yaml("slots: {etape: {type: text, mappings: [{type: custom}]}}")


@pytest.fixture(params=["sqlite", "postgresql"])
def adresse(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.db'}"
    return request.getfixturevalue("adresse_postgresql")


def ouvre(adresse: str) -> TrackerStore:
    store = TrackerStore.create(magasin(adresse), DOMAINE)
    assert type(store) in (TraqueurSQLite, TraqueurPostgres)
    return store


def conversation(personne: str) -> DialogueStateTracker:
    evenements = [UserUttered("bonjour"), SlotSet("etape", "audience")]
    return DialogueStateTracker.from_events(personne, evenements, DOMAINE.slots)


async def test_what_is_saved_is_read_then_forgotten(adresse: str) -> None:
    store, ana, bob = ouvre(adresse), f"ana-{uuid.uuid4()}", f"bob-{uuid.uuid4()}"
    for personne in (ana, bob):
        await store.save(conversation(personne))
    lu = await ouvre(adresse).retrieve(ana)
    assert lu is not None and lu.get_slot("etape") == "audience"
    await store.efface(ana)
    assert await store.retrieve(ana) is None
    assert await store.retrieve(bob) is not None


def test_the_order_of_events_is_indexed_on_postgresql(adresse_postgresql: str) -> None:
    store = ouvre(adresse_postgresql)
    colonnes = [i["column_names"] for i in sa.inspect(store.engine).get_indexes("events")]
    assert ["sender_id", "id"] in colonnes


def test_several_processes_may_create_the_tables_together(adresse_postgresql: str) -> None:
    moteur = sa.create_engine(adresse_postgresql)
    moteur.execute("drop table if exists events")

    async def tous() -> None:
        await asyncio.gather(*(asyncio.to_thread(ouvre, adresse_postgresql) for _ in range(2)))

    asyncio.run(tous())
    assert sa.inspect(moteur).has_table("events")
    moteur.dispose()


async def test_a_restart_of_postgresql_is_survived() -> None:
    with postgresql_jetable() as serveur:
        store = ouvre(serveur.adresse)
        await store.save(conversation("ana"))
        serveur.tue()
        with pytest.raises(sa.exc.OperationalError):
            await store.retrieve("ana")
        serveur.demarre()
        await _jusqua_lu(store, "ana")


async def _jusqua_lu(store: TrackerStore, personne: str) -> None:
    for _ in range(100):
        try:
            assert await store.retrieve(personne) is not None
            return
        except sa.exc.OperationalError:  # it listens before it has recovered
            await asyncio.sleep(0.1)
    raise AssertionError("PostgreSQL n'est pas revenu")


async def test_a_failing_store_is_not_replaced_by_the_memory(tmp_path: Path, monkeypatch) -> None:
    """Rasa would answer from an empty conversation, and lose what is said."""
    from serveur.rustine_rasa import dit_les_pannes_du_magasin

    for nom in ("on_tracker_store_error", "on_tracker_store_retrieve_error"):
        monkeypatch.setattr(FailSafeTrackerStore, nom, getattr(FailSafeTrackerStore, nom))
    store = ouvre(f"sqlite:///{tmp_path / 'a.db'}")
    agent = Agent(domain=DOMAINE, tracker_store=store)
    dit_les_pannes_du_magasin()
    with sa.create_engine(f"sqlite:///{tmp_path / 'a.db'}").begin() as connexion:
        connexion.execute("drop table events")
    for appel in (agent.tracker_store.retrieve("ana"), agent.tracker_store.save(conversation("a"))):
        with pytest.raises(sa.exc.OperationalError):
            await appel
