"""What "ready" looks at, part by part (the running system: tests/serveur/test_fumee.py)."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from channels import sonde


class Magasin:
    """A conversation store that answers, fails or hangs."""

    def __init__(self, panne: str = "") -> None:
        self._panne = panne

    async def retrieve(self, _personne: str) -> None:
        if self._panne == "erreur":
            raise OSError("the disk is gone")
        if self._panne == "silence":
            await asyncio.Event().wait()


class Verrous:
    """A lock store that gives its lock, or cannot."""

    def __init__(self, panne: bool = False) -> None:
        self._panne = panne

    @asynccontextmanager
    async def lock(self, _personne: str) -> Any:
        if self._panne:
            raise ConnectionError
        yield


def agent(**parties: Any) -> Any:
    defaut = {"tracker_store": Magasin(), "lock_store": Verrous(), "is_ready": lambda: True}
    return SimpleNamespace(**{**defaut, **parties})


@pytest.mark.parametrize(
    ("un", "pret"), [(agent(), True), (agent(is_ready=lambda: False), False), (None, False)]
)
async def test_a_model_must_be_loaded(un: Any, pret: bool) -> None:
    assert await sonde._marche("modele", sonde._modele(un)) is pret


@pytest.mark.parametrize(
    ("un", "pret"),
    [
        (agent(), True),
        (agent(tracker_store=Magasin("erreur")), False),
        (agent(tracker_store=Magasin("silence")), False),
        (agent(lock_store=Verrous(panne=True)), False),
    ],
)
async def test_a_lock_and_a_conversation_must_be_had(
    un: Any, pret: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sonde, "ATTENTE_S", 0.2)
    assert await sonde._marche("conversations", sonde._conversations(un)) is pret


async def test_the_action_server_must_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GARDE_TOIT_PORT_ACTIONS", "1")
    monkeypatch.delenv("GARDE_TOIT_URL_ACTIONS", raising=False)
    assert not await sonde._marche("actions", sonde._actions())
