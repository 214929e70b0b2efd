"""Small helpers on French text as people type it."""

from __future__ import annotations

import re
import unicodedata

_SEPARATEURS = re.compile(r"[^a-z0-9?!.,;:/€%+]+")


def plie(texte: str) -> str:
    """Lower case without accents; apostrophes, hyphens and odd signs become single spaces."""
    decompose = unicodedata.normalize("NFKD", texte.lower().replace("œ", "oe").replace("æ", "ae"))
    nu = "".join(signe for signe in decompose if not unicodedata.combining(signe))
    return _SEPARATEURS.sub(" ", nu).strip()


def mots(texte: str) -> list[str]:
    """Words of the folded text, punctuation dropped."""
    return re.findall(r"[a-z0-9]+", plie(texte))
