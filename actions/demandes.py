"""Ask for a missing fact, and read the answer: the slot ``attente`` names the pending question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from actions.faits import audience_passee, est_trop_loin
from actions.tour import INCONNU, Tour
from guide import communes
from guide.contenu import contenu
from guide.contenu.modeles import Demande
from guide.contenu.rendu import remplit, rend
from guide.dates import Date, Demander, Intervalle, Mot, parle_de_date, resout
from guide.dates.delai_ecrit import lit_delai_ecrit
from guide.dates_fr import en_toutes_lettres
from guide.indices import faits_dits
from guide.reponses import avis, choisit, nombre
from guide.texte import mots, plie

MOTS_D_UNE_REPONSE = 9
# "c'est marqué le 20 janvier": what is written is the date asked.
_ECRIT = re.compile(r"\b(c est |il y a |y a )?(marquee?|ecrite?|indiquee?|notee?|mise?)\b")
# From so many bubbles on (the day's steps count as one), the reply already holds enough.
BULLES_AVEC_UTILE = 2
# "un fonds pour ça" counts nothing: a count is short, or names the rents.
MOTS_D_UN_NOMBRE = 3


@dataclass(frozen=True)
class Lu:
    """A value read for the pending question."""

    valeur: str


@dataclass(frozen=True)
class ARedemander:
    """The text answers the question, but badly: why (an id of phrases.yml) and the choices."""

    phrase: str
    choix: tuple[str, ...] = ()


Lecture = Lu | ARedemander | None


def demande(identifiant: str) -> Demande | None:
    """The question of this name, None when ``attente`` names something else."""
    return contenu().demandes.get(identifiant)


def pose(tour: Tour, identifiant: str, *avant: str) -> None:
    """Ask for the fact ``identifiant``, after these sentences; it becomes the pending question."""
    question = contenu().demandes[identifiant]
    tour["attente"] = identifiant
    assez = len(tour.bulles) + tour.deja_dit(f"a_faire:{tour['etape']}") >= BULLES_AVEC_UTILE
    utile = "" if any(avant) or (tour.bulles and assez) else remplit(question.utile or "")
    tour.dit(*avant, utile, texte_question(tour, question))
    tour.boutons = [remplit(choix.texte) for choix in question.choix]


def texte_question(tour: Tour, question: Demande) -> str:
    """Wording of a question at the present stage."""
    propre = question.par_etape.get(tour["etape"] or "")
    return remplit(propre) if propre else rend(question, tour.canal)


def lit(tour: Tour, question: Demande, texte: str) -> Lecture:
    """Read ``texte`` as the answer to ``question``; None when it is no answer to it."""
    rang = choisit(texte, [choix.texte for choix in question.choix])
    if rang is not None:
        return Lu(question.choix[rang].valeur)
    if question.genre != "date" and texte.rstrip().endswith("?"):
        return None
    return _LECTEURS[question.genre](tour, question, texte)


def _inconnu(texte: str) -> Lecture:
    return Lu(INCONNU) if avis(texte) == INCONNU else None


def _lit_date(tour: Tour, question: Demande, texte: str) -> Lecture:
    if question.id == "date_bail" and avis(texte) in ("oui", "non") and not parle_de_date(texte):
        return None
    role = question.role or "recu"
    lu = resout(_ECRIT.sub(" ", plie(texte)) if role == "a_venir" else texte, tour.aujourdhui, role)
    if isinstance(lu, Date):
        if role == "recu" and est_trop_loin(lu.jour, texte, tour.aujourdhui):
            return ARedemander("date_future")
        return Lu(lu.jour.isoformat())
    if isinstance(lu, Mot):
        return Lu(lu.mot)
    if isinstance(lu, Intervalle) and role != "bail":
        return Lu(f"{lu.du.isoformat()}/{lu.au.isoformat()}")
    if _inconnu(texte):
        return Lu(INCONNU)
    if isinstance(lu, Intervalle):
        return ARedemander("date_annee_bail")
    if question.id == "date_audience" and (passee := audience_passee(texte, tour.aujourdhui)):
        return Lu(passee.isoformat())
    if isinstance(lu, Demander) and role == "bail" and lu.raison == "vague":
        return ARedemander("date_annee_bail") if parle_de_date(texte) else None
    if isinstance(lu, Demander) and parle_de_date(texte):
        return ARedemander(_RAISONS.get(lu.raison, "date_vague"))
    return None


_RAISONS = {
    "impossible": "date_impossible",
    "contradiction": "date_contradiction",
    "future": "date_future",
    "passee": "date_passee",
    "plusieurs": "date_plusieurs",
}


def _lit_oui_non(tour: Tour, question: Demande, texte: str) -> Lecture:
    dit = avis(texte) or faits_dits(texte).get(question.id)
    return Lu(dit) if dit else None


def _lit_choix(tour: Tour, question: Demande, texte: str) -> Lecture:
    if question.id == "delai_ecrit":
        ecrit = lit_delai_ecrit(texte)
        if ecrit:
            return Lu(ecrit)
    fait = faits_dits(texte).get(question.id)
    if fait:
        return Lu(fait)
    opinion = avis(texte)
    if opinion == INCONNU:
        return Lu(INCONNU)
    if question.id == "type_bailleur" and opinion:
        return Lu("social" if opinion == "oui" else "prive")
    return None


def _lit_nombre(tour: Tour, question: Demande, texte: str) -> Lecture:
    court = len(mots(texte)) <= MOTS_D_UN_NOMBRE or "loyer" in plie(texte)
    compte = nombre(texte) if court and len(mots(texte)) <= MOTS_D_UNE_REPONSE else None
    return Lu(str(compte)) if compte else _inconnu(texte)


def _lit_commune(tour: Tour, question: Demande, texte: str) -> Lecture:
    trouvees = communes.trouve(texte)
    if len(trouvees) == 1:
        return Lu(trouvees[0].nom)
    if trouvees:
        return ARedemander("commune_laquelle", tuple(commune.nom for commune in trouvees))
    if _inconnu(texte):
        return Lu(INCONNU)
    ailleurs = communes.hors_territoire(texte)
    return Lu(f"hors:{ailleurs}") if ailleurs else None


_LECTEURS: dict[str, Callable[[Tour, Demande, str], Lecture]] = {
    "date": _lit_date,
    "oui_non": _lit_oui_non,
    "choix": _lit_choix,
    "nombre": _lit_nombre,
    "commune": _lit_commune,
}


def redemande(tour: Tour, question: Demande, faute: ARedemander) -> None:
    """Say why the answer cannot be used, and ask again."""
    aujourdhui = en_toutes_lettres(tour.aujourdhui)
    raison = tour.phrase(faute.phrase, aujourdhui=aujourdhui)
    tour["attente"] = question.id
    if faute.choix:
        tour.dit(raison)
        tour.boutons = list(faute.choix)
        return
    pose(tour, question.id, raison, remplit(question.aide or ""))
