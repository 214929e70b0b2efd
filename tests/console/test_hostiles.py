"""Hostile inputs to the console: no fault inside, no trace shown, and the call is still there."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.contenu import contenu
from tests.console.conftest import SITE, Client
from tests.hostiles import essais, octets, textes

FAITS = [fait.id for fait in contenu().operateur.faits]
CHAMPS = (
    "texte", "etape", "coche", "note", "mot", "genre", "resultat", "quoi", "raison", "numero",
    "accord", "vers", "code", "disponible", "commune", "role", "regle", "depuis", "suite",
    "identifiant", "mot_de_passe", *FAITS,
)  # fmt: skip
ACTES = ("texte", "etape", "coches", "notes", "verification", "fausse", "sms", "transmettre")
OUTILS = ("fiches", "calcul", "annuaire", "glossaire", "dossier", "connexion", "relais")
AILLEURS = (
    "/connexion", "/relais/disponibilite", "/relais/1/prendre", "/relais/1/ecrire",
    "/suivi/transmettre",
)  # fmt: skip
champs = st.dictionaries(
    st.one_of(st.sampled_from(CHAMPS), textes),
    st.one_of(
        textes, st.sampled_from(["commandement_payer", "que_faire", "2026-10-05", "Lens", "1"])
    ),
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


def sain(reponse: Any, *aussi: int) -> None:
    permis = (200, 204, 303, 400, 404, 409, 413, 422, *aussi)
    assert reponse.status_code in permis, reponse.text[:500]
    for trace in ("Traceback", 'File "', "site-packages", "sqlalchemy"):
        assert trace not in reponse.text


def poste(client: Client, adresse: str, formulaire: dict[str, str]) -> Any:
    corps = encode(formulaire | {"jeton": client.jeton})
    entetes = {"Origin": SITE, "Content-Type": "application/x-www-form-urlencoded"}
    return client.http.post(adresse, content=corps, headers=entetes, follow_redirects=False)


def test_forms_of_a_call(ana: Client) -> None:
    adresse = ana.appel()

    @given(acte=st.sampled_from(ACTES), formulaire=champs)
    @essais(300)
    def envoie(acte: str, formulaire: dict[str, str]) -> None:
        sain(poste(ana, f"{adresse}/{acte}", formulaire))

    envoie()
    sain(ana.lit(adresse))
    sain(ana.lit(f"{adresse}/resume.txt"))


def test_facts_typed(ana: Client) -> None:
    adresse = ana.appel()
    sain(poste(ana, f"{adresse}/etape", {"etape": "commandement_payer"}))

    @given(nom=st.sampled_from(FAITS), valeur=textes)
    @essais(200)
    def ecrit(nom: str, valeur: str) -> None:
        # A fact counts only when it was changed since the panel was shown.
        sain(poste(ana, f"{adresse}/faits", {f"avant:{nom}": "montré avant", nom: valeur}))

    ecrit()
    sain(ana.lit(adresse))


def test_other_forms(ouvre_client: Any) -> None:
    clients = [ouvre_client("ana"), ouvre_client("sam")]

    @given(qui=st.sampled_from(clients), adresse=st.sampled_from(AILLEURS), formulaire=champs)
    @essais(150)
    def envoie(qui: Client, adresse: str, formulaire: dict[str, str]) -> None:
        # 403: the pages of the other role.
        sain(poste(qui, adresse, formulaire), 403)

    envoie()


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
