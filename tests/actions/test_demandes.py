"""Reading the answer to a question, and asking again when it cannot be used."""

from __future__ import annotations

import pytest

from actions.demandes import ARedemander, Lu, demande, lit, pose, redemande
from tests.actions.fabrique import dit, tour


@pytest.mark.parametrize(
    ("identifiant", "texte", "attendu"),
    [
        ("date_acte", "le 5 octobre", Lu("2026-10-05")),
        ("date_acte", "Je ne sais pas", Lu("inconnu")),
        ("date_acte", "le 31 septembre", ARedemander("date_impossible")),
        ("date_acte", "le 30 novembre 2026", ARedemander("date_future")),
        ("date_acte", "début octobre", Lu("2026-10-01/2026-10-10")),
        ("date_acte", "et si je paye pas ?", None),
        ("date_bail", "2019", Lu("avant_2023_07_29")),
        ("date_bail", "Depuis le 29 juillet 2023", Lu("depuis_2023_07_29")),
        ("date_bail", "2023", ARedemander("date_annee_bail")),
        ("delai_ecrit", "2 mois", Lu("2_mois")),
        ("delai_ecrit", "six semaines", Lu("6_semaines")),
        ("type_bailleur", "c'est un HLM", Lu("social")),
        ("surendettement", "non", Lu("non")),
        ("loyers_en_retard", "3", Lu("3")),
        ("loyers_en_retard", "y a un fonds pour ça je crois", None),
        ("commune", "carvin", Lu("Carvin")),
        ("commune", "62300", ARedemander("commune_laquelle", ("Éleu-dit-Leauwette", "Lens"))),
        ("commune", "Paris", Lu("hors:Paris")),
        ("date_audience", "c'était le 12 novembre", Lu("2026-11-12")),
        ("decision_detail", "Je dois partir", Lu("resiliation")),
    ],
)
def test_answers_are_read(identifiant: str, texte: str, attendu: object) -> None:
    question = demande(identifiant)
    assert question is not None
    assert lit(tour(texte), question, texte) == attendu


def test_asking_sets_the_pending_question_and_its_buttons() -> None:
    t = tour("x", etape="commandement_payer")
    pose(t, "delai_ecrit")
    assert t["attente"] == "delai_ecrit"
    assert t.boutons == ["2 mois", "6 semaines", "Je ne trouve pas"]


def test_a_question_alone_comes_with_something_useful() -> None:
    t = tour("x", etape="commandement_payer")
    pose(t, "commune")
    question = demande("commune")
    assert question is not None and question.utile is not None
    assert question.utile in dit(t)


def test_asking_again_says_why_and_where_to_look() -> None:
    t = tour("le 31 septembre", etape="commandement_payer")
    question = demande("date_acte")
    assert question is not None and question.aide is not None
    redemande(t, question, ARedemander("date_impossible"))
    assert "n'existe pas" in dit(t) and question.aide in dit(t)
    assert t["attente"] == "date_acte" and t["date_acte"] is None
