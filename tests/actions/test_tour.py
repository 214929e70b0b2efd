"""The turn: facts, what was said, at most three bubbles."""

from __future__ import annotations

from tests.actions.fabrique import tour


def test_only_changed_facts_are_returned() -> None:
    t = tour("bonjour", etape="impaye", commune=None)
    t["commune"] = "Lens"
    assert t.changements() == {"commune": "Lens"}


def test_an_unknown_fact_is_asked_but_not_known() -> None:
    t = tour("je sais pas", date_bail="inconnu")
    assert t["date_bail"] == "inconnu" and t.connu("date_bail") is None


def test_a_word_instead_of_a_date_is_no_day() -> None:
    assert tour("2019", date_bail="avant_2023_07_29").jour("date_bail") is None


def test_conditions_see_a_fact_never_asked_as_empty() -> None:
    assert tour("x", etape="impaye").convient({"surendettement": ["vide"], "etape": ["impaye"]})
    assert not tour("x", surendettement="oui").convient({"surendettement": ["vide", "non"]})


def test_what_is_said_is_noted_without_changing_the_past() -> None:
    t = tour("x", dit=["a:1"])
    t.note_dit("b")
    assert t.changements() == {"dit": ["a:1", "b"]}
    t.oublie_dit("a:")
    assert t["dit"] == ["b"]


def test_at_most_three_bubbles_and_the_question_stays_last() -> None:
    t = tour("x")
    for texte in ("un", "deux", "trois", "quatre"):
        t.dit(texte)
    assert t.bulles_bornees() == ["un\ndeux", "trois", "quatre"]


def test_a_sentence_slips_in_before_the_question_or_at_the_end() -> None:
    t = tour("x")
    t.dit("réponse")
    t.glisse("avis")
    assert t.bulles == ["réponse", "avis"]
    t = tour("x")
    t.dit("réponse")
    t.dit("question")
    t.glisse("avis")
    assert t.bulles == ["réponse", "avis", "question"]
