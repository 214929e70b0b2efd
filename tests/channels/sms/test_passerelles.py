"""Adapters: real forms of the providers' requests, proofs of origin, calls of their APIs."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from channels.sms.generique import Description, Generique, lit_description
from channels.sms.port import (
    AEnvoyer,
    EnvoiRate,
    EnvoiRefuse,
    Identite,
    Parties,
    RequeteBrute,
    RequeteIllisible,
    RequeteRefusee,
)
from channels.sms.twilio import Twilio, signature

REQUETES = Path(__file__).parent / "requetes"
URL = "https://aide.example.org/webhooks/sms/webhook"
IDENTITE = Identite(
    url_publique=URL,
    api="",
    numero="+33939000001",
    compte="AC0123456789abcdef0123456789abcdef",
    secret="secret-de-test",
    secret_entrant="mot-partage",
)
MESSAGE = AEnvoyer("+33639980001", "Bonjour {a} 20 €", "gt-7", dt.datetime.now(dt.timezone.utc))


def fixe(nom: str) -> bytes:
    return (REQUETES / nom).read_bytes().strip()


def requete(corps: bytes = b"", query: str = "", secret: str = "", **entetes: str) -> RequeteBrute:
    noms = {nom.replace("_", "-"): valeur for nom, valeur in entetes.items()}
    return RequeteBrute("POST", corps, query, noms, "192.0.2.7", secret)


# -- Twilio --------------------------------------------------------------------------------


def signee(corps: bytes, url: str = URL, query: str = "", secret: str = "") -> RequeteBrute:
    brute = requete(corps, query)
    champs = brute.formulaire()
    donnee = signature(secret or IDENTITE.secret, url, champs)
    return replace(brute, entetes={"x-twilio-signature": donnee})


def test_the_signature_is_that_of_the_documentation() -> None:
    """The example of the tests of Twilio's own library."""
    champs = [
        ("CallSid", "CA1234567890ABCDE"), ("Caller", "+14158675309"), ("Digits", "1234"),
        ("From", "+14158675309"), ("To", "+18005551212"),
    ]  # fmt: skip
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert signature("12345", url, champs) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_twilio_message_with_its_blank_fields() -> None:
    twilio, brute = Twilio(IDENTITE), signee(fixe("twilio.txt"))
    twilio.verifie(brute)
    recu = twilio.lit(brute)
    assert (recu.id, recu.de) == ("SM00000000000000000000000000000001", "+33639980001")
    assert recu.texte == "jai reçu un papier de l'huissier"
    assert recu.images == 0 and recu.parties is None


def test_twilio_photo() -> None:
    brute = signee(fixe("twilio_photo.txt"))
    Twilio(IDENTITE).verifie(brute)
    assert Twilio(IDENTITE).lit(brute).images == 1


def test_twilio_without_body_is_read_as_empty() -> None:
    corps = fixe("twilio.txt").replace(b"&Body=jai+re%C3%A7u+un+papier+de+l%27huissier", b"")
    assert b"Body" not in corps
    brute = signee(corps)
    Twilio(IDENTITE).verifie(brute)
    assert Twilio(IDENTITE).lit(brute).texte == ""


@pytest.mark.parametrize(
    "brute",
    [
        requete(fixe("twilio.txt")),
        requete(fixe("twilio.txt"), x_twilio_signature=""),
        requete(fixe("twilio.txt"), x_twilio_signature="é" * 27),
        signee(fixe("twilio.txt"), secret="autre"),
        signee(fixe("twilio.txt"), url=URL.replace("https", "http")),
        replace(signee(fixe("twilio.txt")), corps=fixe("twilio.txt") + b"&Body=autre"),
        replace(signee(fixe("twilio.txt")), corps=fixe("twilio.txt").replace(b"&FromCity=", b"")),
        replace(signee(fixe("twilio.txt")), requete="a=1"),
        signee(fixe("twilio.txt").replace(b"AC0123", b"AC9999")),
        requete(b"", x_twilio_signature="x"),
    ],
    ids=lambda _: "",
)
def test_twilio_refuses_what_is_not_proved(brute: RequeteBrute) -> None:
    # A blank field that leaves changes the signed text only by its name: it must still be seen.
    with pytest.raises(RequeteRefusee):
        Twilio(IDENTITE).verifie(brute)


@pytest.mark.parametrize("corps", [b"MessageSid=SM1", b"From=1", fixe("twilio_accuse.txt")])
def test_twilio_receipt_or_missing_field_is_no_message(corps: bytes) -> None:
    with pytest.raises(RequeteIllisible):
        Twilio(IDENTITE).lit(requete(corps))


