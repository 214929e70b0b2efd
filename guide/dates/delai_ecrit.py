"""The period written on a commandement de payer, as a tenant answers it."""

from __future__ import annotations

import re

from guide.dates.lexique import lexique
from guide.dates.normalise import mots_justes

_DUREE = re.compile(
    r"(?<!\S)(?P<tete>(?:ilya|depuis|dans|pas|dois|doit|devons) )?(?P<n>\d{1,3})(?: \( \d{1,3} \))?"
    r" (?P<unite>mois|semaine|jour)(?!\S)"
    r"(?! (?:et demi|de (?:loyer|retard|dette|charge)|d impaye|apres|avant))"
)


def lit_delai_ecrit(texte: str) -> str | None:
    """``2_mois`` or ``6_semaines`` when the text tells one period written on the act, else None.

    Loi n° 89-462 du 6 juillet 1989, art. 24, I. Elapsed time ("ça fait 2 mois") and arrears
    ("2 mois de loyer") are not periods of an act.
    """
    connus = lexique().delais_ecrits
    lus = {
        connus.get((int(m["n"]), m["unite"]), "autre")
        for m in _DUREE.finditer(mots_justes(texte))
        if not m["tete"]
    }
    return lus.pop() if len(lus) == 1 and lus != {"autre"} else None
