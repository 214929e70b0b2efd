"""A turn is bounded, never silent, and known again after its process was cut."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered

from channels.garde import phrase
from channels.tour import Places, Surcharge, deja_repondu, joue


def test_no_more_turns_than_places() -> None:
    places = Places(2)
    with places.prend():
        with places.prend(), pytest.raises(Surcharge), places.prend():
            pass
        with places.prend():
            pass


def test_a_failed_turn_gives_its_place_back() -> None:
    places = Places(1)
    with pytest.raises(ZeroDivisionError), places.prend():
        raise ZeroDivisionError
    with places.prend():
        pass


async def tour(dit: list[str], erreur: Exception | None = None) -> list[dict[str, Any]]:
    async def rasa(message: UserMessage) -> None:
        assert message.output_channel is not None
        for texte in dit:
            await message.output_channel.send_text_message("ana", texte)
        if erreur:
            raise erreur

    return (await joue(rasa, UserMessage("bonjour", CollectingOutputChannel(), "ana"))).messages


async def test_silence_and_failure_are_a_sentence_with_a_number() -> None:
    assert await tour(["Bonjour."]) == [{"text": "Bonjour."}]
    assert await tour([]) == [{"text": phrase("panne")}]
    assert await tour([], OSError()) == [{"text": phrase("panne")}]


async def test_what_was_said_before_a_failure_is_kept() -> None:
    """The store fails when the turn is saved: the number to call was already said."""
    assert await tour(["Appelez."], OSError()) == [{"text": "Appelez."}, {"text": phrase("panne")}]


@pytest.mark.parametrize(
    "identifiant, attendu",
    [
        ("m1", [{"text": "A", "buttons": [{"title": "Oui"}]}, {"custom": {"type": "frise"}}]),
        ("m2", [{"text": "B"}]),
        ("m3", []),
        ("m4", None),
    ],
)
async def test_a_cut_turn_is_recognised(identifiant: str, attendu: object) -> None:
    evenements = [
        UserUttered("un", message_id="m1"),
        BotUttered("A", {"buttons": [{"title": "Oui"}], "image": None}),
        BotUttered(None, {"custom": {"type": "frise"}}),
        UserUttered("deux", message_id="m2"),
        BotUttered("B"),
        UserUttered("trois", message_id="m3"),
    ]

    async def retrieve(_personne: str) -> SimpleNamespace:
        return SimpleNamespace(events=evenements)

    agent = SimpleNamespace(tracker_store=SimpleNamespace(retrieve=retrieve))
    assert await deja_repondu(agent, "ana", identifiant) == attendu
