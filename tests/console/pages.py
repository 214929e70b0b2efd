"""Read a page as a person does: its text, its fields, its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import tinyhtml5


class Page:
    """A page, or a part of one, as the server gave it."""

    def __init__(self, html: str) -> None:
        self._racine = tinyhtml5.parse(html, namespace_html_elements=False)

    def tous(self, balise: str | None = None, **attributs: str) -> list[Element]:
        """Elements with this tag and these attributes (``classe``: one of their classes)."""
        return list(_voulus(self._racine, balise, attributs))

    def texte(self, identifiant: str = "", classe: str = "") -> str:
        """Text of the page, or of its part of this id or class ("" when there is none)."""
        voulus = {"id": identifiant} if identifiant else {"classe": classe} if classe else None
        if voulus is None:
            return texte_de(self._racine)
        return " ".join(texte_de(element) for element in _voulus(self._racine, None, voulus))

    def valeur(self, champ: str) -> str:
        """What a field holds, by its id."""
        (element,) = self.tous(id=champ)
        if element.tag == "select":
            choisies = list(_voulus(element, "option", {"selected": ""}))
            return choisies[0].get("value", "") if choisies else ""
        return element.get("value", "")

    def champs(self, formulaire: str) -> dict[str, str]:
        """Names and values of the fields inside the part of this id."""
        (zone,) = self.tous(id=formulaire)
        return {
            element.get("name", ""): self.valeur(element.get("id", ""))
            if element.get("id")
            else element.get("value", "")
            for balise in ("input", "select")
            for element in _voulus(zone, balise, {})
        }


def texte_de(element: Element) -> str:
    """Text of an element, blanks folded."""
    return re.sub(r"\s+", " ", "".join(_textes(element))).strip()


def _textes(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    yield element.text or ""
    for enfant in element:
        yield from _textes(enfant)
        yield f" {enfant.tail or ''}"


def _voulus(racine: Element, balise: str | None, attributs: dict[str, str]) -> Iterator[Element]:
    for element in racine.iter(balise):
        if all(
            valeur in element.get("class", "").split()
            if nom == "classe"
            else element.get(nom) == valeur
            for nom, valeur in attributs.items()
        ):
            yield element
