"""Automatic accessibility rules (axe) on what a browser shows now."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NORMES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A page that stands for somebody else's has no landmark of its own.
CHEZ_LES_AUTRES = ("region", "landmark-one-main")


def sans_faute(page: Page, etat: str, sauf: tuple[str, ...] = CHEZ_LES_AUTRES) -> None:
    """Fail with every fault that axe finds, named by rule and element; ``etat`` says where."""
    resultat = Axe().run(page, options={"runOnly": NORMES})
    fautes = [f for f in resultat.response["violations"] if f["id"] not in sauf]
    assert fautes == [], f"{etat} : " + "; ".join(
        f"{f['id']} {[n['target'] for n in f['nodes']]}" for f in fautes
    )
