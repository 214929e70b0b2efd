"""Find the hard word that a question asks about, however it is spelt."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from guide.contenu.chargement import contenu
from guide.contenu.modeles import Terme
from guide.sons import son
from guide.texte import mots

MOTS_AU_PLUS = 14
RESSEMBLANCE = 0.78
# What asks for a meaning; the word asked for stands after it ("c'est quoi X") or before it.
_DEMANDE = re.compile(
    r"\b(?:c(?: ?est)? ?(?:quoi|koi|kwa|qui)(?: ca)?(?: le mot| le terme)?"
    r"|(?:ca |sa |ki )?(?:veu[xt]?|ve) dire(?: (?:quoi|koi))?(?: au juste| exactement)?"
    r"|(?:quoi |koi |que |ke )(?:signifie|veu[xt]? dire)|signifie(?: quoi| koi)?"
    r"|qu est ce que?(?: c est)?(?: qu)?|kes ?a?ko|keske?|kesk|definition|definir|quel sens"
    r"|qu appelle t on|appelle|entend on par|consiste en quoi|correspond|designe|comprends? pas"
    r"|explique[rz]?(?: moi)?|connais pas|le mot|le terme)\b"
)
_VIDES = frozenset(
    """un une le la les l de d du des ce cet cette mon ma ton votre a au en et est dans sur par ca
    cela ki que qu je j on moi quoi koi ce mot terme svp""".split()
)


@lru_cache(maxsize=1)
def _formes() -> dict[str, Terme]:
    """Folded name, acronym or other spelling → term; the name proper wins over a spelling."""
    formes: dict[str, Terme] = {}
    termes = list(contenu().glossaire.values())
    for terme in termes:
        for nom in filter(None, (terme.terme, terme.sigle)):
            formes.setdefault(" ".join(mots(nom)), terme)
    for terme in termes:
        for nom in terme.variantes:
            formes.setdefault(" ".join(mots(nom)), terme)
    return formes


@lru_cache(maxsize=1)
def _sons() -> dict[str, Terme]:
    return {son(forme): terme for forme, terme in _formes().items() if len(son(forme)) > 3}


def cherche(texte: str) -> Terme | None:
    """The glossary's term that ``texte`` is, or asks about; None when it names none.

    A word between quotation marks comes first, then what stands beside "c'est quoi", then the
    longest term of the whole text; exact spellings before close ones.
    """
    parties = _parties(texte)
    for partie in parties:
        if terme := _exact(partie):
            return terme
    for partie in parties:
        if terme := _proche(partie):
            return terme
    return None


def _parties(texte: str) -> list[list[str]]:
    """Where to look for the term, most likely place first, as lists of folded words."""
    parties = [mots(cite) for cite in re.findall(r"[«\"“]\s*([^»\"”]{2,80}?)\s*[»\"”]", texte)]
    for phrase in re.split(r"[.?!;\n]+", texte):
        dite = " ".join(mots(phrase))
        if demande := _DEMANDE.search(dite):
            parties += [dite[demande.end() :].split(), dite[: demande.start()].split()]
    return [partie for partie in [*parties, mots(texte)] if not set(partie) <= _VIDES]


def _suites(partie: list[str]) -> list[str]:
    """Runs of words, longest first."""
    return [
        " ".join(partie[debut : debut + longueur])
        for longueur in range(min(MOTS_AU_PLUS, len(partie)), 0, -1)
        for debut in range(len(partie) - longueur + 1)
    ]


def _exact(partie: list[str]) -> Terme | None:
    return next((_formes()[suite] for suite in _suites(partie) if suite in _formes()), None)


def _proche(partie: list[str]) -> Terme | None:
    """The term spelt or sounding nearest to a run of words, None when all are too far."""
    meilleure, trouve = RESSEMBLANCE, None
    for suite in _suites(partie):
        premier, *_, dernier = [*suite.split(), suite.split()[-1]]
        if len(suite) < 5 or premier in _VIDES or dernier in _VIDES:
            continue
        if (terme := _sons().get(son(suite))) and meilleure < 0.95:
            meilleure, trouve = 0.95, terme
        for forme, candidat in _formes().items():
            if len(forme) < 6 or forme[0] != suite[0] or forme.count(" ") != suite.count(" "):
                continue
            note = OSA.normalized_similarity(suite, forme, score_cutoff=meilleure)
            if note > meilleure:
                meilleure, trouve = note, candidat
    return trouve
