"""Small pieces shared by the pictures: measured text, and the SVG with its text alternative.

Everything is black on white, so that a picture reads the same in black and white, on a dark page
and on paper. The width is that of a small telephone: a picture is never scaled down to fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

LARGEUR = 320
ENCRE = "#000"
FOND = "#fff"
INTERLIGNE = 1.25

# Average widths, in ems, of the widest usual sans-serif font: text cut by them never overflows.
_ETROITES = frozenset("iljtfrI.,:;'’!|()[] ")
_LARGES = frozenset("mwMWŒœ€")
# No line starts with a colon or a closing mark, nor ends with an opening one.
_PONCTUATION = re.compile(r" (?=[:;?!»])|(?<=[«→]) ")


def largeur(texte: str, taille: float, gras: bool = False) -> float:
    """Estimated width of one line of text, in pixels (on the safe side)."""
    cadratins = sum(
        0.40 if signe in _ETROITES
        else 0.98 if signe in _LARGES
        else 0.74 if signe.isupper()
        else 0.62
        for signe in texte
    )  # fmt: skip
    return cadratins * taille * (1.1 if gras else 1)


def coupe(texte: str, taille: float, place: float, gras: bool = False) -> list[str]:
    """Lines of ``texte`` that hold in ``place`` pixels, about equal in length.

    A single long word stays whole; words joined by a no-break space are never parted.
    """
    lignes = _remplit_les_lignes(texte, taille, place, gras)
    # The narrowest column with as many lines leaves no last word alone.
    for etroite in range(int(place), 0, -4):
        essai = _remplit_les_lignes(texte, taille, etroite, gras)
        if len(essai) > len(lignes):
            break
        lignes = essai
    return lignes


def _remplit_les_lignes(texte: str, taille: float, place: float, gras: bool) -> list[str]:
    lignes: list[str] = []
    for mot in _PONCTUATION.sub("\u00a0", texte).split(" "):
        essai = f"{lignes[-1]} {mot}" if lignes else mot
        if lignes and largeur(essai, taille, gras) <= place:
            lignes[-1] = essai
        else:
            lignes.append(mot)
    return lignes


def hauteur(lignes: Iterable[str], taille: float) -> float:
    """Height of the lines, in pixels."""
    return len(list(lignes)) * taille * INTERLIGNE


def ecrit(
    lignes: Iterable[str],
    x: float,
    y: float,
    taille: float,
    gras: bool = False,
    encre: str = ENCRE,
    ancre: str = "start",
) -> str:
    """Lines of text, the top of the first one at height ``y``."""
    style = f'font-size="{taille:g}" fill="{encre}" text-anchor="{ancre}"'
    if gras:
        style += ' font-weight="bold"'
    return "".join(
        f'<text x="{x:g}" y="{y + taille * (0.95 + INTERLIGNE * rang):g}" {style}>'
        f"{escape(ligne)}</text>"
        for rang, ligne in enumerate(lignes)
    )


def cadre(
    x: float, y: float, large: float, haut: float, fond: str = FOND, trait: float = 1.5
) -> str:
    """A box with a border."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{large:g}" height="{haut:g}" rx="4" fill="{fond}" '
        f'stroke="{ENCRE}" stroke-width="{trait:g}"/>'
    )


def image(identifiant: str, haut: float, titre: str, description: str, corps: str) -> str:
    """The SVG document; ``identifiant`` prefixes its ids, so that a page may hold several."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="fr" '
        f'viewBox="0 0 {LARGEUR} {haut:g}" width="{LARGEUR}" height="{haut:g}" '
        f'aria-labelledby="{identifiant}-titre {identifiant}-description" '
        f'font-family="Verdana, DejaVu Sans, Arial, sans-serif">'
        f'<title id="{identifiant}-titre">{escape(titre)}</title>'
        f'<desc id="{identifiant}-description">{escape(description)}</desc>'
        f'<rect width="{LARGEUR}" height="{haut:g}" fill="{FOND}"/>{corps}</svg>'
    )
