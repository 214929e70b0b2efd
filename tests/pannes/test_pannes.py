"""Everything that may die dies in the middle of conversations.

No acknowledged message is lost, no stack trace is shown, everything recovers by itself, and the
tenant always gets a sentence with a number.
"""

from __future__ import annotations

import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from channels.garde import phrase
from tests.moteurs import jusqua
from tests.pannes.conftest import Installation, poursuit, suspend
from tests.pannes.visiteur import Reponse, Visiteur, demande

pytestmark = pytest.mark.pannes
COMMANDEMENT = "j'ai reçu un commandement de payer"
LE_5 = "le 5 octobre"
DATE_LUE = "lundi 5 octobre 2026"
NUMERO = "0 805 160 075"


@pytest.fixture(autouse=True)
def tout_marche(installation: Installation):
    """Each test begins and ends with everything ready, and no trace was ever shown."""
    installation.attend(*installation.grappe.processus)
    yield
    installation.attend(*installation.grappe.processus)


def sans_trace(visiteur: Visiteur) -> None:
    """What the tenant saw: sentences, and a number beside each breakdown."""
    for reponse in visiteur.reponses:
        assert "Traceback" not in reponse.texte and ".py" not in reponse.texte
        if reponse.statut >= 500:
            assert NUMERO in reponse.json["erreur"]


def complet(visiteur: Visiteur, envois: list[str]) -> None:
    """Each send stands once in the thread, followed by its answer; numbers have no gap."""
    fil = visiteur.fil()
    assert [m["n"] for m in fil] == list(range(1, len(fil) + 1))
    for envoi in envois:
        siens = [m["de"] for m in fil if m["envoi"] == envoi]
        assert siens[0] == "moi" and siens.count("moi") == 1 and "bot" in siens, fil


def evenements(installation: Installation, personne: str, genre: str) -> int:
    """Events of one kind in the tracker store."""
    moteur = sa.create_engine(installation.postgresql.adresse)
    voulus = sa.text("select count(*) from events where sender_id = :p and type_name = :g")
    try:
        with moteur.connect() as connexion:
            return int(connexion.execute(voulus, {"p": personne, "g": genre}).scalar() or 0)
    finally:
        moteur.dispose()


# -- several processes -----------------------------------------------------------------------


def test_a_conversation_goes_on_whichever_process_answers(installation: Installation) -> None:
    visiteur, deux = installation.visiteur(), [installation.url_de_rasa(rang) for rang in (0, 1)]
    assert "commandement de payer" in visiteur.dit(COMMANDEMENT, url=deux[0])
    assert DATE_LUE in visiteur.dit(LE_5, url=deux[1]).lower()
    assert "vendredi 4 décembre 2026" in visiteur.dit("2 mois, bail de 2019", url=deux[0]).lower()


def test_messages_sent_to_both_processes_at_once_are_answered_one_by_one(
    installation: Installation,
) -> None:
    visiteur = installation.visiteur()
    textes = [COMMANDEMENT, LE_5, "2 mois", "et si je paye pas ?", "qui peut m'aider ?", "Carvin"]
    envois = [uuid.uuid4().hex for _ in textes]
    with ThreadPoolExecutor(len(textes)) as fils:
        list(
            fils.map(
                lambda rang: visiteur.dit(
                    textes[rang], envois[rang], installation.url_de_rasa(rang % 2)
                ),
                range(len(textes)),
            )
        )
    complet(visiteur, envois)
    assert evenements(installation, visiteur.personne, "user") == len(textes)


def test_an_overload_is_refused_politely_and_nothing_is_queued_without_bound(
    installation: Installation,
) -> None:
    visiteurs = [installation.visiteur() for _ in range(20)]
    suspend(*installation.grappe.actions)
    try:
        with ThreadPoolExecutor(20) as fils:
            url = installation.url_de_rasa(0)
            demandes = [fils.submit(v.envoie, COMMANDEMENT, "envoi-unique", url) for v in visiteurs]
            jusqua(lambda: sum(d.done() for d in demandes) >= 12, "refus de ceux qui sont de trop")
            poursuit(*installation.grappe.actions)
            reponses: list[Reponse] = [d.result() for d in demandes]
    finally:
        poursuit(*installation.grappe.actions)
    refus = [reponse for reponse in reponses if reponse.statut == 503]
    assert len(refus) == 12
    for reponse in refus:
        assert reponse.json == {"erreur": phrase("surcharge")}
        assert int(reponse.entetes["retry-after"]) > 0
    for visiteur in visiteurs:
        assert "commandement de payer" in visiteur.dit(COMMANDEMENT, "envoi-unique")
        complet(visiteur, ["envoi-unique"])


# -- processes that die ----------------------------------------------------------------------


def test_one_action_server_dies_and_nobody_sees_it(installation: Installation) -> None:
    visiteur = installation.visiteur()
    visiteur.dit(COMMANDEMENT)
    installation.tue(installation.grappe.actions[0])
    assert DATE_LUE in visiteur.dit(LE_5).lower()
    assert {reponse.statut for reponse in visiteur.reponses} == {200, 201}


def test_every_action_server_dies(installation: Installation) -> None:
    visiteur = installation.visiteur()
    visiteur.dit(COMMANDEMENT)
    installation.tue(*installation.grappe.actions)
    assert NUMERO in visiteur.dit(LE_5)
    installation.attend(*installation.grappe.actions)
    assert DATE_LUE in visiteur.dit(LE_5).lower()
    sans_trace(visiteur)


