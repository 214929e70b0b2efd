"""Hide what holds digits or a month and is no date: telephone, money, law, street, hour, age."""

from __future__ import annotations

import re

from guide.dates.lexique import JOURS, MOIS

_A = re.ASCII
_NUMERO = r"(?:n ?[°o]? ?)?:? ?"

# On the flat text, before it is cut into words. Each is replaced by a word without digits.
_BRUTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<![\d/])(?:\+ ?33 ?|0)\d(?:[ .\-/]?\d\d){4}(?!\d)", _A), " xtel "),
    (re.compile(r"\S{1,64}@\S{1,64}"), " xmel "),
    (re.compile(r"https?://\S{1,200}|www\.\S{1,200}"), " xweb "),
    (
        re.compile(
            r"(?<![\d/])(?:\d{1,3}(?:[ .]\d{3})+|\d+)(?:[.,]\d{1,2})?"
            r" ?(?:€|euros?\b|eurs?\b|balles\b|%|k€)(?: ?\d\d\b)?",
            _A,
        ),
        " xsomme ",
    ),
    (re.compile(r"\b(?:\d{3,}|\d+[.,]\d{2}) ?e\b", _A), " xsomme "),
    (
        re.compile(
            r"\b(?:dois?|doit|devons|loyer|dette|somme|payer?|verse|regle|montant|reste)"
            r"(?: (?:est|de|encore|plus|a))? \d{3,5}\b(?! ?/)",
            _A,
        ),
        " xsomme ",
    ),
    (
        re.compile(
            r"\b(?:[1-9]/[1-9]|un tiers)(?= (?:du|de la|de mon|de ma|de l|des|de notre) )", _A
        ),
        " xpart ",
    ),
    (re.compile(r"\b(?:24 ?h? ?/ ?24 ?h?|7 ?j? ?/ ?7 ?j?)\b", _A), " xtemps "),
    (
        re.compile(
            r"\b(?:lois?|decrets?|directives?) (?:alur |elan |boutin |als )?"
            r"(?:n ?[°o]? ?)?\d[\d\-]*",
            _A,
        ),
        " xloi ",
    ),
    (
        re.compile(
            rf"\b(?:art|articles?|alineas?)\b\.? ?{_NUMERO}(?:[lrd][. ]{{0,2}})?\d[\d\-]*"
            r"(?: (?:et|a|ou) (?:[lrd][. ]{0,2})?\d[\d\-]*)?",
            _A,
        ),
        " xloi ",
    ),
    (re.compile(r"\b[lrd][. ]{0,2}\d{3,4}[\d\-]*", _A), " xloi "),
    (re.compile(r"n ?[°º] ?\d[\d\-/.]*", _A), " xnum "),
    (
        re.compile(
            r"\b(?:rg|num|numero|dossier|ref|reference|porte|appt?|appartement|apt|bat|batiment|"
            r"etage|lot|salle|chambre|bureau|escalier|code|cp|bp|page|cellule)"
            rf"(?: rg)? {_NUMERO}\d[\d/.\-]*",
            _A,
        ),
        " xnum ",
    ),
    (re.compile(r"(?<![\d/\-.])\d{5}(?![\d/\-.])", _A), " xposte "),
    (re.compile(r"\b\d{1,2} ?: ?\d{2}\b", _A), " xheure "),
)

_MOIS = "|".join(MOIS)
_VOIES = (
    "rue|avenue|av|ave|boulevard|bd|bld|bvd|place|pl|square|allee|allees|impasse|quai|chemin|cite|"
    "residence|esplanade|ecole|college|lycee|station|arret|metro|caserne|foyer|hameau|"
    "lotissement|route|stade|parvis|rond point|quartier"
)
_COMPTES = (
    "ans? et|enfants?|gosses?|personnes?|loyers?|pieces?|papiers?|lettres?|courriers?|fois|eme|ieme"
    "|nd|nde|etages?|bis|ter|m2|metres?|km|chambres?|dossiers?|pages?|autres?|huissiers?"
    "|commandements?|recommandes?|mensualites?|echeances?|petits?|grands?"
)

