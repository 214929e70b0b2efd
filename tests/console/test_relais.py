"""Hand-overs at the adviser's desk, over HTTP: who sees, who takes, what is noted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from guide.contenu import contenu
from registre import Fil, Registre, RegistreRelais
from registre.base import en_utc, maintenant, pseudonyme
from registre.comptes import INACTIVITE, sessions
from tests.console.conftest import Client

Ouvre = Callable[..., Client]
REPRISE = contenu().operateur.reprise
FAITS = {"etape": "commandement_payer", "date_acte": "2026-10-05", "delai_ecrit": "6_semaines"}


@pytest.fixture(autouse=True)
def ce_jour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GARDE_TOIT_AUJOURDHUI", "2026-11-23")


@pytest.fixture
def relais(registre: Registre) -> RegistreRelais:
    return RegistreRelais(registre)


@pytest.fixture
def fil(registre: Registre) -> Fil:
    return Fil(registre)


@pytest.fixture
def attendu(relais: RegistreRelais, fil: Fil) -> Any:
    """A tenant who waits, with a word said."""
    personne = fil.ouvre().personne
    fil.commence(personne, "envoi-0001", {"text": "j'ai <b>peur</b>"})
    relais.demande(personne, "humain", FAITS)
    return relais.de_la_personne(personne)


def disponible(client: Client, oui: bool = True) -> Client:
    reponse = client.poste("/relais/disponibilite", disponible="1" if oui else "0")
    assert reponse.status_code == 303
    return client


def champ_cache(html: str, nom: str) -> str:
    trouve = re.search(rf'name="{nom}" value="([^"]*)"', html)
    assert trouve, nom
    return trouve[1]


def test_on_a_call_nothing_is_shown_nor_readable(ouvre_client: Ouvre, attendu: Any) -> None:
    client = ouvre_client()
    page = client.lit("/relais").text
    assert "en appel" in page and "Commandement de payer" not in page
    assert client.lit(f"/relais/{attendu.id}").status_code == 403
    assert client.poste(f"/relais/{attendu.id}/prendre").status_code == 403
    disponible(client)
    assert "Commandement de payer" in client.lit("/relais").text
    disponible(client, oui=False)
    assert client.lit(f"/relais/{attendu.id}").status_code == 403


def test_the_list_and_the_summary_say_what_it_is_about(ouvre_client: Ouvre, attendu: Any) -> None:
    client = disponible(ouvre_client())
    liste = client.lit("/relais").text
    assert "En attente : 1" in liste and "demandé un conseiller" in liste
    page = client.lit(f"/relais/{attendu.id}").text
    assert "lundi 16 novembre 2026, passée" in page
    assert "lundi 5 octobre 2026" in page and "6 semaines" in page
    assert "j&#39;ai &lt;b&gt;peur&lt;/b&gt;" in page, "shown as text"
    assert attendu.personne not in page


def test_one_takes_the_others_do_not_even_see(
    ouvre_client: Ouvre, attendu: Any, relais: RegistreRelais, fil: Fil
) -> None:
    ana, bob = disponible(ouvre_client()), disponible(ouvre_client("bob"))
    assert ana.poste(f"/relais/{attendu.id}/prendre").status_code == 303
    assert fil.lit(attendu.personne).messages[-1]["text"] == REPRISE.prise
    for chemin in ("", "/suite"):
        assert "peur" not in bob.lit(f"/relais/{attendu.id}{chemin}").text
    assert bob.lit(f"/relais/{attendu.id}").status_code == 403
    for acte in ("prendre", "ecrire", "rendre"):
        assert bob.poste(f"/relais/{attendu.id}/{acte}", texte="à moi").status_code == 403
    assert "Commandement de payer" not in bob.lit("/relais").text
    assert "Vos conversations" in ana.lit("/relais").text
    assert ana.poste(f"/relais/{attendu.id}/prendre").status_code == 409
    tenu = relais.lit(attendu.id)
    assert tenu and tenu.operateur == "ana"


def test_writing_shows_only_what_is_new(ouvre_client: Ouvre, attendu: Any, fil: Fil) -> None:
    ana = disponible(ouvre_client())
    ana.poste(f"/relais/{attendu.id}/prendre")
    page = ana.lit(f"/relais/{attendu.id}").text
    vus = {nom: champ_cache(page, nom) for nom in ("apres", "empreinte", "danger")}
    suite = f"/relais/{attendu.id}/suite"
    assert ana.http.get(suite, params=vus).status_code == 204
    fil.commence(attendu.personne, "envoi-0002", {"text": "vous êtes là ?"})
    reponse = ana.http.get(suite, params=vus).text
    assert "vous êtes là ?" in reponse and "peur" not in reponse
    vus["apres"] = champ_cache(reponse, "apres")
    ecrit = ana.http.post(
        f"/relais/{attendu.id}/ecrire",
        data={"texte": "  Oui, je vous lis.  ", **vus},
        headers={"Origin": "http://testserver", "X-Jeton": ana.jeton, "HX-Request": "true"},
    )
    assert ecrit.status_code == 200 and "Oui, je vous lis." in ecrit.text
    dernier = fil.lit(attendu.personne).messages[-1]
    assert (dernier["de"], dernier["text"]) == ("conseiller", "Oui, je vous lis.")


def test_bad_messages_get_a_sentence_and_nothing_leaves(
    ouvre_client: Ouvre, attendu: Any, fil: Fil
) -> None:
    ana = disponible(ouvre_client())
    assert ana.poste(f"/relais/{attendu.id}/ecrire", texte="pas encore prise").status_code == 409
    ana.poste(f"/relais/{attendu.id}/prendre")
    avant = len(fil.lit(attendu.personne).messages)
    for texte, statut in (("   ", 400), ("x" * 2001, 413)):
        reponse = ana.poste(f"/relais/{attendu.id}/ecrire", texte=texte)
        assert reponse.status_code == statut and "message" in reponse.text
    assert ana.http.get(f"/relais/{attendu.id}/suite", params={"apres": "x"}).status_code == 400
    assert len(fil.lit(attendu.personne).messages) == avant


def test_a_danger_is_told_once_with_the_numbers_given(
    ouvre_client: Ouvre, attendu: Any, relais: RegistreRelais
) -> None:
    ana = disponible(ouvre_client())
    ana.poste(f"/relais/{attendu.id}/prendre")
    page = ana.lit(f"/relais/{attendu.id}").text
    vus = {nom: champ_cache(page, nom) for nom in ("apres", "empreinte", "danger")}
    relais.signale(attendu.personne, "detresse")
    suite = f"/relais/{attendu.id}/suite"
    reponse = ana.http.get(suite, params=vus).text
    assert 'id="danger"' in reponse and "3114" in reponse
    vus["danger"] = champ_cache(reponse, "danger").replace("&#39;", "'")
    assert 'id="danger"' not in ana.http.get(suite, params=vus).text
    assert "Danger dit" in ana.lit("/relais").text


def test_given_back_or_erased_it_is_not_read_any_more(
    ouvre_client: Ouvre, attendu: Any, registre: Registre, fil: Fil, relais: RegistreRelais
) -> None:
    ana = disponible(ouvre_client())
    ana.poste(f"/relais/{attendu.id}/prendre")
    assert ana.poste(f"/relais/{attendu.id}/rendre").status_code == 303
    assert fil.lit(attendu.personne).messages[-1]["text"] == REPRISE.rendue
    assert ana.lit(f"/relais/{attendu.id}").status_code == 410
    arret = ana.lit(f"/relais/{attendu.id}/suite")
    assert arret.status_code == 286 and "rendue" in arret.text
    relais.demande(attendu.personne, "humain", FAITS)
    autre = relais.de_la_personne(attendu.personne)
    assert autre
    ana.poste(f"/relais/{autre.id}/prendre")
    registre.efface(attendu.personne)
    assert "effacé" in ana.lit(f"/relais/{autre.id}/suite").text
    assert ana.poste(f"/relais/{autre.id}/ecrire", texte="Allô ?").status_code == 404


def test_the_lists_come_again_only_when_they_change(
    ouvre_client: Ouvre, attendu: Any, fil: Fil, relais: RegistreRelais
) -> None:
    ana = disponible(ouvre_client())
    page = ana.lit("/relais").text
    vus = {nom: champ_cache(page, nom) for nom in ("empreinte", "combien", "dangers")}
    assert ana.http.get("/relais/nouvelles", params=vus).status_code == 204
    relais.demande(fil.ouvre().personne, "verification", {})
    reponse = ana.http.get("/relais/nouvelles", params=vus)
    assert "Étape pas encore connue" in reponse.text and "échoué deux fois" in reponse.text
    assert "Une conversation attend" in reponse.headers["HX-Trigger"], "announced"
    relais.signale(attendu.personne, "violence")
    danger = ana.http.get("/relais/nouvelles", params=vus)
    assert "danger" in danger.headers["HX-Trigger"], "announced first"
    assert "2 en attente" in ana.lit("/relais/bandeau").text
    disponible(ana, oui=False)
    assert "attente" not in ana.lit("/relais/bandeau").text


def test_each_reading_and_act_is_noted_without_name_nor_text(
    ouvre_client: Ouvre, attendu: Any, registre: Registre
) -> None:
    ana = disponible(ouvre_client())
    ana.lit(f"/relais/{attendu.id}")
    ana.poste(f"/relais/{attendu.id}/prendre")
    ana.poste(f"/relais/{attendu.id}/ecrire", texte="Bonjour")
    ana.poste(f"/relais/{attendu.id}/rendre")
    qui = pseudonyme(attendu.personne)
    lignes = registre.lignes_d_audit()
    notes = [action for acteur, action, objet in lignes if acteur == "ana" and objet == qui]
    assert notes == ["relais lu", "relais pris", "relais écrit", "relais rendu"]
    assert ("ana", "disponible", "") in lignes
    assert attendu.personne not in str(lignes)


def test_an_outsider_finds_nothing(ouvre_client: Ouvre, attendu: Any) -> None:
    for chemin in ("/relais", f"/relais/{attendu.id}", f"/relais/{attendu.id}/suite"):
        assert ouvre_client(None).lit(chemin).status_code == 303
    ana = disponible(ouvre_client())
    ana.jeton = "faux"
    assert ana.poste(f"/relais/{attendu.id}/prendre").status_code == 403


def test_supervisors_read_no_conversation(ouvre_client: Ouvre, attendu: Any) -> None:
    sam = ouvre_client("sam")
    assert sam.lit(f"/relais/{attendu.id}").status_code == 403
    assert "conseillers" in sam.lit("/relais").text
    assert sam.poste("/relais/disponibilite", disponible="1").status_code == 403
    assert "/relais" not in sam.lit("/").text


def test_a_new_login_starts_on_a_call(ouvre_client: Ouvre, relais: RegistreRelais) -> None:
    disponible(ouvre_client())
    assert relais.disponible("ana")
    assert ouvre_client(None).entre("ana") == 303
    assert not relais.disponible("ana")


def test_a_screen_that_asks_by_itself_does_not_keep_the_session_open(
    ouvre_client: Ouvre, registre: Registre, attendu: Any
) -> None:
    ana = disponible(ouvre_client())
    ana.poste(f"/relais/{attendu.id}/prendre")
    avant = maintenant() - INACTIVITE + dt.timedelta(minutes=1)

    def vue() -> dt.datetime:
        with registre.lecture() as connexion:
            return en_utc(connexion.execute(sa.select(sessions.c.vue)).scalar_one())

    with registre.ecriture() as connexion:
        connexion.execute(sessions.update().values(vue=avant))
    for chemin in ("nouvelles", "bandeau", f"{attendu.id}/suite"):
        assert ana.lit(f"/relais/{chemin}").status_code == 200
    assert vue() == avant
    assert ana.lit("/relais").status_code == 200
    assert vue() > avant
