"""Exact origins, the client's address behind proxies, rates: without a running system."""

from __future__ import annotations

import time
import uuid
from pathlib import Path

import pytest

from channels.widget.acces import Debits, Mandataires, Origines
from tests.moteurs import redis_jetable


@pytest.mark.parametrize(
    "reglage",
    [
        "*",
        "https://*.ville.fr",
        "ville.fr",
        "https://ville.fr/",
        "ftp://ville.fr",
        "https://",
        "null",
    ],
)
def test_only_exact_origins_are_settings(reglage: str) -> None:
    with pytest.raises(ValueError, match="GARDE_TOIT_ORIGINES"):
        Origines.lit(reglage)


def test_origins_are_compared_letter_by_letter() -> None:
    origines = Origines.lit("https://ville.fr, http://127.0.0.1:8000")
    assert origines.accepte("https://ville.fr", "POST")
    assert not origines.accepte("https://ville.fr:443", "POST")
    assert not origines.accepte("https://VILLE.fr", "POST")
    assert not origines.accepte("https://sous.ville.fr", "POST")
    assert not origines.accepte(None, "POST")
    assert origines.accepte(None, "GET")
    assert not origines.accepte("https://mal.fr", "GET")


@pytest.mark.parametrize(
    ("pair", "suivi_pour", "attendue"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, 127.0.0.1", "198.51.100.1"),
        ("127.0.0.1", "n'importe quoi", "n'importe quoi"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_believed_proxies_name_the_client(
    pair: str, suivi_pour: str | None, attendue: str
) -> None:
    assert Mandataires.lit("127.0.0.1/32,::1/128").adresse(pair, suivi_pour) == attendue


async def test_a_rate_is_kept_for_each_one() -> None:
    debits = Debits.lit("2/hour,9/hour,9/hour,9/hour")
    ouvertures = [await debits.attente((debits.sessions_par_adresse, "a")) for _ in range(3)]
    assert ouvertures[:2] == [0, 0] and ouvertures[2] > 0
    assert await debits.attente((debits.sessions_par_adresse, "b")) == 0


async def test_several_processes_count_together(adresse_redis: str) -> None:
    qui = uuid.uuid4().hex
    un, autre = (Debits.lit("2/hour,9/hour,9/hour,9/hour", adresse_redis) for _ in range(2))
    attentes = [await d.attente((d.sessions_par_adresse, qui)) for d in (un, autre, un, autre)]
    assert attentes[:2] == [0, 0] and all(attentes[2:])


async def test_without_redis_each_process_counts_alone(tmp_path: Path) -> None:
    with redis_jetable(tmp_path) as serveur:
        debits = Debits.lit("1/hour,9/hour,9/hour,9/hour", serveur.adresse)
        assert await debits.attente((debits.sessions_par_adresse, "a")) == 0
        serveur.tue()
        assert await debits.attente((debits.sessions_par_adresse, "a")) == 0
        assert await debits.attente((debits.sessions_par_adresse, "a")) > 0
        serveur.demarre()
        assert await debits.attente((debits.sessions_par_adresse, "a")) > 0


async def test_the_wait_is_what_is_left_of_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    debits = Debits.lit("1/hour,9/hour,9/hour,9/hour")
    await debits.attente((debits.sessions_par_adresse, "a"))
    plus_tard = time.time() + 3000
    monkeypatch.setattr(time, "time", lambda: plus_tard)
    assert 590 <= await debits.attente((debits.sessions_par_adresse, "a")) <= 601


@pytest.mark.parametrize("reglage", ["", "1/hour", "a,b,c,d"])
def test_a_bad_rate_is_refused_at_start(reglage: str) -> None:
    with pytest.raises(ValueError):
        Debits.lit(reglage)
