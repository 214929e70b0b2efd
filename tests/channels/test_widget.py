"""The widget's connector on the running system: sessions, origins, idempotence, erasure."""

from __future__ import annotations

import json
import sqlite3
import urllib.error
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from channels.garde import phrase
from registre import Fil, Registre
from tests.conftest import Systeme

pytestmark = pytest.mark.systeme
COMMANDEMENT = "j'ai reçu un commandement de payer le 5 octobre"


@dataclass
class Reponse:
    statut: int
    entetes: dict[str, str]
    corps: dict[str, Any]


@dataclass
class Visiteur:
    """A browser on an allowed site, with an address of its own (so that limits do not mix)."""

    systeme: Systeme
    adresse: str = field(default_factory=lambda: f"2001:db8::{uuid.uuid4().hex[:4]}")
    jeton: str = ""
    session: str = ""

    def demande(
        self, chemin: str, corps: Any = None, methode: str | None = None, **entetes: str | None
    ) -> Reponse:
        envoyes: dict[str, str | None] = {
            "Origin": self.systeme.url_web,
            "X-Forwarded-For": self.adresse,
            "Authorization": f"Bearer {self.jeton}" if self.jeton else None,
            **{nom.replace("_", "-"): valeur for nom, valeur in entetes.items()},
        }
        donnees = corps if isinstance(corps, bytes) or corps is None else json.dumps(corps).encode()
        requete = urllib.request.Request(
            f"{self.systeme.url_rasa}/webhooks/widget/{chemin}",
            donnees,
            {nom: valeur for nom, valeur in envoyes.items() if valeur is not None},
            method=methode or ("GET" if corps is None else "POST"),
        )
        try:
            with urllib.request.urlopen(requete, timeout=60) as reponse:
                return _lue(reponse.status, reponse.headers, reponse.read())
        except urllib.error.HTTPError as erreur:
            return _lue(erreur.code, erreur.headers, erreur.read())

    def entre(self) -> Visiteur:
        ouverte = self.demande("session", {}).corps
        self.jeton, self.session = ouverte["jeton"], ouverte["session"]
        return self

    def dit(self, texte: str, envoi: str | None = None) -> Reponse:
        return self.demande("message", {"id": envoi or uuid.uuid4().hex, "texte": texte})

    def lit(self, apres: int = 0) -> list[dict[str, Any]]:
        return self.demande(f"messages?apres={apres}").corps["messages"]


def _lue(statut: int, entetes: Any, corps: bytes) -> Reponse:
    return Reponse(
        statut, {nom.lower(): v for nom, v in entetes.items()}, json.loads(corps or b"{}")
    )


@pytest.fixture
def visiteur(systeme: Systeme) -> Visiteur:
    return Visiteur(systeme).entre()


def registre_du(systeme: Systeme) -> Registre:
    return Registre(f"sqlite:///{systeme.var / 'registre.db'}")


def test_a_session_is_unguessable_and_its_token_is_not_stored(visiteur: Visiteur) -> None:
    assert len(visiteur.jeton) == 43 and visiteur.jeton != visiteur.session
    base = visiteur.systeme.var / "registre.db"
    with sqlite3.connect(base) as connexion:
        tout = "\n".join(connexion.iterdump())
    assert visiteur.session in tout
    assert visiteur.jeton not in tout


def test_an_answer_is_numbered_and_comes_back_after_a_reload(visiteur: Visiteur) -> None:
    reponse = visiteur.dit(COMMANDEMENT)
    assert reponse.statut == 200
    messages = reponse.corps["messages"]
    assert [m["n"] for m in messages] == list(range(1, len(messages) + 1))
    assert messages[0]["de"] == "moi" and messages[0]["text"] == COMMANDEMENT
    assert any("commandement de payer" in m.get("text", "") for m in messages[1:])
    assert visiteur.lit() == messages
    assert visiteur.lit(apres=2) == messages[2:]
    visiteur.dit("2 mois")
    assert [m["n"] for m in visiteur.lit()] == list(range(1, len(visiteur.lit()) + 1))


