"""SMS on the real running system, with a stand-in for the provider's API on the loopback."""

from __future__ import annotations

import json
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import pytest
import yaml

from channels.sms.alphabet import est_gsm7, parties, translittere
from channels.sms.cles import lit_cles
from channels.sms.connecteur import SmsInput
from channels.sms.redaction import SUITE
from serveur.reglages import lit_reglages, lit_reglages_sms
from tests.conftest import JETON, RACINE
from tests.conversations.test_reprise import TROIS_JOURS, vieillit

pytestmark = pytest.mark.systeme

CONVERSATIONS = RACINE / "tests" / "conversations"
# One conversation of the page for each stage.
PAR_ETAPE = ("20", "21", "01", "22", "26", "28", "34", "40", "41", "42", "43")
DIX_PARTIES = "J'ai recu un commandement de payer. " + (
    "Je suis seule avec trois enfants et mon salaire a baisse. " * 25
)


def personne(telephone: Any) -> str:
    return lit_cles(lit_reglages(), lit_reglages_sms()).personne(telephone.numero)


def faits(telephone: Any) -> dict[str, Any]:
    adresse = f"{lit_reglages().url_rasa}/conversations/{personne(telephone)}/tracker?token={JETON}"
    with urllib.request.urlopen(adresse, timeout=30) as reponse:
        return json.load(reponse)["slots"]


def tout(telephone: Any, texte: str) -> str:
    """A reply with all that SUITE gives, as one text."""
    lus = [telephone.dit(texte)]
    while SUITE in lus[-1]:
        lus.append(telephone.dit("suite"))
    return "\n".join(lus).replace(SUITE, "")


def lignes(systeme: Any, table: str) -> int:
    with sqlite3.connect(systeme.var / "registre.db") as connexion:
        return int(connexion.execute(f"select count(*) from {table}").fetchone()[0])


@pytest.fixture(autouse=True)
def bien_ecrits(systeme_sms: Any) -> Any:
    """Whatever a test does, all that left is in the alphabet and takes two parts at most."""
    yield
    for sms in systeme_sms.faux.messages:
        assert est_gsm7(sms.texte) and parties(sms.texte) <= 2, sms.texte


# -- whole conversations -----------------------------------------------------------------------


def test_an_order_to_pay(systeme_sms: Any) -> None:
    telephone = systeme_sms.telephone()
    premier = telephone.dit("jai recu un commandement de payer de luissier")
    assert premier.startswith("Garde-Toit : information gratuite")
    assert "robot" in premier and "date" in premier
    assert "lundi 5 octobre 2026" in telephone.dit("le 5 octobre").lower()
    telephone.dit("2 mois")
    assert "vendredi 4 décembre 2026" in tout(telephone, "1")
    telephone.dit("non")
    assert faits(telephone)["surendettement"] == "non"
    contacts = tout(telephone, "Lens")
    assert "03 21 69 86 86" in contacts
    assert "Garde-Toit : information" not in contacts


def test_a_summons_and_its_reminder(systeme_sms: Any) -> None:
    telephone = systeme_sms.telephone()
    telephone.dit("j'ai recu une assignation au tribunal")
    assert "mardi 15 décembre 2026" in tout(telephone, "le 15 decembre 2026").lower()
    for _ in range(8):
        if faits(telephone)["attente"] is None:
            break
        telephone.dit("je ne sais pas")
    assert faits(telephone)["date_audience"] == "2026-12-15"
    offre = telephone.dit("RAPPEL")
    assert "Quelqu'un d'autre lit-il vos SMS" in offre
    assert "mardi 15 décembre 2026" in telephone.dit("moi seul")
    assert lignes(systeme_sms, "sms_rappels") >= 2


def test_unpaid_rent(systeme_sms: Any) -> None:
    telephone = systeme_sms.telephone()
    assert "Garde-Toit" in telephone.dit("jai pas pu payer le loyer ce mois ci")
    assert faits(telephone)["etape"] == "impaye"
    reponse = tout(telephone, "2 mois")
    assert reponse
    assert "0 805 160 075" in telephone.dit("contact")


def _chiffre(morceau: Any) -> bool:
    return isinstance(morceau, str) and any(signe.isdigit() for signe in morceau)


