"""The alphabet of SMS (GSM 7-bit, 3GPP TS 23.038): rewrite a French text in it, count its parts.

One letter outside the alphabet ("ç", "ê") makes the whole message two to three times dearer.
"""

from __future__ import annotations

import re
import unicodedata

_BASE = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ETENDU = frozenset("^{}\\[~]|€\f")

SEPTETS_SEUL = 160
SEPTETS_PARTIE = 153
UNITES_SEULES_UCS2 = 70
UNITES_PARTIE_UCS2 = 67

# Typography and ligatures that Unicode decomposition does not bring back to the alphabet.
_EQUIVALENTS = str.maketrans(
    {
        "œ": "oe", "Œ": "OE", "Ç": "C", "ø": "o", "Ø": "O",
        "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"',
        "…": "...", "–": "-", "—": "-", "‑": "-", "−": "-", "•": "-", "·": "-",
        "→": "->", "←": "<-", "×": "x", "°": "o",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": "\n",
    }
)  # fmt: skip
_GUILLEMETS = re.compile(r"«\s*|\s*»")
_BLANCS = re.compile(r"[ ]{2,}")
_LIGNES = re.compile(r" ?\n[ \n]*")


def est_gsm7(texte: str) -> bool:
    """True when every character is in the alphabet."""
    return all(signe in _BASE or signe in _ETENDU for signe in texte)


def translittere(texte: str) -> str:
    """The same French text in the alphabet: ç→c, ê→e, œ→oe, ’→', « »→"; é è à ù stay.

    Signs without an equivalent (emojis, other scripts) are dropped.
    """
    droit = _GUILLEMETS.sub('"', unicodedata.normalize("NFC", texte)).translate(_EQUIVALENTS)
    rendu = "".join(_un_signe(signe) for signe in droit)
    return _LIGNES.sub("\n", _BLANCS.sub(" ", rendu)).strip()


def _un_signe(signe: str) -> str:
    if signe in _BASE or signe in _ETENDU:
        return signe
    decompose = unicodedata.normalize("NFKD", signe)
    return "".join(lettre for lettre in decompose if lettre in _BASE)


def septets(texte: str) -> int:
    """Septets of a text of the alphabet; € ^ { } [ ] ~ \\ | count two."""
    return sum(2 if signe in _ETENDU else 1 for signe in texte)


def parties(texte: str) -> int:
    """SMS parts that the network bills for a text, in GSM-7 or else in UCS-2."""
    if not est_gsm7(texte):
        unites = len(texte.encode("utf-16-be")) // 2
        return 1 if unites <= UNITES_SEULES_UCS2 else -(-unites // UNITES_PARTIE_UCS2)
    if septets(texte) <= SEPTETS_SEUL:
        return 1
    nombre, place = 1, 0
    for signe in texte:
        poids = 2 if signe in _ETENDU else 1
        # An escape and its sign are never split between two parts.
        if place + poids > SEPTETS_PARTIE:
            nombre, place = nombre + 1, 0
        place += poids
    return nombre