# On the words, once spellings are settled and numbers are digits.
_LEXICAUX: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"(?<!\S)(?:\d{{1,4}} (?:bis |ter )?(?:, )?)?(?:{_VOIES}) (?:du |de la |de l |de |d )?"
            rf"(?:\d{{1,2}} (?:{_MOIS})(?: \d{{2,4}})?|noel|toussaint|paques|armistice|"
            rf"(?:{_MOIS})|(?:{'|'.join(JOURS)}))(?!\S)"
        ),
        "xvoie",
    ),
    (re.compile(rf"(?<!\S)\d{{1,4}} (?:bis |ter )?(?:, )?(?:{_VOIES})(?!\S)"), "xvoie"),
    (
        re.compile(
            rf"(?<!\S)(?:xloi|loi|lois|decret|directive|arrete)(?: \S+){{0,2}} (?:du|de) "
            rf"(?:\d{{1,2}} (?:{_MOIS}) )?\d{{4}}(?!\S)"
        ),
        "xloi",
    ),
    (re.compile(rf"(?<!\S)(?:xloi|loi) (?:\S+ )?du \d{{1,2}} (?:{_MOIS})(?!\S)"), "xloi"),
    (re.compile(r"(?<!\S)(?:c est|est|accord|et|d) a dire(?!\S)"), "c est a dire"),
    (re.compile(r"(?<!\S)(?:a|jusqu a) ce jour(?!\S)"), "xtemps"),
    (
        re.compile(
            rf"(?<!\S)(?:(?:tous|toutes) les|chaque|les|des) (?:\d{{1,2}} )?"
            rf"(?:{'|'.join(JOURS)}|jour|semaine|mois)s?(?!\S)(?! dernier| prochain)"
        ),
        "xtemps",
    ),
    (
        re.compile(r"(?<!\S)le \d{1,2} (?:de |du |tous les )?(?:chaque|xtemps)(?: mois)?(?!\S)"),
        "xtemps",
    ),
    (
        re.compile(
            r"(?<!\S)(?:dans|departement) (?:le|du) \d{1,3}"
            r"(?! (?:mois|jour|semaine|an)(?!\S))(?!\S)"
        ),
        "xposte",
    ),
    (re.compile(rf"(?<!\S)\d{{1,3}} (?:{_COMPTES})(?!\S)"), "xnombre"),
    (re.compile(r"(?<!\S)[tf] \d(?!\S)"), "xlogement"),
    (
        re.compile(
            r"(?<!\S)(?:appel\S*|compos\S*|fait|faire|joindre|telephon\S*|eu|au|numero|samu|police|pompiers)"
            r" (?:le|au) (?:15|17|18|112|114|115|119)(?! (?:\d|du|de ce|"
            rf"{_MOIS}))(?!\S)"
        ),
        "xtel",
    ),
    (
        re.compile(
            r"(?<!\S)(?:treve|periode hivernale)(?: \S+){0,4} du 1 novembre au 31 mars(?!\S)"
        ),
        "xtreve",
    ),
    (
        re.compile(
            r"(?<!\S)\d{1,3} (?:mois|semaine|jour|an) (?:de |d )"
            r"(?:loyer|retard|impaye|dette|charge|prison|arret|preavis|delai|conge|chomage)\S*"
        ),
        "xduree",
    ),
    (
        re.compile(
            r"(?<!\S)(?:delai|preavis|sous|pendant|durant|reste|donne|laisse|accorde|moins) "
            r"(?:de |d |plus que |que |me )?(?:un |une )?\d{1,3} (?:mois|semaine|jour|an)(?!\S)"
        ),
        "xduree",
    ),
)
_HEURES = re.compile(
    r"(?<!\S)(?:(?:a|vers|de|des|avant|apres|jusqu a) )?\d{1,2} (?:h|heure|hr)"
    r"(?: \d{2}(?! (?:jour|semaine|mois)))?(?!\S)"
)
_ECOULE = re.compile(r"(?:ilya|fait|depuis|dans|sous)(?: \S+)?$")
_AGE = re.compile(
    r"(?<!\S)(?:ai|a|as|avait|avais|age de|agee de|fils de|fille de|bebe de) \d{1,3} an(?!\S)"
)


def masque_brut(texte: str) -> str:
    """Hide telephone numbers, money, laws, references and postcodes of a flat text."""
    for motif, remplacement in _BRUTS:
        texte = motif.sub(remplacement, texte)
    return texte


def masque_lexical(texte: str) -> str:
    """Hide streets, laws, counts, ages and hours of a text already cut into words."""
    for motif, remplacement in _LEXICAUX:
        texte = motif.sub(remplacement, texte)
    texte = _AGE.sub(_masque_age, texte)
    return _HEURES.sub(_masque_heure, texte)


def _masque_heure(trouve: re.Match[str]) -> str:
    # "il y a 2 heures" is elapsed time, not an hour of the clock.
    avant = trouve.string[max(0, trouve.start() - 24) : trouve.start()].rstrip()
    return trouve.group() if _ECOULE.search(avant) else "xheure"


def _masque_age(trouve: re.Match[str]) -> str:
    avant = trouve.string[max(0, trouve.start() - 6) : trouve.start()].rstrip()
    return trouve.group() if avant.endswith("ilya") else "xage"
