"""The summary by SMS: consent, opt-out, nothing in clear, and the postman can send it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from channels.sms.alphabet import est_gsm7, parties
from channels.sms.cles import lit_cles
from channels.sms.facteur import Facteur
from channels.sms.port import AEnvoyer, Reponse
from console.resume import PARTIES_DE_SMS
from registre import Registre, RegistreSms
from serveur.reglages import lit_reglages, lit_reglages_sms
from tests.console.conftest import Client
from tests.console.pages import Page
from tests.console.test_appel import MOTS, code_de, lu_dans

Ouvre = Callable[..., Client]
NUMERO = "06 39 98 00 01"


@dataclass
class Fournisseur:
    """A provider that keeps what it is given."""

    accuse: Reponse = field(default_factory=Reponse)
    envoyes: list[AEnvoyer] = field(default_factory=list)

    async def envoie(self, message: AEnvoyer) -> None:
        self.envoyes.append(message)

    async def est_parti(self, message: AEnvoyer) -> bool:
        return False


@pytest.fixture
def sms_installe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GARDE_TOIT_SMS_FOURNISSEUR", "twilio")
    monkeypatch.setenv("GARDE_TOIT_SMS_CLES", "une-cle-de-test")
    monkeypatch.setenv("GARDE_TOIT_SMS_CLE_OPPOSITION", "une-autre-cle-de-test")


def lignes(registre: Registre) -> int:
    return len(RegistreSms(registre).a_envoyer())


@pytest.fixture
def appel(ouvre_client: Ouvre) -> tuple[Client, str]:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/texte", texte=MOTS)
    return client, adresse


async def test_the_summary_leaves_once_agreed_and_the_number_is_kept_nowhere(
    appel: tuple[Client, str], registre: Registre, sms_installe: None, tmp_path: Path
) -> None:
    client, adresse = appel
    montre = Page(client.lit(adresse).text).texte("sms-texte")
    reponse = client.poste(f"{adresse}/sms", numero=NUMERO, accord="oui")
    assert "C'est parti." in lu_dans(reponse.text)
    assert NUMERO not in reponse.text
    tout = b"".join(fichier.read_bytes() for fichier in tmp_path.glob("registre.db*"))
    for ecrit in (b"639980001", b"39 98 00 01", b"14 decembre"):
        assert ecrit not in tout
    fournisseur = Fournisseur()
    cles = lit_cles(lit_reglages(), lit_reglages_sms())
    facteur = Facteur(fournisseur, registre, cles, (0, 24))  # type: ignore[arg-type]
    await facteur.envoie_tout()
    (parti,) = fournisseur.envoyes
    assert parti.a == "+33639980001"
    assert "14 décembre 2026" in parti.texte or "14 decembre 2026" in parti.texte
    code = code_de(adresse)
    assert f"{code[:3]} {code[3:]}" in parti.texte
    assert " ".join(parti.texte.split()) == montre, "what was shown is what leaves"
    assert est_gsm7(parti.texte) and parties(parti.texte) <= PARTIES_DE_SMS
    assert ("ana", "résumé par SMS, avec accord", code) in registre.lignes_d_audit()


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"numero": NUMERO}, "Demandez d'abord l'accord"),
        ({"numero": "03 21 00 00 00", "accord": "oui"}, "numéro de mobile"),
        ({"numero": "3114", "accord": "oui"}, "numéro de mobile"),
        ({"numero": "", "accord": "oui"}, "numéro de mobile"),
    ],
)
def test_without_consent_or_a_mobile_nothing_leaves_and_nothing_is_lost(
    appel: tuple[Client, str],
    registre: Registre,
    sms_installe: None,
    champs: dict[str, str],
    phrase: str,
) -> None:
    client, adresse = appel
    page = Page(client.poste(f"{adresse}/sms", **champs).text)
    assert phrase in page.texte()
    assert page.valeur("numero") == champs["numero"]
    assert lignes(registre) == 0


def test_who_said_stop_gets_nothing(
    appel: tuple[Client, str], registre: Registre, sms_installe: None
) -> None:
    client, adresse = appel
    cles = lit_cles(lit_reglages(), lit_reglages_sms())
    RegistreSms(registre).oppose(cles.opposition(NUMERO), cles.personne(NUMERO))
    reponse = client.poste(f"{adresse}/sms", numero=NUMERO, accord="oui")
    assert "STOP" in lu_dans(reponse.text)
    assert lignes(registre) == 0


def test_without_a_provider_the_screen_says_so(
    appel: tuple[Client, str], registre: Registre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GARDE_TOIT_SMS_FOURNISSEUR", raising=False)
    monkeypatch.delenv("GARDE_TOIT_SMS_SIMULATEUR", raising=False)
    client, adresse = appel
    assert "n'est pas installé" in Page(client.lit(adresse).text).texte("sms")
    client.poste(f"{adresse}/sms", numero=NUMERO, accord="oui")
    assert lignes(registre) == 0
