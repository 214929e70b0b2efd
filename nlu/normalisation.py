"""Bring French as people type it to one form, before features are taken from it."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})
_BLANCS = re.compile(r"\s+")
_REPETITION = re.compile(r"([a-z!?.])\1{2,}")


def normalise(texte: str) -> str:
    """Lower case, no accents, plain apostrophes, single spaces, no letter more than twice."""
    decompose = unicodedata.normalize("NFKD", texte.translate(_APOSTROPHES).lower())
    sans_accents = "".join(signe for signe in decompose if not unicodedata.combining(signe))
    sans_accents = sans_accents.replace("œ", "oe").replace("æ", "ae")
    return _BLANCS.sub(" ", _REPETITION.sub(r"\1\1", sans_accents)).strip()
