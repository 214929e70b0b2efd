"""Write a reply for SMS: at most two parts at a time, never cut inside a date or a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from channels.sms.alphabet import parties, septets, translittere

PARTIES_AU_PLUS = 2
SUITE = "SUITE pour la suite"
# A longer question leaves too little room for what comes first.
SEPTETS_D_UNE_QUESTION = 210
# A few words may follow the question mark ("Une année suffit.").
_PRECISION_AU_PLUS = 40

_MOIS = "janvier|fevrier|février|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre"
_JOURS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
# What is never cut, on the rewritten text: dates, hours, telephone numbers, amounts, durations.
INSECABLES = re.compile(
    rf"(?:(?:{_JOURS}) )?\b(?:1er|\d{{1,2}}) (?:{_MOIS}|decembre|décembre)(?: \d{{4}})?"
    r"|\b\d{1,2} ?h(?:eures?)?(?: ?\d{2})?\b"
    r"|(?:\+\d+ ?)?\d+(?:[ .,/-]\d+)*(?: (?:euros?|mois|semaines?|jours?|ans?|heures?)\b| ?€)?",
    re.IGNORECASE,
)
_FIN_DE_PHRASE = re.compile(r"[.!?](?=\s)")


def decoupe(texte: str) -> list[str]:
    """Messages of at most two parts each; all but the last end with "SUITE pour la suite".

    Cuts at the end of a line or of a sentence where one falls in the second half, else between
    two words; a date, an amount or a telephone number stays whole.
    """
    reste, messages = translittere(texte), []
    while parties(reste) > PARTIES_AU_PLUS:
        debut, reste = _premiere_coupe(reste, SUITE)
        messages.append(f"{debut}\n{SUITE}")
    return [*messages, reste] if reste else messages


def _premiere_coupe(texte: str, fin: str) -> tuple[str, str]:
    """The longest good beginning that fits two parts with ``fin`` after it, and the rest."""
    coupe = _ou_couper(texte, fin)
    return texte[:coupe].rstrip(), texte[coupe:].lstrip()


def _ou_couper(texte: str, fin: str) -> int:
    """Index of the best cut that leaves room for ``fin``."""
    insecables = [(lu.start(), lu.end()) for lu in INSECABLES.finditer(texte)]

    def permise(rang: int) -> bool:
        return not any(debut < rang < fin for debut, fin in insecables)

    limite = _capacite(texte, fin)
    if limite == len(texte):
        return limite
    blancs = [
        rang
        for rang in range(1, limite + 1)
        if rang < len(texte) and texte[rang].isspace() and permise(rang)
    ]
    if not blancs:
        return limite
    phrases = {lu.end() for lu in _FIN_DE_PHRASE.finditer(texte, 0, limite + 2)}
    nettes = [rang for rang in blancs if texte[rang] == "\n" or rang in phrases]
    if nettes and nettes[-1] >= limite // 2:
        return nettes[-1]
    return blancs[-1]


def _capacite(texte: str, fin: str) -> int:
    """Length of the longest beginning that fits two parts with ``fin`` after it."""
    bas, haut = 1, len(texte)
    while bas < haut:
        milieu = (bas + haut + 1) // 2
        if parties(f"{texte[:milieu]}\n{fin}") <= PARTIES_AU_PLUS:
            bas = milieu
        else:
            haut = milieu - 1
    return bas


def lignes_de_choix(choix: Sequence[str]) -> str:
    """How the choices are offered: "Répondez 1, 2 ou 3", one a line.

    Choices that begin with a figure ("2 mois") are not numbered, so that "2" has one meaning;
    one choice alone is only named.
    """
    if not choix:
        return ""
    if len(choix) == 1:
        return f'Sinon répondez : "{choix[0]}".'
    if commencent_par_un_chiffre(choix):
        noms = [f'"{nom}"' for nom in choix]
        return f"Répondez {', '.join(noms[:-1])} ou {noms[-1]}."
    rangs = [str(rang) for rang in range(1, len(choix) + 1)]
    lignes = [f"{rang} : {nom}" for rang, nom in zip(rangs, choix, strict=True)]
    return "\n".join([*lignes, f"Répondez {', '.join(rangs[:-1])} ou {rangs[-1]}."])


def commencent_par_un_chiffre(choix: Sequence[str]) -> bool:
    """True when a bare figure could mean a choice's words as well as its rank."""
    return any(nom[:1].isdigit() for nom in choix)


def compose(textes: Sequence[str], choix: Sequence[str] = ()) -> list[str]:
    """The messages of one reply: its bubbles, then its choices; the first is to be sent now.

    In a long reply the question, with its choices, already stands in the first message, after the
    word SUITE: the person can answer without asking for the rest.
    """
    tout = translittere("\n".join([*textes, lignes_de_choix(choix)]))
    if parties(tout) <= PARTIES_AU_PLUS:
        return [tout] if tout else []
    corps, question = _separe_la_question(translittere("\n".join(textes)), choix)
    if not question or septets(question) > SEPTETS_D_UNE_QUESTION:
        return decoupe(tout)
    debut, reste = _premiere_coupe(corps, f"{SUITE}\n{question}")
    return [f"{debut}\n{SUITE}\n{question}", *decoupe(reste)]


def _separe_la_question(texte: str, choix: Sequence[str]) -> tuple[str, str]:
    """What comes before the last question, and this question with its choices ("" without)."""
    dernier = texte.rfind("?")
    posee = dernier >= 0 and len(texte) - dernier <= _PRECISION_AU_PLUS
    fins = [lu.end() for lu in _FIN_DE_PHRASE.finditer(texte)]
    fins += [lu.start() for lu in re.finditer("\n", texte)]
    debut = max((fin for fin in fins if fin <= dernier), default=0)
    question = texte[debut:].strip() if posee else ""
    offre = translittere(lignes_de_choix(choix))
    if not question and not offre:
        return texte, ""
    corps = texte[:debut].strip() if question else texte
    return corps, "\n".join(morceau for morceau in (question, offre) if morceau)
