"""The console in a real browser on the real system, mostly by keyboard alone."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from registre import Appels, Comptes, Registre
from registre.comptes import ESSAIS, sessions
from tests.conftest import Systeme
from tests.console.conftest import MOT_DE_PASSE

CHROMIUM = shutil.which("chromium")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CAPTURES = os.environ.get("GARDE_TOIT_CAPTURES")
MOTS = (
    "Elle habite Carvin, l'huissier lui a donné un commandement de payer le 2 novembre, "
    "elle doit 1800 euros, bail de 2019"
)
REGLES_AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.systeme,
    pytest.mark.navigateur,
    pytest.mark.skipif(CHROMIUM is None, reason="Il manque chromium : apt-get install chromium"),
]


@pytest.fixture(scope="module")
def registre_du_systeme(systeme: Systeme) -> Registre:
    """The register of the running console, with an account for each test that needs its own."""
    trouve = Registre(f"sqlite:///{systeme.var / 'registre.db'}")
    comptes = Comptes(trouve)
    comptes.cree("ana", "Ana Conseil", "conseiller", MOT_DE_PASSE)
    comptes.cree("bob", "Bob Conseil", "conseiller", MOT_DE_PASSE)
    comptes.cree("eve", "Eve Bloquée", "conseiller", MOT_DE_PASSE)
    comptes.cree("sam", "Sam Suivi", "superviseur", MOT_DE_PASSE)
    return trouve


@pytest.fixture(scope="module")
def navigateur() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        lance = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield lance
        lance.close()


class Poste:
    """An adviser's browser; what the browser reports as an error fails the test."""

    def __init__(self, contexte: BrowserContext, url: str) -> None:
        self.contexte, self.url = contexte, url
        self.page: Page = contexte.new_page()
        self.erreurs: list[str] = []
        self.page.on("pageerror", lambda erreur: self.erreurs.append(str(erreur)))

    @property
    def mots(self) -> Locator:
        return self.page.get_by_role("textbox", name="Les mots de l'appelant")

    @property
    def dates(self) -> Locator:
        return self.page.locator("#dates")

    def tape(self, *touches: str) -> None:
        for touche in touches:
            self.page.keyboard.press(touche)

    def entre(self, identifiant: str, mot_de_passe: str = MOT_DE_PASSE) -> Poste:
        """Log in by keyboard: the name's field has the focus."""
        self.page.goto(self.url)
        expect(self.page.get_by_label("Identifiant")).to_be_focused()
        self.page.keyboard.type(identifiant)
        self.tape("Tab")
        self.page.keyboard.type(mot_de_passe)
        self.tape("Enter")
        return self

    def nouvel_appel(self) -> str:
        """A new call by keyboard; its code."""
        expect(self.page.get_by_role("button", name="Commencer")).to_be_focused()
        self.tape("Enter")
        expect(self.mots).to_be_focused()
        return self.page.url.rsplit("/", 1)[1]

    def dit(self, mots: str) -> None:
        """Type what the caller says, and wait for what it gives."""
        with self.page.expect_response(lambda r: r.url.endswith("/texte") and r.ok):
            self.page.keyboard.type(mots)
        expect(self.page.locator("#etat")).to_contain_text("Enregistré")

    def capture(self, nom: str, entiere: bool = False) -> None:
        if CAPTURES:
            largeur = (self.page.viewport_size or {"width": 0})["width"]
            chemin = Path(CAPTURES) / f"console-{nom}-{largeur}.png"
            self.page.screenshot(path=str(chemin), full_page=entiere)


@pytest.fixture
def ouvre_poste(
    navigateur: Browser, systeme: Systeme, registre_du_systeme: Registre
) -> Iterator[object]:
    """Browsers on the console; none may end with an error of a script."""
    postes: list[Poste] = []

    def ouvre(largeur: int = 1280) -> Poste:
        contexte = navigateur.new_context(
            viewport={"width": largeur, "height": 900}, locale="fr-FR", accept_downloads=True
        )
        contexte.set_default_timeout(30_000)
        expect.set_options(timeout=15_000)
        postes.append(Poste(contexte, systeme.url_console))
        return postes[-1]

    yield ouvre
    erreurs = [erreur for poste in postes for erreur in poste.erreurs]
    for poste in postes:
        poste.contexte.close()
    expect.set_options(timeout=5_000)
    assert erreurs == []


