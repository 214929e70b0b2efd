"""The demonstration telephone: its page, its signed requests, parts and cost."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from channels.sms.port import RequeteBrute
from channels.sms.simulateur import NUMERO_DU_TELEPHONE, FauxFournisseur
from channels.sms.twilio import Twilio
from serveur.reglages import ReglagesSms, lit_reglages_sms


@pytest.fixture
def reglages(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> ReglagesSms:
    for nom in [nom for nom in os.environ if nom.startswith("GARDE_TOIT_")]:
        monkeypatch.delenv(nom)
    monkeypatch.setenv("GARDE_TOIT_VAR", str(tmp_path))
    monkeypatch.setenv("GARDE_TOIT_SMS_SIMULATEUR", "8010")
    return lit_reglages_sms()


def test_one_setting_makes_the_whole_demonstration(reglages: ReglagesSms) -> None:
    assert reglages.fournisseur == "twilio"
    assert reglages.api == "http://127.0.0.1:8010"
    assert reglages.url_publique == "http://127.0.0.1:5005/webhooks/sms/webhook"
    assert reglages.compte and len(reglages.secret) >= 32


@pytest.mark.parametrize("texte", ["ça & là = 100 % 😭", "", None])
def test_its_requests_are_those_that_the_connector_accepts(
    reglages: ReglagesSms, texte: str | None
) -> None:
    from channels.sms.connecteur import passerelle

    twilio = passerelle(reglages)
    assert isinstance(twilio, Twilio)
    corps, entetes = FauxFournisseur(reglages).requete(texte)
    brute = RequeteBrute(
        "POST", corps, "", {nom.lower(): v for nom, v in entetes.items()}, "127.0.0.1"
    )
    twilio.verifie(brute)
    assert twilio.lit(brute).texte == (texte or "")
    assert twilio.lit(brute).de == NUMERO_DU_TELEPHONE


def test_it_records_what_is_sent_with_parts_and_cost(reglages: ReglagesSms) -> None:
    faux = FauxFournisseur(replace(reglages, prix_d_une_partie=0.1))
    faux.note("bonjour", NUMERO_DU_TELEPHONE, de_moi=True)
    recu = faux.note("é" * 161, NUMERO_DU_TELEPHONE, de_moi=False)
    assert (recu.parties, recu.cout) == (2, 0.2)
    assert faux.recus_par(NUMERO_DU_TELEPHONE) == ["é" * 161]


def test_its_memory_is_bounded(reglages: ReglagesSms) -> None:
    faux = FauxFournisseur(reglages)
    for rang in range(600):
        faux.note(str(rang), NUMERO_DU_TELEPHONE, de_moi=False)
    assert len(faux.messages) == 500


def test_the_port_is_compulsory(monkeypatch: pytest.MonkeyPatch) -> None:
    from channels.sms import simulateur

    monkeypatch.delenv("GARDE_TOIT_SMS_SIMULATEUR", raising=False)
    with pytest.raises(SystemExit, match="GARDE_TOIT_SMS_SIMULATEUR"):
        simulateur.main()
