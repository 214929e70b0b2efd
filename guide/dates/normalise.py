"""From what a tenant types to one plain line of settled words.

Words and marks are separated by single spaces; accents, case and apostrophes are gone; months,
weekdays and units have one spelling; numbers and numeric dates read "5 octobre 2026".
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache

from guide.dates.lexique import JOURS, MOIS, lexique, sans_accents
from guide.dates.masques import masque_brut, masque_lexical
from guide.dates.nombres import en_chiffres
from guide.orthographe import mot_redresse

LONGUEUR_MAX = 2000
_SEUIL_PROCHE = 0.84
_CIBLES = [m for m in (*MOIS, *JOURS) if len(m) >= 5] + [
    "dernier",
    "prochain",
    "semaine",
    "aujourdhui",
    "demain",
    "toussaint",
    "pentecote",
    "ascension",
    "quinze",
]
# Words of the housing vocabulary as close to a target as a slip of the keyboard.
_JAMAIS_PROCHES = frozenset({"derriere", "denier", "marie", "mairie", "marine", "quinzaine"})
_CONTEXTE_JOUR = {"lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi"} | {
    "ven": "vendredi",
    "sam": "samedi",
    "dim": "dimanche",
}
_MOIS_ANCIENS = {"7": "septembre", "8": "octobre", "9": "novembre", "10": "decembre"}
_UNITE_COURTE = {"j": "jour", "h": "heure", "s": "semaine", "m": "mois", "js": "jour"}

_A = re.ASCII
_PAS_UNITE = (
    r"(?! ?(?:jours?\b|jrs?\b|j\b|sem|mois\b|moi\b|ans?\b|h\b|heures?\b|fois\b|pers|loyer|enfant))"
)
_ISO = re.compile(r"(?<![\d/\-.])(\d{4})[\-/.](\d{1,2})[\-/.](\d{1,2})(?![\d/]|-\d)", _A)
_JMA = re.compile(r"(?<![\d/\-.])(\d{1,2}) ?([/.\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)(?!\d)", _A)
_JMA_ESPACES = re.compile(r"(?<![\d/.\-])(\d{1,2}) (\d{1,2}) ((?:19|20)\d\d)(?!\d)", _A)
_JMA_COLLE = re.compile(r"(?<!\d)(\d\d)(\d\d)(20\d\d)(?!\d)", _A)
_MA = re.compile(r"(?<![\d/\-.])(\d{1,2}) ?[/.\-] ?((?:19|20)\d\d)(?!\d)", _A)
_JM = re.compile(rf"(?<![\d/\-.,])(\d{{1,2}}) ?/ ?(\d{{1,2}})(?![\d/]|[.,]\d){_PAS_UNITE}", _A)
_JM_POINT = re.compile(
    rf"\b(le|du|au|depuis|recu|passe) (\d{{1,2}})[.\-](\d\d)(?![\d\-/]|[.,]\d){_PAS_UNITE}", _A
)
_JM_DU = re.compile(r"\b(le|du) (\d{1,2}) du (0?[1-9]|1[0-2])\b(?! ?[/.\-]\d)", _A)
_JM_SEUL = re.compile(r"^[ .,!?]*(\d{1,2}(?=[.\-]\d\d)|\d\d)[.\-](\d{1,2})[ .,!?]*$", _A)
_JM_ESPACE = re.compile(rf"\b(le) (\d{{1,2}}) (\d\d)(?= ?(?:$|[.,;!?]|j|a ))(?!\d){_PAS_UNITE}", _A)

_MOT = re.compile(r"[a-z]+|\d+|[.,:;!?()/\-\n]")
_REECRITURES = tuple(
    (re.compile(rf"(?<!\S)(?:{motif})(?!\S)"), remplacement)
    for motif, remplacement in (
        (r"aujourd (?:hui|huit|ui)|au jour d hui|(?<!a )ce jour", "aujourdhui"),
        (r"avant avant hier", "avantavanthier"),
        (r"avant hier|avanthier|avanhier|avent hier", "avanthier"),
        (r"apres apres demain", "apresapresdemain"),
        (r"apres demain|apresdemain", "apresdemain"),
        (r"il y a|il ya|ilya|ila|il i a|ill y a|y a|ya|i a|yas|y as|il y as|il ia|ia", "ilya"),
        (r"il ilya|ilya eu", "ilya"),
        (r"(?:ca|cela) (?:va|doit) faire", "ilya environ"),
        (r"(?:ca|cela|voila|caf) fait|safait|cafait|safe", "ilya"),
        (r"voila(?= \d| une? )|(?:ca |cela )?remonte a(?= \d| une? )", "ilya"),
        (r"week end|we|w e|wkend", "weekend"),
        # "payer" and "quitter" are cue words, but not inside the name of an act.
        (
            r"(?:commandement|sommation|injonction)s? (?:de|a) "
            r"(?:paye[rz]?|quitte[rz]?|partir|liberer)"
            r"(?: les lieux| le logement| l appartement| la maison)?",
            "commandement",
        ),
        (r"(?:premier|(?<=la )1)(?= semaine| quinzaine)", "premiere"),
        (r"(?:2 (?:eme|e|nd|nde|ieme)|seconde?)(?= semaine| quinzaine)", "deuxieme"),
        (r"3 (?:eme|e|ieme)(?= semaine)", "troisieme"),
        (r"4 (?:eme|e|ieme)(?= semaine)", "quatrieme"),
    )
)


def _date_claire(jour: str, mois: str, an: str = "") -> str:
    """ "05", "10", "26" → " 5 octobre 2026 "; a month that does not exist is kept as a fault."""
    numero = int(mois)
    if not 1 <= numero <= 12:
        return " datefausse "
    if len(an) == 2:
        an = str(annee_pleine(int(an)))
    return f" {int(jour)} {MOIS[numero - 1]} {an} "


def annee_pleine(deux_chiffres: int) -> int:
    """Year of two digits: up to 49 in this century, else in the last."""
    return deux_chiffres + (2000 if deux_chiffres < 50 else 1900)


def _chiffres(texte: str) -> str:
    """Numeric dates to "day month year" in words; fractions of durations are left alone."""
    texte = re.sub(r"\b1 ?(?:er|ier|ere)\b", "1", texte, flags=_A)
    texte = re.sub(r"\b(7|8|9|10) ?(?:bre|bres)\b", lambda m: _MOIS_ANCIENS[m[1]], texte, flags=_A)
    texte = re.sub(r"\bxbre\b", "decembre", texte)
    texte = _ISO.sub(lambda m: _date_claire(m[3], m[2], m[1]), texte)
    texte = _JMA.sub(lambda m: _date_claire(m[1], m[3], m[4]), texte)
    texte = _JMA_ESPACES.sub(lambda m: _date_claire(m[1], m[2], m[3]), texte)
    texte = _JMA_COLLE.sub(
        lambda m: _date_claire(m[1], m[2], m[3]) if int(m[2]) <= 12 else m[0], texte
    )
    texte = _MA.sub(
        lambda m: f" {MOIS[int(m[1]) - 1]} {m[2]} " if 1 <= int(m[1]) <= 12 else " datefausse ",
        texte,
    )
    texte = _JM.sub(lambda m: _date_claire(m[1], m[2]), texte)
    texte = _JM_DU.sub(lambda m: f"{m[1]} {_date_claire(m[2], m[3])}", texte)
    texte = _JM_SEUL.sub(lambda m: _date_claire(m[1], m[2]), texte)
    texte = _JM_POINT.sub(lambda m: f"{m[1]} {_date_claire(m[2], m[3])}", texte)
    return _JM_ESPACE.sub(
        lambda m: f"{m[1]} {_date_claire(m[2], m[3])}" if 1 <= int(m[3]) <= 12 else m[0], texte
    )


@lru_cache(maxsize=4096)
def _mot_juste(mot: str) -> str:
    """Settle the spelling of one word: known slips first, then closeness to a date word."""
    connu = lexique().orthographes.get(mot)
    if connu:
        return connu
    mot = mot_redresse(mot)
    if len(mot) < 5 or len(mot) > 14 or mot in _JAMAIS_PROCHES:
        return mot
    cibles = [c for c in _CIBLES if c[0] == mot[0] and abs(len(c) - len(mot)) <= 1]
    proches = difflib.get_close_matches(mot, cibles, n=1, cutoff=_SEUIL_PROCHE)
    return proches[0] if proches else mot


def _mots(texte: str) -> list[str]:
    bruts = _MOT.findall(texte)
    mots: list[str] = []
    for i, mot in enumerate(bruts):
        precedent = bruts[i - 1] if i else ""
        suivant = bruts[i + 1] if i + 1 < len(bruts) else ""
        if mot == "." and mots and mots[-1] in MOIS and precedent not in MOIS:
            continue
        if mot == "-" and not (precedent.isdigit() and suivant.isdigit()):
            continue
        if mot == "sept" and precedent.isdigit():
            mots.append("septembre")
        elif mot in ("mar", "mars") and precedent.isdigit():
            mots.append("mars")
        elif mot in _CONTEXTE_JOUR and (suivant.isdigit() or suivant in (".", "dernier", "passe")):
            mots.append(_CONTEXTE_JOUR[mot])
        elif mot in _UNITE_COURTE and precedent.isdigit():
            mots.append(_UNITE_COURTE[mot])
        elif mot in ("moi", "mwa") and (precedent.isdigit() or precedent in _NOMBRES_COURANTS):
            mots.append("mois")
        else:
            mots.extend(_mot_juste(mot).split())
    return mots


_NOMBRES_COURANTS = frozenset("un deux trois quatre cinq six sept huit neuf dix".split()) | {
    "au",
    "du",
    "le",
    "ce",
    "debut",
    "fin",
}


def _premier(mots: list[str]) -> list[str]:
    """ "premier" is a number before a month and in "le premier du mois"."""
    for i, mot in enumerate(mots):
        if mot == "premier" and (
            i + 1 == len(mots)
            or mots[i + 1] in MOIS
            or mots[i + 1 : i + 3] in (["du", "mois"], ["de", "ce"])
        ):
            mots[i] = "1"
    return mots


def mots_justes(texte: str) -> str:
    """Settled words of the first ``LONGUEUR_MAX`` characters, durations and streets included."""
    plat = sans_accents(texte[:LONGUEUR_MAX])
    plat = re.sub(r"[’'`´‘ʼ′_\"«»“”*]", " ", plat)
    plat = re.sub(r"[‐‑‒–—−]", "-", plat)
    plat = re.sub(r"[^\S\n]+", " ", plat)
    plat = _chiffres(masque_brut(plat))
    ligne = " ".join(en_chiffres(_premier(_mots(plat)))).replace("\n", ";")
    for motif, remplacement in _REECRITURES:
        ligne = motif.sub(remplacement, ligne)
    return re.sub(r" +", " ", ligne).strip()


def normalise(texte: str) -> str:
    """Settled words of ``texte`` with all that looks like a date and is none hidden."""
    return masque_lexical(mots_justes(texte)).strip()
