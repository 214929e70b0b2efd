"""The live hand-over on the running system: the bot's silence, dangers, time, restart, erasure."""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
import urllib.request
from typing import Any

import pytest

from guide.contenu import contenu
from guide.contenu.rendu import remplit
from registre import RegistreRelais
from registre.relais import Relais
from tests.channels.test_widget import Visiteur, registre_du
from tests.conftest import Systeme

pytestmark = pytest.mark.systeme
REPRISE = contenu().operateur.reprise
PRISE, RENDUE = [{"text": REPRISE.prise}], [{"text": REPRISE.rendue}]
# Longer than any wait of these tests: only the event counts.
PATIENCE_S = 60


@pytest.fixture
def visiteur(systeme: Systeme) -> Visiteur:
    return Visiteur(systeme).entre()


@pytest.fixture
def relais(systeme: Systeme) -> RegistreRelais:
    return RegistreRelais(registre_du(systeme))


def textes(messages: list[dict[str, Any]]) -> list[str]:
    return [m["text"] for m in messages if m["de"] != "moi" and "text" in m]


def demande(visiteur: Visiteur, relais: RegistreRelais) -> Relais:
    """A tenant with a paper asks for a human, and agrees."""
    visiteur.dit("j'ai reçu un commandement de payer le 5 octobre")
    offre = visiteur.dit("je veux parler à un conseiller").corps
    assert textes(offre["messages"])[-1] == REPRISE.accord
    assert offre["relais"] == "possible"
    accord = visiteur.dit(REPRISE.oui).corps
    assert textes(accord["messages"]) == [REPRISE.attente]
    assert accord["relais"] == "demande" and 2 < accord["suite_dans"] < 20
    attendu = relais.de_la_personne(visiteur.session)
    assert attendu is not None
    return attendu


def pris(visiteur: Visiteur, relais: RegistreRelais) -> Relais:
    attendu = demande(visiteur, relais)
    assert relais.prend(attendu.id, "anne", PRISE)
    return attendu


def evenements(visiteur: Visiteur) -> int:
    with sqlite3.connect(visiteur.systeme.var / "conversations.db") as base:
        voulus = "select count(*) from events where sender_id = ?"
        return base.execute(voulus, (visiteur.session,)).fetchone()[0]


def attend_le_texte(visiteur: Visiteur, texte: str) -> None:
    """Ask for news until the tenant has been told ``texte``."""
    fin = time.monotonic() + PATIENCE_S
    while texte not in textes(visiteur.lit()):
        assert time.monotonic() < fin, f"jamais dit : {texte}"
        time.sleep(1.5)


def vieillit(visiteur: Visiteur, colonne: str) -> None:
    """As if an hour had passed for this hand-over."""
    avant = dt.datetime.now(dt.timezone.utc).replace(tzinfo=None) - dt.timedelta(hours=1)
    with sqlite3.connect(visiteur.systeme.var / "registre.db", timeout=10) as base:
        requete = f"update relais set {colonne} = ? where personne = ?"
        base.execute(requete, (avant.isoformat(" "), visiteur.session))


def test_the_adviser_finds_what_the_bot_has_learnt(
    visiteur: Visiteur, relais: RegistreRelais
) -> None:
    attendu = demande(visiteur, relais)
    assert (attendu.etat, attendu.raison) == ("demande", "humain")
    assert attendu.faits["etape"] == "commandement_payer"
    assert attendu.faits["date_acte"] == "2026-10-05"
    # The bot still answers while nobody has come, and what it learns is added.
    assert textes(visiteur.dit("6 semaines").corps["messages"])
    apres = relais.lit(attendu.id)
    assert apres and apres.faits["delai_ecrit"] == "6_semaines"


def test_a_teach_back_failed_twice_offers_the_adviser(
    visiteur: Visiteur, relais: RegistreRelais
) -> None:
    for texte in ("j'ai 2 loyers en retard", "Carvin", "non", "attendre que ça passe"):
        visiteur.dit(texte)
    rate = visiteur.dit("j'attends le juge").corps["messages"]
    assert textes(rate)[-1] == REPRISE.accord
    assert [b["title"] for b in rate[-1]["buttons"]] == [REPRISE.oui, REPRISE.non]
    visiteur.dit(REPRISE.oui)
    attendu = relais.de_la_personne(visiteur.session)
    assert attendu and attendu.raison == "verification"
    assert attendu.faits["comprehension"] == "a_revoir"


def test_the_bot_is_silent_while_a_human_speaks_and_comes_back(
    visiteur: Visiteur, relais: RegistreRelais
) -> None:
    attendu = pris(visiteur, relais)
    assert textes(visiteur.lit())[-1] == REPRISE.prise
    avant = evenements(visiteur)
    for texte in ("2 mois", "/restart", "", "hello, can you help me please", "<b>bonjour</b>"):
        reponse = visiteur.dit(texte).corps
        assert [m["de"] for m in reponse["messages"]] == ["moi"], texte
        assert reponse["relais"] == "pris"
    assert evenements(visiteur) == avant
    dit = [m["text"] for m in visiteur.lit() if m["de"] == "moi"]
    assert "hello, can you help me please" in dit, "the human reads what the bot could not"
    relais.ecrit(attendu.id, "anne", "Bonjour, je lis votre papier.")
    dernier = visiteur.lit()[-1]
    assert (dernier["de"], dernier["text"]) == ("conseiller", "Bonjour, je lis votre papier.")
    relais.rend(attendu.id, "anne", RENDUE)
    assert textes(visiteur.lit())[-1] == REPRISE.rendue
    reponse = visiteur.dit("2 mois").corps
    assert textes(reponse["messages"]) and reponse["relais"] == "possible"


