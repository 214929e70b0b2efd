"""The demonstration telephone in a real browser, over the real connector."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.systeme,
    pytest.mark.navigateur,
    pytest.mark.skipif(CHROMIUM is None, reason="Il manque chromium : apt-get install chromium"),
]


@pytest.fixture(scope="module")
def navigateur() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        lance = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield lance
        lance.close()


@pytest.fixture(params=[(360, 640), (1280, 800)], ids=["360 px", "1280 px"])
def page(request: pytest.FixtureRequest, navigateur: Browser, systeme_sms: Any) -> Iterator[Page]:
    largeur, hauteur = request.param
    page = navigateur.new_page(viewport={"width": largeur, "height": hauteur})
    page.goto(systeme_sms.reglages.api)
    yield page
    page.close()


def test_an_sms_and_its_answer_with_parts_and_cost(page: Page) -> None:
    recus = page.locator("li:not(.moi)")
    avant = recus.count()
    page.get_by_label("Votre SMS").fill("AIDE")
    page.keyboard.press("Enter")
    expect(recus).to_have_count(avant + 1, timeout=30_000)
    expect(recus.last).to_contain_text("EFFACER")
    expect(recus.last.locator("small")).to_have_text("2 parties, 0,14 €")
    expect(page.locator("#cout")).to_contain_text("parties reçues")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []


def test_a_refused_sms_is_said(page: Page, systeme_sms: Any, monkeypatch: Any) -> None:
    requete = systeme_sms.faux.requete
    monkeypatch.setattr(
        systeme_sms.faux, "requete", lambda texte: (requete(texte)[0], {"X-Twilio-Signature": "x"})
    )
    page.get_by_label("Votre SMS").fill("bonjour")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("status")).to_have_text("SMS refusé par le connecteur (403).")