@pytest.mark.parametrize("nom", PAR_ETAPE)
def test_each_stage_says_by_sms_what_the_page_says(systeme_sms: Any, nom: str) -> None:
    """The conversations played on the page, by SMS: same facts kept, same dates and numbers."""
    [fichier] = CONVERSATIONS.glob(f"{nom}_*.yml")
    telephone = systeme_sms.telephone()
    for tour in yaml.safe_load(fichier.read_text(encoding="utf-8"))["tours"]:
        lu = tout(telephone, tour["dit"])
        for attendu in filter(_chiffre, tour.get("contient", [])):
            assert translittere(attendu).lower() in lu.lower(), f"{tour['dit']}\n{lu}"
        for interdit in filter(_chiffre, tour.get("ne_contient_pas", [])):
            assert translittere(interdit).lower() not in lu.lower(), f"{tour['dit']}\n{lu}"
        connus = faits(telephone)
        for fait, valeur in tour.get("faits", {}).items():
            assert connus.get(fait) == valeur, f"{tour['dit']}\n{lu}"


def test_a_keyword_does_not_lose_what_was_asked(systeme_sms: Any) -> None:
    telephone = systeme_sms.telephone()
    telephone.dit("bonjour")
    for mot in ("AIDE", "Contact", "😭"):
        telephone.dit(mot)
    assert "30 jours" in telephone.dit("suite")
    assert "Quel papier" in telephone.dit("1")


def test_a_definition_comes_before_the_menu(systeme_sms: Any) -> None:
    assert "se réunissent" in systeme_sms.telephone().dit("c'est quoi la ccapex")


def test_danger_first(systeme_sms: Any) -> None:
    assert "3114" in systeme_sms.telephone().dit("je veux mourir")
    assert "115" in systeme_sms.telephone().dit("je dors dehors ce soir avec mes enfants")


def test_danger_before_any_question_of_the_channel(systeme_sms: Any) -> None:
    """ "Non" answers neither the reminder nor the erasure when the rest tells a danger."""
    telephone = avec_rappel_propose(systeme_sms)
    assert "3114" in telephone.dit("non je veux me tuer")
    telephone.dit("effacer")
    assert "3114" in telephone.dit("non je veux mourir")


def test_a_figure_is_the_label_of_the_choice_just_offered(systeme_sms: Any) -> None:
    telephone = systeme_sms.telephone()
    question = telephone.dit("bonjour")
    assert "1 : J'ai recu un papier" in question and "Répondez 1, 2 ou 3." in question
    assert "papier" in telephone.dit("un")


# -- reminders ---------------------------------------------------------------------------------


def avec_rappel_propose(systeme: Any) -> Any:
    """A person to whom a reminder of 15 December was just offered."""
    telephone = systeme.telephone()
    telephone.dit("j'ai reçu une assignation pour le 15 décembre à Lens")
    for _ in range(8):
        if "Voulez-vous un SMS" in telephone.dit("je ne sais pas"):
            break
    assert "une semaine avant le mardi 15 décembre 2026" in telephone.recus()[-1]
    return telephone


def rappels(systeme: Any, telephone: Any) -> list[str]:
    with sqlite3.connect(systeme.var / "registre.db") as connexion:
        voulus = "select jour from sms_rappels where personne = ?"
        return [ligne[0] for ligne in connexion.execute(voulus, (personne(telephone),))]


def test_consent_asks_first_who_reads_and_a_new_date_ends_it(systeme_sms: Any) -> None:
    telephone = avec_rappel_propose(systeme_sms)
    assert "Quelqu'un d'autre lit-il vos SMS" in telephone.dit("oui")
    assert rappels(systeme_sms, telephone) == []
    assert "un SMS avant le mardi 15 décembre 2026" in telephone.dit("1")
    assert rappels(systeme_sms, telephone) == ["2026-12-15"] * 2
    assert "L'ancien rappel est annulé" in tout(
        telephone, "en fait l'audience c'est le 16 décembre"
    )
    assert faits(telephone)["date_audience"] == "2026-12-16"
    assert rappels(systeme_sms, telephone) == []


@pytest.mark.parametrize("reponse", ["3", "oui", "je sais pas", "ma fille les lit"])
def test_nothing_is_planned_without_a_clear_yes(systeme_sms: Any, reponse: str) -> None:
    telephone = avec_rappel_propose(systeme_sms)
    telephone.dit("1")
    telephone.dit(reponse)
    assert rappels(systeme_sms, telephone) == []


def test_days_later_the_reminder_still_stands(systeme_sms: Any) -> None:
    telephone = avec_rappel_propose(systeme_sms)
    telephone.dit("oui")
    telephone.dit("moi seul")
    vieillit(systeme_sms, personne(telephone), TROIS_JOURS)
    telephone.dit("bonjour")
    assert rappels(systeme_sms, telephone) == ["2026-12-15"] * 2


# -- safe --------------------------------------------------------------------------------------


def test_a_replay_is_answered_once(systeme_sms: Any) -> None:
    telephone = systeme_sms.telephone()
    telephone.dit("bonjour", MessageSid="SMrejoue")
    for _ in range(3):
        assert telephone.poste("bonjour", MessageSid="SMrejoue") == 200
    telephone.dit("aide")
    assert len(telephone.recus()) == 2


