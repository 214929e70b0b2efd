"""Teach-back: make sure that the key message was understood (design, principle 5).

``comprehension`` records the outcome: ``compris``, ``a_revoir`` or, when skipped, ``non_verifie``.
A wrong answer is explained again in other words, twice at most, then a human takes over.
"""

from __future__ import annotations

from actions import echeances, relais
from actions.tour import INCONNU, Tour
from guide import comprehension
from guide.contenu import contenu
from guide.dates_fr import en_toutes_lettres
from guide.reponses import avis
from guide.texte import plie

PREFIXE = "verification:"
GENRES = ("avant_quand", "que_faire")
ESSAIS = 2
_PASSER = ("passer", "plus tard", "pas envie", "laisse tomber", "on arrete", "stop")


def commence(tour: Tour) -> bool:
    """Ask the first question of the stage that has not been settled; False when none is left."""
    genre = _prochain_genre(tour)
    if genre is None:
        return False
    _demande(tour, genre, tour.phrase("verification_intro"))
    return True


def _prochain_genre(tour: Tour) -> str | None:
    if tour["danger"] or tour["comprehension"] == "a_revoir":
        return None
    for genre in contenu().parcours[tour["etape"]].verification:
        regle = tour.deja_dit(f"verifie:{tour['etape']}:{genre}")
        if not regle and (genre != "avant_quand" or _date_a_verifier(tour)):
            return genre
    return None


def pendante(tour: Tour) -> str | None:
    """Kind of the pending teach-back question, if any (one that an earlier release asked and that
    is no more is none)."""
    attente = tour["attente"] or ""
    genre = attente.removeprefix(PREFIXE)
    return genre if attente.startswith(PREFIXE) and genre in GENRES else None


def repond(tour: Tour, genre: str, texte: str) -> None:
    """Judge a free answer, and go on: next question, other words, or a human."""
    limite = echeances.date_a_retenir(tour)
    jugement = comprehension.juge(tour["etape"], genre, texte, limite, tour.aujourdhui)
    if jugement.resultat == "compris" and avis(texte) != INCONNU:
        _clot(tour, genre, "compris", "verification_bravo")
        return
    essais = int(tour["essais"] or 0) + 1
    tour["essais"] = str(essais)
    if essais >= ESSAIS:
        _clot(tour, genre, "a_revoir", "verification_humain")
        return
    valeurs = {"date": en_toutes_lettres(limite)} if limite else {}
    explication = comprehension.explication(tour["etape"], genre, essais, **valeurs)
    tour.dit(tour.phrase("verification_autrement"), explication)
    _demande(tour, genre)


def veut_passer(texte: str) -> bool:
    """True when the tenant does not want to be asked."""
    nu = plie(texte)
    return any(mot in nu for mot in _PASSER) or avis(texte) == "non"


def passe(tour: Tour, genre: str) -> None:
    """The tenant skips the check: it is recorded as not checked."""
    _clot(tour, genre, "non_verifie", "verification_passee")


def est_une_reponse(texte: str) -> bool:
    """True unless the text asks something back ("je ne sais plus" is an answer: a wrong one)."""
    return "?" not in texte


def _date_a_verifier(tour: Tour) -> bool:
    limite = echeances.date_a_retenir(tour)
    return limite is not None and limite >= tour.aujourdhui


def repose(tour: Tour, genre: str) -> None:
    """Bring the pending teach-back question back, in the words of a thread taken up again."""
    question = comprehension.question(tour["etape"], genre)
    tour.dit_phrase("relance", question=question.texte)
    tour.boutons = list(question.choix)


def _demande(tour: Tour, genre: str, avant: str = "") -> None:
    question = comprehension.question(tour["etape"], genre)
    tour["attente"] = PREFIXE + genre
    tour.dit(avant, question.texte)
    tour.boutons = list(question.choix)
    tour.carte("verification", question=question.texte, choix=list(question.choix))


def _clot(tour: Tour, genre: str, resultat: str, phrase: str) -> None:
    """Record the outcome, then the next question, the offer of a human or what comes next."""
    from actions.etape import dit_suite

    tour["attente"] = None
    tour["essais"] = None
    tour.note_dit(f"verifie:{tour['etape']}:{genre}")
    tour["comprehension"] = resultat
    tour.verdict = resultat
    suivant = _prochain_genre(tour) if resultat == "compris" else None
    if suivant:
        tour.dit_phrase("verification_juste")
        _demande(tour, suivant)
        return
    tour.dit_phrase(phrase)
    if resultat != "a_revoir" or not relais.propose(tour, "verification"):
        dit_suite(tour)