@pytest.mark.parametrize(
    ("texte", "danger", "numero"),
    [
        ("je n'en peux plus, je veux mourir", "detresse", "3114"),
        ("mon mari me frappe", "violence", "17"),
    ],
)
def test_a_danger_gets_its_numbers_and_alerts_the_human(
    visiteur: Visiteur, relais: RegistreRelais, texte: str, danger: str, numero: str
) -> None:
    attendu = pris(visiteur, relais)
    messages = visiteur.dit(texte).corps["messages"]
    assert numero in textes(messages)[0] and textes(messages)[-1] == REPRISE.alerte
    assert any((m.get("custom") or {}).get("type") == "urgence" for m in messages)
    alerte = relais.lit(attendu.id)
    assert alerte and alerte.alerte == danger and alerte.etat == "pris"


def test_a_danger_told_while_waiting_alerts_too(visiteur: Visiteur, relais: RegistreRelais) -> None:
    attendu = demande(visiteur, relais)
    assert "3114" in textes(visiteur.dit("je veux mourir").corps["messages"])[0]
    alerte = relais.lit(attendu.id)
    assert alerte and alerte.alerte == "detresse"


def test_nobody_comes_and_the_tenant_is_told_unasked(
    visiteur: Visiteur, relais: RegistreRelais
) -> None:
    attendu = demande(visiteur, relais)
    vieillit(visiteur, "demande_le")
    attend_le_texte(visiteur, remplit(REPRISE.personne))
    fini = relais.lit(attendu.id)
    assert fini and fini.etat == "expire"
    assert not relais.prend(attendu.id, "anne", PRISE)
    assert textes(visiteur.dit("2 mois").corps["messages"])


def test_the_bot_comes_back_when_the_human_has_gone_even_over_a_restart(
    visiteur: Visiteur, relais: RegistreRelais
) -> None:
    rasa = next(un for un in visiteur.systeme.maison.processus if un.nom == "Rasa")
    attendu = pris(visiteur, relais)
    rasa.arrete()
    relais.ecrit(attendu.id, "anne", "Je reviens.")
    visiteur.systeme.maison.relance(rasa)
    assert [m["de"] for m in visiteur.dit("d'accord").corps["messages"]] == ["moi"]
    assert "Je reviens." in textes(visiteur.lit())
    vieillit(visiteur, "ecrit_le")
    attend_le_texte(visiteur, remplit(REPRISE.silence))
    assert textes(visiteur.lit()).count(remplit(REPRISE.silence)) == 1
    assert textes(visiteur.dit("2 mois").corps["messages"])


def test_the_tenant_may_want_the_bot_back(visiteur: Visiteur, relais: RegistreRelais) -> None:
    attendu = pris(visiteur, relais)
    assert textes(visiteur.dit("Revenir au robot").corps["messages"]) == [REPRISE.quittee]
    assert not relais.ecrit(attendu.id, "anne", "Êtes-vous là ?")
    assert textes(visiteur.dit("2 mois").corps["messages"])


def test_erasing_by_words_needs_those_words_beside_a_human(
    visiteur: Visiteur, relais: RegistreRelais
) -> None:
    attendu = pris(visiteur, relais)
    visiteur.dit("efface tout")
    assert [m["de"] for m in visiteur.dit("oui").corps["messages"]] == ["moi"]
    visiteur.dit("efface tout")
    assert visiteur.dit("Oui, efface tout").corps["efface"] is True
    assert relais.lit(attendu.id) is None
    assert not relais.ecrit(attendu.id, "anne", "Êtes-vous là ?")
    with sqlite3.connect(visiteur.systeme.var / "registre.db") as base:
        assert visiteur.session not in "\n".join(base.iterdump())


def test_the_adviser_sees_that_the_window_is_still_open(
    visiteur: Visiteur, relais: RegistreRelais
) -> None:
    attendu = pris(visiteur, relais)
    vieillit(visiteur, "lu_le")
    avant = relais.lit(attendu.id)
    visiteur.lit()
    apres = relais.lit(attendu.id)
    assert avant and apres and avant.lu_le and apres.lu_le and apres.lu_le > avant.lu_le


def test_a_refusal_leaves_no_trace_for_advisers(visiteur: Visiteur, relais: RegistreRelais) -> None:
    visiteur.dit("je veux parler à un conseiller")
    visiteur.dit(REPRISE.non)
    assert relais.de_la_personne(visiteur.session) is None


def test_the_other_channels_offer_nothing(systeme: Systeme) -> None:
    texte = systeme.conversation().texte("je veux parler à un conseiller")
    assert texte and REPRISE.accord not in texte


def test_without_javascript_the_page_shows_the_adviser_and_asks_by_a_button(
    visiteur: Visiteur, relais: RegistreRelais
) -> None:
    attendu = pris(visiteur, relais)
    relais.ecrit(attendu.id, "anne", "Bonjour, je lis votre papier.")
    requete = urllib.request.Request(
        visiteur.systeme.url_web, headers={"Cookie": f"garde_toit={visiteur.jeton}"}
    )
    with urllib.request.urlopen(requete, timeout=60) as reponse:
        html = reponse.read().decode()
    assert "<span>Conseiller : </span>Bonjour, je lis votre papier." in html
    assert "Voir les nouveaux messages" in html and REPRISE.oui not in html.split("<form")[-1]
