"""``python -m bench.widget``: the widget on a slow phone, in Debian's chromium.

The processor is slowed four times. Printed: from the click to the field, and from the arrival of
the first answer to the end of the frame that shows it; then the weights.
"""

from __future__ import annotations

import shutil
import statistics
import sys

from playwright.sync_api import Browser, sync_playwright

from bench.__main__ import reglages_d_essai
from outils.poids_widget import dit
from serveur.processus import Maison

RALENTI, ESSAIS = 4, 5
DIT = "jai recu un papier de luissier pour payer mes loyers"
# The widget marks the moment it has drawn; the reader sees it once that frame has ended.
APRES_L_IMAGE = """
window.vus = [];
const marque = performance.mark.bind(performance);
performance.mark = (nom, ...reste) => {
  requestAnimationFrame(() => setTimeout(() => window.vus.push(performance.now())));
  return marque(nom, ...reste);
};
"""
OUVRE = """() => new Promise((fini) => {
  const racine = document.querySelector("garde-toit").shadowRoot;
  const debut = performance.now();
  racine.querySelector("button").click();
  const regarde = () => {
    const champ = racine.querySelector("garde-toit-fenetre")?.shadowRoot?.querySelector("#message");
    if (champ?.getClientRects().length) setTimeout(() => fini(performance.now() - debut));
    else requestAnimationFrame(regarde);
  };
  regarde();
})"""
ARRIVEE = """() => Math.max(...performance.getEntriesByType("resource")
  .filter((e) => e.name.endsWith("/message")).map((e) => e.responseEnd))"""


def essai(navigateur: Browser, url: str) -> tuple[float, float]:
    """One visitor, one first answer: milliseconds to open, milliseconds to see the answer."""
    contexte = navigateur.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR")
    contexte.add_init_script(APRES_L_IMAGE)
    page = contexte.new_page()
    page.goto(f"{url}/demo")
    contexte.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": RALENTI})
    ouverture = page.evaluate(OUVRE)
    champ = page.get_by_label("Votre message")
    champ.fill(DIT)
    champ.press("Enter")
    # The first frame shows the visitor's own words, with the answer that came with them.
    page.locator(".reponse").wait_for(timeout=60_000)
    page.wait_for_function("window.vus.length > 0")
    vue = page.evaluate("window.vus[0]") - page.evaluate(ARRIVEE)
    contexte.close()
    return ouverture, vue


def main() -> int:
    """Run the bench in a temporary folder; exit status 2 without chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Il manque chromium : apt-get install chromium", file=sys.stderr)
        return 2
    print(dit())
    with reglages_d_essai() as reglages:
        maison = Maison(reglages, reglages.dossier_modeles / "garde-toit.tar.gz")
        with maison, sync_playwright() as playwright:
            maison.demarre(dit=False)
            navigateur = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            mesures = [essai(navigateur, reglages.url_web) for _ in range(ESSAIS)]
            navigateur.close()
    for nom, durees in zip(("ouverture", "réponse vue"), zip(*mesures, strict=True), strict=True):
        print(
            f"{nom}, processeur ralenti {RALENTI} fois, {ESSAIS} essais : "
            f"médiane {statistics.median(durees):.0f} ms, au plus {max(durees):.0f} ms"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