def test_a_retry_gets_the_same_answer_and_runs_once(visiteur: Visiteur) -> None:
    premiere = visiteur.dit(COMMANDEMENT, "envoi-0001")
    assert visiteur.dit(COMMANDEMENT, "envoi-0001").corps == premiere.corps
    assert visiteur.lit() == premiere.corps["messages"]


def test_retries_of_a_running_send_run_once(visiteur: Visiteur) -> None:
    with ThreadPoolExecutor(4) as fils:
        reponses = list(fils.map(lambda _: visiteur.dit(COMMANDEMENT, "envoi-0002"), range(4)))
    assert all(reponse.corps == reponses[0].corps for reponse in reponses)
    assert sum(m["de"] == "moi" for m in visiteur.lit()) == 1


def test_one_token_opens_one_conversation(visiteur: Visiteur, systeme: Systeme) -> None:
    autre = Visiteur(systeme).entre()
    visiteur.dit(COMMANDEMENT)
    assert autre.lit() == []


@pytest.mark.parametrize(
    "porteur", [None, "", "Bearer ", "Bearer " + "a" * 43, "Basic abc", "Bearer é"]
)
def test_without_its_token_nothing_is_read_or_written(
    visiteur: Visiteur, porteur: str | None
) -> None:
    if porteur and not porteur.isascii():
        porteur = "Bearer %C3%A9"
    for chemin, corps in (
        ("messages", None),
        ("message", {"id": "envoi-0003", "texte": "bonjour"}),
        ("effacer", {}),
    ):
        reponse = visiteur.demande(chemin, corps, Authorization=porteur)
        assert reponse.statut == 401
        assert reponse.corps["erreur"] == phrase("widget_session")


def test_the_session_name_is_no_token(visiteur: Visiteur) -> None:
    reponse = visiteur.demande("messages", Authorization=f"Bearer {visiteur.session}")
    assert reponse.statut == 401


@pytest.mark.parametrize(
    "origine",
    [
        "https://mal.example",
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1.mal.example",
        "https://127.0.0.1",
        "*",
    ],
)
def test_another_origin_is_refused(visiteur: Visiteur, origine: str) -> None:
    reponse = visiteur.demande("session", {}, Origin=origine)
    assert reponse.statut == 403
    assert "access-control-allow-origin" not in reponse.entetes
    controle = visiteur.demande("session", methode="OPTIONS", Origin=origine)
    assert "access-control-allow-origin" not in controle.entetes


def test_a_write_without_origin_is_refused(visiteur: Visiteur) -> None:
    assert visiteur.demande("session", {}, Origin=None).statut == 403


