"""The safety net: dangers in plain words fire, figures of speech and bare answers do not."""

from __future__ import annotations

import pytest

from nlu.dangers import ReglagesFilet, attrape, lit_dangers, signale
from nlu.normalisation import deplie, phrases

DANGERS = lit_dangers()


def sur(texte: str) -> list[str]:
    """Dangers told in plain words, whatever the classifier thinks."""
    return attrape(texte, DANGERS)


@pytest.mark.parametrize(
    ("danger", "texte"),
    [
        ("detresse", "je veux mourir"),
        ("detresse", "JVEUX EN FINIR"),
        (
            "detresse",
            "J'ai 800 euros de retard et la CAF ne répond pas. Je pense au suicide. Merci.",
        ),
        ("violence", "mon mari me frappe"),
        ("violence", "le proprio a envoyé des types, ils m'ont tabassé"),
        ("violence", "On a l'audience le 12. Mon compagnon m'a encore cognée hier soir."),
        ("a_la_rue_ce_soir", "je sais pas ou dormir ce soir"),
        ("a_la_rue_ce_soir", "on est a la rue avec les enfants"),
        ("a_la_rue_ce_soir", "Pour mes meubles ? Après 23 h je me trouverai bien un porche."),
        ("expulsion_illegale", "mon propriétaire a changé la serrure"),
        ("expulsion_illegale", "le proprio a coupé l'électricité"),
    ],
)
def test_a_danger_in_plain_words_is_caught(danger: str, texte: str) -> None:
    assert danger in sur(texte)


@pytest.mark.parametrize(
    "texte",
    [
        "2 mois",
        "Carvin",
        "je sais pas",
        "2019",
        "oui",
        "non",
        "le 5 octobre",
        "ce matin",
        "je suis mort de fatigue",
        "cette dette me tue",
        "on a frappé à la porte",
        "l'huissier a changé la serrure",
        "j'ai perdu mes clés",
        "ma sœur s'est cassé le poignet",
        "le jour où on est vraiment dehors, ça prend combien de temps en général ?",
        "je veux en finir avec cette dette",
        "j'ai reçu un commandement de payer",
    ],
)
def test_bare_answers_and_figures_of_speech_are_not(texte: str) -> None:
    assert sur(texte) == []


def test_spellings_of_telephones_are_written_out() -> None:
    assert deplie("g recu un papié ya 2 jours, koi faire ?").startswith(
        "j ai recu un papie il y a 2"
    )


@pytest.mark.parametrize(
    ("texte", "danger"),
    [("je veux me tuer", "detresse"), ("non je vais me pendre", "detresse")],
)
def test_ordinary_words_are_not_taken_for_spellings(texte: str, danger: str) -> None:
    """Without their accent "jé" and "mé" are "je" and "me": the net must still see them."""
    assert deplie("je me ce") == "je me ce" and deplie("jé mé cé") == "j ai mais c est"
    assert sur(texte) == [danger]


def test_sentences_are_told_apart() -> None:
    assert phrases("Bonjour madame. Et si je paye pas ? Merci beaucoup") == [
        "Bonjour madame.",
        "Et si je paye pas ?",
        "Merci beaucoup",
    ]


def test_plain_words_are_announced_with_more_confidence() -> None:
    classement = [("impaye", 0.6), ("detresse", 0.3), ("violence", 0.1)]
    reglages = ReglagesFilet()
    sure = signale("je veux mourir", classement, [], DANGERS, reglages)
    doutee = signale("je suis à bout", classement, [], DANGERS, reglages)
    assert sure[0] == ("detresse", reglages.sure)
    assert doutee[0] == ("detresse", reglages.possible)
    assert sum(p for _, p in doutee) == pytest.approx(1)


def test_dangers_that_the_classifier_half_sees_count_together() -> None:
    reglages = ReglagesFilet(somme=0.3)
    partages = [("impaye", 0.68), ("violence", 0.17), ("detresse", 0.15)]
    assert signale("bonjour", partages, [], DANGERS, reglages)[0] == ("violence", 0.5)
    loin = [("impaye", 0.8), ("violence", 0.15), ("detresse", 0.05)]
    assert signale("bonjour", loin, [], DANGERS, reglages) is loin


def test_a_long_message_drowns_a_danger_and_few_words_mean_nothing() -> None:
    reglages = ReglagesFilet(somme=0.3, noyee=0.15, mots=15)
    classement = [("q_contacts", 0.8), ("violence", 0.2)]
    recit = "mot " * 15
    assert signale(recit, classement, [], DANGERS, reglages)[0] == ("violence", 0.5)
    assert signale("aidez moi", classement, [], DANGERS, reglages) is classement
    perdu = [("q_aides", 0.2), ("violence", 0.2), *((f"autre_{n}", 0.06) for n in range(10))]
    assert signale(recit, perdu, [], DANGERS, reglages) is perdu


def test_a_danger_that_one_sentence_tells_is_not_drowned() -> None:
    reglages = ReglagesFilet(phrase=0.9)
    classement = [("q_contacts", 0.97), ("violence", 0.03)]
    parties = [("Une adresse ?", "q_contacts", 0.99), ("On l'entend crier.", "violence", 0.92)]
    assert signale("bonjour", classement, parties, DANGERS, reglages)[0] == ("violence", 0.92)
    doute = [("On l'entend crier.", "violence", 0.8)]
    assert signale("bonjour", classement, doute, DANGERS, reglages) is classement