def test_wrong_or_missing_signature_is_refused_and_nothing_is_kept(systeme_sms: Any) -> None:
    from tests.channels.sms.conftest import poste

    avant = lignes(systeme_sms, "sms_vus")
    url = systeme_sms.reglages.url_publique
    corps, entetes = systeme_sms.faux.requete("bonjour", "+33639989999")
    sans = {nom: valeur for nom, valeur in entetes.items() if "Signature" not in nom}
    assert poste(url, corps, sans) == 403
    assert poste(url, corps, {**entetes, "X-Twilio-Signature": "A" * 28}) == 403
    assert poste(url, corps + b"&Autre=", entetes) == 403
    assert poste(url + "?a=1", corps, entetes) == 403
    assert poste(url, b"", entetes) == 403
    assert lignes(systeme_sms, "sms_vus") == avant
    assert systeme_sms.faux.recus_par("+33639989999") == []


@pytest.mark.parametrize("texte", [None, "", "😭😭", "/restart", '/detresse{"a":1}', "?"])
def test_hostile_or_empty_messages_get_a_sentence(systeme_sms: Any, texte: str | None) -> None:
    assert len(systeme_sms.telephone().dit(texte)) > 40


def test_emojis_do_not_hide_the_words(systeme_sms: Any) -> None:
    telephone = systeme_sms.telephone()
    telephone.dit("jai recu un commandement de payer 😭😭 aidez moi")
    assert faits(telephone)["etape"] == "commandement_payer"


def test_a_photo_gets_a_sentence(systeme_sms: Any) -> None:
    assert "gros mots en haut" in systeme_sms.telephone().dit("", NumMedia="1")


def test_ten_parts(systeme_sms: Any) -> None:
    assert parties(DIX_PARTIES) == 10
    telephone = systeme_sms.telephone()
    telephone.dit(DIX_PARTIES)
    assert faits(telephone)["etape"] == "commandement_payer"


def test_stop_then_silence_then_back(systeme_sms: Any) -> None:
    telephone = systeme_sms.telephone()
    telephone.dit("bonjour")
    assert "plus rien" in telephone.dit("Arrêt")
    telephone.poste("STOP")
    autre = systeme_sms.telephone()
    autre.dit("bonjour")
    assert len(telephone.recus()) == 2
    assert telephone.dit("j'ai une question")


def test_erasing_leaves_nothing(systeme_sms: Any) -> None:
    from tests.channels.sms.conftest import jusqua

    telephone = systeme_sms.telephone()
    telephone.dit("jai recu un commandement de payer")
    assert "1 : Oui, efface tout" in telephone.dit("EFFACER")
    assert "effacé" in telephone.dit("1")
    with sqlite3.connect(systeme_sms.var / "conversations.db") as connexion:
        voulues = "select count(*) from events where sender_id = ?"
        assert connexion.execute(voulues, (personne(telephone),)).fetchone()[0] == 0
    tables = ("sms_fils", "sms_recus", "sms_envois", "sms_rappels")

    def restent() -> list[str]:
        with sqlite3.connect(systeme_sms.var / "registre.db") as connexion:
            return [
                table
                for table in tables
                if connexion.execute(
                    f"select count(*) from {table} where personne = ?", (personne(telephone),)
                ).fetchone()[0]
            ]

    # The last word itself leaves the outbox once the provider has answered.
    jusqua(lambda: not restent(), "plus rien dans le registre")


def test_the_webhook_answers_before_anything_is_understood(systeme_sms: Any) -> None:
    from tests.channels.sms.conftest import jusqua

    telephone, poursuit = systeme_sms.telephone(), systeme_sms.suspend_les_actions()
    try:
        assert telephone.poste("bonjour") == 200
        assert telephone.recus() == []
    finally:
        poursuit()
    jusqua(telephone.recus, "réponse")


# -- breakdowns --------------------------------------------------------------------------------


def test_provider_down_for_a_while(systeme_sms: Any) -> None:
    from tests.channels.sms.conftest import jusqua

    telephone, faux = systeme_sms.telephone(), systeme_sms.faux
    faux.panne, avant = "503", faux.essais
    assert telephone.poste("bonjour") == 200
    jusqua(lambda: faux.essais >= avant + 2, "deux essais")
    assert telephone.recus() == []
    faux.panne = ""
    jusqua(telephone.recus, "réponse après la panne")
    telephone.dit("aide")
    assert len(telephone.recus()) == 2


