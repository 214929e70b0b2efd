"""Counts as pictures: bars with their numbers in words, readable in black and white."""

from __future__ import annotations

from guide.images.dessin import ENCRE, LARGEUR, ecrit, image

LIGNE, TAILLE, EPAISSEUR = 40, 13, 14
PLACE_DU_NOMBRE = 46


def barres(identifiant: str, titre: str, lignes: list[tuple[str, int]]) -> str:
    """SVG of horizontal bars, one a line: its name above it, its number at its end."""
    plus_grand = max((nombre for _, nombre in lignes), default=0) or 1
    corps, y = [], 6.0
    for nom, nombre in lignes:
        longueur = (LARGEUR - PLACE_DU_NOMBRE) * nombre / plus_grand
        corps.append(ecrit([nom], 0, y, TAILLE))
        corps.append(
            f'<rect x="0" y="{y + 19:g}" width="{max(longueur, 1):.1f}" height="{EPAISSEUR}" '
            f'fill="{ENCRE}"/>'
        )
        corps.append(ecrit([str(nombre)], longueur + 6, y + 18, TAILLE, gras=True))
        y += LIGNE
    description = "\n".join(f"{nom} : {nombre}" for nom, nombre in lignes)
    return image(identifiant, y, titre, description, "".join(corps))