def test_rasa_dies_in_the_middle_of_a_turn(installation: Installation) -> None:
    """The message was kept: whoever is alive answers it, once, even if nobody asks again."""
    visiteur, envoi = installation.visiteur(), uuid.uuid4().hex
    visiteur.dit(COMMANDEMENT)
    suspend(*installation.grappe.actions)
    try:
        with ThreadPoolExecutor(1) as fil:
            demande_coupee = fil.submit(visiteur.envoie, LE_5, envoi, installation.url_de_rasa(0))
            jusqua(lambda: any(m["envoi"] == envoi for m in visiteur.fil()), "message gardé")
            installation.tue(installation.grappe.rasa[0])
            assert demande_coupee.result().statut == 0
    finally:
        poursuit(*installation.grappe.actions)
    jusqua(lambda: DATE_LUE in str(visiteur.fil()).lower(), "réponse au message coupé", 150)
    complet(visiteur, [envoi])
    assert evenements(installation, visiteur.personne, "user") == 2
    sans_trace(visiteur)


def test_every_rasa_dies(installation: Installation) -> None:
    visiteur = installation.visiteur()
    visiteur.dit(COMMANDEMENT)
    installation.tue(*installation.grappe.rasa)
    reponse = visiteur.envoie(LE_5, "envoi-repris")
    assert reponse.statut == 503 and reponse.json == {"erreur": phrase("panne")}
    page = demande(f"{installation.url}/", contexte=installation.contexte)
    assert page.statut == 200
    assert DATE_LUE in visiteur.dit(LE_5, "envoi-repris").lower()
    complet(visiteur, ["envoi-repris"])
    sans_trace(visiteur)


def test_the_web_process_dies(installation: Installation) -> None:
    installation.tue(installation.grappe.web)
    page = demande(f"{installation.url}/", contexte=installation.contexte)
    assert page.statut == 503 and NUMERO in page.texte
    installation.attend(installation.grappe.web)
    assert demande(f"{installation.url}/", contexte=installation.contexte).statut == 200


# -- stores that die -------------------------------------------------------------------------


def test_postgresql_dies_in_the_middle_of_a_conversation(installation: Installation) -> None:
    visiteur = installation.visiteur()
    visiteur.dit(COMMANDEMENT, "envoi-avant")
    installation.postgresql.tue()
    reponse = visiteur.envoie(LE_5, "envoi-pendant")
    assert reponse.statut == 503 and reponse.json == {"erreur": phrase("panne")}
    installation.postgresql.demarre()
    assert DATE_LUE in visiteur.dit(LE_5, "envoi-pendant").lower()
    assert "4 décembre 2026" in visiteur.dit("2 mois, bail de 2019", "envoi-apres")
    complet(visiteur, ["envoi-avant", "envoi-pendant", "envoi-apres"])
    sans_trace(visiteur)


def test_postgresql_dies_in_the_middle_of_a_turn(installation: Installation) -> None:
    visiteur, envoi = installation.visiteur(), "envoi-coupe"
    visiteur.dit(COMMANDEMENT)
    suspend(*installation.grappe.actions)
    try:
        with ThreadPoolExecutor(1) as fil:
            en_cours = fil.submit(visiteur.envoie, LE_5, envoi)
            jusqua(lambda: any(m["envoi"] == envoi for m in visiteur.fil()), "message gardé")
            installation.postgresql.tue()
            poursuit(*installation.grappe.actions)
            assert NUMERO in en_cours.result().texte
    finally:
        poursuit(*installation.grappe.actions)
    installation.postgresql.demarre()
    jusqua(lambda: DATE_LUE in str(visiteur.fil()).lower(), "réponse au message coupé", 150)
    complet(visiteur, [envoi])
    sans_trace(visiteur)


def test_redis_dies_and_comes_back(installation: Installation) -> None:
    visiteur = installation.visiteur()
    visiteur.dit(COMMANDEMENT)
    installation.redis.tue()
    with ThreadPoolExecutor(1) as fil:
        en_cours = fil.submit(visiteur.dit, LE_5)
        installation.redis.demarre()
        assert DATE_LUE in en_cours.result().lower()
    sans_trace(visiteur)


def test_redis_stays_dead_for_a_while(installation: Installation) -> None:
    visiteur = installation.visiteur()
    visiteur.dit(COMMANDEMENT)
    installation.redis.tue()
    try:
        assert NUMERO in visiteur.dit(LE_5)
    finally:
        installation.redis.demarre()
    assert DATE_LUE in visiteur.dit(LE_5).lower()
    sans_trace(visiteur)


# -- SMS -------------------------------------------------------------------------------------


def test_sms_are_answered_once_whoever_dies(installation: Installation) -> None:
    """Both processes receive; one is the postman; it is killed, and the other takes over."""
    faux, numeros = installation.faux, [f"+3363998{rang:04}" for rang in range(4000, 4006)]

    def poste(numero: str) -> int:
        corps, entetes = faux.requete("bonjour", numero, MessageSid=f"SM{numero[1:]:0>32}")
        adresse = faux.reglages.url_publique
        return demande(adresse, corps, entetes, installation.contexte).statut

    for numero in numeros[:3]:
        assert poste(numero) == 200
    jusqua(lambda: all(faux.recus_par(n) for n in numeros[:3]), "réponses avant la panne")
    for rasa in installation.grappe.rasa:
        installation.tue(rasa)
        jusqua(lambda: all(poste(n) == 200 for n in numeros), "reçu malgré tout")
        jusqua(lambda: all(faux.recus_par(n) for n in numeros), "réponses", 150)
        installation.attend(rasa)
    assert [len(faux.recus_par(numero)) for numero in numeros] == [1] * len(numeros)


def test_no_stack_trace_was_written_for_the_public(installation: Installation) -> None:
    journal = installation.grappe.mandataire.journal.read_text(errors="replace")
    assert not re.search(r"msisdn=|text=|Body=|\+336", journal)