# -- described gateways ----------------------------------------------------------------------


def test_ovhcloud_reply() -> None:
    ovh = Generique(lit_description("ovhcloud"), IDENTITE)
    brute = requete(fixe("ovhcloud.txt"), secret="mot-partage")
    ovh.verifie(brute)
    recu = ovh.lit(brute)
    assert (recu.id, recu.de, recu.texte) == ("27814656", "+33639980001", "J'ai reçu un papier")
    assert recu.a == "38069"


def test_vonage_parts() -> None:
    vonage = Generique(lit_description("vonage"), IDENTITE)
    secondes, premieres = json.loads(fixe("vonage_parties.json"))
    recu = vonage.lit(requete(json.dumps(premieres).encode()))
    assert recu.parties == Parties("108", 1, 2)
    assert recu.texte == "j'ai reçu un papier "
    assert vonage.lit(requete(json.dumps(secondes).encode())).parties == Parties("108", 2, 2)


def test_vonage_receipt_is_no_message() -> None:
    """Answering it would make another receipt, and so on."""
    with pytest.raises(RequeteIllisible):
        Generique(lit_description("vonage"), IDENTITE).lit(requete(fixe("vonage_accuse.json")))


def test_another_gateway_is_a_file_and_no_code(tmp_path: Path) -> None:
    """Its own names, nested JSON, its own proof and call: a whole provider in ten lines."""
    fichier = tmp_path / "smsmode.yml"
    fichier.write_text(
        """
nom: Autre
api: https://api.example.org
entrant:
  format: json
  preuve: {genre: entete, nom: X-Secret}
  champs: {id: data.messageId, de: data.from, texte: data.body.text, moment: data.receivedAt}
sortant:
  url: "{api}/sms/v1/messages"
  entetes: {X-Api-Key: "{secret}"}
  corps: {recipient: {to: "{a_sans_plus}"}, body: {text: "{texte}"}, refClient: "{reference}"}
""",
        encoding="utf-8",
    )
    passerelle = Generique(lit_description(str(fichier)), IDENTITE)
    corps = json.dumps(
        {"data": {"messageId": 7, "from": "33639980001", "body": {"text": "bonjour"},
                  "receivedAt": "2026-11-23T10:00:00Z"}}
    ).encode()  # fmt: skip
    passerelle.verifie(requete(corps, x_secret="mot-partage"))
    with pytest.raises(RequeteRefusee):
        passerelle.verifie(requete(corps))
    recu = passerelle.lit(requete(corps))
    assert (recu.id, recu.de, recu.texte) == ("7", "33639980001", "bonjour")
    assert recu.recu_le == dt.datetime(2026, 11, 23, 10, tzinfo=dt.timezone.utc)


def decrite(**preuve: str) -> Description:
    brut = lit_description("exemple").dict()
    brut["entrant"]["preuve"] = preuve
    return Description(**brut)


CORPS = b"message_id=1&from=0639980001&to=939&body=bonjour&cle=mot-partage"
JUSTE = hmac.new(b"mot-partage", CORPS, hashlib.sha256).hexdigest()
BASIC = "Basic " + base64.b64encode(b"nous:mot-partage").decode()


@pytest.mark.parametrize(
    ("preuve", "bonne", "mauvaise"),
    [
        ({"genre": "hmac", "nom": "X-Sig"}, {"x_sig": JUSTE}, {"x_sig": JUSTE[:-1] + "x"}),
        ({"genre": "hmac", "nom": "X-Sig"}, {"x_sig": "sha256=" + JUSTE}, {}),
        ({"genre": "entete", "nom": "X-Cle"}, {"x_cle": "mot-partage"}, {"x_cle": "mot"}),
        ({"genre": "basic"}, {"authorization": BASIC}, {"authorization": "Basic é"}),
        ({"genre": "chemin"}, {"secret": "mot-partage"}, {"secret": "autre"}),
        ({"genre": "chemin"}, {"secret": "mot-partage"}, {}),
    ],
)
def test_shared_secrets(preuve: dict[str, str], bonne: Any, mauvaise: Any) -> None:
    passerelle = Generique(decrite(**preuve), IDENTITE)
    passerelle.verifie(requete(CORPS, **bonne))
    with pytest.raises(RequeteRefusee):
        passerelle.verifie(requete(CORPS, **mauvaise))


def test_secret_in_a_field() -> None:
    passerelle = Generique(decrite(genre="champ", nom="cle"), IDENTITE)
    passerelle.verifie(requete(CORPS))
    with pytest.raises(RequeteRefusee):
        passerelle.verifie(requete(CORPS.replace(b"mot-partage", b"")))


