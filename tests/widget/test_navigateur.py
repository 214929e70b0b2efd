"""The widget on a page of another origin, in a real browser, against the real system."""

from __future__ import annotations

import time
import urllib.request

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from registre import Fil
from tests.accessibilite import sans_faute
from tests.widget.conftest import CHROMIUM, PREMIER, Installation, Visite, session_de

pytestmark = [
    pytest.mark.systeme,
    pytest.mark.navigateur,
    pytest.mark.skipif(CHROMIUM is None, reason="Il manque chromium : apt-get install chromium"),
]
NUMERO = "0 805 160 075"


def test_only_the_button_loads_before_it_is_opened(
    contexte: BrowserContext, installation: Installation
) -> None:
    demandes: list[str] = []
    contexte.on("request", lambda requete: demandes.append(requete.url))
    visite = Visite(contexte, installation)
    expect(visite.bouton).to_be_visible()
    assert demandes == [
        f"{installation.url_site}/",
        f"{installation.url_web}/widget/garde-toit.js",
    ]
    visite.ouvre().dit("bonjour")
    ailleurs = [
        u for u in demandes if not u.startswith((installation.url_web, installation.url_site))
    ]
    assert ailleurs == []
    assert contexte.cookies() == []
    assert visite.erreurs == []


def test_a_conversation_by_keyboard_alone(visite: Visite) -> None:
    page, clavier = visite.page, visite.page.keyboard
    clavier.press("Tab")
    clavier.press("Tab")
    expect(visite.bouton).to_be_focused()
    clavier.press("Enter")
    expect(visite.champ).to_be_focused()
    clavier.type(PREMIER)
    clavier.press("Enter")
    expect(visite.attend(0)).to_contain_text("commandement de payer")
    expect(visite.champ).to_be_focused()
    expect(visite.champ).to_have_value("")
    clavier.type("le 5 octobre")
    clavier.press("Enter")
    visite.attend(1)
    # From the field, the choices are just before: back to the first one of the last answer.
    choix = page.get_by_role("button", name="2 mois", exact=True)
    for _ in range(6):
        clavier.press("Shift+Tab")
        if choix.evaluate("(n) => n.getRootNode().activeElement === n"):
            break
    expect(choix).to_be_focused()
    clavier.press("Enter")
    visite.attend(2)
    expect(page.locator("#reponses")).to_be_focused()
    expect(page.locator(".mien").last).to_contain_text("2 mois")
    clavier.press("Escape")
    expect(visite.bouton).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert visite.erreurs == []


def va(visite: Visite, nom: str, touche: str = "Tab") -> None:
    """Press ``touche`` until the focus is on the control called ``nom``."""
    for _ in range(40):
        visite.page.keyboard.press(touche)
        if nom in visite.page.evaluate(SOUS_LE_FOCUS):
            return
    raise AssertionError(f"{nom} : hors d'atteinte au clavier")


SOUS_LE_FOCUS = """() => {
  let n = document.activeElement;
  while (n?.shadowRoot?.activeElement) n = n.shadowRoot.activeElement;
  return n.id === "message" ? "Votre message" : n.textContent.trim().slice(0, 60);
}"""


