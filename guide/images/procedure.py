"""The whole procedure as one tall picture, with the reader's own stage in white on black."""

from __future__ import annotations

from guide.contenu.rendu import remplit
from guide.images.dessin import ENCRE, FOND, LARGEUR, cadre, coupe, ecrit, hauteur, image
from guide.images.modeles import EtapeDessinee, fichier_images

MARGE = 8
PLACE = LARGEUR - 2 * MARGE
DEDANS = 12
TITRE = 17
TEXTE = 15
FLECHE = 13
AXE = 30


def procedure(etape: str | None = None, identifiant: str = "procedure") -> str:
    """SVG of the eleven stages, ``etape`` highlighted; ValueError when the stage is unknown.

    Source: schema of the guide, with the durations of the law in force.
    """
    mots = fichier_images().procedure
    connues = [une.id for une in mots.etapes]
    if etape is not None and etape not in connues:
        raise ValueError(f"« {etape} » n'est pas une étape connue : {', '.join(connues)}.")
    corps = []
    y = float(MARGE)
    for rang, une in enumerate(mots.etapes, start=1):
        dessin, haut = _boite(une, rang, y, mots.ici if une.id == etape else None)
        corps.append(dessin)
        y += haut
        if rang < len(mots.etapes):
            fleche, haut = _fleche(une.apres, y)
            corps.append(fleche)
            y += haut
    return image(identifiant, y + MARGE, mots.titre, _description(etape), "".join(corps))


def _boite(une: EtapeDessinee, rang: int, y: float, ici: str | None) -> tuple[str, float]:
    """One stage at height ``y``: its drawing and its height; ``ici`` marks the current one."""
    place = PLACE - 2 * DEDANS
    titre = coupe(f"{rang}. {une.titre}", TITRE, place, gras=True)
    texte = coupe(remplit(une.texte), TEXTE, place)
    sortie = coupe(f"→ {remplit(une.sortie)}", TEXTE, place)
    marque = coupe(ici, TITRE, place, gras=True) if ici else []
    encre, fond = (FOND, ENCRE) if ici else (ENCRE, FOND)
    x = MARGE + DEDANS
    parties = []
    dessous = y + 8
    if marque:
        # The mark is told by words and by its place, not by colour alone.
        haut_marque = hauteur(marque, TITRE) + 8
        parties.append(cadre(x - 4, dessous, place + 8, haut_marque, FOND))
        parties.append(ecrit(marque, LARGEUR / 2, dessous + 4, TITRE, gras=True, ancre="middle"))
        dessous += haut_marque + 8
    for lignes, taille, gras in ((titre, TITRE, True), (texte, TEXTE, False)):
        parties.append(ecrit(lignes, x, dessous, taille, gras, encre))
        dessous += hauteur(lignes, taille) + 3
    parties.append(
        f'<path d="M{x} {dessous + 2:g}h{place}" stroke="{encre}" stroke-dasharray="3 3"/>'
    )
    dessous += 7
    parties.append(ecrit(sortie, x, dessous, TEXTE, encre=encre))
    haut = dessous + hauteur(sortie, TEXTE) + 8 - y
    return cadre(MARGE, y, PLACE, haut, fond, 3 if ici else 1.5) + "".join(parties), haut


def _fleche(texte: str, y: float) -> tuple[str, float]:
    """The arrow to the next stage, with what leads there."""
    lignes = coupe(texte, FLECHE, PLACE - AXE - 12)
    haut = max(30.0, hauteur(lignes, FLECHE) + 12)
    trait = f'<path d="M{AXE} {y:g}v{haut - 9:g}" stroke="{ENCRE}" stroke-width="3"/>'
    pointe = f'<path d="M{AXE - 8} {y + haut - 11:g}h16l-8 10z" fill="{ENCRE}"/>'
    marge = (haut - hauteur(lignes, FLECHE)) / 2
    return trait + pointe + ecrit(lignes, AXE + 16, y + marge, FLECHE), haut


def _description(etape: str | None) -> str:
    """The text alternative: the same words, in the same order."""
    mots = fichier_images().procedure
    lignes = []
    for rang, une in enumerate(mots.etapes, start=1):
        ici = f" {mots.ici}." if une.id == etape else ""
        lignes.append(f"{rang}. {une.titre}.{ici} {remplit(une.texte)} {remplit(une.sortie)}")
    return "\n".join(lignes)