def test_allowed_addresses() -> None:
    permises = replace(IDENTITE, adresses=("192.0.2.0/28",), secret_entrant="")
    Generique(decrite(genre="adresse"), permises).verifie(requete(CORPS))
    ailleurs = replace(permises, adresses=("198.51.100.1",))
    for brute in (requete(CORPS), replace(requete(CORPS), adresse="inconnue")):
        with pytest.raises(RequeteRefusee):
            Generique(decrite(genre="adresse"), ailleurs).verifie(brute)


def test_a_gateway_without_any_proof_is_not_opened() -> None:
    with pytest.raises(ValueError, match="SECRET_ENTRANT"):
        Generique(decrite(genre="chemin"), replace(IDENTITE, secret_entrant=""))
    with pytest.raises(ValueError, match="ADRESSES"):
        Generique(decrite(genre="adresse"), IDENTITE)


def test_a_body_without_a_readable_secret_is_refused() -> None:
    brut = lit_description("vonage").dict()
    brut["entrant"]["preuve"] = {"genre": "champ", "nom": "cle"}
    passerelle = Generique(Description(**brut), IDENTITE)
    for corps in (b"{", b"[]", b"", b'{"cle": null}'):
        with pytest.raises(RequeteRefusee):
            passerelle.verifie(requete(corps))


@pytest.mark.parametrize(
    "corps", [b"", b"from=1", b"message_id=1", b"\xff\xfe", b"message_id=1&from=06"]
)
def test_missing_fields_are_no_message(corps: bytes) -> None:
    with pytest.raises(RequeteIllisible):
        Generique(decrite(genre="chemin"), IDENTITE).lit(requete(corps))


def test_a_photo_alone_is_a_message() -> None:
    recu = Generique(decrite(genre="chemin"), IDENTITE).lit(
        requete(b"message_id=1&from=06&media_count=1")
    )
    assert (recu.texte, recu.images) == ("", 1)


@pytest.mark.parametrize("corps", [b"", b"{", b"[]", b"3", b'{"messageId": null}'])
def test_odd_json_is_no_message(corps: bytes) -> None:
    with pytest.raises(RequeteIllisible):
        Generique(lit_description("vonage"), IDENTITE).lit(requete(corps))


# -- calls -----------------------------------------------------------------------------------


@dataclass
class Api:
    """A provider's API on the loopback: what it was sent, what it answers."""

    url: str = ""
    appels: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    reponse: Any = field(default_factory=dict)
    statut: int = 200

    async def sert(self, demande: web.Request) -> web.Response:
        corps = await demande.read()
        entetes = {nom.lower(): v for nom, v in demande.headers.items()}
        self.appels.append((demande.method, demande.path_qs, entetes, corps))
        return web.json_response(self.reponse, status=self.statut)


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    api = Api()
    application = web.Application()
    application.router.add_route("*", "/{tout:.*}", api.sert)
    serveur = web.AppRunner(application)
    await serveur.setup()
    site = web.TCPSite(serveur, "127.0.0.1", 0)
    await site.start()
    prise = site._server.sockets[0]  # type: ignore[union-attr]
    api.url = f"http://127.0.0.1:{prise.getsockname()[1]}"
    yield api
    await serveur.cleanup()


async def test_twilio_sends(api: Api) -> None:
    api.statut = 201
    await Twilio(replace(IDENTITE, api=api.url)).envoie(MESSAGE)
    [(methode, chemin, entetes, corps)] = api.appels
    assert (methode, chemin) == (
        "POST",
        f"/2010-04-01/Accounts/{IDENTITE.compte}/Messages.json",
    )
    assert corps == b"From=%2B33939000001&To=%2B33639980001&Body=Bonjour+%7Ba%7D+20+%E2%82%AC"
    assert entetes["authorization"].startswith("Basic ")


async def test_twilio_sends_by_a_messaging_service(api: Api) -> None:
    await Twilio(replace(IDENTITE, api=api.url, numero="MG1")).envoie(MESSAGE)
    assert api.appels[0][3].startswith(b"MessagingServiceSid=MG1&")


