"""Timeline of the procedure: the steps still to come and their earliest dates."""

from guide.frise.calcul import ErreurFrise, Etape, FaitsFrise, Frise, Repere, frise
from guide.frise.modeles import version_de_la_frise
from guide.frise.rendu import en_svg, en_texte

__all__ = [
    "ErreurFrise",
    "Etape",
    "FaitsFrise",
    "Frise",
    "Repere",
    "en_svg",
    "en_texte",
    "frise",
    "version_de_la_frise",
]
