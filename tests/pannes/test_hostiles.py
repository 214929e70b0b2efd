"""A thousand hostile inputs to every HTTP entry: no error page, no trace, and life goes on."""

from __future__ import annotations

import json
import uuid
from urllib.parse import quote, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from serveur.reglages import lit_reglages
from tests.conftest import Systeme
from tests.hostiles import essais, octets, textes, valeurs
from tests.pannes.conftest import Installation
from tests.pannes.visiteur import Reponse, Visiteur, demande

pytestmark = pytest.mark.pannes

NUMERO = "0 805 160 075"


def sain(reponse: Reponse, *permis: int) -> None:
    """An expected status, and nothing of our insides."""
    assert reponse.statut in permis, (reponse.statut, reponse.texte[:500])
    for trace in ("Traceback", 'File "', "site-packages", "sqlalchemy", "sanic.exceptions"):
        assert trace not in reponse.texte


@pytest.fixture(scope="module")
def visiteur(installation: Installation) -> Visiteur:
    return installation.visiteur()


@pytest.fixture(scope="module", autouse=True)
def la_vie_continue(installation: Installation, systeme: Systeme):
    """After all of it, ordinary people are answered."""
    yield
    assert "commandement de payer" in installation.visiteur().dit(
        "j'ai reçu un commandement de payer"
    )
    assert "commandement de payer" in systeme.conversation().texte(
        "j'ai reçu un commandement de payer"
    )


@given(texte=valeurs)
@example(texte="\ud800 j'ai reçu un commandement de payer")
@essais(150)
def test_rest_messages(systeme: Systeme, texte: object) -> None:
    corps = {"sender": uuid.uuid4().hex, "message": texte}
    reponse = demande(f"{systeme.url_rasa}/webhooks/rest/webhook", corps)
    sain(reponse, 200)
    assert all(len(json.dumps(message)) > 10 for message in reponse.json) and reponse.json


@given(corps=octets)
@essais(100)
def test_rest_bodies(systeme: Systeme, corps: bytes) -> None:
    sain(demande(f"{systeme.url_rasa}/webhooks/rest/webhook", corps), 200, 400)


@given(corps=octets)
@essais(100)
def test_bodies_of_the_action_server(systeme: Systeme, corps: bytes) -> None:
    # Only Rasa asks it, on a private address; its own words for a body it cannot read are JSON.
    entetes = {"Content-Type": "application/json"}
    reponse = demande(lit_reglages().url_actions, corps, entetes)
    sain(reponse, 200, 400, 404, 500)
    assert reponse.statut != 500 or "error" in reponse.json


@given(texte=textes)
@essais(150)
def test_widget_messages(installation: Installation, visiteur: Visiteur, texte: str) -> None:
    reponse = visiteur.envoie(texte, url=installation.url_de_rasa(0))
    sain(reponse, 200, 413)
    if reponse.statut == 200:
        assert [m["de"] for m in reponse.json["messages"]].count("bot") > 0


@given(corps=octets, chemin=st.sampled_from(["session", "message", "effacer", "messages"]))
@essais(150)
def test_widget_bodies(installation: Installation, corps: bytes, chemin: str) -> None:
    url = f"{installation.url_de_rasa(0)}/webhooks/widget/{chemin}"
    entetes = {"Origin": "https://ville.example", "Authorization": "Bearer " + "a" * 43}
    reponse = demande(url, corps, entetes)
    sain(reponse, 201, 400, 401, 405, 413)


@given(apres=textes, jeton=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126)))
@essais(100)
def test_widget_reads(installation: Installation, apres: str, jeton: str) -> None:
    apres = quote(apres.encode("utf-8", "surrogatepass"))[:4000]
    url = f"{installation.url_de_rasa(1)}/webhooks/widget/messages?apres={apres}"
    sain(demande(url, entetes={"Authorization": f"Bearer {jeton[:500]}"}), 400, 401)


@given(texte=textes)
@essais(100)
def test_sms_messages(installation: Installation, texte: str) -> None:
    texte = texte.encode("utf-8", "ignore").decode()
    corps, entetes = installation.faux.requete(texte, "+33639983999")
    url = f"{installation.url_de_rasa(0)}/webhooks/sms/webhook"
    sain(demande(url, corps, entetes), 200, 413)


@given(corps=octets, signature=textes, fin=textes)
@essais(100)
def test_sms_bodies(installation: Installation, corps: bytes, signature: str, fin: str) -> None:
    signature = signature.encode("ascii", "ignore").decode().translate(dict.fromkeys(range(33)))
    fin = quote(fin.encode("utf-8", "surrogatepass"), safe="")[:2000]
    url = f"{installation.url_de_rasa(0)}/webhooks/sms/webhook{'/' + fin if fin else ''}"
    sain(demande(url, corps, {"X-Twilio-Signature": signature[:2000]}), 403, 404, 413)


@given(
    chemin=st.sampled_from(["echeance.ics", "echeance.html", "echeance.pdf", "widget/frise.json"]),
    champs=st.dictionaries(
        st.sampled_from(["regle", "depuis", "ecrit", "bail", "bailleur", "lectures", "etape"]),
        st.one_of(
            textes, st.sampled_from(["commandement_payer", "2026-10-05", "impaye", "9999-12-31"])
        ),
    ),
)
@essais(120)
def test_web_documents(installation: Installation, chemin: str, champs: dict[str, str]) -> None:
    requete = urlencode(
        {n: v.encode("utf-8", "surrogatepass") for n, v in champs.items()}, quote_via=quote
    )[:6000]
    sain(demande(f"{_web(installation)}/{chemin}?{requete}"), 200, 400)


@given(message=textes, forme=st.sampled_from(["urlencoded", "multipart", "brute"]), brut=octets)
@essais(60)
def test_web_form(installation: Installation, message: str, forme: str, brut: bytes) -> None:
    entetes = {"Content-Type": "application/x-www-form-urlencoded"}
    corps = urlencode({"message": message.encode("utf-8", "surrogatepass")}).encode()
    if forme != "urlencoded":
        corps = brut
        entetes["Content-Type"] = "multipart/form-data; boundary=x" if forme == "multipart" else "?"
    reponse = demande(f"{_web(installation)}/", corps, entetes)
    sain(reponse, 200, 303, 400)


@given(chemin=textes, methode=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH"]))
@essais(120)
def test_paths_of_rasa_and_of_the_web(
    installation: Installation, chemin: str, methode: str
) -> None:
    chemin = quote(chemin.encode("utf-8", "surrogatepass"))[:4000]
    for depart in (installation.url_de_rasa(0), _web(installation)):
        corps = None if methode == "GET" else b"{}"
        reponse = demande(f"{depart}/{chemin}", corps, methode=methode)
        sain(reponse, 200, 303, 307, 400, 401, 404, 405)


def _web(installation: Installation) -> str:
    return f"http://127.0.0.1:{installation.grappe.ports.web}"
