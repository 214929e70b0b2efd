"""Greetings, doubt, off-topic: never a dead end, never the same sentence twice in a row."""

from __future__ import annotations

from typing import Any

from actions import dialogue
from registre.conservation import jours_de_conversation
from tests.actions.fabrique import dit, numero, tour

ATTEND: dict[str, Any] = {"etape": "commandement_payer", "attente": "date_acte"}


def test_a_robot_says_so_once_with_the_days_kept() -> None:
    t = tour("bonjour", "salutation")
    dialogue.salue(t)
    dialogue.se_presente(t)
    assert "robot" in dit(t) and f"{jours_de_conversation()} jours" in dit(t)
    deja = len(t.bulles)
    dialogue.se_presente(t)
    assert len(t.bulles) == deja


def test_off_topic_goes_back_to_the_thread() -> None:
    t = tour("une recette ?", **ATTEND)
    dialogue.hors_sujet(t)
    assert "Quelle date" in dit(t)


def test_off_topic_twice_is_not_said_twice() -> None:
    t = tour("mdr")
    dialogue.hors_sujet(t)
    encore = tour("lol", dit=t["dit"])
    dialogue.hors_sujet(encore)
    assert not set(t.bulles) & set(encore.bulles) and encore.boutons


def test_not_understood_twice_gives_a_person() -> None:
    t = tour("blabla", **ATTEND)
    dialogue.ne_comprend_pas(t)
    dialogue.ne_comprend_pas(t)
    assert numero("sos_loyers_impayes") in dit(t)


def test_shorter_is_shorter_and_keeps_the_question() -> None:
    t = tour("trop long", **ATTEND)
    dialogue.dit_plus_court(t)
    assert len(dit(t).split()) < 45 and "Quelle date" in dit(t)


def test_other_words_are_other_words_the_second_time() -> None:
    t = tour("je comprends pas", **ATTEND)
    dialogue.explique_autrement(t)
    encore = tour("je comprends pas", dit=t["dit"], **ATTEND)
    dialogue.explique_autrement(encore)
    assert t.bulles[0] != encore.bulles[0] and numero("sos_loyers_impayes") in dit(encore)


def test_a_paper_with_no_name_is_asked_then_a_person_reads_it() -> None:
    t = tour("un papier", "a_preciser")
    textes = []
    for _ in range(3):
        t.bulles = []
        dialogue.demande_papier(t)
        textes.append(t.bulles[0])
    assert len(set(textes)) == 3 and t["etape"] is None
    assert numero("sos_loyers_impayes") in textes[-1]


def test_commandement_alone_asks_which() -> None:
    t = tour("un commandement", "a_preciser")
    dialogue.demande_papier(t)
    assert t["hesitation"] == ["commandement_payer", "commandement_quitter"]


def test_closing_words_ask_nothing() -> None:
    t = tour("merci", "merci", **ATTEND)
    dialogue.remercie(t)
    assert "Quelle date" not in dit(t)


def test_a_resumed_conversation_has_one_line_of_summary() -> None:
    t = tour("x", etape="commandement_payer", date_acte="2026-11-02", delai_ecrit="6_semaines")
    dialogue.reprend(t)
    assert "lundi 14 décembre 2026" in dit(t) and len(t.bulles) == 1
