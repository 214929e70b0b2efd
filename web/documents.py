"""What a tenant takes away about a deadline: calendar file, PDF, printable page.

Everything is computed again by ``guide`` from a rule and its facts; no text comes from outside.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from icalendar import Alarm, Calendar, Event

from guide.contenu import contenu
from guide.contenu.rendu import remplit, rend
from guide.dates_fr import en_toutes_lettres
from guide.delais import Echeance, ErreurDelai, Lecture, calcule, lit_faits, regle_nommee
from guide.delais.chargement import loi
from guide.horloge import maintenant

FAITS_CHOISIS = ("ecrit", "bail", "bailleur")
NUMEROS = ("sos_loyers_impayes", "point_justice_3039", "siao_115")
# Nine in the morning, a week before and the day before an all-day event (which starts at midnight).
RAPPELS = (dt.timedelta(days=-7, hours=9), dt.timedelta(days=-1, hours=9))


class Refus(ValueError):
    """No document can be made; the message is one clear French sentence."""


@dataclass(frozen=True)
class Document:
    """What the page and the PDF show."""

    titre: str
    date: str
    envoi: str
    explications: list[str]
    conseils: str
    numeros: list[tuple[str, str]]
    pied: str


def echeance(champs: Mapping[str, str]) -> Echeance:
    """The deadline of ``regle`` for its facts; raise :class:`Refus`.

    ``lectures`` (``date:statut`` separated by commas) are the readings that the tenant was told:
    the facts not given are those that give them, and other readings are refused, so that a
    document never says another date than the conversation.
    """
    try:
        regle = regle_nommee(champs.get("regle"))
        if not regle.dite_au_locataire:
            raise Refus(rend(contenu().phrases["document_refuse"]))
        jour = maintenant().date()
        dites = champs.get("lectures")
        for faits in _faits_possibles(list(regle.faits), dict(champs), dites is not None):
            trouvee = calcule(regle.regle, lit_faits(regle.regle, faits), jour)
            if dites is None or _lectures(trouvee) == set(dites.split(",")):
                break
        else:
            raise Refus(rend(contenu().phrases["document_refuse"]))
    except ErreurDelai as erreur:
        raise Refus(str(erreur)) from erreur
    if trouvee.date_a_retenir is None or trouvee.date_a_retenir < jour:
        raise Refus(rend(contenu().phrases["document_passe"]))
    return trouvee


def calendrier(trouvee: Echeance) -> bytes:
    """iCalendar file: an all-day event with two reminders; its title tells nothing to others."""
    jour = trouvee.date_a_retenir
    assert jour is not None, "checked by echeance()"
    agenda = Calendar()
    agenda.add("prodid", "-//Garde-Toit//FR")
    agenda.add("version", "2.0")
    evenement = Event()
    cle = f"{trouvee.regle}/{trouvee.depuis}/{jour}"
    evenement.add("uid", f"{hashlib.sha256(cle.encode()).hexdigest()[:32]}@garde-toit")
    evenement.add("dtstamp", maintenant().astimezone(dt.timezone.utc))
    evenement.add("dtstart", jour)
    evenement.add("dtend", jour + dt.timedelta(days=1))
    evenement.add("summary", rend(contenu().phrases["agenda_titre"]))
    evenement.add("description", rend(contenu().phrases["agenda_texte"]))
    evenement.add("transp", "TRANSPARENT")
    for avance in RAPPELS:
        rappel = Alarm()
        rappel.add("action", "DISPLAY")
        rappel.add("description", rend(contenu().phrases["agenda_titre"]))
        rappel.add("trigger", avance)
        evenement.add_component(rappel)
    agenda.add_component(evenement)
    return agenda.to_ical()


def document(trouvee: Echeance) -> Document:
    """The same deadline in full sentences, for paper."""
    jour = trouvee.date_a_retenir
    assert jour is not None, "checked by echeance()"
    envoi = trouvee.date_envoi
    aujourdhui = maintenant().date()
    utile = envoi is not None and envoi >= aujourdhui
    contacts = [contenu().contacts[nom] for nom in NUMEROS]
    return Document(
        titre=trouvee.textes.titre,
        date=en_toutes_lettres(jour),
        envoi=_dit("echeance_payer", envoi=en_toutes_lettres(envoi)) if envoi and utile else "",
        explications=[_explication(lecture, jour) for lecture in trouvee.lectures],
        conseils=trouvee.textes.aujourdhui,
        numeros=[(contact.nom, contact.telephones[0]) for contact in contacts],
        pied=_dit("document_pied", date=en_toutes_lettres(aujourdhui)),
    )


def _dit(phrase: str, **valeurs: str) -> str:
    return remplit(contenu().phrases[phrase].texte, **valeurs)


def _explication(lecture: Lecture, retenue: dt.date) -> str:
    """How a reading is counted; of a later date than the one kept, that it is not sure."""
    plus_tard = lecture.date_prudente
    if plus_tard is None or plus_tard <= retenue:
        return lecture.explication
    phrase = "fenetre_peut_etre_si" if lecture.condition else "fenetre_peut_etre"
    date = en_toutes_lettres(plus_tard)
    return f"{_dit(phrase, date=date, condition=lecture.condition)} {lecture.explication}"


def pdf(html: str) -> bytes | None:
    """Tagged PDF (PDF/UA-1) of a page; None when the system library for it is missing."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        return None
    return HTML(string=html, base_url=f"{Path(__file__).parent}/").write_pdf(pdf_variant="pdf/ua-1")


def _faits_possibles(
    utiles: list[str], champs: dict[str, Any], cherche: bool
) -> Iterator[dict[str, Any]]:
    """The facts given; then, when readings are to be found again, each way to fill the others."""
    donnes = {nom: champs[nom] for nom in ("depuis", *FAITS_CHOISIS) if champs.get(nom)}
    yield donnes
    if cherche:
        libres = [nom for nom in FAITS_CHOISIS if nom in utiles and nom not in donnes]
        for mots in product(*(loi().faits.faits[nom].mots for nom in libres)):
            yield {**donnes, **dict(zip(libres, mots, strict=True))}


def _lectures(trouvee: Echeance) -> set[str]:
    return {f"{lecture.date_prudente}:{lecture.statut}" for lecture in trouvee.lectures}