async def test_ovhcloud_sends_and_signs(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_764_000_000.0)
    api.reponse = {"totalCreditsRemoved": 1, "validReceivers": ["+33639980001"], "ids": [1]}
    identite = replace(
        IDENTITE, api=api.url, compte="sms-ab1-1", cle_application="AK", cle_consommateur="CK"
    )
    await Generique(lit_description("ovhcloud"), identite).envoie(MESSAGE)
    [(_, chemin, entetes, corps)] = api.appels
    assert chemin == "/sms/sms-ab1-1/jobs"
    envoye = json.loads(corps)
    assert envoye["receivers"] == ["+33639980001"] and envoye["message"] == "Bonjour {a} 20 €"
    assert envoye["noStopClause"] is True and envoye["senderForResponse"] is True
    a_signer = f"secret-de-test+CK+POST+{api.url}{chemin}+{corps.decode()}+1764000000"
    attendue = "$1$" + hashlib.sha1(a_signer.encode()).hexdigest()
    assert entetes["x-ovh-signature"] == attendue


async def test_ovhcloud_sends_from_a_virtual_number(api: Api) -> None:
    api.reponse = {"validReceivers": ["+33639980001"]}
    identite = replace(IDENTITE, api=api.url, compte="sms-ab1-1", numero="0033937000001")
    await Generique(lit_description("ovhcloud_numero_virtuel"), identite).envoie(MESSAGE)
    [(_, chemin, _, corps)] = api.appels
    assert chemin == "/sms/sms-ab1-1/virtualNumbers/0033937000001/jobs"
    assert json.loads(corps)["receivers"] == ["+33639980001"]


async def test_ovhcloud_refused_receiver(api: Api) -> None:
    api.reponse = {"validReceivers": [], "invalidReceivers": ["+33639980001"]}
    with pytest.raises(EnvoiRefuse):
        await Generique(lit_description("ovhcloud"), replace(IDENTITE, api=api.url)).envoie(MESSAGE)


async def test_vonage_says_its_errors_in_a_200(api: Api) -> None:
    vonage = Generique(lit_description("vonage"), replace(IDENTITE, api=api.url))
    api.reponse = {"messages": [{"status": "1", "error-text": "Throughput"}]}
    with pytest.raises(EnvoiRate):
        await vonage.envoie(MESSAGE)
    api.reponse = {"messages": [{"status": "0"}]}
    await vonage.envoie(MESSAGE)
    assert b"to=33639980001" in api.appels[-1][3]


@pytest.mark.parametrize(
    ("statut", "code", "erreur", "opposition"),
    [
        (500, None, EnvoiRate, False), (503, None, EnvoiRate, False), (429, None, EnvoiRate, False),
        (401, 20003, EnvoiRate, False), (400, 21211, EnvoiRefuse, False),
        (400, 21610, EnvoiRefuse, True),
    ],
)  # fmt: skip
async def test_errors_are_sorted(
    api: Api, statut: int, code: int | None, erreur: type[Exception], opposition: bool
) -> None:
    api.statut, api.reponse = statut, {"code": code}
    with pytest.raises(erreur) as lue:
        await Twilio(replace(IDENTITE, api=api.url)).envoie(MESSAGE)
    assert getattr(lue.value, "opposition", False) is opposition
    assert "+336" not in str(lue.value) and "Bonjour" not in str(lue.value)


async def test_not_reached_and_not_answered_are_told_apart(
    unused_tcp_port_factory: Callable[[], int],
) -> None:
    fermee = replace(IDENTITE, api=f"http://127.0.0.1:{unused_tcp_port_factory()}")
    with pytest.raises(EnvoiRate) as lue:
        await Twilio(fermee).envoie(MESSAGE)
    assert lue.value.douteux is False

    async def raccroche(_lit: asyncio.StreamReader, ecrit: asyncio.StreamWriter) -> None:
        ecrit.close()

    serveur = await asyncio.start_server(raccroche, "127.0.0.1", 0)
    async with serveur:
        port = serveur.sockets[0].getsockname()[1]
        with pytest.raises(EnvoiRate) as lue:
            await Twilio(replace(IDENTITE, api=f"http://127.0.0.1:{port}")).envoie(MESSAGE)
    assert lue.value.douteux is True


async def test_twilio_finds_a_message_that_got_no_answer(api: Api) -> None:
    twilio = Twilio(replace(IDENTITE, api=api.url))
    recent = {"body": MESSAGE.texte, "status": "queued", "date_created": _rfc(0)}
    api.reponse = {"messages": [recent]}
    assert await twilio.est_parti(MESSAGE)
    for autre in (
        {**recent, "body": "autre"},
        {**recent, "status": "failed"},
        {**recent, "date_created": _rfc(-3600)},
    ):
        api.reponse = {"messages": [autre]}
        assert not await twilio.est_parti(MESSAGE)


def _rfc(secondes: int) -> str:
    moment = MESSAGE.depuis + dt.timedelta(seconds=secondes + 1)
    return moment.strftime("%a, %d %b %Y %H:%M:%S +0000")