def test_a_whole_conversation_by_keyboard_alone(
    navigateur: Browser, installation: Installation
) -> None:
    contexte = navigateur.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    visite = Visite(contexte, installation)
    page, clavier = visite.page, visite.page.keyboard

    def tape(texte: str) -> None:
        deja = visite.reponses.count()
        clavier.type(texte)
        clavier.press("Enter")
        visite.attend(deja)

    va(visite, "Besoin d'aide")
    clavier.press("Enter")
    expect(visite.champ).to_be_focused()
    tape(PREMIER)
    tape("le 5 novembre")
    tape("2 mois")
    va(visite, "Avant le 29 juillet 2023", "Shift+Tab")
    clavier.press("Enter")
    visite.attend(3)
    expect(page.locator("#reponses")).to_be_focused()
    va(visite, "Ajouter à mon agenda", "Shift+Tab")
    with page.expect_download() as fichier:
        clavier.press("Enter")
    assert fichier.value.suggested_filename == "rappel.ics"
    va(visite, "Voir les étapes", "Shift+Tab")
    clavier.press("Enter")
    expect(page.locator(".frise").first).to_be_visible()
    va(visite, "commandement de payer", "Shift+Tab")
    clavier.press("Space")
    expect(page.locator(".sens")).to_be_visible()
    va(visite, "Votre message")
    tape("non")
    tape("Carvin")
    va(visite, "Appeler le 0", "Shift+Tab")
    va(visite, "Votre message")
    # To the end: the check that it was understood.
    for _ in range(4):
        if "premier" in visite.reponses.last.inner_text():
            break
        tape("je ne sais pas")
    tape("payer le loyer de ce mois en entier et appeler l'adil")
    va(visite, "Parler à quelqu'un", "Shift+Tab")
    clavier.press("Enter")
    va(visite, "Appeler le 0 805 160 075")
    clavier.press("Escape")
    expect(page.get_by_role("button", name="Parler à quelqu'un").first).to_be_focused()
    va(visite, "Cacher")
    clavier.press("Enter")
    expect(visite.bouton).to_be_focused()
    clavier.press("Enter")
    va(visite, "L'effacer")
    clavier.press("Enter")
    expect(page.get_by_text("C'est effacé")).to_be_visible()
    clavier.press("Escape")
    expect(visite.bouton).to_be_focused()
    assert visite.erreurs == []
    contexte.close()


ORDRE = ["Réglages", "Fermer", "Parler à quelqu'un", "Cacher", "Bonjour", "CAF"]


@pytest.mark.parametrize(("largeur", "enferme"), [(360, True), (1280, False)])
def test_the_focus_goes_in_reading_order(
    navigateur: Browser, installation: Installation, largeur: int, enferme: bool
) -> None:
    """On a phone the window hides the page, which is then out of reach; else it is not a trap."""
    contexte = navigateur.new_context(viewport={"width": largeur, "height": 800}, locale="fr-FR")
    visite = Visite(contexte, installation).ouvre()
    clavier = visite.page.keyboard
    expect(visite.champ).to_be_focused()
    va(visite, "Réglages", "Shift+Tab")
    vus = [visite.page.evaluate(SOUS_LE_FOCUS)]
    for _ in range(9):
        clavier.press("Tab")
        vus.append(visite.page.evaluate(SOUS_LE_FOCUS))
    attendus = [
        *ORDRE,
        "J'ai reçu un papier",
        "J'ai des loyers en retard",
        "Parler à quelqu'un",
        "Votre message",
    ]
    for vu, attendu in zip(vus, attendus, strict=True):
        assert vu.startswith(attendu), vus
    dehors = set()
    for _ in range(15):
        clavier.press("Tab")
        dehors.add(visite.page.evaluate("document.activeElement.localName"))
    assert ("a" in dehors) is not enferme
    contexte.close()


def test_each_answer_is_announced_once(visite: Visite) -> None:
    visite.ouvre().dit(PREMIER)
    expect(visite.log.locator(":scope > .reponse")).to_have_count(1)
    premiere = visite.log.locator(":scope > .reponse").first.element_handle()
    visite.dit("le 5 octobre")
    expect(visite.log.locator(":scope > .reponse")).to_have_count(2)
    # The first answer is the same node: it was not drawn, hence not announced, again.
    assert visite.log.locator(":scope > .reponse").first.evaluate("(n, p) => n === p", premiere)
    assert visite.log.get_attribute("aria-live") == "polite"
    assert visite.log.locator(".choix").count() == 0


def test_a_reload_in_the_middle_gives_the_history_back(visite: Visite) -> None:
    visite.ouvre().dit(PREMIER)
    visite.dit("le 5 octobre")
    avant = visite.page.locator(".bulle").all_inner_texts()
    visite.page.reload()
    visite.ouvre()
    expect(visite.reponses).to_have_count(2)
    assert visite.page.locator(".bulle").all_inner_texts() == avant
    expect(visite.log.locator(".reponse")).to_have_count(0)
    expect(visite.page.get_by_role("button", name="2 mois", exact=True)).to_be_visible()
    visite.dit("2 mois")
    expect(visite.log.locator(":scope > .reponse")).to_have_count(1)


