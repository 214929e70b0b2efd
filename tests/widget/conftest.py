"""A whole installation for the widget, a town hall's page on another origin, a real browser."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from registre import Fil, Registre
from tests.conftest import AUJOURDHUI, JETON, RACINE, port_libre

PAGES = Path(__file__).parent / "pages"
CHROMIUM = shutil.which("chromium")
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
# Several processes share the machine of the tests.
expect.set_options(timeout=20_000)
CAPTURES = os.environ.get("GARDE_TOIT_CAPTURES")


@dataclass
class Installation:
    """Our servers, and a site that embeds the widget from another origin."""

    url_web: str
    url_site: str
    var: Path
    maison: Any

    def processus(self, nom: str) -> Any:
        return next(un for un in self.maison.processus if un.nom == nom)

    def registre(self) -> Registre:
        return Registre(f"sqlite:///{self.var / 'registre.db'}")


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    from serveur.processus import Maison
    from serveur.reglages import lit_reglages

    var = tmp_path_factory.mktemp("var-widget")
    port_web, port_site = port_libre(), port_libre()
    url_web, url_site = f"http://127.0.0.1:{port_web}", f"http://127.0.0.1:{port_site}"
    reglage = {
        "GARDE_TOIT_AUJOURDHUI": AUJOURDHUI,
        "GARDE_TOIT_VAR": str(var),
        "GARDE_TOIT_PORT_RASA": str(port_libre()),
        "GARDE_TOIT_PORT_ACTIONS": str(port_libre()),
        "GARDE_TOIT_PORT_WEB": str(port_web),
        "GARDE_TOIT_PORT_CONSOLE": str(port_libre()),
        "GARDE_TOIT_ORIGINES": f"{url_web},{url_site}",
        "GARDE_TOIT_DEBITS": "600/hour,600/minute,60/minute,600/minute",
        "RASA_TOKEN": JETON,
    }
    with pytest.MonkeyPatch.context() as environnement:
        for nom, valeur in reglage.items():
            environnement.setenv(nom, valeur)
        reglages = lit_reglages()
        maison = Maison(reglages, reglages.dossier_modeles / "garde-toit.tar.gz")
    with maison, _site(port_site, url_web):
        maison.demarre(dit=False)
        yield Installation(url_web, url_site, var, maison)


def _pages(serveur: str) -> dict[str, tuple[str, str]]:
    """Pages of other sites by path: their HTML, and their content security policy."""
    stricte = (
        f"default-src 'none'; script-src {serveur}; connect-src {serveur}; "
        f"img-src data: {serveur}; require-trusted-types-for 'script'; trusted-types lit-html"
    )
    a_jeton = (
        "default-src 'none'; script-src 'nonce-abc123' 'strict-dynamic'; base-uri 'none'; "
        f"object-src 'none'; connect-src {serveur}; img-src data: {serveur}"
    )
    pages = {
        "/": (RACINE / "web" / "gabarits" / "demo.html", stricte),
        "/hostile": (PAGES / "hostile.html", ""),
        "/couleur": (PAGES / "couleur.html", a_jeton),
    }
    return {
        chemin: (
            fichier.read_text(encoding="utf-8").replace("{{ serveur }}", serveur),
            politique,
        )
        for chemin, (fichier, politique) in pages.items()
    }


class _site:
    """Somebody else's site: the demonstration page and rougher ones."""

    def __init__(self, port: int, serveur: str) -> None:
        pages = _pages(serveur)

        class Page(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                corps, politique = pages.get(self.path, ("", ""))
                self.send_response(200 if corps else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if politique:
                    self.send_header("Content-Security-Policy", politique)
                self.end_headers()
                self.wfile.write(corps.encode())

            def log_message(self, *_tout: object) -> None:
                pass

        self._serveur = ThreadingHTTPServer(("127.0.0.1", port), Page)

    def __enter__(self) -> None:
        threading.Thread(target=self._serveur.serve_forever, daemon=True).start()

    def __exit__(self, *_erreur: object) -> None:
        self._serveur.shutdown()
        self._serveur.server_close()


@pytest.fixture(scope="session")
def pilote() -> Iterator[Playwright]:
    with sync_playwright() as lance:
        yield lance


@pytest.fixture(scope="session")
def navigateur(pilote: Playwright) -> Iterator[Browser]:
    lance = pilote.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
    yield lance
    lance.close()


@pytest.fixture(scope="session")
def grandes_lettres(pilote: Playwright) -> Iterator[Browser]:
    """A browser whose reader chose letters twice as large."""
    options = [*OPTIONS, "--blink-settings=defaultFontSize=32"]
    lance = pilote.chromium.launch(executable_path=CHROMIUM, args=options)
    yield lance
    lance.close()


@pytest.fixture
def contexte(navigateur: Browser) -> Iterator[BrowserContext]:
    cree = navigateur.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR")
    cree.set_default_timeout(20_000)
    yield cree
    cree.close()


@pytest.fixture
def visite(contexte: BrowserContext, installation: Installation) -> Visite:
    return Visite(contexte, installation)


class Visite:
    """A tab on the foreign site; any error that the browser reports fails the test."""

    def __init__(
        self, contexte: BrowserContext, installation: Installation, chemin: str = "/"
    ) -> None:
        self.page: Page = contexte.new_page()
        self.erreurs: list[str] = []
        self.page.on("pageerror", lambda erreur: self.erreurs.append(str(erreur)))
        self.page.on(
            "console",
            lambda dit: self.erreurs.append(dit.text) if "Security Policy" in dit.text else None,
        )
        self.page.goto(f"{installation.url_site}{chemin}")

    @property
    def bouton(self) -> Locator:
        return self.page.locator("garde-toit .coin > button")

    @property
    def champ(self) -> Locator:
        return self.page.get_by_label("Votre message")

    @property
    def reponses(self) -> Locator:
        return self.page.locator(".reponse")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    def ouvre(self) -> Visite:
        self.bouton.click()
        expect(self.champ).to_be_visible()
        expect(self.page.get_by_text("Bonjour. Je suis Garde-Toit")).to_be_visible()
        return self

    def dit(self, texte: str) -> Locator:
        """Type a message; the answer."""
        deja = self.reponses.count()
        self.champ.fill(texte)
        self.champ.press("Enter")
        return self.attend(deja)

    def attend(self, deja: int) -> Locator:
        reponse = self.reponses.nth(deja)
        expect(reponse).to_be_visible(timeout=20_000)
        expect(self.page.locator(".points")).to_have_count(0)
        return reponse

    def capture(self, nom: str) -> None:
        if CAPTURES:
            largeur = (self.page.viewport_size or {"width": 0})["width"]
            self.page.screenshot(path=str(Path(CAPTURES) / f"{nom}-{largeur}.png"))


def session_de(installation: Installation, visite: Visite) -> str:
    jeton = visite.page.evaluate(
        "() => Object.values(localStorage).map((t) => JSON.parse(t).jeton).find(Boolean)"
    )
    personne = Fil(installation.registre()).personne(jeton)
    assert personne is not None
    return personne
