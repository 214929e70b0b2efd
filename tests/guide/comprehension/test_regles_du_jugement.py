"""Tables of what decides: negation, other people, misconceptions, and the day told."""

from __future__ import annotations

import datetime as dt

import pytest

from guide.comprehension import juge
from guide.comprehension.graphies import mots

AUJOURDHUI = dt.date(2026, 11, 23)


def _que_faire(reponse: str, etape: str = "commandement_payer") -> str:
    return juge(etape, "que_faire", reponse, None, AUJOURDHUI).resultat


def _avant_quand(reponse: str, limite: dt.date = dt.date(2026, 12, 4)) -> str:
    return juge("commandement_payer", "avant_quand", reponse, limite, AUJOURDHUI).resultat


@pytest.mark.parametrize(
    "reponse",
    [
        "J'appelle le propriétaire.",
        "Je n'attends pas, j'appelle le propriétaire.",
        "Sans attendre, j'appelle le propriétaire.",
        "Au lieu d'attendre, j'appelle le propriétaire.",
        "Plutôt que me cacher j'appelle le propriétaire.",
        "Ne pas oublier d'appeler le propriétaire.",
        "Ça ne sert à rien de se cacher, j'appelle le propriétaire.",
        "Je ne vais pas rester sans rien faire, j'appelle le propriétaire.",
        "Je ne peux pas tout payer, j'appelle le propriétaire.",
        "Je n'ai pas payé cet été, mais j'appelle le propriétaire.",
        "Mon frère voulait se cacher, moi j'appelle le propriétaire.",
        "Si je ne fais rien je perds tout, donc j'appelle le propriétaire.",
        "Je croyais que je devais attendre, mais j'appelle le propriétaire.",
        "J'appelle le propriétaire, c'est ça ?",
    ],
)
def test_a_sound_step_with_a_denied_fault(reponse: str) -> None:
    assert _que_faire(reponse) == "compris"


@pytest.mark.parametrize(
    "reponse",
    [
        "Je n'appelle pas le propriétaire.",
        "jappel pa le proprio",
        "J'appelle personne.",
        "Appeler le propriétaire, ça sert à rien.",
        "Appeler le propriétaire ? Non.",
        "Mon frère m'a dit d'appeler le propriétaire.",
        "Si j'appelle le propriétaire il va crier.",
        "Je voulais appeler le propriétaire.",
        "J'appelle le propriétaire mais je ne paie plus le loyer.",
        "J'appelle le propriétaire et j'attends le juge.",
        "J'appellerai le propriétaire quand j'aurai l'argent.",
        "Est-ce que je dois appeler le propriétaire ?",
        "J'appelle le propriétaire pour le menacer.",
        "Le propriétaire appelle la mairie.",
        "",
        "???",
        "🙂",
    ],
)
def test_no_step_or_a_spoiled_one(reponse: str) -> None:
    assert _que_faire(reponse) == "a_revoir"


@pytest.mark.parametrize(
    "reponse",
    [
        "J'appelle le propriétaire si la police vient.",
        "Si le propriétaire m'écrit, je l'appelle et je vais au CCAS.",
        "J'appelle le propriétaire une fois que j'aurai reçu la convocation.",
        "Appeler le propriétaire, mais pas avant qu'il ait fait les travaux.",
        "J'appelle le propriétaire, sauf les mois difficiles.",
        "Appeler le propriétaire, non, j'ai ma fierté.",
        "J'appelle même pas le propriétaire.",
        "J'appelle le propriétaire… dans vos rêves.",
        "Faut pas que j'appelle le propriétaire.",
        "On m'a dit d'appeler le propriétaire.",
    ],
)
def test_a_step_under_condition_refused_or_mocked(reponse: str) -> None:
    assert _que_faire(reponse) == "a_revoir"


@pytest.mark.parametrize(
    "reponse",
    [
        "Pas question de partir, j'appelle le propriétaire.",
        "J'appelle pas pour me plaindre, j'appelle le propriétaire pour un plan.",
        "Surtout ne pas signer n'importe quoi, j'appelle l'ADIL.",
        "Partir, non. J'appelle le propriétaire.",
        "Le loyer du mois je le paie.",
        "Si j'ai bien compris, j'appelle le propriétaire.",
        "Si je ne peux pas tout payer, j'appelle le propriétaire.",
        "J'ai peur, mais j'appelle le propriétaire.",
        "Faut pas que j'attende, j'appelle le propriétaire.",
        "ecrire au propio",
    ],
)
def test_a_refusal_of_the_harmful_thing_is_none(reponse: str) -> None:
    assert _que_faire(reponse) == "compris"


