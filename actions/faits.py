"""Take every fact that a message tells, so that nothing said is asked again."""

from __future__ import annotations

import re
from datetime import date

from actions.tour import Tour
from guide import communes
from guide.contenu import contenu
from guide.dates import Date, Demander, extrait, parle_de_date, resout
from guide.indices import comptes_dits, faits_dits
from guide.texte import mots, plie

# Slot of the paper's own date, where it is not ``date_acte``.
DATE_DU_PAPIER = {"decision": "date_signification"}
SANS_DATE_DE_PAPIER = ("impaye", "conciliation", "assignation", "audience", "liberation")
JOURS_D_UNE_DATE_SANS_ANNEE = 300
_ANNEE = re.compile(r"\b20\d\d\b|\d[/.-]\d\d?[/.-]\d\d\b|\b(ans?|annee|mois|semaines?)\b")
# A bare name ("Paris") is read as an answer, never taken from a greeting.
MOTS_D_UN_NOM = 3
# A relative who lives with the writer is no third person who received the paper.
_DU_FOYER = re.compile(r"\b(avec moi|chez moi|nous|notre)\b")
# Beside these words a date is read as one to come.
_AUDIENCE = re.compile(r"\b(audience|tribunal|juge|convo\w+|passee?)\b")
# The day printed for leaving, told with the paper: "partir avant le 20 janvier".
_DEPART = re.compile(
    r"\b(?:partir|quitter|sortir|liberer|vider)\b"
    r"(?:(?!\b(?:recu\w*|papier|huissier|donne\w*|date\w*)\b)[^.,;!?]){0,40}?"
    r"(?P<jour>\b(?:le|au) (?:\w+ )?\d{1,2}\b[^.,;!?]{0,20})"
)
JOURS_POUR_PARTIR = 200
REFUS = {
    "impossible": "date_impossible",
    "contradiction": "date_contradiction",
    "future": "date_future",
    "plusieurs": "date_plusieurs",
}


def slot_de_la_date(etape: str | None) -> str | None:
    """Slot that holds the day of the paper at this stage; None where no such date is asked."""
    if etape is None or etape in SANS_DATE_DE_PAPIER:
        return None
    return DATE_DU_PAPIER.get(etape, "date_acte")


def prend(tour: Tour, sauf: str | None = None) -> list[str]:
    """Fill the unknown facts that the message tells; return the slots that were filled.

    ``sauf`` is a slot that has just been read from this message as an answer.
    """
    texte = tour.message.texte
    trouves: dict[str, str] = faits_dits(texte) | comptes_dits(texte)
    commune = _commune(texte)
    if commune:
        trouves["commune"] = commune
    if sauf is None or not sauf.startswith("date_"):
        trouves.update(_dates(tour))
    if _DU_FOYER.search(plie(texte)):
        trouves.pop("tiers", None)
    if tour["etape"] != "decision" or texte.rstrip().endswith("?"):
        trouves.pop("echeance_manquee", None)
        trouves.pop("decision_detail", None)
    remplis = []
    for slot, valeur in trouves.items():
        nouveau = tour[slot] in (None, "inconnu") or slot == "commune"
        if slot != sauf and nouveau and tour[slot] != valeur:
            tour[slot] = valeur
            remplis.append(slot)
    return remplis


def _commune(texte: str) -> str | None:
    """The only commune named, or a place elsewhere named in a sentence (``hors:…``)."""
    nommees = communes.extrait_commune(texte)
    if len(nommees) == 1:
        return nommees[0].nom
    ailleurs = None if nommees else communes.hors_territoire(texte)
    return f"hors:{ailleurs}" if ailleurs and len(mots(texte)) > MOTS_D_UN_NOM else None


def _dates(tour: Tour) -> dict[str, str]:
    lus = extrait(tour.message.texte, tour.aujourdhui)
    trouves = {}
    acte = slot_de_la_date(tour["etape"])
    for slot, lu in ((acte, lus.recu), ("date_audience", lus.a_venir), ("date_bail", lus.bail)):
        if slot is None or lu is None:
            continue
        if isinstance(lu, Date) and not (
            slot == acte and est_trop_loin(lu.jour, tour.message.texte, tour.aujourdhui)
        ):
            trouves[slot] = lu.jour.isoformat()
        elif slot == "date_bail" and hasattr(lu, "mot"):
            trouves[slot] = lu.mot
    depart = _jour_du_depart(tour) if tour["etape"] == "commandement_quitter" else None
    if depart:
        trouves["date_ecrite"] = depart.isoformat()
    if tour["etape"] == "audience" and "date_audience" not in trouves:
        passee = audience_passee(tour.message.texte, tour.aujourdhui)
        if passee:
            trouves["date_audience"] = passee.isoformat()
    return trouves


def _jour_du_depart(tour: Tour) -> date | None:
    """The day to come told as the one printed for leaving; a far one is asked about instead."""
    dit = _DEPART.search(plie(tour.message.texte))
    lu = resout(dit["jour"], tour.aujourdhui, "a_venir") if dit else None
    if isinstance(lu, Date) and (lu.jour - tour.aujourdhui).days <= JOURS_POUR_PARTIR:
        return lu.jour
    return None


def est_trop_loin(jour: date, texte: str, aujourdhui: date) -> bool:
    """A day told without its year, almost a year ago: the one to come is as likely meant."""
    return (aujourdhui - jour).days > JOURS_D_UNE_DATE_SANS_ANNEE and not _ANNEE.search(plie(texte))


def audience_passee(texte: str, aujourdhui: date) -> date | None:
    """The day of a hearing told as past ("c'était hier"), None for any other date."""
    if not parle_de_date(texte):
        return None
    if isinstance(resout(texte, aujourdhui, "a_venir"), Date):
        return None
    passee = resout(_AUDIENCE.sub(" ", plie(texte)), aujourdhui, "recu")
    return passee.jour if isinstance(passee, Date) else None


def refus_de_date(tour: Tour, slot: str) -> str | None:
    """Why the date told for ``slot`` cannot be used (an id of phrases.yml), if it cannot."""
    texte = tour.message.texte
    if not parle_de_date(texte):
        return None
    role = contenu().demandes[slot].role or "recu"
    lu = resout(texte, tour.aujourdhui, role)
    return REFUS.get(lu.raison) if isinstance(lu, Demander) else None
