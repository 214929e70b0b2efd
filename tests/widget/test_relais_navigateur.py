"""A hand-over with two browsers: a tenant on another origin, an adviser at the console."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from guide.contenu import contenu
from registre import Comptes
from tests.widget.conftest import CAPTURES, CHROMIUM, Installation, Visite

pytestmark = [
    pytest.mark.systeme,
    pytest.mark.navigateur,
    pytest.mark.skipif(CHROMIUM is None, reason="Il manque chromium : apt-get install chromium"),
]
REPRISE = contenu().operateur.reprise
MOT_DE_PASSE = "un mot de passe long"
PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def comptes(installation: Installation) -> None:
    crees = Comptes(installation.registre())
    for identifiant in ("anne", "marc"):
        crees.cree(identifiant, identifiant.title(), "conseiller", MOT_DE_PASSE)


@pytest.fixture
def anne(navigateur: Browser, installation: Installation, comptes: None) -> Iterator[Page]:
    yield from _conseiller(navigateur, installation, "anne")


@pytest.fixture
def marc(navigateur: Browser, installation: Installation, comptes: None) -> Iterator[Page]:
    yield from _conseiller(navigateur, installation, "marc")


def _conseiller(
    navigateur: Browser, installation: Installation, identifiant: str
) -> Iterator[Page]:
    """An adviser, logged in and free, in a browser of his own."""
    contexte = navigateur.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    contexte.set_default_timeout(PATIENCE_MS)
    page = contexte.new_page()
    sonde = installation.processus("console des conseillers").sonde
    page.goto(sonde.replace("/sante", "/relais"))
    page.get_by_label("Identifiant").fill(identifiant)
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.keyboard.press("Enter")
    disponible = page.get_by_role("button", name="Je suis disponible")
    disponible.or_(page.get_by_role("button", name="Je suis en appel")).wait_for()
    if disponible.is_visible():
        disponible.press("Enter")
    expect(page.get_by_text("Vous êtes disponible")).to_be_visible()
    yield page
    contexte.close()


def capture(page: Page, nom: str) -> None:
    if CAPTURES:
        page.screenshot(path=str(Path(CAPTURES) / f"{nom}.png"))


def sans_faute(page: Page, dans: str = "html") -> None:
    trouve = Axe().run(page, context=dans)
    assert trouve.violations_count == 0, trouve.generate_report()


def accepte(visite: Visite) -> None:
    """A tenant with a paper asks for a human in the window, and agrees."""
    visite.ouvre().dit("j'ai reçu un commandement de payer le 5 octobre")
    expect(visite.dit("je veux parler à un conseiller")).to_contain_text(REPRISE.accord)
    deja = visite.reponses.count()
    visite.page.get_by_role("button", name=REPRISE.oui).click()
    expect(visite.attend(deja)).to_contain_text(REPRISE.attente)
    expect(visite.page.get_by_text("Les conseillers sont prévenus.")).to_be_visible()


def prend(page: Page) -> None:
    """The adviser opens the newest waiting conversation and takes it, by keyboard."""
    page.locator("#attendus a").last.press("Enter")
    page.get_by_role("button", name="Prendre cette conversation").press("Enter")
    expect(page.get_by_label("Votre message à la personne")).to_be_focused()


def test_a_hand_over_from_the_request_to_the_bot_again(visite: Visite, anne: Page) -> None:
    locataire = visite.page
    expect(anne.get_by_text("Personne n'attend.")).to_be_visible()
    accepte(visite)

    # The list comes by itself, is announced, and leaves the focus where it is.
    attendue = anne.locator("#attendus a", has_text="Commandement de payer")
    expect(attendue).to_be_visible(timeout=PATIENCE_MS)
    expect(anne.get_by_role("status")).to_have_text("Une conversation attend un conseiller.")
    sans_faute(anne)
    capture(anne, "relais-liste-1280")
    attendue.press("Enter")
    expect(anne.get_by_role("log")).to_contain_text("j'ai reçu un commandement de payer")
    expect(anne.locator("#resume")).to_contain_text("Date à retenir")
    sans_faute(anne)
    anne.get_by_role("button", name="Prendre cette conversation").press("Enter")
    ecrire = anne.get_by_label("Votre message à la personne")
    expect(ecrire).to_be_focused()
    expect(anne.get_by_role("status", include_hidden=True)).to_have_count(1)

    expect(visite.log).to_contain_text(REPRISE.prise, timeout=PATIENCE_MS)
    expect(locataire.get_by_text("Un conseiller vous lit.")).to_be_visible()

    anne.keyboard.type("Bonjour, je suis Anne. Avez-vous le papier ?")
    anne.keyboard.press("Control+Enter")
    expect(ecrire).to_have_value("")
    expect(ecrire).to_be_focused()
    expect(anne.locator(".dit.conseiller")).to_have_count(1)
    dit = locataire.locator(".bulle.conseiller")
    expect(dit).to_contain_text("Conseiller : Bonjour, je suis Anne.", timeout=PATIENCE_MS)
    expect(visite.log.locator(".bulle.conseiller")).to_have_count(1)

    # The bot is silent; the adviser's half-written answer and his focus stay.
    anne.keyboard.type("Prenez vot")
    reponses = visite.reponses.count()
    visite.champ.fill("oui je l'ai sous les yeux")
    visite.champ.press("Enter")
    expect(anne.get_by_role("log")).to_contain_text("sous les yeux", timeout=PATIENCE_MS)
    expect(ecrire).to_be_focused()
    expect(ecrire).to_have_value("Prenez vot")
    assert visite.reponses.count() == reponses
    capture(locataire, "relais-widget-360")

    # A danger: numbers at once for the tenant, an alert for the adviser.
    expect(visite.dit("je veux mourir")).to_contain_text("3114")
    expect(anne.locator("#danger")).to_contain_text("3114", timeout=PATIENCE_MS)
    expect(ecrire).to_have_value("Prenez vot")
    sans_faute(anne)
    sans_faute(locataire, "garde-toit")
    capture(anne, "relais-conversation-1280")
    anne.set_viewport_size({"width": 640, "height": 800})
    capture(anne, "relais-conversation-640")
    sans_faute(anne)

    anne.get_by_role("button", name="Rendre à l'assistant").press("Enter")
    expect(visite.log).to_contain_text(REPRISE.rendue, timeout=PATIENCE_MS)
    expect(locataire.get_by_text("Un conseiller vous lit.")).to_have_count(0)
    visite.dit("c'est quoi le FSL ?")
    assert visite.erreurs == []


def test_two_advisers_and_one_has_it(visite: Visite, anne: Page, marc: Page) -> None:
    accepte(visite)
    for page in (anne, marc):
        page.locator("#attendus a").last.press("Enter")
        expect(page.get_by_role("button", name="Prendre cette conversation")).to_be_visible()
    anne.get_by_role("button", name="Prendre cette conversation").press("Enter")
    expect(anne.get_by_label("Votre message à la personne")).to_be_focused()
    expect(marc.get_by_text(re.compile("Un collègue"))).to_be_visible(timeout=PATIENCE_MS)
    anne.get_by_role("button", name="Rendre à l'assistant").press("Enter")


def test_the_tenant_erases_everything_while_the_adviser_writes(visite: Visite, anne: Page) -> None:
    accepte(visite)
    prend(anne)
    anne.keyboard.type("Je vous réponds tout de suite")
    visite.page.get_by_role("button", name="Réglages").click()
    visite.page.get_by_role("button", name="Effacer ma conversation").click()
    visite.page.get_by_role("button", name="Oui, tout effacer").click()
    expect(anne.get_by_text(re.compile("a effacé la conversation"))).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(anne.get_by_label("Votre message à la personne")).to_have_value(
        "Je vous réponds tout de suite"
    )
    expect(visite.page.get_by_text("Un conseiller vous lit.")).to_have_count(0)


def test_the_tenant_gives_the_bot_back_by_a_button(visite: Visite, anne: Page) -> None:
    accepte(visite)
    prend(anne)
    expect(visite.page.get_by_text("Un conseiller vous lit.")).to_be_visible(timeout=PATIENCE_MS)
    visite.page.get_by_role("button", name="Revenir au robot").click()
    expect(visite.log).to_contain_text(REPRISE.quittee)
    expect(anne.get_by_text(re.compile("rendue à l'assistant"))).to_be_visible(timeout=PATIENCE_MS)


def test_the_help_offers_to_write_to_an_adviser(visite: Visite, comptes: None) -> None:
    visite.ouvre().dit("bonjour")
    visite.page.get_by_role("button", name="Parler à quelqu'un").first.click()
    deja = visite.reponses.count()
    visite.page.get_by_role("button", name="Écrire à un conseiller").click()
    expect(visite.attend(deja)).to_contain_text(REPRISE.accord)
