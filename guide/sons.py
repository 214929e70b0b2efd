"""Rough sound of a written French word, so that a misspelling meets the right one."""

from __future__ import annotations

import re

# In this order: longer spellings first.
_SONS = (
    ("y", "i"), ("ph", "f"), ("eau", "o"), ("au", "o"), ("qu", "k"), ("ch", "x"), ("ck", "k"),
    ("gh", "g"), ("ai", "e"), ("ei", "e"), ("am", "an"), ("em", "an"), ("en", "an"),
    ("in", "an"), ("z", "s"), ("h", ""), ("j", "g"), ("w", "v"),
)  # fmt: skip


def son(forme: str) -> str:
    """Key of the sound of ``forme`` (folded): "bili montigni" and "billy montigny" share one."""
    cle = forme.replace(" ", "")
    for ecrit, dit in _SONS:
        cle = cle.replace(ecrit, dit)
    cle = re.sub(r"c(?![ei])", "k", cle)
    cle = re.sub(r"(.)\1", r"\1", cle)
    return re.sub(r"(?:es|s|t|e|d|x|r)+$", "", cle)
