"""Texts for SMS: the alphabet, the two parts, what is never cut, the choices."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from channels.sms.alphabet import est_gsm7, parties, septets, translittere
from channels.sms.redaction import INSECABLES, SUITE, compose, decoupe

MORCEAUX = st.sampled_from(
    [
        "Payez le loyer de ce mois, en entier.",
        "Appelez le 03 21 13 41 42 aujourd'hui.",
        "Au plus tard le vendredi 4 décembre 2026.",
        "L’audience est le mardi 1er février 2027 à 9 h 30.",
        "Vous devez 1 800,50 € ou 12 345 euros.",
        "Le délai est de 6 semaines (42 jours), du 5 octobre 2026 au 16 novembre 2026.",
        "Numéro gratuit : 0 805 160 075 ; la nuit : 115, 3114 ou +33 6 39 98 00 01.",
        "« commandement de quitter » … œuvre, ça, être, août, Noël, 20 € [oui] {non} a~b",
        "mot",
    ]
)
PHRASES = [
    "Payez le loyer de ce mois, en entier.",
    "Le délai est de 6 semaines (42 jours), du 5 octobre 2026 au 16 novembre 2026.",
    "Date passée avec 6 semaines (42 jours) : le lundi 16 novembre 2026.",
    "Non.",
]
TEXTES = st.lists(MORCEAUX, min_size=1, max_size=40).map(" ".join)


def sans_suite(message: str) -> str:
    return message.removesuffix("\n" + SUITE)


@pytest.mark.parametrize(
    ("brut", "rendu"),
    [
        ("ça", "ca"),
        ("être à Noël, où l'été", "etre à Noel, où l'été"),
        ("l’œuvre", "l'oeuvre"),
        ("« payer »", '"payer"'),
        ("attendez… c’est — dit-on – fini", "attendez... c'est - dit-on - fini"),
        ("12\u00a0€ et 3\u202f000 euros", "12 € et 3 000 euros"),
        ("À l'État, ÉCRIT, Ça", "A l'Etat, ÉCRIT, Ca".replace("Etat", "État")),
        ("• un\n• deux", "- un\n- deux"),
        ("courage 💪🏽 !", "courage !"),
        ("éà".replace("é", "e\u0301"), "éà"),
    ],
)
def test_french_in_the_alphabet(brut: str, rendu: str) -> None:
    assert translittere(brut) == rendu


@given(st.text(max_size=400))
def test_any_text_becomes_gsm7_and_stays_so(brut: str) -> None:
    rendu = translittere(brut)
    assert est_gsm7(rendu)
    assert translittere(rendu) == rendu


def test_lengths_of_the_standard() -> None:
    assert septets("a€") == 3
    assert parties("a" * 160) == 1
    assert parties("a" * 161) == 2
    assert parties("a" * 306) == 2
    assert parties("a" * 307) == 3
    assert parties("€" * 80) == 1
    # An escaped sign does not fit the last septet of a part: it goes to the next one.
    assert parties("a" * 152 + "€" + "a" * 152) == 3
    assert parties("ç" * 70) == 1
    assert parties("ç" * 71) == 2


@settings(max_examples=300)
@given(TEXTES)
def test_cutting_loses_nothing_and_keeps_to_two_parts(texte: str) -> None:
    messages = decoupe(texte)
    assert all(est_gsm7(message) and parties(message) <= 2 for message in messages)
    assert all(message.endswith(SUITE) for message in messages[:-1])
    recolle = " ".join(sans_suite(message) for message in messages).split()
    assert recolle == translittere(texte).split()


@settings(max_examples=300)
@given(TEXTES)
@example("x " * 140 + "le lundi 16 novembre 2026, puis 0 805 160 075 ou 1 800,50 € " * 6)
def test_no_date_no_amount_no_number_is_cut(texte: str) -> None:
    entiers = [lu[0] for lu in INSECABLES.finditer(translittere(texte))]
    coupes = [
        lu[0] for message in decoupe(texte) for lu in INSECABLES.finditer(sans_suite(message))
    ]
    assert coupes == entiers


@given(st.text(max_size=900))
def test_hostile_text_never_makes_a_third_part(texte: str) -> None:
    assert all(parties(message) <= 2 for message in decoupe(texte))


@given(
    st.lists(st.one_of(st.text(max_size=400), TEXTES), min_size=1, max_size=4),
    st.sampled_from([[], ["Oui"], ["Oui", "Non"], ["2 mois", "6 semaines"]]),
    st.booleans(),
)
@example(["mot " * 150 + "?"], [], True)
@example(["?" * 400], ["Oui", "Non"], False)
def test_no_reply_makes_a_third_part_nor_stops_short(
    textes: list[str], choix: list[str], question_d_abord: bool
) -> None:
    messages = compose(textes, choix, question_d_abord)
    assert all(message and parties(message) <= 2 for message in messages)
    assert all(message.endswith(SUITE) for message in messages[:-1])


def test_choices_are_numbered() -> None:
    [message] = compose(["Quel papier ?"], ["Payer", "Tribunal", "Je ne sais pas"])
    assert message == (
        "Quel papier ?\n1 : Payer\n2 : Tribunal\n3 : Je ne sais pas\nRépondez 1, 2 ou 3."
    )


def test_choices_that_begin_with_a_figure_are_not_numbered() -> None:
    [message] = compose(["Quel délai ?"], ["2 mois", "6 semaines", "Je ne trouve pas"])
    assert message == 'Quel délai ?\nRépondez "2 mois", "6 semaines" ou "Je ne trouve pas".'


def test_the_only_choice_is_1() -> None:
    [message] = compose(["Quelle date ?"], ["Je ne sais pas"])
    assert message == "Quelle date ?\nSinon répondez 1 : je ne sais pas."


def test_in_a_long_reply_the_question_stands_in_the_first_message_and_comes_back_last() -> None:
    explication = "Ce papier vient de l'huissier. " * 20
    question = "Quand ? Une année suffit.\n1 : Avant\n2 : Depuis\nRépondez 1 ou 2."
    premier, *suite = compose([explication, "Quand ? Une année suffit."], ["Avant", "Depuis"])
    assert premier.endswith(f"{question}\n{SUITE}") and parties(premier) <= 2
    assert suite[-1].endswith(question)
    assert all("Quand" not in message for message in suite[:-1])


def test_an_open_offer_leaves_the_room_to_the_answer() -> None:
    reponse = "Des services se réunissent pour vous aider. On peut leur écrire. " * 4
    choix = ["La suite de la procédure", "Qui peut m'aider"]
    premier, second = compose([reponse, "Que voulez-vous savoir ?"], choix, question_d_abord=False)
    assert premier == f"{translittere(reponse)}\n{SUITE}"
    assert second.startswith("Que voulez-vous savoir ?\n1 : La suite")


@given(st.lists(st.sampled_from(PHRASES), min_size=8, max_size=30), st.booleans())
def test_no_sentence_is_cut(phrases: list[str], question: bool) -> None:
    """Half a sentence misleads ("la date est passée :"): each message ends with a whole one."""
    fin = ["Êtes-vous d'accord ?"] if question else []
    for message in compose([" ".join(phrases), *fin], ["Oui", "Non"] if fin else []):
        corps = message.replace(SUITE, "").split("Etes-vous")[0].strip()
        assert not corps or corps.endswith("."), message


def test_an_entry_of_a_list_stays_whole_and_a_title_is_not_left_alone() -> None:
    lignes = [f"- Service numéro {rang} de la mairie : 03 21 69 86 86." for rang in range(1, 9)]
    premier, *suite = decoupe("\n".join(["Pour vous aider à Lens :", *lignes]))
    assert suite[0].startswith("- Service") and premier.count("- Service") >= 3
    court = decoupe("Bien. " + "mot " * 60 + "fini.\nÀ faire aujourd'hui :\n" + "- Payez. " * 9)
    assert not any(m.replace(SUITE, "").strip().endswith(":") for m in court)


def test_a_message_does_not_end_with_a_question_nobody_asks() -> None:
    texte = (
        "Appelez la mairie. " * 13 + "Un numéro ne répond pas ? La mairie donne le nouveau. Fin."
    )
    assert not any(m.replace(SUITE, "").strip().endswith("?") for m in decoupe(texte))


@given(TEXTES, st.sampled_from([[], ["Oui", "Non"], ["2 mois", "6 semaines"]]))
def test_a_reply_loses_no_word(texte: str, choix: list[str]) -> None:
    messages = compose([texte, "Êtes-vous d'accord ?"], choix)
    assert all(parties(message) <= 2 for message in messages)
    envoyes = sorted(" ".join(messages).replace(SUITE, " ").split())
    attendus = sorted(
        " ".join(decoupe(f"{texte} Êtes-vous d'accord ?")).replace(SUITE, " ").split()
    )
    assert [mot for mot in attendus if mot not in envoyes] == []