def test_provider_that_takes_a_message_but_answers_an_error(systeme_sms: Any) -> None:
    from tests.channels.sms.conftest import jusqua

    telephone, faux = systeme_sms.telephone(), systeme_sms.faux
    faux.panne = "500"
    assert telephone.poste("bonjour") == 200
    jusqua(telephone.recus, "message pris")
    faux.panne = ""
    telephone.dit("aide")
    assert len(telephone.recus()) == 2


def test_no_number_is_written_anywhere(systeme_sms: Any) -> None:
    telephone = systeme_sms.telephone()
    telephone.dit("jai recu un commandement de payer")
    tout_ce_qui_reste = systeme_sms.base()
    assert personne(telephone).encode() in tout_ce_qui_reste
    assert telephone.numero[1:].encode() not in tout_ce_qui_reste
    assert telephone.numero[3:].encode() not in tout_ce_qui_reste


def test_without_settings_the_channel_has_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GARDE_TOIT_SMS_FOURNISSEUR", raising=False)

    async def jamais(_message: Any) -> None:
        raise AssertionError

    assert SmsInput().blueprint(jamais)._future_routes == set()


# -- restarts: last, since they leave the system with another day and another provider ---------


def parle_avec_ovhcloud(systeme: Any, **reglages: str) -> None:
    """Start again with a gateway that signs nothing: secret address, its own names and call."""
    from tests.channels.sms.conftest import jusqua, poste

    numero, public = "+33639980999", systeme.reglages.url_publique
    adresse = f"{public}/mot-partage-0123456789abcdef"

    def corps(texte: str, identifiant: str) -> bytes:
        champs = {"id": identifiant, "senderid": numero, "shortcode": "38069", "message": texte}
        return urllib.parse.urlencode(champs).encode()

    systeme.redemarre_rasa(
        GARDE_TOIT_SMS_FOURNISSEUR="ovhcloud",
        GARDE_TOIT_SMS_COMPTE="sms-ab1-1",
        GARDE_TOIT_SMS_SECRET_ENTRANT="mot-partage-0123456789abcdef",
        **reglages,
    )
    vus = lignes(systeme, "sms_vus")
    for fausse in (public, f"{public}/faux"):
        assert poste(fausse, corps("bonjour", "1"), {}) == 403
    # A call without its fields is no message; its address must not reach a log either.
    assert poste(f"{adresse}?senderid={numero[1:]}", b"", {}) == 200
    assert lignes(systeme, "sms_vus") == vus
    for _ in range(2):
        assert poste(adresse, corps("jai recu un commandement de payer", "1"), {}) == 200
    assert poste(adresse, corps("AIDE", "2"), {}) == 200
    jusqua(lambda: len(systeme.ovh) >= 2, "deux réponses")
    premier, aide = systeme.ovh
    assert premier["receivers"] == [numero] and premier["senderForResponse"] is True
    assert "commandement de payer" in premier["message"] and "EFFACER" in aide["message"]
    assert numero[3:].encode() not in systeme.base()


def test_restart_in_the_middle_and_reminders(systeme_sms: Any) -> None:
    """Messages not answered and replies not sent are kept; reminders leave on their day."""
    from tests.channels.sms.conftest import jusqua

    attend, rappele = systeme_sms.telephone(), systeme_sms.telephone()
    for texte in ("jai recu un commandement de payer", "le 5 octobre", "2 mois", "en 2020"):
        rappele.dit(texte)
    assert "Quelqu'un d'autre" in rappele.dit("rappel")
    assert "un SMS avant le vendredi 4 décembre 2026" in rappele.dit("1")
    combien = len(rappele.recus())
    systeme_sms.faux.panne = "503"
    for rang, texte in enumerate(("bonjour", "aide", "contact")):
        assert attend.poste(texte, MessageSid=f"SMredemarre{rang}") == 200
    systeme_sms.redemarre_rasa(GARDE_TOIT_AUJOURDHUI="2026-11-27T10:00")
    assert attend.poste("bonjour", MessageSid="SMredemarre0") == 200
    systeme_sms.faux.panne = ""
    jusqua(lambda: len(attend.recus()) >= 3, "trois réponses")
    jusqua(lambda: len(rappele.recus()) > combien, "rappel")
    assert attend.dit("aide") == attend.recus()[1]
    salut, aide, contact, _ = attend.recus()
    assert salut.startswith("Garde-Toit") and "EFFACER" in aide and "115" in contact
    assert len(rappele.recus()) == combien + 1
    assert "rendez-vous important le vendredi 4 décembre 2026" in rappele.recus()[-1]
    try:
        parle_avec_ovhcloud(systeme_sms, GARDE_TOIT_AUJOURDHUI="2026-11-27T15:00")
        assert len(rappele.recus()) == combien + 1
    finally:
        systeme_sms.redemarre_rasa()