def test_two_tabs_show_one_conversation(
    contexte: BrowserContext, installation: Installation
) -> None:
    une, autre = Visite(contexte, installation), Visite(contexte, installation)
    une.ouvre().dit(PREMIER)
    autre.ouvre()
    expect(autre.reponses).to_have_count(1)
    autre.dit("le 5 octobre")
    expect(une.reponses).to_have_count(2, timeout=25_000)
    assert une.page.locator(".bulle").all_inner_texts() == (
        autre.page.locator(".bulle").all_inner_texts()
    )


def test_the_server_is_killed_and_comes_back(visite: Visite, installation: Installation) -> None:
    visite.ouvre().dit(PREMIER)
    rasa = installation.processus("Rasa")
    rasa.arrete()
    visite.champ.fill("le 5 octobre")
    visite.champ.press("Enter")
    alerte = visite.page.get_by_role("alert").last
    expect(alerte).to_contain_text("Votre message n'est pas parti. Je le garde")
    expect(alerte.get_by_role("link", name=NUMERO)).to_be_visible()
    visite.capture("panne")
    rasa.lance(installation.maison._environnement)
    limite = time.monotonic() + 120
    while not rasa.pret():
        assert time.monotonic() < limite
        time.sleep(0.3)
    visite.page.get_by_role("button", name="Réessayer maintenant").click()
    visite.attend(1)
    expect(alerte).to_be_hidden()
    expect(visite.page.locator(".mien")).to_have_count(2)
    expect(visite.reponses).to_have_count(2)


def test_without_network_the_message_leaves_when_it_is_back(
    visite: Visite, contexte: BrowserContext
) -> None:
    visite.ouvre().dit(PREMIER)
    contexte.set_offline(True)
    visite.champ.fill("le 5 octobre")
    visite.champ.press("Enter")
    expect(visite.page.get_by_role("alert").last).to_contain_text(NUMERO)
    contexte.set_offline(False)
    expect(visite.attend(1)).to_contain_text("ctobre 2026")


def test_an_operators_words_come_unasked(visite: Visite, installation: Installation) -> None:
    visite.ouvre().dit("bonjour")
    session = session_de(installation, visite)
    Fil(installation.registre()).depose(session, [{"text": "Bonjour, je suis Anne, conseillère."}])
    message = visite.page.locator(".bulle.conseiller")
    expect(message).to_contain_text("je suis Anne", timeout=25_000)
    expect(message).to_contain_text("Conseiller")


def test_erasing_leaves_nothing(visite: Visite, installation: Installation) -> None:
    visite.ouvre().dit(PREMIER)
    session = session_de(installation, visite)
    visite.page.get_by_role("button", name="Réglages").click()
    visite.page.get_by_role("button", name="Effacer ma conversation").click()
    expect(visite.page.get_by_role("button", name="Oui, tout effacer")).to_be_focused()
    visite.page.keyboard.press("Enter")
    expect(visite.reponses).to_have_count(0)
    expect(visite.page.locator(".statut")).to_contain_text("C'est effacé")
    assert Fil(installation.registre()).lit(session).messages == []
    assert visite.page.evaluate("() => localStorage.length") == 0
    visite.dit("bonjour")


def test_hiding_blanks_at_once_and_asks_before_showing_again(visite: Visite) -> None:
    visite.ouvre().dit(PREMIER)
    visite.page.get_by_role("button", name="Cacher").click()
    expect(visite.bouton).to_be_focused()
    assert "commandement" not in visite.page.locator("garde-toit").evaluate(
        "(n) => n.shadowRoot.querySelector('garde-toit-fenetre').shadowRoot.textContent"
    )
    visite.bouton.click()
    expect(visite.page.get_by_text("La conversation est cachée.")).to_be_visible()
    visite.page.get_by_role("button", name="La revoir").click()
    expect(visite.reponses).to_have_count(1)