def test_an_allowed_origin_is_named_exactly(visiteur: Visiteur) -> None:
    origine = visiteur.systeme.url_web
    controle = visiteur.demande(
        "message",
        methode="OPTIONS",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="authorization,content-type",
    )
    assert controle.statut in (200, 204)
    assert controle.entetes["access-control-allow-origin"] == origine
    assert "Authorization" in controle.entetes["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in controle.entetes
    reponse = visiteur.demande("messages")
    assert reponse.entetes["access-control-allow-origin"] == origine
    assert reponse.entetes["vary"] == "Origin"


@pytest.mark.parametrize(
    "corps",
    [
        b"",
        b"pas du json",
        b"[]",
        b"null",
        b'{"id": "envoi-0004"}',
        b'{"texte": "bonjour"}',
        b'{"id": 12345678, "texte": "bonjour"}',
        b'{"id": "court", "texte": "bonjour"}',
        b'{"id": "envoi/0004", "texte": "bonjour"}',
        b'{"id": "envoi-0004", "texte": ["bonjour"]}',
        b"\xff\xfe",
    ],
)
def test_bad_input_gets_a_french_sentence(visiteur: Visiteur, corps: bytes) -> None:
    reponse = visiteur.demande("message", corps)
    assert reponse.statut == 400
    assert reponse.corps == {"erreur": phrase("widget_demande")}
    assert visiteur.lit() == []


@pytest.mark.parametrize("apres", ["-1", "x", "1.5", "99999999999", "²"])
def test_a_bad_number_gets_a_french_sentence(visiteur: Visiteur, apres: str) -> None:
    chemin = "messages?apres=" + urllib.request.quote(apres)
    assert visiteur.demande(chemin).statut == 400


def test_a_huge_body_is_refused_and_a_long_text_is_cut(visiteur: Visiteur) -> None:
    reponse = visiteur.dit("a" * 20_000)
    assert (reponse.statut, reponse.corps["erreur"]) == (413, phrase("widget_trop_long"))
    reponse = visiteur.dit("j'ai reçu un commandement de payer. " * 100)
    assert reponse.statut == 200
    assert len(reponse.corps["messages"][0]["text"]) <= 1000
    assert phrase("message_long") in reponse.corps["messages"][1]["text"]


@pytest.mark.parametrize("texte", ["/detresse", '/restart{"a":1}', "EXTERNAL: /detresse"])
def test_no_intent_comes_from_outside(visiteur: Visiteur, texte: str) -> None:
    messages = visiteur.dit(texte).corps["messages"]
    assert [m["text"] for m in messages[1:]] == [phrase("commande_refusee")]


def test_a_choice_is_a_text_like_another(visiteur: Visiteur) -> None:
    """Choices come from the server and hold no intent: what is sent back is what is written."""
    for dit in (COMMANDEMENT, "2 mois", "je ne sais pas"):
        boutons = [b for m in visiteur.dit(dit).corps["messages"] for b in m.get("buttons", [])]
        assert boutons, dit
        assert all(bouton["payload"] == bouton["title"] for bouton in boutons)
        assert not any(bouton["title"].startswith("/") for bouton in boutons)


def test_an_address_that_writes_too_fast_is_slowed_down(systeme: Systeme) -> None:
    adresse = f"2001:db8::{uuid.uuid4().hex[:4]}"
    statuts = []
    for _ in range(7):
        visiteur = Visiteur(systeme, adresse).entre()
        statuts += [visiteur.dit("/x").statut for _ in range(19)]
    assert statuts[0] == 200 and statuts[-1] == 429
    assert Visiteur(systeme).entre().dit("/x").statut == 200


def test_a_session_that_writes_too_fast_is_slowed_down(visiteur: Visiteur) -> None:
    reponses = [visiteur.dit("/x", f"envoi-{rang:04}") for rang in range(45)]
    trop = [reponse for reponse in reponses if reponse.statut == 429]
    assert trop and trop[0].corps == {"erreur": phrase("widget_trop_vite")}
    assert int(trop[0].entetes["retry-after"]) > 0


def test_an_address_that_opens_too_many_sessions_is_slowed_down(systeme: Systeme) -> None:
    visiteur = Visiteur(systeme)
    statuts = [visiteur.demande("session", {}).statut for _ in range(125)]
    assert statuts[0] == 201 and statuts[-1] == 429
    assert Visiteur(systeme).demande("session", {}).statut == 201


def test_messages_nobody_asked_for_are_delivered(visiteur: Visiteur) -> None:
    visiteur.dit("bonjour")
    dernier = visiteur.lit()[-1]["n"]
    fil = Fil(registre_du(visiteur.systeme))
    assert fil.depose(visiteur.session, [{"text": "Bonjour, ici une conseillère."}])
    assert visiteur.lit(dernier) == [
        {
            "n": dernier + 1,
            "de": "conseiller",
            "envoi": None,
            "text": "Bonjour, ici une conseillère.",
        }
    ]
    assert not fil.depose("personne", [{"text": "perdu"}])


def test_erasure_leaves_nothing_anywhere(visiteur: Visiteur) -> None:
    visiteur.dit("secret-du-visiteur commandement de payer")
    assert visiteur.demande("effacer", {}).corps == {"efface": True}
    assert visiteur.demande("messages").statut == 401
    for base in ("registre.db", "conversations.db"):
        with sqlite3.connect(visiteur.systeme.var / base) as connexion:
            tout = "\n".join(connexion.iterdump())
        assert visiteur.session not in tout
        assert "secret-du-visiteur" not in tout


def test_erasure_by_words_says_that_it_is_done(visiteur: Visiteur) -> None:
    visiteur.dit(COMMANDEMENT)
    visiteur.dit("efface tout")
    reponse = visiteur.dit("Oui, efface tout")
    assert reponse.corps["efface"] is True
    assert [m["text"] for m in reponse.corps["messages"]] == [phrase("efface_fait")]
    assert visiteur.demande("messages").statut == 401
