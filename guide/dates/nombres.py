"""French number words to digits: days (1 to 31), durations, and years as acts print them."""

from __future__ import annotations

_UNITES = {
    mot: valeur
    for valeur, mot in enumerate(
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
        "seize".split(),
        start=1,
    )
} | {"une": 1, "deus": 2, "troi": 3, "quatres": 4, "cinque": 5, "uit": 8, "disse": 10, "kinze": 15}
_DIZAINES = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "octante": 80,
    "huitante": 80,
    "nonante": 90,
    "vint": 20,
    "ving": 20,
    "vingts": 20,
}
_MILLE = ("mille", "mil", "milles")


def _moins_de_cent(mots: list[str], i: int) -> tuple[int, int]:
    """Value read at ``i`` and the index after it; index ``i`` when there is none."""
    if i >= len(mots):
        return 0, i
    if mots[i] == "quatre" and i + 1 < len(mots) and mots[i + 1] in ("vingt", "vingts"):
        base, j = 80, i + 2
    elif mots[i] in _DIZAINES:
        base, j = _DIZAINES[mots[i]], i + 1
    else:
        base, j = 0, i
    if base == 0:
        if mots[i] == "dix" and i + 1 < len(mots) and mots[i + 1] in ("sept", "huit", "neuf"):
            return 10 + _UNITES[mots[i + 1]], i + 2
        return (_UNITES[mots[i]], i + 1) if mots[i] in _UNITES else (0, i)
    k = (
        j + 1
        if j + 1 < len(mots) and mots[j] == "et" and mots[j + 1] in ("un", "une", "onze")
        else j
    )
    if k < len(mots) and mots[k] in _UNITES:
        unite, fin = _moins_de_cent(mots, k)
        if unite < 10 or base in (60, 80):
            return base + unite, fin
    return base, j


def _nombre(mots: list[str], i: int) -> tuple[int, int]:
    """Read a number below 10,000 at ``i``: value and index after it."""
    total, j = _moins_de_cent(mots, i)
    if j < len(mots) and mots[j] in _MILLE:
        total, j = max(total, 1) * 1000, j + 1
        reste, k = _moins_de_cent(mots, j)
        if k < len(mots) and mots[k] in ("cent", "cents"):
            total, j = total + max(reste, 1) * 100, k + 1
            reste, k = _moins_de_cent(mots, j)
        total, j = total + reste, k
    return total, j


def en_chiffres(mots: list[str]) -> list[str]:
    """Replace number words by digits; a lone "un" or "une" stays, being mostly an article."""
    resultat: list[str] = []
    i = 0
    while i < len(mots):
        valeur, suite = _nombre(mots, i)
        if suite == i or (suite == i + 1 and mots[i] in ("un", "une")):
            resultat.append(mots[i])
            i += 1
        else:
            resultat.append(str(valeur))
            i = suite
    return resultat