def test_a_person_is_always_in_sight(visite: Visite) -> None:
    visite.ouvre()
    bouton = visite.page.get_by_role("button", name="Parler à quelqu'un").first
    bouton.click()
    lien = visite.page.get_by_role("link", name=f"Appeler le {NUMERO}")
    assert lien.get_attribute("href") == "tel:0805160075"
    visite.page.keyboard.press("Escape")
    expect(bouton).to_be_focused()
    expect(lien).to_be_hidden()


def test_a_hard_word_is_explained_on_tap(visite: Visite) -> None:
    visite.ouvre().dit(PREMIER)
    mot = visite.reponses.first.get_by_role("button", name="commandement de payer").first
    mot.focus()
    visite.page.keyboard.press("Enter")
    expect(mot).to_have_attribute("aria-expanded", "true")
    expect(visite.page.locator(".sens")).to_contain_text("C'est un papier officiel")


def echeance(visite: Visite) -> None:
    """A conversation, open, up to its deadline card."""
    for texte in (PREMIER, "le 5 novembre", "2 mois"):
        visite.dit(texte)
    visite.dit("avant 2023")
    expect(visite.page.get_by_text("Date à retenir : au plus tard").last).to_be_visible()


def test_the_deadline_card_gives_a_calendar_file_and_a_pdf(visite: Visite) -> None:
    echeance(visite.ouvre())
    lien = visite.page.get_by_role("link", name="Ajouter à mon agenda").last
    with urllib.request.urlopen(str(lien.get_attribute("href"))) as fichier:
        agenda = fichier.read().decode()
    assert "DTSTART;VALUE=DATE:20270105" in agenda
    assert agenda.count("BEGIN:VALARM") == 2
    assert "expuls" not in agenda.lower() and "loyer" not in agenda.lower()
    pdf = visite.page.get_by_role("link", name="Imprimer").last
    with urllib.request.urlopen(str(pdf.get_attribute("href"))) as fichier:
        assert fichier.read(5) == b"%PDF-"


def test_the_timeline_is_a_picture_with_its_text(visite: Visite) -> None:
    visite.ouvre().dit(PREMIER)
    visite.page.get_by_text("Voir les étapes et où vous en êtes").first.click()
    etapes = visite.page.locator(".frise > li")
    expect(etapes.filter(has_text="Vous êtes ici.")).to_contain_text("Commandement de payer")
    expect(etapes.last).to_contain_text("xpulsion")
    assert visite.page.locator(".frise svg").count() == etapes.count()
    visite.page.get_by_text("Voir à quoi ressemble ce papier").first.click()
    image = visite.page.get_by_role("img", name="Dessin du papier : Commandement de payer")
    expect(image).to_be_visible()
    assert image.evaluate("(n) => n.decode().then(() => n.naturalWidth > 0)")


