"""States that a calm conversation does not show: nothing answers, a refusal, a phone's keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from channels.garde import phrase
from registre import Fil
from tests.accessibilite import sans_faute
from tests.widget.conftest import CHROMIUM, PREMIER, Installation, Visite, session_de

pytestmark = [
    pytest.mark.systeme,
    pytest.mark.navigateur,
    pytest.mark.skipif(CHROMIUM is None, reason="Il manque chromium : apt-get install chromium"),
]
NUMERO = "0 805 160 075"


def coupe(route: Route) -> None:
    route.abort("connectionrefused")


def test_a_window_that_cannot_load_says_so_and_can_be_tried_again(
    visite: Visite, contexte: BrowserContext
) -> None:
    contexte.route("**/fenetre.js*", coupe)
    visite.bouton.click()
    alerte = visite.page.get_by_role("alert")
    expect(alerte).to_contain_text("Garde-Toit ne répond pas")
    expect(alerte.get_by_role("link", name=NUMERO)).to_have_attribute("href", "tel:0805160075")
    sans_faute(visite.page, "fenêtre en panne")
    contexte.unroute("**/fenetre.js*")
    visite.ouvre()
    expect(alerte.filter(has_text="Garde-Toit ne répond pas")).to_have_count(0)


def test_a_server_that_is_down_at_opening_is_said_and_comes_back(
    visite: Visite, contexte: BrowserContext
) -> None:
    contexte.route("**/*.json", coupe)
    visite.bouton.click()
    alerte = visite.page.get_by_role("alert").last
    expect(alerte).to_contain_text("Garde-Toit ne répond pas. Je réessaie.")
    expect(alerte.get_by_role("link", name=NUMERO)).to_be_visible()
    expect(visite.champ).to_be_visible()
    contexte.unroute("**/*.json")
    visite.page.get_by_role("button", name="Réessayer maintenant").click()
    expect(visite.page.get_by_text("Bonjour. Je suis Garde-Toit")).to_be_visible()
    expect(alerte).to_be_empty()
    mot = visite.dit(PREMIER).get_by_role("button", name="commandement de payer")
    expect(mot.first).to_be_visible()


def test_a_conversation_that_is_gone_gives_the_text_back_and_says_why(
    visite: Visite, installation: Installation
) -> None:
    visite.ouvre().dit("bonjour")
    installation.registre().efface(session_de(installation, visite))
    visite.champ.fill("j'ai une question sur mon bail")
    visite.champ.press("Enter")
    alerte = visite.page.get_by_role("alert").last
    expect(alerte).to_contain_text(phrase("widget_session"))
    expect(visite.champ).to_have_value("j'ai une question sur mon bail")
    expect(visite.reponses).to_have_count(0)
    sans_faute(visite.page, "conversation perdue")
    # A later quiet reading does not take the sentence away before it is read.
    visite.page.evaluate("dispatchEvent(new Event('online'))")
    expect(alerte).to_contain_text(phrase("widget_session"))
    visite.champ.press("Enter")
    visite.attend(0)
    expect(alerte).to_be_empty()


def test_a_text_that_is_too_long_comes_back_whole(visite: Visite) -> None:
    visite.ouvre().dit("bonjour")
    long = "mon propriétaire veut me faire partir. " * 500
    visite.champ.fill(long)
    visite.champ.press("Enter")
    expect(visite.page.get_by_role("alert").last).to_contain_text(phrase("widget_trop_long"))
    expect(visite.champ).to_have_value(long.strip())
    visite.champ.fill("mon propriétaire veut me faire partir. " * 50)
    visite.champ.press("Enter")
    expect(visite.attend(1)).to_contain_text(phrase("message_long"))


def test_a_hidden_conversation_that_cannot_be_erased_stays_hidden(
    visite: Visite, contexte: BrowserContext
) -> None:
    visite.ouvre().dit(PREMIER)
    visite.page.get_by_role("button", name="Cacher").click()
    contexte.set_offline(True)
    visite.bouton.click()
    visite.page.get_by_role("button", name="L'effacer").click()
    expect(visite.page.get_by_text("Je n'ai pas pu effacer")).to_be_visible()
    sans_faute(visite.page, "cachée")
    expect(visite.page.get_by_text("commandement")).to_have_count(0)
    contexte.set_offline(False)
    visite.page.get_by_role("button", name="L'effacer").click()
    expect(visite.page.get_by_text("C'est effacé")).to_be_visible()
    expect(visite.reponses).to_have_count(0)


def test_hiding_blanks_the_other_tabs_too(
    contexte: BrowserContext, installation: Installation
) -> None:
    une, autre = Visite(contexte, installation), Visite(contexte, installation)
    une.ouvre().dit(PREMIER)
    autre.ouvre()
    expect(autre.reponses).to_have_count(1)
    une.page.get_by_role("button", name="Cacher").click()
    expect(autre.page.get_by_text("La conversation est cachée.")).to_be_visible()
    expect(autre.page.get_by_text("commandement")).to_have_count(0)


def test_typing_is_shown_while_an_answer_is_made(visite: Visite) -> None:
    visite.ouvre()
    retenues: list[Route] = []
    visite.page.route("**/webhooks/widget/message", lambda route: retenues.append(route))
    visite.champ.fill(PREMIER)
    with visite.page.expect_request("**/webhooks/widget/message"):
        visite.champ.press("Enter")
    statut = visite.page.locator(".statut")
    expect(statut).to_have_text("Garde-Toit écrit")
    expect(statut).to_have_role("status")
    expect(visite.page.locator(".bulle.moi")).to_contain_text(PREMIER)
    retenues[0].continue_()
    visite.attend(0)
    expect(statut).to_be_empty()


@pytest.fixture
def telephone(navigateur: Browser, installation: Installation) -> Any:
    """A phone: a finger, 360 px."""
    contexte = navigateur.new_context(
        viewport={"width": 360, "height": 740}, locale="fr-FR", has_touch=True, is_mobile=True
    )
    yield contexte
    contexte.close()


def test_on_a_phone_opening_does_not_call_the_keyboard(
    telephone: BrowserContext, installation: Installation
) -> None:
    visite = Visite(telephone, installation)
    visite.bouton.tap()
    expect(visite.page.get_by_role("heading", name="Garde-Toit")).to_be_focused()
    expect(visite.champ).to_be_visible()


# What the keyboard leaves; a browser without screen has no keyboard to open.
CLAVIER = """(hauteur) => {
  Object.defineProperty(visualViewport, "height", { value: hauteur, configurable: true });
  visualViewport.dispatchEvent(new Event("resize"));
}"""


def test_beside_the_keyboard_the_field_and_the_help_stay_in_sight(
    telephone: BrowserContext, installation: Installation
) -> None:
    visite = Visite(telephone, installation).ouvre()
    visite.dit(PREMIER)
    visite.champ.tap()
    visite.page.evaluate(CLAVIER, 380)
    aide = visite.page.get_by_role("button", name="Parler à quelqu'un").first
    cacher = visite.page.get_by_role("button", name="Cacher")
    expect(visite.page.locator("garde-toit dialog")).to_have_css("height", "380px")
    for bouton in (aide, cacher):
        cadre = bouton.bounding_box()
        assert cadre and cadre["y"] >= 0 and cadre["y"] + cadre["height"] <= 380
    visite.page.evaluate(CLAVIER, 740)
    expect(visite.page.locator("garde-toit dialog")).to_have_css("height", "740px")


def test_closing_with_the_phones_own_back_gives_the_button_back(visite: Visite) -> None:
    """The browser closes a modal window by itself, without asking, the second time."""
    visite.ouvre()
    visite.page.locator("garde-toit dialog").evaluate("(n) => n.close()")
    expect(visite.bouton).to_be_visible()
    expect(visite.bouton).to_be_focused()


def test_an_operators_words_wait_for_a_closed_window(
    visite: Visite, installation: Installation
) -> None:
    visite.ouvre().dit("bonjour")
    session = session_de(installation, visite)
    visite.page.keyboard.press("Escape")
    Fil(installation.registre()).depose(session, [{"text": "Bonjour, je suis Anne, conseillère."}])
    visite.bouton.click()
    expect(visite.page.locator(".bulle.conseiller")).to_contain_text("je suis Anne")


def test_an_answer_lost_on_the_way_is_shown_once(visite: Visite) -> None:
    """The server answered, the network did not bring it: the retry gets the kept answer."""
    visite.ouvre().dit("bonjour")

    def perd(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    visite.page.route("**/webhooks/widget/message", perd, times=1)
    visite.champ.fill(PREMIER)
    visite.champ.press("Enter")
    expect(visite.attend(1)).to_contain_text("commandement de payer")
    expect(visite.page.locator(".mien")).to_have_count(2)
    expect(visite.reponses).to_have_count(2)
    expect(visite.page.get_by_role("alert").last).to_be_empty()


def test_each_word_of_an_operator_is_brought_into_sight(
    visite: Visite, installation: Installation
) -> None:
    visite.ouvre().dit("bonjour")
    session = session_de(installation, visite)
    for rang in range(8):
        mots = f"Message {rang} de la conseillère. " * 6
        Fil(installation.registre()).depose(session, [{"text": mots}])
    visite.page.evaluate("dispatchEvent(new Event('online'))")
    expect(visite.page.locator(".bulle.conseiller")).to_have_count(8)
    expect(visite.page.locator(".bulle.conseiller").last).to_be_in_viewport(ratio=0.9)
