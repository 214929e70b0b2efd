"""Tell whether a message is in another language written with Latin letters.

Only small words are counted (``knowledge/langues.yml``): enough to answer kindly, and never to
refuse French with many mistakes.
"""

from __future__ import annotations

from functools import lru_cache

from guide.contenu.lecture import dossier_connaissances, lire_yaml
from guide.texte import mots

MOTS_AU_MOINS = 3


@lru_cache(maxsize=1)
def _listes() -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    # Bare "no", "on", "oui" are words here, whatever YAML makes of them.
    brut = lire_yaml(dossier_connaissances() / "langues.yml")
    francais = frozenset(str(mot) for mot in brut["francais"])
    return francais, tuple(frozenset(str(mot) for mot in liste) for liste in brut["etranger"])


def est_etrangere(texte: str) -> bool:
    """True when the small words of one foreign language clearly outnumber the French ones."""
    francais, etrangers = _listes()
    dits = mots(texte)
    if len(dits) < MOTS_AU_MOINS:
        return False
    propres = sum(mot in francais for mot in dits)
    autres = max(sum(mot in liste and mot not in francais for mot in dits) for liste in etrangers)
    return autres >= 2 and autres > 2 * propres and autres * 3 >= len(dits)