VOIX = """
const voix = [{ lang: "fr-FR", name: "Fr", localService: true }];
window.dit = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => %s, addEventListener() {}, cancel() {},
  speak(dite) { window.dit.push(dite.text); } } });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


DISTANTE = '[{ lang: "fr-FR", name: "Loin", localService: false }]'
ANGLAISE = '[{ lang: "en-GB", name: "En", localService: true }]'


# A distant voice would send the text to a third party.
@pytest.mark.parametrize(
    ("voix", "visible"), [("voix", True), ("[]", False), (DISTANTE, False), (ANGLAISE, False)]
)
def test_reading_aloud_needs_a_french_voice(
    contexte: BrowserContext, installation: Installation, voix: str, visible: bool
) -> None:
    contexte.add_init_script(VOIX % voix)
    visite = Visite(contexte, installation).ouvre()
    visite.dit(PREMIER)
    bouton = visite.page.get_by_role("button", name="Écouter")
    expect(bouton).to_have_count(1 if visible else 0)
    if visible:
        assert visite.page.evaluate("window.dit") == []
        bouton.click()
        assert "commandement de payer" in " ".join(visite.page.evaluate("window.dit"))
        expect(visite.page.get_by_role("button", name="Arrêter la lecture")).to_be_visible()


def test_without_javascript_the_element_is_a_link_to_our_form(
    installation: Installation, navigateur: Browser
) -> None:
    contexte = navigateur.new_context(java_script_enabled=False)
    page: Page = contexte.new_page()
    page.goto(installation.url_site)
    page.get_by_role("link", name="Aide gratuite aux locataires").click()
    page.get_by_label("Votre message").fill(PREMIER)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("log")).to_contain_text("commandement de payer")
    page.get_by_label("Votre message").fill("le 5 octobre")
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_role("button", name="2 mois").click()
    expect(page.get_by_role("log")).to_contain_text("2 mois")
    page.get_by_label("Votre message").fill("efface tout")
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_role("button", name="Oui, efface tout").click()
    expect(page.get_by_text("C'est effacé")).to_be_visible()
    contexte.close()


AFFICHAGES = {
    "360": {"viewport": {"width": 360, "height": 740}},
    "320": {"viewport": {"width": 320, "height": 640}},
    "1280": {"viewport": {"width": 1280, "height": 800}},
    "couleurs-forcees": {
        "viewport": {"width": 360, "height": 740},
        "forced_colors": "active",
    },
    "sans-mouvement": {
        "viewport": {"width": 360, "height": 740},
        "reduced_motion": "reduce",
    },
}


def test_axe_sees_inside_the_widget(visite: Visite) -> None:
    visite.ouvre()
    visite.champ.evaluate("(n) => n.getRootNode().querySelector('label').remove()")
    with pytest.raises(AssertionError, match="label"):
        sans_faute(visite.page, "sans étiquette")


@pytest.mark.parametrize("affichage", AFFICHAGES)
def test_axe_finds_nothing_in_any_state(
    affichage: str, navigateur: Browser, installation: Installation
) -> None:
    contexte = navigateur.new_context(locale="fr-FR", **AFFICHAGES[affichage])
    visite = Visite(contexte, installation)
    page = visite.page
    expect(visite.bouton).to_be_visible()
    garde = affichage in ("360", "1280")
    sans_faute(page, "fermé")
    if garde:
        visite.capture("ferme")
    visite.ouvre()
    sans_faute(page, "ouvert")
    if garde:
        visite.capture("ouvert")
    visite.dit(PREMIER)
    visite.dit("le 5 novembre")
    sans_faute(page, "choix")
    if garde:
        visite.capture("choix")
    visite.dit("2 mois")
    visite.dit("avant 2023")
    page.get_by_text("Date à retenir : au plus tard").last.scroll_into_view_if_needed()
    sans_faute(page, "échéance")
    if garde:
        visite.capture("echeance")
    page.get_by_text("Voir les étapes et où vous en êtes").first.click()
    expect(page.locator(".frise").first).to_be_visible()
    sans_faute(page, "frise")
    if garde:
        visite.capture("frise")
    visite.reponses.first.get_by_role("button", name="commandement de payer").first.click()
    sans_faute(page, "mot expliqué")
    page.get_by_role("button", name="Parler à quelqu'un").first.click()
    sans_faute(page, "aide")
    if garde:
        visite.capture("aide")
    page.get_by_role("button", name="Réglages").click()
    page.get_by_role("button", name="Texte plus gros").click()
    page.get_by_role("button", name="Texte plus gros").click()
    sans_faute(page, "texte plus gros")
    sans_debordement(page)
    if garde:
        visite.capture("gros")
    page.keyboard.press("Escape")
    visite.dit("je dors dehors ce soir")
    sans_faute(page, "urgence")
    contexte.set_offline(True)
    visite.champ.fill("allo")
    visite.champ.press("Enter")
    expect(page.get_by_role("alert").last).to_contain_text(NUMERO)
    sans_faute(page, "sans réseau")
    assert visite.erreurs == []
    contexte.close()


def sans_debordement(page: Page) -> None:
    assert (
        page.evaluate(
            """() => {
          const bouton = document.querySelector("garde-toit").shadowRoot;
          const fenetre = bouton.querySelector("garde-toit-fenetre");
          return [...fenetre.shadowRoot.querySelectorAll("dialog, .defile, nav, header, .volet")]
            .filter((n) => n.scrollWidth > n.clientWidth + 1)
            .map((n) => n.className || n.localName);
        }"""
        )
        == []
    )


PETITES = """() => {
  const racine = document.querySelector("garde-toit").shadowRoot;
  const fenetre = racine.querySelector("garde-toit-fenetre");
  return [...racine.querySelectorAll("button"),
    ...(fenetre?.shadowRoot.querySelectorAll("button, a.action, summary, textarea") ?? [])]
    .filter((n) => n.getClientRects().length)
    .map((n) => ({ nom: n.textContent || n.id, r: n.getBoundingClientRect() }))
    .filter(({ r }) => r.height < 44 || r.width < 44)
    .map(({ nom, r }) => `${nom} : ${r.width} x ${r.height}`);
}"""


def sans_petite_cible(page: Page) -> None:
    assert page.evaluate(PETITES) == []


@pytest.mark.parametrize(
    ("lettres", "largeur"), [(16, 320), (32, 320), (32, 1280)], ids=["320", "320-200%", "1280-200%"]
)
def test_nothing_overflows_and_every_target_is_44_px(
    request: pytest.FixtureRequest, installation: Installation, lettres: int, largeur: int
) -> None:
    navigateur = request.getfixturevalue("grandes_lettres" if lettres == 32 else "navigateur")
    contexte = navigateur.new_context(
        viewport={"width": largeur, "height": 640}, locale="fr-FR", reduced_motion="reduce"
    )
    visite = Visite(contexte, installation)
    page = visite.page
    expect(visite.bouton).to_have_css("font-size", f"{lettres}px")
    sans_petite_cible(page)
    visite.ouvre()
    sans_petite_cible(page)
    visite.dit(PREMIER)
    page.get_by_text("Voir à quoi ressemble ce papier").first.click()
    sans_petite_cible(page)
    page.get_by_role("button", name="Parler à quelqu'un").first.click()
    sans_petite_cible(page)
    page.get_by_role("button", name="Réglages").click()
    sans_petite_cible(page)
    page.get_by_role("button", name="Effacer ma conversation").click()
    sans_petite_cible(page)
    page.keyboard.press("Escape")
    echeance(visite)
    sans_petite_cible(page)
    visite.dit("qui peut m'aider à Carvin ?")
    sans_petite_cible(page)
    sans_debordement(page)
    if lettres == 32:
        sans_faute(page, "texte à 200 %")
        visite.capture("lettres-200")
    # The help and the way out stay on the screen wherever the reader is.
    for nom in ("Parler à quelqu'un", "Cacher"):
        cadre = page.get_by_role("button", name=nom).first.bounding_box()
        assert cadre and 0 <= cadre["y"] and cadre["y"] + cadre["height"] <= 640
    page.get_by_role("button", name="Cacher").click()
    visite.bouton.click()
    sans_petite_cible(page)
    contexte.close()


def test_nothing_moves_for_who_asked_so(navigateur: Browser, installation: Installation) -> None:
    contexte = navigateur.new_context(locale="fr-FR", reduced_motion="reduce")
    visite = Visite(contexte, installation).ouvre()
    visite.page.route("**/webhooks/widget/*", lambda _route: None)
    visite.champ.fill("bonjour")
    visite.champ.press("Enter")
    expect(visite.page.locator(".points")).to_be_visible()
    bouge = "() => document.getAnimations().filter((a) => a.playState === 'running').length"
    assert visite.page.evaluate(bouge) == 0
    contexte.close()


def test_forced_colours_keep_the_borders(navigateur: Browser, installation: Installation) -> None:
    contexte = navigateur.new_context(locale="fr-FR", forced_colors="active")
    visite = Visite(contexte, installation).ouvre()
    visite.dit(PREMIER)
    for nom in (".bulle", ".carte", "#message", "nav button"):
        expect(visite.page.locator(f"garde-toit {nom}").first).to_have_css("border-style", "solid")
    contexte.close()
