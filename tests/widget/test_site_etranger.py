"""The widget inside pages of other people: brutal styles, strict policies, moved elements."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.widget.conftest import CHROMIUM, PREMIER, Installation, Visite

pytestmark = [
    pytest.mark.systeme,
    pytest.mark.navigateur,
    pytest.mark.skipif(CHROMIUM is None, reason="Il manque chromium : apt-get install chromium"),
]
BLEU, PRUNE = "rgb(11, 74, 143)", "rgb(122, 31, 92)"
# What a reader sees of a text: a page's style must change none of it.
ASPECT = """(n) => {
  const s = getComputedStyle(n);
  return [s.fontFamily, s.fontSize, s.lineHeight, s.letterSpacing, s.textTransform, s.textAlign,
    s.visibility, s.cursor, s.display, s.boxSizing];
}"""
MILIEU = """(n) => {
  const r = n.getBoundingClientRect();
  let dessus = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
  while (dessus?.shadowRoot) {
    const dedans = dessus.shadowRoot.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
    if (!dedans || dedans === dessus) break;
    dessus = dedans;
  }
  return dessus === n || n.contains(dessus);
}"""


def aspects(visite: Visite) -> dict[str, Any]:
    fenetre = visite.page.locator("garde-toit-fenetre")
    noms = ("h2", "nav button", ".bulle p", ".choix button", "#message", "form button")
    return {nom: fenetre.locator(nom).first.evaluate(ASPECT) for nom in noms}


@pytest.mark.parametrize("largeur", [360, 1280])
def test_a_brutal_page_changes_nothing(
    navigateur: Browser, installation: Installation, largeur: int
) -> None:
    vus = {}
    for chemin in ("/", "/hostile"):
        contexte = navigateur.new_context(
            viewport={"width": largeur, "height": 740}, locale="fr-FR"
        )
        visite = Visite(contexte, installation, chemin)
        bouton = visite.bouton.evaluate(ASPECT)
        cadre = visite.bouton.bounding_box()
        # Clicked where it is seen: on the screen, over the page's own banner.
        assert cadre and cadre["x"] >= 0 and cadre["y"] + cadre["height"] <= 740
        assert visite.bouton.evaluate(MILIEU)
        visite.ouvre()
        vus[chemin] = (bouton, aspects(visite))
        assert visite.champ.evaluate(MILIEU)
        visite.dit(PREMIER)
        visite.capture(f"site{chemin.replace('/', '-')}")
        assert visite.erreurs == []
        contexte.close()
    assert vus["/hostile"] == vus["/"]


def test_a_site_chooses_title_button_and_colour(
    contexte: BrowserContext, installation: Installation
) -> None:
    visite = Visite(contexte, installation, "/hostile")
    expect(visite.bouton).to_have_text("Une question ?")
    expect(visite.bouton).to_have_css("background-color", PRUNE)
    visite.ouvre()
    expect(visite.page.get_by_role("dialog", name="Le logement à Lens")).to_be_visible()
    expect(visite.page.locator("garde-toit header")).to_have_css("background-color", PRUNE)
    visite.page.get_by_role("button", name="Parler à quelqu'un").first.click()
    expect(visite.page.get_by_role("link", name="Appeler le 0805 29 62 62")).to_be_visible()


def test_a_colour_that_nobody_could_read_is_refused(
    contexte: BrowserContext, installation: Installation
) -> None:
    visite = Visite(contexte, installation, "/couleur")
    expect(visite.bouton).to_have_css("background-color", BLEU)


def test_a_policy_with_a_nonce_and_nothing_else_is_enough(
    contexte: BrowserContext, installation: Installation
) -> None:
    visite = Visite(contexte, installation, "/couleur").ouvre()
    expect(visite.dit("bonjour")).to_be_visible()
    assert visite.erreurs == []


def test_the_element_can_be_moved_and_taken_away(visite: Visite) -> None:
    """As sites of one page do: the conversation follows, then nothing goes on in the dark."""
    visite.ouvre().dit("bonjour")
    visite.page.evaluate("document.body.prepend(document.querySelector('garde-toit'))")
    expect(visite.champ).to_be_visible()
    expect(visite.reponses).to_have_count(1)
    visite.dit(PREMIER)
    visite.page.evaluate("document.querySelector('garde-toit').remove()")
    demandes: list[str] = []
    visite.page.on("request", lambda requete: demandes.append(requete.url))
    visite.page.evaluate("dispatchEvent(new Event('online'))")
    visite.page.evaluate("() => new Promise((fini) => setTimeout(fini, 0))")
    assert demandes == []


def test_a_browser_without_dialogs_keeps_the_link(
    contexte: BrowserContext, installation: Installation
) -> None:
    contexte.add_init_script("delete window.HTMLDialogElement")
    visite = Visite(contexte, installation)
    lien = visite.page.get_by_role("link", name="Aide gratuite aux locataires")
    expect(lien).to_be_visible()
    lien.click()
    expect(visite.page.get_by_role("heading", name="Garde-Toit").first).to_be_visible()
