"""The messages are many, none stands twice, and none is near one of an evaluation set."""

from __future__ import annotations

from nlu.donnees import main


def test_the_check_of_the_messages_finds_nothing() -> None:
    assert main() == 0
