"""The clock: real time, environment, moved by a test, always in Europe/Paris."""

from __future__ import annotations

import datetime as dt

import pytest

from guide.horloge import PARIS, ErreurHorloge, Horloge


@pytest.mark.parametrize(
    ("variable", "attendu"),
    [
        ("2026-11-23", "2026-11-23T12:00:00+01:00"),
        ("2026-07-14", "2026-07-14T12:00:00+02:00"),
        ("2026-11-23T08:30", "2026-11-23T08:30:00+01:00"),
        ("2026-11-23 08:30:05", "2026-11-23T08:30:05+01:00"),
        ("2026-11-23T23:30:00Z", "2026-11-24T00:30:00+01:00"),
        ("2026-11-23T20:00:00-05:00", "2026-11-24T02:00:00+01:00"),
    ],
)
def test_environnement(variable: str, attendu: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GARDE_TOIT_AUJOURDHUI", variable)
    assert Horloge().maintenant().isoformat() == attendu


@pytest.mark.parametrize("variable", ["demain", "2026-02-30", "23/11/2026", "2026-11"])
def test_mauvaise_variable(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GARDE_TOIT_AUJOURDHUI", variable)
    with pytest.raises(ErreurHorloge, match="GARDE_TOIT_AUJOURDHUI"):
        Horloge().maintenant()


def test_sans_variable_l_heure_est_celle_de_paris(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GARDE_TOIT_AUJOURDHUI", raising=False)
    horloge = Horloge()
    avant = dt.datetime.now(PARIS)
    lu = horloge.maintenant()
    assert avant <= lu <= dt.datetime.now(PARIS)
    assert lu.tzinfo is PARIS


def test_un_test_la_deplace_puis_la_rend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GARDE_TOIT_AUJOURDHUI", "2026-11-23")
    horloge = Horloge()
    horloge.regle(dt.date(2027, 4, 1))
    assert horloge.aujourdhui() == dt.date(2027, 4, 1)
    horloge.regle(dt.datetime(2027, 3, 31, 22, 30, tzinfo=dt.timezone.utc))
    assert horloge.aujourdhui() == dt.date(2027, 4, 1)
    horloge.regle(None)
    assert horloge.aujourdhui() == dt.date(2026, 11, 23)
