"""What each paper looks like and where its date stands, for "quel papier avez-vous reçu ?"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guide.contenu.rendu import remplit
from guide.images.dessin import ENCRE, FOND, LARGEUR, cadre, coupe, ecrit, hauteur, image, largeur
from guide.images.modeles import Bloc, Papier, fichier_images

MARGE = 8
PLACE = LARGEUR - 2 * MARGE
DEDANS = 16
UTILE = PLACE - 2 * DEDANS
X = MARGE + DEDANS
MILIEU = LARGEUR / 2
COIN = 22
TAILLE = 14
TITRE = 18
ETIQUETTE = 15
TRAIT = 12
# Strokes that stand for words: uneven, as lines of a paragraph are.
_LONGUEURS = (1.0, 0.94, 0.98, 0.62, 0.9)

Dessin = tuple[str, float]


def papier(nom: str, identifiant: str | None = None) -> str:
    """SVG of one paper by its id; ValueError when no paper has that id."""
    papiers = {un.id: un for un in fichier_images().papiers}
    if nom not in papiers:
        raise ValueError(f"« {nom} » n'est pas un papier connu : {', '.join(papiers)}.")
    un = papiers[nom]
    corps = []
    y = float(MARGE)
    for feuille in _feuilles(un):
        dessin, haut = _feuille(feuille, y)
        corps.append(dessin)
        y += haut + MARGE
    exemple = coupe(fichier_images().exemple, TAILLE, PLACE)
    corps.append(ecrit(exemple, MILIEU, y, TAILLE, ancre="middle"))
    y += hauteur(exemple, TAILLE) + MARGE
    identifiant = identifiant or f"papier-{nom}"
    return image(identifiant, y, un.nom, f"{un.description} {_reperes(un)}", "".join(corps))


def papiers_de(etape: str) -> list[str]:
    """Ids of the papers that a tenant has in hand at ``etape``."""
    return [un.id for un in fichier_images().papiers if etape in un.etapes]


def _reperes(un: Papier) -> str:
    """The framed lines, in words: La date est ici : « Lens, le 3 novembre 2026 »."""
    reperes = (bloc for bloc in un.blocs if bloc.genre == "repere")
    dits = (f"{bloc.etiquette} : « {bloc.texte} »." for bloc in reperes)
    return " ".join((*dits, fichier_images().exemple))


def _feuilles(un: Papier) -> Iterator[list[Bloc]]:
    feuille: list[Bloc] = []
    for bloc in un.blocs:
        if bloc.genre == "nouvelle_feuille":
            yield feuille
            feuille = []
        else:
            feuille.append(bloc)
    yield feuille


def _feuille(blocs: list[Bloc], y: float) -> Dessin:
    """One sheet with a folded corner, its blocks from top to bottom."""
    parties = []
    dessous = y + DEDANS
    for bloc in blocs:
        dessin, haut = _GENRES[bloc.genre](bloc, dessous)
        parties.append(dessin)
        dessous += haut + 10
    haut = dessous - y + 4
    droite = MARGE + PLACE
    bord = (
        f'<path d="M{MARGE} {y:g}H{droite - COIN}l{COIN} {COIN}V{y + haut:g}H{MARGE}z" '
        f'fill="{FOND}" stroke="{ENCRE}" stroke-width="2"/>'
        f'<path d="M{droite - COIN} {y:g}v{COIN}h{COIN}" fill="none" stroke="{ENCRE}"/>'
    )
    return bord + "".join(parties), haut


def _entete(bloc: Bloc, y: float) -> Dessin:
    lignes = coupe(bloc.texte, TAILLE, UTILE - COIN)
    return ecrit(lignes, X, y, TAILLE), hauteur(lignes, TAILLE)


def _titre(bloc: Bloc, y: float) -> Dessin:
    lignes = coupe(bloc.texte, TITRE, UTILE, gras=True)
    return ecrit(lignes, MILIEU, y, TITRE, gras=True, ancre="middle"), hauteur(lignes, TITRE)


def _texte(bloc: Bloc, y: float) -> Dessin:
    lignes = coupe(remplit(bloc.texte), TAILLE, UTILE)
    return ecrit(lignes, X, y, TAILLE), hauteur(lignes, TAILLE)


def _lignes(bloc: Bloc, y: float) -> Dessin:
    traits = "".join(
        f'<path d="M{X} {y + 4 + TRAIT * rang:g}h{UTILE * _LONGUEURS[rang % 5]:g}" '
        f'stroke="#999" stroke-width="4"/>'
        for rang in range(bloc.nombre)
    )
    return traits, TRAIT * bloc.nombre - 4


def _repere(bloc: Bloc, y: float) -> Dessin:
    """The line to find, framed; below, its label in white on black, pointing up to it."""
    lignes = coupe(bloc.texte, TAILLE, UTILE - 12, gras=True)
    haut = hauteur(lignes, TAILLE) + 12
    dessin = cadre(X - 4, y, UTILE + 8, haut, trait=3)
    dessin += ecrit(lignes, X + 4, y + 6, TAILLE, gras=True)
    etiquette = coupe(bloc.etiquette, ETIQUETTE, UTILE - 24, gras=True)
    large = max(largeur(ligne, ETIQUETTE, gras=True) for ligne in etiquette) + 20
    haut_etiquette = hauteur(etiquette, ETIQUETTE) + 10
    pointe = y + haut + 3
    dessin += f'<path d="M{X + 20} {pointe:g}l11 13h-22z" fill="{ENCRE}"/>'
    dessin += cadre(X, pointe + 12, large, haut_etiquette, ENCRE)
    dessin += ecrit(etiquette, X + 10, pointe + 17, ETIQUETTE, gras=True, encre=FOND)
    return dessin, haut + 15 + haut_etiquette


def _signature(bloc: Bloc, y: float) -> Dessin:
    lignes = coupe(bloc.texte, TAILLE, UTILE)
    paraphe = f"M{MILIEU + 20} {y + 44:g}q14-26 24 0t22-4t22 4"
    dessin = ecrit(lignes, X + UTILE, y, TAILLE, ancre="end")
    dessin += f'<path d="{paraphe}" fill="none" stroke="{ENCRE}" stroke-width="2"/>'
    return dessin, hauteur(lignes, TAILLE) + 36


def _sceau(bloc: Bloc, y: float) -> Dessin:
    """The round stamp of an official act, with who signs."""
    lignes = coupe(bloc.texte, TAILLE, UTILE - 70)
    centre = y + 28
    dessin = "".join(
        f'<circle cx="{X + 28}" cy="{centre:g}" r="{rayon}" fill="none" stroke="{ENCRE}" '
        f'stroke-width="2" stroke-dasharray="{tirets}"/>'
        for rayon, tirets in ((26, "none"), (19, "4 3"))
    )
    dessin += f'<path d="M{X + 18} {centre + 6:g}h20m-10-16v16" stroke="{ENCRE}" stroke-width="3"/>'
    return dessin + ecrit(lignes, X + 70, y + 10, TAILLE), 58.0


_GENRES: dict[str, Callable[[Bloc, float], Dessin]] = {
    "entete": _entete,
    "titre": _titre,
    "texte": _texte,
    "lignes": _lignes,
    "repere": _repere,
    "signature": _signature,
    "sceau": _sceau,
}
