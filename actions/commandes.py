"""Steering words and corrections: repeat, shorter, start again, "non, c'était le 13"."""

from __future__ import annotations

import re

from actions import demandes, dialogue, etape, faits
from actions.attente import retient
from actions.frise import dit_frise
from actions.tour import INCONNU, Tour
from guide.commandes_parlees import commande
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES
from guide.dates import parle_de_date
from guide.indices import comptes_dits, faits_dits, papiers_nommes
from guide.reponses import avis, interroge
from guide.texte import mots

ORDRES = ("recommence", "repete", "plus_court", "autrement", "arrete", "frise")
_PHRASE = re.compile(r"[^.!?…]+[.!?…]*")
# A bare fact ("2 mois", "le 5 octobre") never changes the stage.
MOTS_D_UN_FAIT = 3
MOTS_D_UNE_DATE = 5
SANS_PAPIER = ("impaye", "liberation")


def execute(tour: Tour) -> bool:
    """Carry out a steering word; False when the message holds none."""
    ordre = commande(tour.message.texte, ORDRES)
    if ordre is None:
        return False
    {
        "recommence": recommence,
        "repete": _repete,
        "plus_court": dialogue.dit_plus_court,
        "autrement": dialogue.explique_autrement,
        "arrete": _arrete,
        "frise": dit_frise,
    }[ordre](tour)
    return True


def recommence(tour: Tour) -> None:
    dialogue.recommence(tour)
    tour.dit_phrase("accueil_suite")


def _repete(tour: Tour) -> None:
    if tour.derniers_textes:
        tour.bulles += tour.derniers_textes
        question = demandes.demande(tour["attente"] or "")
        tour.boutons = [choix.texte for choix in question.choix] if question else []
    else:
        tour.dit_phrase("rien_a_repeter")


def _arrete(tour: Tour) -> None:
    tour["attente"] = None
    tour.dit_phrase("on_arrete")
    tour.dit_phrase("quelle_suite" if tour["etape"] else "accueil_suite")


def corrige(tour: Tour) -> bool:
    """Correct the fact told last, or the stage; False when the message corrects nothing."""
    texte = tour.message.texte
    dernier = tour["dernier_fait"]
    if (
        dernier
        and avis(texte) == "non"
        and not parle_de_date(texte)
        and _nie_la_date(tour, dernier)
    ):
        return True
    if dernier and _remplace_la_date(tour, dernier):
        return True
    if commande(texte, ("correction",)) is None:
        return False
    if tour["etape"] and _corrige_l_etape(tour):
        return True
    return bool(dernier) and _corrige_le_fait(tour, dernier)


def _nie_la_date(tour: Tour, dernier: str) -> bool:
    """A bare "non" just after a date was read back, when the pending question is no yes-or-no."""
    question = demandes.demande(tour["attente"] or "")
    if question is None or question.genre == "oui_non" or question.id == dernier:
        return False
    if question.id in ("type_bailleur",) or not dernier.startswith("date_"):
        return False
    tour[dernier] = None
    demandes.pose(tour, dernier, tour.phrase("papier_pas_celui_la"))
    return True


def _remplace_la_date(tour: Tour, dernier: str) -> bool:
    """A bare date while no date is asked replaces the one just read back."""
    question, attendue = demandes.demande(dernier), demandes.demande(tour["attente"] or "")
    texte = tour.message.texte
    if question is None or question.genre != "date" or question.role == "bail":
        return False
    if attendue is None or attendue.genre == "date" or len(mots(texte)) > MOTS_D_UNE_DATE:
        return False
    if interroge(texte) or not isinstance(demandes.lit(tour, question, texte), demandes.Lu):
        return False
    if demandes.lit(tour, attendue, texte) is not None or avis(texte) == INCONNU:
        return False
    return _corrige_le_fait(tour, dernier)


def _corrige_l_etape(tour: Tour) -> bool:
    nommes = [nom for nom in papiers_nommes(tour.message.texte) if nom != tour["etape"]]
    dite = tour.message.intention
    nouvelle = nommes[0] if len(nommes) == 1 else dite if dite in nommes else None
    if nouvelle is None:
        return False
    etape.change(tour, nouvelle)
    if parle_de_date(tour.message.texte):
        # "En fait l'audience est le 16": the date told with the correction is the right one.
        tour["date_audience"] = None
    # Two contradictory answers about the paper: a person reads it (pratique, A13).
    tour.note_dit("papier_corrige:2" if tour.deja_dit("papier_corrige:1") else "papier_corrige:1")
    entre_dans_l_etape(tour)
    return True