@pytest.mark.parametrize(
    ("etape", "reponse"),
    [
        ("commandement_payer", "je ne dois rien faire"),
        ("commandement_payer", "J'attends le juge, il va tout arranger."),
        ("commandement_payer", "je paie pas et j'appelle personne"),
        ("assignation", "J'ai un accord donc je n'irai pas au tribunal."),
        ("impaye", "Le logement est abîmé, je ne paie pas et je vois l'ADIL."),
        ("commandement_payer", "Je ne cherche pas la lettre, elle ne compte pas."),
        ("requisition_cfp", "J'ai des enfants, on ne peut pas m'expulser."),
        ("commandement_quitter", "C'est l'hiver, ils ne peuvent pas me mettre dehors."),
        ("decision", "J'ai fait appel, donc l'expulsion est arrêtée, je suis tranquille."),
        ("commandement_quitter", "Mon dossier DALO me protège, je suis tranquille."),
        ("requisition_cfp", "Le préfet n'a pas répondu, donc je suis tranquille."),
        ("liberation", "Je laisse les clés dans la boîte aux lettres."),
        ("impaye", "La garantie paie à ma place, donc plus moi."),
        ("apres_expulsion", "Je rentre par la fenêtre chercher mes meubles."),
        ("impaye", "Je quitte le logement vite, et la dette est effacée."),
    ],
)
def test_misconceptions(etape: str, reponse: str) -> None:
    assert _que_faire(reponse, etape) == "a_revoir"


@pytest.mark.parametrize(
    ("etape", "attendu"),
    [("impaye", "compris"), ("commandement_payer", "compris"), ("apres_expulsion", "a_revoir")],
)
def test_a_step_counts_at_its_own_stage(etape: str, attendu: str) -> None:
    assert _que_faire("reprendre le paiement du loyer", etape) == attendu


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("jvai o ccas", "je vais au ccas"),
        ("ladil", "l adil"),
        ("luissié", "l huissier"),
        ("comisariat", "commissariat"),
        ("jpropose", "je propose"),
        ("mon loyer", "mon loyer"),
        ("fois", "fois"),
    ],
)
def test_spelling(ecrit: str, lu: str) -> None:
    assert " ".join(mot.forme for mot in mots(ecrit)) == lu


@pytest.mark.parametrize(
    "reponse",
    [
        "le 4/12",
        "4",
        "vendredi 4 décembre 2026",
        "avant fin novembre",
        "dans 11 jours",
        "il me reste 11 jours",
        "demain",
        "le 4, pas le 5",
        "Le 5 tombe un samedi, donc le 4.",
        "Le papier est du 5 octobre, je paie avant le 4 décembre.",
        "Je croyais le 7, mais c'est le 4.",
        "le 2 ou le 3 décembre",
        "vendredi de la semaine prochaine",
        "le 4 décembre, après c'est trop tard",
        "pas plus tard que le 4",
        "le 4 décembre, c'est ça ?",
    ],
)
def test_days_in_time(reponse: str) -> None:
    assert _avant_quand(reponse) == "compris"


@pytest.mark.parametrize(
    "reponse",
    [
        "le 5 décembre",
        "après le 4",
        "pas avant le 4",
        "vers le 4",
        "début décembre",
        "le 4 ou le 14",
        "le 4 mais je paierai le 10",
        "le 4 novembre",
        "le 4 décembre 2025",
        "bientôt",
        "quand j'aurai ma paie",
        "je ne sais plus",
        "le 4 ou le 7 ?",
        "",
    ],
)
def test_days_too_late_or_vague(reponse: str) -> None:
    assert _avant_quand(reponse) == "a_revoir"


@pytest.mark.parametrize(
    ("reponse", "attendu"),
    [("le 22", "compris"), ("le 23", "a_revoir"), ("avant la mi-janvier", "compris")],
)
def test_a_bare_day_is_of_the_deadlines_month(reponse: str, attendu: str) -> None:
    assert _avant_quand(reponse, dt.date(2027, 1, 22)) == attendu


@pytest.mark.parametrize(
    "reponse",
    [
        "le 26",
        "le 17 ou le 27",
        "faut pas bouger tant que le 24 est pas passé",
        "vous l'avez dit tout à l'heure mais j'ai rien retenu",
        "le 24, à condition que la CAF verse",
    ],
)
def test_days_that_pass_the_deadline_of_the_24th(reponse: str) -> None:
    assert _avant_quand(reponse, dt.date(2026, 12, 24)) == "a_revoir"


@pytest.mark.parametrize(
    "reponse", ["avant le 25", "le 24, en décembre", "je ne sais plus le 23 ou le 24, donc le 23"]
)
def test_days_that_keep_the_deadline_of_the_24th(reponse: str) -> None:
    assert _avant_quand(reponse, dt.date(2026, 12, 24)) == "compris"


@pytest.mark.parametrize(
    ("reponse", "attendu"), [("aujourd'hui même", "compris"), ("pas tout de suite", "a_revoir")]
)
def test_without_a_deadline_acting_at_once_is_right(reponse: str, attendu: str) -> None:
    rendu = juge("impaye", "avant_quand", reponse, None, AUJOURDHUI)
    assert rendu.resultat == attendu


def test_without_a_deadline_no_day_can_be_right() -> None:
    rendu = juge("commandement_payer", "avant_quand", "le 4 décembre", None, AUJOURDHUI)
    assert rendu.resultat == "a_revoir"


def test_a_very_long_answer_is_judged() -> None:
    assert _que_faire("je réfléchis " * 2000) == "a_revoir"
