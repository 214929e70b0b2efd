"""Opening hours of the advisers: those of the content, in Paris, never on a public holiday."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from guide.contenu.modeles import Plage
from guide.horloge import PARIS
from guide.ouverture import est_ouvert


@pytest.mark.parametrize(
    ("moment", "ouvert"),
    [
        ("2026-11-23T08:59:59", False),
        ("2026-11-23T09:00:00", True),
        ("2026-11-23T12:29:59", True),
        ("2026-11-23T12:30:00", False),
        ("2026-11-23T13:30:00", True),
        ("2026-11-23T17:00:00", False),
        ("2026-11-23T23:30:00", False),
        ("2026-11-27T16:59:00", True),
        ("2026-11-28T10:00:00", False),  # a Saturday
        ("2026-11-29T10:00:00", False),
        ("2026-12-25T10:00:00", False),  # a Friday, but Christmas
        ("2027-03-29T10:00:00", False),  # Easter Monday
    ],
)
def test_hours(moment: str, ouvert: bool) -> None:
    assert est_ouvert(dt.datetime.fromisoformat(moment).replace(tzinfo=PARIS)) is ouvert


def test_hours_are_those_of_paris() -> None:
    assert est_ouvert(dt.datetime(2026, 7, 6, 7, 30, tzinfo=dt.timezone.utc))
    assert not est_ouvert(dt.datetime(2026, 11, 23, 7, 30, tzinfo=dt.timezone.utc))


def test_hours_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValidationError, match="commence avant de finir"):
        Plage(jours=["lundi"], de="17:00", a="09:00")
    with pytest.raises(ValidationError):
        Plage(jours=["lundis"], de="09:00", a="17:00")
