"""Write a reply for SMS: at most two parts at a time, never cut inside a date or a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from channels.sms.alphabet import parties, septets, translittere

PARTIES_AU_PLUS = 2
SUITE = "SUITE pour la suite"
# A longer question leaves too little room for what comes first; beyond the second length, only
# its last sentence is a question, and what comes before takes its turn.
SEPTETS_D_UNE_QUESTION = 210
SEPTETS_D_UNE_BULLE = 150
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
# A message that ended with a question nobody asks ("Un numéro ne répond pas ?") would mislead.
_FIN_DE_PHRASE = re.compile(r"[.!](?=\s)")
_FIN_DE_LIGNE = re.compile(r"(?<!:)(?=\n)")
# A line is worth more than a sentence: an entry of a list stays whole.
_PART_D_UNE_LIGNE = 0.6


def decoupe(texte: str, suivi: bool = False) -> list[str]:
    """Messages of at most two parts each; all but the last end with "SUITE pour la suite", and the
    last one too when it is ``suivi`` by another.

    Cuts at the end of a line or of a sentence, else between two words; a date, an amount or a
    telephone number stays whole.
    """
    reste, messages = translittere(texte), []
    fin = f"\n{SUITE}" if suivi else ""
    while parties(reste + fin) > PARTIES_AU_PLUS:
        coupe = _coupe_nette(reste, SUITE) or _coupe_entre_deux_mots(reste, SUITE)
        messages.append(f"{reste[:coupe].rstrip()}\n{SUITE}")
        reste = reste[coupe:].lstrip()
    return [*messages, reste + fin] if reste else messages


def _permis(texte: str, rangs: Iterable[int]) -> list[int]:
    """The indexes that fall inside no date, amount or number."""
    insecables = [(lu.start(), lu.end()) for lu in INSECABLES.finditer(texte)]
    return [rang for rang in rangs if not any(debut < rang < fin for debut, fin in insecables)]


def _coupe_nette(texte: str, fin: str) -> int | None:
    """Index of the last end of line or of sentence that leaves room for ``fin``; None without."""
    limite = _capacite(texte, fin)
    if limite == len(texte):
        return limite
    lignes = _permis(texte, (lu.start() for lu in _FIN_DE_LIGNE.finditer(texte, 1, limite + 1)))
    if lignes and lignes[-1] >= limite * _PART_D_UNE_LIGNE:
        return lignes[-1]
    phrases = _permis(texte, (lu.end() for lu in _FIN_DE_PHRASE.finditer(texte, 0, limite + 1)))
    return max([*lignes, *(rang for rang in phrases if rang <= limite)], default=None)


def _coupe_entre_deux_mots(texte: str, fin: str) -> int:
    """Index of the last space that leaves room for ``fin``, else of the last sign."""
    limite = _capacite(texte, fin)
    blancs = (rang for rang in range(1, limite + 1) if texte[rang : rang + 1].isspace())
    return max(_permis(texte, blancs), default=limite)


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

    Choices that begin with a figure ("2 mois") are not numbered, so that "2" has one meaning.
    """
    if not choix:
        return ""
    if commencent_par_un_chiffre(choix):
        noms = [f'"{nom}"' for nom in choix]
        return f"Répondez {', '.join(noms[:-1])} ou {noms[-1]}."
    if len(choix) == 1:
        return f"Sinon répondez 1 : {choix[0][0].lower()}{choix[0][1:]}."
    rangs = [str(rang) for rang in range(1, len(choix) + 1)]
    lignes = [f"{rang} : {nom}" for rang, nom in zip(rangs, choix, strict=True)]
    return "\n".join([*lignes, f"Répondez {', '.join(rangs[:-1])} ou {rangs[-1]}."])


def commencent_par_un_chiffre(choix: Sequence[str]) -> bool:
    """True when a bare figure could mean a choice's words as well as its rank."""
    return any(nom[:1].isdigit() for nom in choix)


def compose(
    textes: Sequence[str], choix: Sequence[str] = (), question_d_abord: bool = True
) -> list[str]:
    """The messages of one reply: its bubbles, then its choices; the first is to be sent now.

    In a long reply the question, with its choices, already stands in the first message: the person
    can answer without asking for the rest. It comes again at the very end, where there is room.
    Not ``question_d_abord``: an open offer, which leaves the room to what is told.
    """
    tout = translittere("\n".join([*textes, lignes_de_choix(choix)]))
    if parties(tout) <= PARTIES_AU_PLUS:
        return [tout] if tout else []
    corps, question = _separe_la_question([translittere(texte) for texte in textes], choix)
    fin = f"{question}\n{SUITE}"
    coupe = _coupe_nette(corps, fin) if question and question_d_abord else None
    if coupe is None or septets(question) > SEPTETS_D_UNE_QUESTION:
        return _avec_la_question(corps, question) or [
            *decoupe(corps, suivi=True),
            *decoupe(question),
        ]
    reste = corps[coupe:]
    suites = _avec_la_question(reste, question) or decoupe(reste)
    return [f"{corps[:coupe].rstrip()}\n{fin}", *suites]


def _avec_la_question(corps: str, question: str) -> list[str] | None:
    """Messages of a text whose last one also holds the question; None when it has no room."""
    messages = decoupe(corps)
    ensemble = "\n".join(filter(None, [*messages[-1:], question]))
    return [*messages[:-1], ensemble] if parties(ensemble) <= PARTIES_AU_PLUS else None


def _separe_la_question(textes: Sequence[str], choix: Sequence[str]) -> tuple[str, str]:
    """What comes before the question, and the question with its choices ("" without).

    The question is the whole last bubble where it is short, else its last sentence.
    """
    *debut, derniere = textes
    rang = derniere.rfind("?")
    pose = rang >= 0 and len(derniere) - rang <= _PRECISION_AU_PLUS
    offre = translittere(lignes_de_choix(choix))
    if not pose:
        return "\n".join(textes), offre
    entiere = "\n".join(filter(None, [derniere, offre]))
    if debut and septets(entiere) <= SEPTETS_D_UNE_BULLE:
        return "\n".join(debut), entiere
    fins = [lu.end() for lu in re.finditer(r"[.!?](?=\s)|\n", derniere[:rang])]
    coupe = fins[-1] if fins else 0
    corps = "\n".join(filter(None, [*debut, derniere[:coupe].strip()]))
    return corps, "\n".join(filter(None, [derniere[coupe:].strip(), offre]))
