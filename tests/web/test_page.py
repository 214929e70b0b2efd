"""The chat page in a real browser: keyboard alone, narrow screen, and without JavaScript."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route, expect

from guide.contenu import contenu
from tests.accessibilite import sans_faute
from tests.conftest import Systeme

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.systeme,
    pytest.mark.navigateur,
    pytest.mark.skipif(CHROMIUM is None, reason="Il manque chromium : apt-get install chromium"),
]
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PREMIER = "jai recu un papier de luissier pour payer mes loyers"


@pytest.fixture(scope="module")
def navigateur(pilote: Playwright) -> Iterator[Browser]:
    lance = pilote.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
    yield lance
    lance.close()


@pytest.fixture(params=[(360, 640), (1280, 800)], ids=["360 px", "1280 px"])
def page(request: pytest.FixtureRequest, navigateur: Browser, systeme: Systeme) -> Iterator[Page]:
    largeur, hauteur = request.param
    contexte = navigateur.new_context(viewport={"width": largeur, "height": hauteur})
    page = contexte.new_page()
    page.goto(systeme.url_web)
    yield page
    dossier = os.environ.get("GARDE_TOIT_CAPTURES")
    if dossier:
        page.screenshot(path=str(Path(dossier) / f"page-{largeur}.png"), full_page=True)
    contexte.close()


def test_a_conversation_by_keyboard_alone(page: Page) -> None:
    champ = page.get_by_label("Votre message")
    champ.focus()
    page.keyboard.type(PREMIER)
    page.keyboard.press("Enter")
    fil = page.get_by_role("log")
    expect(fil).to_contain_text("commandement de payer")
    expect(champ).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Je ne sais pas")).to_be_focused()
    page.keyboard.press("Enter")
    expect(fil).to_contain_text("6 semaines ou 2 mois")


def test_nothing_overflows_and_a_number_is_in_sight(page: Page) -> None:
    page.get_by_label("Votre message").fill(PREMIER)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("log")).to_contain_text("commandement de payer")
    assert contenu().telephone("sos_loyers_impayes") in page.locator("header").first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("html").get_attribute("lang") == "fr"


def test_words_typed_while_the_window_comes_are_kept(navigateur: Browser, systeme: Systeme) -> None:
    contexte = navigateur.new_context()
    page = contexte.new_page()
    retenues: list[Route] = []
    page.route("**/fenetre.js*", lambda route: retenues.append(route))
    with page.expect_request("**/fenetre.js*"):
        page.goto(systeme.url_web)
    page.get_by_label("Votre message").fill(PREMIER)
    retenues[0].continue_()
    champ = page.locator("garde-toit-fenetre").get_by_label("Votre message")
    expect(champ).to_have_value(PREMIER)
    expect(champ).to_be_focused()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("log")).to_contain_text("commandement de payer")
    contexte.close()


def test_every_target_is_large_enough(page: Page) -> None:
    expect(page.get_by_label("Votre message")).to_be_visible()
    for bouton in page.locator("button:visible").all():
        cadre = bouton.bounding_box()
        assert cadre and cadre["height"] >= 44


def test_the_history_is_there_after_a_reload(page: Page) -> None:
    page.get_by_label("Votre message").fill("bonjour")
    page.keyboard.press("Enter")
    expect(page.locator(".reponse")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("region", name="Conversation")).to_contain_text("bonjour")
    expect(page.locator(".reponse")).to_have_count(1)


def test_the_form_works_without_javascript(navigateur: Browser, systeme: Systeme) -> None:
    contexte = navigateur.new_context(java_script_enabled=False)
    page = contexte.new_page()
    page.goto(systeme.url_web)
    page.get_by_label("Votre message").fill(PREMIER)
    page.get_by_role("button", name="Envoyer").click()
    assert "commandement de payer" in page.content()
    contexte.close()


def test_axe_finds_nothing_on_our_pages(navigateur: Browser, systeme: Systeme) -> None:
    contexte = navigateur.new_context(viewport={"width": 320, "height": 640}, locale="fr-FR")
    page = contexte.new_page()
    page.goto(systeme.url_web)
    expect(page.get_by_text("Bonjour. Je suis Garde-Toit")).to_be_visible()
    sans_faute(page, "page", sauf=())
    page.goto(f"{systeme.url_web}/echeance.html?regle=commandement_payer&depuis=2026-11-05")
    sans_faute(page, "date à imprimer", sauf=())
    page.goto(f"{systeme.url_web}/echeance.html?regle=commandement_payer&depuis=2020-01-05")
    sans_faute(page, "refus", sauf=())
    # The plain form, as it is without our script.
    page.route("**/garde-toit.js", lambda route: route.abort())
    page.goto(systeme.url_web)
    page.get_by_label("Votre message").fill(PREMIER)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("log")).to_contain_text("commandement de payer")
    sans_faute(page, "formulaire", sauf=())
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    contexte.close()
