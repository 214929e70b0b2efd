"""Measure how easy a French text is to read: sentences, words, spoken syllables, Kandel-Moles.

The ease of Kandel and Moles (1958) is ``207 - 1.015 × words per sentence - 73.6 × syllables per
word``. It depends on the way syllables are counted: here, by fixed rules for *spoken* syllables
(a mute e is not counted), so that a figure compares only with other figures of this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

LONGUEUR_MAXIMALE = 20
"""Words in the longest sentence allowed in a text for tenants."""

_NEUTRE = re.compile(r"[*_`#]|\{tel:[^}]*\}")
_FIN_DE_PHRASE = re.compile(r"(?<=[.!?…;])[»”\"')\s]*\s|\n+")
# An elided article counts with its noun: "l'huissier" is one word.
_MOT = re.compile(r"(?:[^\W\d_]{1,7}['’](?=\w))?\w+(?:-\w+)*")

_V = "aàâäeéèêëiîïoôöuùûüyœæ"
_EXCEPTIONS = {
    "aout": 1,
    "août": 1,
    "monsieur": 2,
    "pays": 2,
    "sms": 3,
    "hlm": 3,
    "dvd": 3,
}
# "-ent" is heard in these words; elsewhere (verbs) it is mute, except after "m".
_ENT_SONORE = re.compile(
    r"(?:[^a]|^)(?:m)ent$|^(?:l|c|d|v)ent$|"
    r"(?:arg|urg|ag|cli|par|accid|incid|précéd|présid|résid|souv|réc|prés|abs|différ|compét|"
    r"pati|innoc|suffis?ci?|évid|insolv|viol|dilig|exig|conting|indig|pourc|adjac|expédi)ent$"
)
_MUETTES_FINALES = re.compile(r"(?:es?|ent)$")
_E_INTERIEUR = re.compile(
    rf"(?<=[{_V}])((?:[bcdfghjklmnpqrstvwxz]|ch|ph|gn|ss|ll|nn|tt|rr|mm|nd|nt|mp|mb|nc|ng|ns|nf)?)"
    rf"e(?=(?:[bcdfghjklmnpqrstvz]|ch|ph|gn|[bcdfgpt][lr])[{_V}])"
)
_NOYAU = re.compile(rf"eau|œu|oeu|a[iîuy]|e[iîuûy]|o[iîuûùy]|[{_V}]")


def _sans_muettes(mot: str) -> str:
    """Drop the vowels that are written and not heard."""
    if not (mot.endswith("ent") and _ENT_SONORE.search(mot)):
        coupe = _MUETTES_FINALES.sub("", mot)
        if re.search(rf"[{_V}]", coupe):
            mot = coupe
    # "maintenant": the e between a vowel with its consonant and another syllable is not heard.
    premiere = re.search(rf"[{_V}]", mot)
    debut = premiere.end() if premiere else 0
    return mot[:debut] + _E_INTERIEUR.sub(r"\1", mot[debut - 1 :])[1:] if debut else mot


def syllabes(mot: str) -> int:
    """Spoken syllables of one French word, at least 1 ("logement" 2, "payer" 2, "huissier" 2).

    A number counts one syllable a digit; the parts of a compound word are added.
    """
    return max(1, sum(_syllabes(partie) for partie in re.split(r"[-'’]", mot.lower()) if partie))


@lru_cache(maxsize=20_000)
def _syllabes(mot: str) -> int:
    if mot in _EXCEPTIONS:
        return _EXCEPTIONS[mot]
    chiffres = sum(signe.isdigit() for signe in mot)
    if chiffres:
        return chiffres
    mot = re.sub(r"qu|q", "k", mot)
    mot = re.sub(r"gu(?=[eiéèêy])", "g", mot)
    mot = re.sub(r"ge(?=[aou])", "j", mot)
    mot = _sans_muettes(mot)
    mot = re.sub(rf"(?<=[{_V}])y(?=[{_V}])", "j", mot)
    mot = re.sub(r"(?<=[aeou])ill?(?![aeiouyéèê]*[bcdfgkmnprtv])(?=[aeiouéèê]|$)", "j", mot)
    # i, u and ou before a vowel glide into it, but not after two consonants ("client", "cruel").
    apres_groupe = r"(?<![bcdfgkptv][lr])"
    mot = re.sub(rf"{apres_groupe}i(?=[aâeéèêoôu])", "j", mot)
    mot = re.sub(rf"{apres_groupe}(?<![aeo])u(?=[aâeéèêiîoô])", "w", mot)
    mot = re.sub(rf"{apres_groupe}ou(?=[iî])", "w", mot)
    return len(_NOYAU.findall(mot))


def mots(texte: str) -> list[str]:
    """Words of a text; an elided article counts with its noun, a placeholder does not count."""
    return _MOT.findall(_NEUTRE.sub(" ", texte))


def phrases(texte: str) -> list[str]:
    """Sentences of a text: cut after ``. ! ? … ;`` before a space, and at line ends."""
    morceaux = _FIN_DE_PHRASE.split(_NEUTRE.sub(" ", texte))
    return [morceau.strip() for morceau in morceaux if mots(morceau)]


@dataclass(frozen=True)
class Mesure:
    """Readability of one or several texts: counts, and the sentences over the limit."""

    phrases: int
    mots: int
    syllabes: int
    trop_longues: tuple[str, ...]

    @property
    def mots_par_phrase(self) -> float:
        """Average number of words in a sentence (0 for an empty text)."""
        return self.mots / self.phrases if self.phrases else 0.0

    @property
    def part_trop_longues(self) -> float:
        """Share, from 0 to 1, of the sentences over the limit (0 for an empty text)."""
        return len(self.trop_longues) / self.phrases if self.phrases else 0.0

    @property
    def kandel_moles(self) -> float:
        """Ease of reading of Kandel and Moles: the higher, the easier (0 for an empty text)."""
        if not self.mots:
            return 0.0
        return 207 - 1.015 * self.mots_par_phrase - 73.6 * self.syllabes / self.mots


def mesure(textes: str | Iterable[str], limite: int = LONGUEUR_MAXIMALE) -> Mesure:
    """Measure one text, or several as a whole; ``limite`` is in words a sentence."""
    liste = [textes] if isinstance(textes, str) else list(textes)
    toutes = [phrase for texte in liste for phrase in phrases(texte)]
    tous_les_mots = [mot for phrase in toutes for mot in mots(phrase)]
    return Mesure(
        phrases=len(toutes),
        mots=len(tous_les_mots),
        syllabes=sum(syllabes(mot) for mot in tous_les_mots),
        trop_longues=tuple(phrase for phrase in toutes if len(mots(phrase)) > limite),
    )
