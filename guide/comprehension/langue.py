"""French lemmas and verb forms from spaCy, loaded once, at the first answer to judge.

The parser and the entity recogniser are left out: the answers are often without punctuation,
accents or verbs, where a parse misleads, and they cost memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

MODELE = "fr_core_news_sm"
_INUTILES = ["parser", "ner", "senter"]


@dataclass(frozen=True)
class Analyse:
    """One word: lemma as spaCy writes it, and what is known of a verb."""

    lemme: str
    verbe: bool
    infinitif: bool
    participe: bool
    imparfait: bool
    conditionnel: bool


@lru_cache(maxsize=1)
def _modele() -> Language:
    import spacy

    return spacy.load(MODELE, exclude=_INUTILES)


def analyse(mots: Sequence[str]) -> list[Analyse]:
    """Analyse a line of words, one result a word."""
    from spacy.tokens import Doc

    if not mots:
        return []
    modele = _modele()
    doc = Doc(modele.vocab, words=list(mots))
    for _, composant in modele.pipeline:
        doc = composant(doc)
    return [
        Analyse(
            lemme=mot.lemma_,
            verbe=mot.pos_ in ("VERB", "AUX"),
            infinitif="Inf" in mot.morph.get("VerbForm", []),
            participe="Part" in mot.morph.get("VerbForm", []),
            imparfait="Imp" in mot.morph.get("Tense", []),
            conditionnel="Cnd" in mot.morph.get("Mood", []),
        )
        for mot in doc
    ]


def connu(mot: str) -> bool:
    """Whether French has that word, with its accents (spaCy's tables of lemmas and forms)."""
    tables = _modele().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    if mot in tables.get_table("lemma_lookup"):
        return True
    return any(
        mot in liste
        for nom in ("lemma_index", "lemma_exc")
        for liste in tables.get_table(nom).values()
    )
