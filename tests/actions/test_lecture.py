"""Rasa's tracker read into a turn."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions.lecture import lit_le_tour


def traqueur(evenements: list[dict[str, Any]], **compris: Any) -> Tracker:
    """A tracker whose latest message was understood so."""
    message = {
        "text": "2 mois",
        "intent": {"name": "commandement_quitter", "confidence": 0.9},
        "intent_ranking": [
            {"name": "commandement_quitter", "confidence": 0.9},
            {"name": "impaye", "confidence": 0.1},
        ],
        **compris,
    }
    return Tracker("p", {"etape": "impaye"}, message, evenements, False, None, {}, "action_listen")


def test_message_slots_and_ranking() -> None:
    tour = lit_le_tour(traqueur([]))
    assert (tour.message.texte, tour.message.intention) == ("2 mois", "commandement_quitter")
    assert tour.message.classement[1] == ("impaye", 0.1)
    assert tour["etape"] == "impaye" and tour.message.parties == ()


def test_sentences_and_thresholds_when_the_classifier_gives_them() -> None:
    partie = {"texte": "2 mois", "intention": "impaye", "confiance": 0.7}
    tour = lit_le_tour(traqueur([], parties=[partie], doute={"minimum": 0.4, "ecart_etapes": 0.2}))
    assert tour.message.parties[0].intention == "impaye"
    assert (tour.message.seuils.minimum, tour.message.seuils.ecart_etapes) == (0.4, 0.2)


def test_a_new_session_is_a_resumption() -> None:
    ancien = [{"event": "user", "text": "a"}, {"event": "bot", "text": "b"}]
    nouveau = {"event": "user", "text": "2 mois"}
    assert not lit_le_tour(traqueur([*ancien, nouveau])).reprise
    repris = [*ancien, {"event": "session_started"}, {"event": "action"}, nouveau]
    assert lit_le_tour(traqueur(repris)).reprise


def test_the_latest_reply_can_be_repeated() -> None:
    evenements = [
        {"event": "bot", "text": "ancien"},
        {"event": "user", "text": "a"},
        {"event": "bot", "text": "un"},
        {"event": "bot", "text": "deux"},
        {"event": "user", "text": "répète"},
    ]
    assert lit_le_tour(traqueur(evenements)).derniers_textes == ["un", "deux"]


def test_a_cut_message_is_known_as_cut() -> None:
    assert lit_le_tour(traqueur([], metadata={"tronque": True})).message.tronque