def _corrige_le_fait(tour: Tour, dernier: str) -> bool:
    texte = tour.message.texte
    for slot in (dernier, *faits_dits(texte), *_date_connue(tour)):
        question = demandes.demande(slot)
        if question is None:
            continue
        lecture = demandes.lit(tour, question, texte)
        if isinstance(lecture, demandes.Lu) and lecture.valeur not in (INCONNU, "non"):
            retient(tour, question, lecture.valeur)
            tour["dernier_fait"] = slot
            etape.poursuit(tour)
            return True
        if isinstance(lecture, demandes.ARedemander):
            demandes.redemande(tour, question, lecture)
            return True
    return False


def _date_connue(tour: Tour) -> list[str]:
    """The slot of the only date told at this stage: it may be corrected much later."""
    parcours = contenu().parcours.get(tour["etape"] or "")
    questions = [demandes.demande(nom) for nom in (parcours.demandes if parcours else [])]
    connues = [q.id for q in questions if q and q.role in ("recu", "a_venir") and tour.jour(q.id)]
    return connues if len(connues) == 1 else []


def refuse_l_etape(tour: Tour) -> None:
    """The stage recognised is not the right one: it is cleared, and the paper is asked."""
    sans_papier = tour["etape"] in SANS_PAPIER
    tour.dit_phrase("papier_pas_celui_la")
    etape.change(tour, None)
    if sans_papier:
        tour.dit_phrase("accueil_suite")
    else:
        dialogue.demande_papier(tour)


def peut_changer_d_etape(tour: Tour, dite: str) -> bool:
    """A known stage changes when the message names a paper, or is surely a later step."""
    if tour["etape"] is None or dite in papiers_nommes(tour.message.texte):
        return True
    if "?" in tour.message.texte or len(mots(tour.message.texte)) <= MOTS_D_UN_FAIT:
        return False
    plus_tard = ETAPES.index(dite) > ETAPES.index(tour["etape"])
    return plus_tard and tour.message.confiance >= tour.message.seuils.changement


def etape_dite_en_passant(tour: Tour) -> str | None:
    """The stage told beside a question, by the paper that a sentence without "?" names.

    Once a stage is known the question itself ("je peux aller à l'audience ?") tells none; in a
    first message it may ("j'ai reçu un commandement de payer, j'ai combien de temps ?").
    """
    phrases = _PHRASE.findall(tour.message.texte)
    dites = [
        phrase
        for phrase in phrases
        if not phrase.rstrip().endswith("?") and not commande(phrase, ("demande_de_sens",))
    ]
    if not dites and commande(tour.message.texte, ("definition",)):
        # "C'est quoi un commandement de quitter ?" does not say that one was received.
        return None
    texte = " ".join(dites) if tour["etape"] or dites else tour.message.texte
    nommes = papiers_nommes(texte)
    if len(nommes) == 1:
        return nommes[0]
    if tour["etape"] is None and not nommes and comptes_dits(texte):
        return "impaye"
    dite = next((nom for nom, _ in tour.message.classement[1:3] if nom in nommes), None)
    return dite or etape_d_une_phrase(tour)


def etape_d_une_phrase(tour: Tour) -> str | None:
    """The stage that one sentence of the message tells by itself, surely."""
    return next(
        (
            partie.intention
            for partie in reversed(tour.message.parties)
            if partie.intention in ETAPES
            and partie.confiance >= tour.message.seuils.changement
            and not interroge(partie.texte)
        ),
        None,
    )


def entre_dans_l_etape(tour: Tour) -> None:
    """Present a stage just told, with every fact of the message; refuse an impossible date."""
    remplis = faits.prend(tour)
    if remplis and tour.deja_dit(f"presentation:{tour['etape']}"):
        tour.dit_phrase("bien_recu")
    slot = faits.slot_de_la_date(tour["etape"])
    if slot and slot not in remplis and tour[slot] is None:
        refus = faits.refus_de_date(tour, slot)
        if refus:
            question = contenu().demandes[slot]
            etape.presente(tour)
            demandes.redemande(tour, question, demandes.ARedemander(refus))
            return
    etape.poursuit(tour)