def test_a_call_from_first_words_to_pdf_by_keyboard_alone(ouvre_poste, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    poste = ouvre_poste().entre("ana")
    page = poste.page
    poste.nouvel_appel()
    poste.dit(MOTS)
    choix = page.get_by_label("Étape de la procédure")
    expect(choix).to_have_value("commandement_payer")
    expect(page.locator("#etape")).to_contain_text("sûr à")
    expect(page.locator("[data-touche]")).to_have_count(2)
    expect(poste.dates).to_contain_text("lundi 14 décembre 2026")
    expect(poste.dates).to_contain_text("jeudi 31 décembre 2026")
    expect(page.get_by_label("Commune", exact=True)).to_have_value("Carvin")
    expect(poste.mots).to_be_focused()
    poste.capture("appel", entiere=True)

    # One key corrects the stage, the focus stays; the list of stages brings it back.
    autre = page.locator("[data-touche=F8]")
    nom = (autre.text_content() or "").split("F8")[1].strip()
    poste.tape("F8")
    expect(page.locator("#fiche-titre")).to_contain_text(re.sub(r"\s+(moins|\d).*", "", nom))
    expect(page.locator("#etape")).to_contain_text("choisie par vous")
    expect(poste.mots).to_be_focused()
    poste.tape("Control+2")
    expect(choix).to_be_focused()
    page.keyboard.type("Commandement de payer")
    expect(page.locator("#fiche-titre")).to_contain_text("Commandement de payer")
    expect(poste.dates).to_contain_text("lundi 14 décembre 2026")

    # A fact typed as one says it.
    for _ in range(6):
        poste.tape("Tab")
        if page.evaluate("document.activeElement.id") == "fait-date_acte":
            break
    expect(page.get_by_label("Date de l'acte")).to_be_focused()
    poste.tape("Control+A")
    page.keyboard.type("3 novembre")
    poste.tape("Tab")
    expect(page.locator("#lu-date_acte")).to_have_text("mardi 3 novembre 2026")
    expect(poste.dates).to_contain_text("mardi 15 décembre 2026")

    # Every part of the screen by its key.
    for rang, ancre in enumerate(("mots", "etape-choix", "dates", "lire", "fiche", "contacts"), 1):
        poste.tape(f"Control+{rang}")
        expect(page.locator(f"#{ancre}")).to_be_focused()

    # The tabs of the fiche.
    poste.tape("Control+5", "Tab")
    premier = page.get_by_role("tab", name="À faire")
    expect(premier).to_be_focused()
    poste.tape("End")
    expect(page.get_by_role("tabpanel")).to_contain_text("Le guide disait")
    poste.tape("Home")
    expect(premier).to_have_attribute("aria-selected", "true")

    # Teach-back.
    poste.tape("Control+7")
    expect(page.locator("#verifier")).to_be_focused()
    poste.tape("Tab")
    with page.expect_response(lambda r: r.url.endswith("/verification") and r.ok):
        poste.tape("ArrowLeft")
    expect(page.locator("#v-avant_quand-a_revoir")).to_be_checked()

    # Notes, the word for the caller, the PDF.
    poste.tape("Control+9")
    expect(page.get_by_label("Notes du conseiller")).to_be_focused()
    page.keyboard.type("Rappeler le bailleur")
    poste.tape("Tab")
    with page.expect_response(lambda r: r.url.endswith("/notes") and r.ok):
        page.keyboard.type("Bon courage, je reste joignable.")
    poste.tape("Tab")
    expect(page.get_by_role("link", name="PDF")).to_be_focused()
    with page.expect_download() as telecharge:
        poste.tape("Enter")
    fichier = tmp_path / "resume.pdf"
    telecharge.value.save_as(fichier)
    assert fichier.read_bytes().startswith(b"%PDF")

    # Nothing is lost: the screen opened again shows all of it.
    page.reload()
    expect(poste.mots).to_have_value(MOTS)
    expect(page.get_by_label("Notes du conseiller")).to_have_value("Rappeler le bailleur")
    expect(page.locator("#v-avant_quand-a_revoir")).to_be_checked()
    expect(page.get_by_label("Date de l'acte")).to_have_value("3 novembre")


def test_keys_can_be_switched_off_and_letters_do_nothing(ouvre_poste) -> None:  # type: ignore[no-untyped-def]
    poste = ouvre_poste().entre("ana")
    poste.nouvel_appel()
    poste.tape("Control+9")
    expect(poste.page.get_by_label("Notes du conseiller")).to_be_focused()
    for touche in ("Alt+1", "Control+Alt+1", "Shift+F2"):
        poste.tape(touche)
        expect(poste.page.get_by_label("Notes du conseiller")).to_be_focused()
    poste.page.get_by_label("Touches actives sur ce poste").uncheck()
    poste.page.get_by_label("Notes du conseiller").focus()
    poste.tape("F2")
    expect(poste.page.get_by_label("Notes du conseiller")).to_be_focused()
    poste.page.reload()
    expect(poste.page.get_by_label("Touches actives sur ce poste")).not_to_be_checked()


def test_a_danger_in_the_words_shows_its_numbers_first(ouvre_poste) -> None:  # type: ignore[no-untyped-def]
    poste = ouvre_poste().entre("ana")
    poste.nouvel_appel()
    poste.dit("mon mari me frappe et on a 3 loyers de retard")
    expect(poste.dates).to_contain_text("Violences.")
    expect(poste.dates).to_contain_text("3919")
    expect(poste.dates.locator("h2")).to_contain_text("Urgent")


def test_rasa_stopped_in_the_middle_of_a_call(ouvre_poste, systeme: Systeme) -> None:  # type: ignore[no-untyped-def]
    poste = ouvre_poste().entre("ana")
    page = poste.page
    poste.nouvel_appel()
    poste.dit(MOTS)
    expect(page.get_by_role("note")).to_have_count(0)
    rasa = next(un for un in systeme.maison.processus if un.nom == "Rasa")
    rasa.arrete()
    try:
        poste.dit(", et je pense que c'est trop tard")
        expect(page.locator("#etape")).to_contain_text("La compréhension du texte est arrêtée.")
        expect(poste.mots).to_have_value(MOTS + ", et je pense que c'est trop tard")
        poste.capture("sans-rasa")
        page.get_by_label("Étape de la procédure").select_option("decision")
        expect(page.locator("#fiche-titre")).to_contain_text("Décision")
        expect(page.locator("#contacts")).to_contain_text("Carvin")
        page.goto(f"{systeme.url_console}/calcul?regle=commandement_payer&depuis=5+octobre")
        expect(page.locator(".lecture").first).to_contain_text("lundi 16 novembre 2026")
        page.goto(f"{systeme.url_console}/annuaire?commune=Carvin")
        expect(page.locator(".contacts")).to_contain_text("03 21 74 76 02")
        page.goto(f"{systeme.url_console}/glossaire?mot=FSL")
        expect(page.locator("main")).to_contain_text("fonds de solidarité")
        page.goto(systeme.url_console)
        expect(page.get_by_role("note")).to_contain_text("La compréhension du texte est arrêtée.")
    finally:
        systeme.maison.relance(rasa)
    page.goto(systeme.url_console)
    expect(page.get_by_role("note")).to_have_count(0)
    poste.nouvel_appel()
    poste.dit("jai recu un papier de luissier pour payer mes loyers")
    expect(page.locator("#etape")).to_contain_text("sûr à")


def test_a_session_that_ends_while_typing_loses_nothing(  # type: ignore[no-untyped-def]
    ouvre_poste, registre_du_systeme: Registre
) -> None:
    poste = ouvre_poste().entre("ana")
    page = poste.page
    code = poste.nouvel_appel()
    with registre_du_systeme.ecriture() as connexion:
        connexion.execute(sessions.delete())
    page.keyboard.type(MOTS)
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text("Votre session est terminée")
    poste.capture("session")
    dialogue.get_by_label("Mot de passe").fill("faux faux faux")
    poste.tape("Enter")
    expect(dialogue.get_by_role("alert")).to_contain_text("faux")
    dialogue.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    with page.expect_response(lambda r: r.url.endswith("/texte") and r.ok):
        poste.tape("Enter")
    expect(dialogue).to_be_hidden()
    expect(poste.mots).to_have_value(MOTS)
    expect(poste.dates).to_contain_text("lundi 14 décembre 2026")
    appel = Appels(registre_du_systeme).trouve(code)
    assert appel is not None and appel.texte == MOTS


def test_a_wrong_password_then_the_lock(ouvre_poste) -> None:  # type: ignore[no-untyped-def]
    poste = ouvre_poste()
    for _ in range(ESSAIS):
        poste.entre("eve", "pas le bon du tout")
        expect(poste.page.get_by_role("alert")).to_contain_text("Identifiant ou mot de passe faux.")
    poste.entre("eve")
    expect(poste.page.get_by_role("alert")).to_contain_text("se bloque 15 minutes")
    assert poste.contexte.cookies() == []


def test_a_stolen_cookie(ouvre_poste) -> None:  # type: ignore[no-untyped-def]
    poste, voleur = ouvre_poste().entre("ana"), ouvre_poste()
    expect(poste.page.get_by_role("button", name="Commencer")).to_be_visible()
    (temoin,) = poste.contexte.cookies()
    assert temoin["httpOnly"] is True and temoin["sameSite"] == "Strict"
    assert temoin["expires"] == -1, "ended with the browser"
    assert poste.page.evaluate("document.cookie") == ""
    poste.page.get_by_role("button", name="Se déconnecter").click()
    expect(poste.page.get_by_label("Identifiant")).to_be_visible()
    voleur.contexte.add_cookies([temoin])
    voleur.page.goto(voleur.url)
    expect(voleur.page.get_by_label("Identifiant")).to_be_visible()


def test_another_site_can_do_nothing_in_the_advisers_name(  # type: ignore[no-untyped-def]
    ouvre_poste, registre_du_systeme: Registre
) -> None:
    poste = ouvre_poste().entre("ana")
    code = poste.nouvel_appel()
    piege = (
        f'<form method="post" action="{poste.url}/appel/{code}/effacer">'
        '<input name="jeton" value="x"><button>Gagner</button></form>'
    )
    poste.page.route(
        "http://ailleurs.test/",
        lambda route: route.fulfill(body=piege, content_type="text/html; charset=utf-8"),
    )
    poste.page.goto("http://ailleurs.test/")
    with poste.page.expect_response(lambda r: r.url.endswith("/effacer")) as reponse:
        poste.page.get_by_role("button", name="Gagner").click()
    assert reponse.value.status in (303, 403)
    assert Appels(registre_du_systeme).trouve(code) is not None


def test_another_advisers_file(ouvre_poste) -> None:  # type: ignore[no-untyped-def]
    poste, autre = ouvre_poste().entre("ana"), ouvre_poste().entre("bob")
    code = poste.nouvel_appel()
    expect(autre.page.get_by_role("button", name="Commencer")).to_be_visible()
    autre.page.goto(f"{autre.url}/appel/{code}")
    expect(autre.page.get_by_role("main")).to_contain_text("Ce dossier est suivi par Ana Conseil")
    # Once handed over, it is his.
    poste.page.get_by_text("Transmettre à un collègue").click()
    poste.page.get_by_label("Collègue").select_option(label="Bob Conseil")
    poste.page.get_by_role("button", name="Transmettre").click()
    expect(poste.page.get_by_role("button", name="Commencer")).to_be_visible()
    autre.page.get_by_role("link", name="Revenir à l'accueil").click()
    autre.page.get_by_label("Retrouver un dossier par son code").fill(f"{code[:3]} {code[3:]}")
    autre.tape("Enter")
    expect(autre.page.get_by_role("heading", level=1)).to_contain_text(code[:3])


def test_what_is_being_typed_in_a_field_is_not_replaced(ouvre_poste) -> None:  # type: ignore[no-untyped-def]
    poste = ouvre_poste().entre("ana")
    page = poste.page
    poste.nouvel_appel()
    retenu: list[object] = []
    page.route("**/texte", lambda route: retenu.append(route))
    with page.expect_request(lambda r: r.url.endswith("/texte")):
        page.keyboard.type(MOTS)
    champ = page.get_by_label("Commune", exact=True)
    champ.focus()
    page.keyboard.type("Len")
    with page.expect_response(lambda r: r.url.endswith("/texte")):
        retenu[0].continue_()  # type: ignore[attr-defined]
    expect(poste.dates).to_contain_text("lundi 14 décembre 2026")
    expect(champ).to_have_value("Len")
    page.keyboard.type("s")
    poste.tape("Tab")
    expect(page.locator("#contacts-titre")).to_contain_text("Lens")
    expect(poste.dates).to_contain_text("lundi 14 décembre 2026")


PAGES = {
    "accueil": "/",
    "fiches": "/fiches?etape=commandement_payer",
    "calcul": "/calcul?regle=commandement_payer&depuis=5+octobre&bail=2019",
    "annuaire": "/annuaire?commune=Carvin",
    "glossaire": "/glossaire?mot=FSL",
    "introuvable": "/dossier?code=AAAAAA",
    "refus": "/rien",
}


def fautes_d_axe(page: Page) -> list[tuple[str, list[str]]]:
    resultat = Axe().run(page, options={"runOnly": REGLES_AXE})
    return [
        (faute["id"], [noeud["html"][:120] for noeud in faute["nodes"]])
        for faute in resultat.response["violations"]
    ]


def tient_dans_la_largeur(page: Page) -> bool:
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


def verifie(poste: Poste, nom: str, axe: bool = True) -> None:
    """Nothing for axe, nothing wider than the window; keep a picture when asked."""
    assert tient_dans_la_largeur(poste.page), nom
    if axe:
        assert fautes_d_axe(poste.page) == [], nom
    poste.capture(nom, entiere=True)


@pytest.mark.parametrize("largeur", [1280, 640, 320])
def test_axe_finds_nothing_and_the_width_holds(ouvre_poste, largeur: int) -> None:  # type: ignore[no-untyped-def]
    # The layout changes once: what axe sees at 640 px it sees at 320.
    axe = largeur > 320
    poste = ouvre_poste(largeur)
    poste.page.goto(poste.url)
    verifie(poste, "connexion", axe)
    poste.entre("ana")
    poste.nouvel_appel()
    poste.dit(MOTS + ", et mon mari me frappe, je suis sous curatelle")
    for details in poste.page.locator("details").all():
        details.evaluate("d => { d.open = true; }")
    verifie(poste, "tout-ouvert", axe)
    poste.page.goto(f"{poste.page.url}/resume")
    verifie(poste, "resume", axe)
    for nom, chemin in PAGES.items():
        poste.page.goto(f"{poste.url}{chemin}")
        verifie(poste, nom, axe=largeur == 1280)
    suivi = ouvre_poste(largeur).entre("sam")
    expect(suivi.page.get_by_role("button", name="Commencer")).to_be_visible()
    for nom, chemin in (("suivi", "/suivi"), ("journal", "/suivi/journal")):
        suivi.page.goto(f"{suivi.url}{chemin}")
        verifie(suivi, nom, axe=largeur == 1280)
