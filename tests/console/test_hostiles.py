"""Hostile inputs to the console: no fault inside, no trace shown, and the call is still there."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.console.conftest import SITE, Client
from tests.hostiles import essais, octets, textes

CHAMPS = (
    "texte", "etape", "date_acte", "date_audience", "date_bail", "delai_ecrit", "commune", "dette",
    "coche", "notes", "mot", "avant_quand", "que_faire", "raison", "numero", "accord", "vers",
)  # fmt: skip
ACTES = (
    "texte", "etape", "faits", "coches", "notes", "verification", "fausse", "sms", "transmettre",
)  # fmt: skip
OUTILS = ("fiches", "calcul", "annuaire", "glossaire", "dossier", "connexion")
champs = st.dictionaries(
    st.one_of(st.sampled_from(CHAMPS), textes),
    st.one_of(textes, st.sampled_from(["commandement_payer", "2026-10-05", "Lens", "1", "on"])),
    max_size=6,
)


@pytest.fixture
def ana(ouvre_client: Any) -> Client:
    """An adviser; a fault inside the application fails the test."""
    return ouvre_client("ana")


def encode(formulaire: dict[str, str]) -> str:
    octets_du = {
        nom.encode("utf-8", "surrogatepass"): valeur.encode("utf-8", "surrogatepass")
        for nom, valeur in formulaire.items()
    }
    return urlencode(octets_du, quote_via=quote)


def sain(reponse: Any) -> None:
    assert reponse.status_code in (200, 204, 303, 400, 404, 409, 413, 422), reponse.text[:500]
    for trace in ("Traceback", 'File "', "site-packages", "sqlalchemy"):
        assert trace not in reponse.text


def test_forms_of_a_call(ana: Client) -> None:
    adresse = ana.appel()

    @given(acte=st.sampled_from(ACTES), formulaire=champs)
    @essais(400)
    def envoie(acte: str, formulaire: dict[str, str]) -> None:
        corps = encode({"jeton": ana.jeton} | {n: v for n, v in formulaire.items() if n != "jeton"})
        entetes = {"Origin": SITE, "Content-Type": "application/x-www-form-urlencoded"}
        sain(ana.http.post(f"{adresse}/{acte}", content=corps, headers=entetes))

    envoie()
    sain(ana.lit(adresse))
    sain(ana.lit(f"{adresse}/resume.txt"))


def test_raw_bodies(ana: Client) -> None:
    adresse = ana.appel()

    @given(
        acte=st.sampled_from(ACTES),
        corps=octets,
        genre=st.sampled_from(
            ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "?"]
        ),
    )
    @essais(200)
    def envoie(acte: str, corps: bytes, genre: str) -> None:
        entetes = {"Origin": SITE, "Content-Type": genre, "X-Jeton": ana.jeton}
        sain(ana.http.post(f"{adresse}/{acte}", content=corps, headers=entetes))

    envoie()
    sain(ana.lit(adresse))


def test_questions_to_the_tools(ana: Client) -> None:
    @given(outil=st.sampled_from(OUTILS), formulaire=champs)
    @essais(300)
    def demande(outil: str, formulaire: dict[str, str]) -> None:
        sain(ana.lit(f"/{outil}?{encode(formulaire)[:6000]}"))

    demande()


def test_paths(ana: Client) -> None:
    @given(chemin=textes)
    @essais(150)
    def demande(chemin: str) -> None:
        sain(ana.lit(f"/appel/{quote(chemin.encode('utf-8', 'surrogatepass'))[:2000]}"))

    demande()
