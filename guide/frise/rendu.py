"""The timeline as plain text and as an SVG image that stays readable in black and white."""

from __future__ import annotations

from xml.sax.saxutils import escape

from guide.dates_fr import en_toutes_lettres
from guide.frise.calcul import Etape, Frise
from guide.frise.modeles import fichier_frise

LARGEUR = 400
HAUT = 34
PAS = 62
AXE = 30
MARGE_TEXTE = 62


def en_texte(frise: Frise, numerote: bool = True) -> str:
    """Plain text: the current step, the deadlines, then the steps to come.

    Not ``numerote``: dashes, for a channel where a figure is an answer.
    """
    phrases = fichier_frise().phrases
    cle = "ici" if frise.ici.date is None else "ici_date"
    date = en_toutes_lettres(frise.ici.date) if frise.ici.date else ""
    lignes = [phrases[cle].format(titre=frise.ici.titre, date=date)]
    lignes += [repere.texte for repere in frise.reperes]
    for rang, etape in enumerate(frise.etapes, 1):
        puce = f"{rang}." if numerote else "-"
        lignes.append(f"{puce} {etape.titre} : {etape.texte}")
    if not frise.etapes:
        lignes.append(phrases["fini"])
    elif frise.expulsion_au_plus_tot is not None:
        lignes.append(phrases["prudence"])
    lignes += frise.avertissements
    return "\n".join(lignes)


def en_svg(frise: Frise, identifiant: str = "frise") -> str:
    """SVG image with a title and a description; ``identifiant`` prefixes its ids.

    The state of a step is told by its shape (square: done, diamond: here, circle: to come) and by
    words, never by colour alone.
    """
    phrases = fichier_frise().phrases
    etapes = (*frise.passees, frise.ici, *frise.etapes)
    rang_ici = len(frise.passees)
    hauteur = HAUT + PAS * len(etapes)
    dernier = HAUT + PAS * (len(etapes) - 1)
    corps = [f'<path d="M{AXE} {HAUT}V{dernier}" stroke="currentColor" stroke-width="2"/>']
    for rang, etape in enumerate(etapes):
        corps.append(_etape_svg(etape, HAUT + PAS * rang, rang - rang_ici, phrases))
    titre = f"{identifiant}-titre"
    description = f"{identifiant}-description"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="fr" '
        f'viewBox="0 0 {LARGEUR} {hauteur}" aria-labelledby="{titre} {description}" '
        f'font-family="sans-serif" fill="currentColor">'
        f'<title id="{titre}">{escape(phrases["titre"])}</title>'
        f'<desc id="{description}">{escape(en_texte(frise))}</desc>'
        f"{''.join(corps)}</svg>"
    )


def _etape_svg(etape: Etape, y: int, ecart: int, phrases: dict[str, str]) -> str:
    """One step at height ``y``; ``ecart`` is negative before the current step, positive after."""
    if ecart < 0:
        forme = f'<rect x="{AXE - 7}" y="{y - 7}" width="14" height="14"/>'
        sous_titre = phrases["passee"]
    elif ecart == 0:
        forme = f'<path d="M{AXE} {y - 16}l16 16l-16 16l-16-16z"/>'
        sous_titre = phrases["ici_court"]
    else:
        forme = (
            f'<circle cx="{AXE}" cy="{y}" r="9" fill="white" stroke="currentColor" '
            f'stroke-width="2"/>'
        )
        sous_titre = phrases["inconnue"]
    if ecart > 0 and etape.date is not None:
        cle = "au_plus_tot" if etape.au_plus_tot else "connue"
        sous_titre = phrases[cle].format(date=en_toutes_lettres(etape.date))
    gras = ' font-weight="bold"' if ecart == 0 else ""
    return (
        f"{forme}"
        f'<text x="{MARGE_TEXTE}" y="{y - 3}" font-size="17"{gras}>{escape(etape.titre)}</text>'
        f'<text x="{MARGE_TEXTE}" y="{y + 17}" font-size="14"{gras}>{escape(sous_titre)}</text>'
    )
