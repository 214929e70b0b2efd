"""What the caller takes away: the same sentences as the robot's, never the adviser's notes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions import etape
from channels.sms.alphabet import parties, translittere
from console.lecture import Ecran, tour_de
from guide.contenu import contenu
from guide.contenu.modeles import Contact
from guide.contenu.rendu import Canal, rend
from guide.dates_fr import en_toutes_lettres

CONTACTS_AU_PLUS = 4
PARTIES_DE_SMS = 3
PUCE = "• "


@dataclass(frozen=True)
class Paragraphe:
    """Sentences, then a list."""

    phrases: list[str]
    puces: list[str]

    @classmethod
    def de(cls, bulle: str) -> Paragraphe:
        """A bubble of the robot, taken apart."""
        lignes = bulle.split("\n")
        return cls(
            [ligne for ligne in lignes if not ligne.startswith(PUCE)],
            [ligne.removeprefix(PUCE) for ligne in lignes if ligne.startswith(PUCE)],
        )


@dataclass(frozen=True)
class Resume:
    """Summary of a call in plain words."""

    titre: str
    intro: str
    date: str
    paragraphes: list[Paragraphe]
    mot: str
    contacts: list[Contact]
    code: str
    pied: str


def resume(ecran: Ecran) -> Resume:
    """The summary of a call as its screen stands."""
    joignables = [contact for contact in ecran.contacts if contact.telephones]
    return Resume(
        titre=ecran.titre or rend(contenu().phrases["resume_titre"]),
        intro=_phrase("resume_intro", date=en_toutes_lettres(ecran.aujourdhui)),
        date=_date(ecran),
        paragraphes=[Paragraphe.de(bulle) for bulle in ecran.a_lire],
        mot=ecran.appel.mot,
        contacts=joignables[:CONTACTS_AU_PLUS],
        code=_phrase("resume_code", code=ecran.code),
        pied=_phrase("resume_pied"),
    )


def en_texte(lu: Resume) -> str:
    """The summary as plain text, to be pasted in an e-mail."""
    lignes = [lu.titre, "", lu.intro]
    if lu.date:
        lignes += ["", lu.date]
    for paragraphe in lu.paragraphes:
        lignes += ["", *paragraphe.phrases, *(f"- {puce}" for puce in paragraphe.puces)]
    if lu.mot:
        lignes += ["", lu.mot]
    if lu.contacts:
        lignes += ["", _phrase("resume_contacts")]
        lignes += [f"- {contact.nom} : {contact.telephones[0]}" for contact in lu.contacts]
    return "\n".join([*lignes, "", lu.code, "", lu.pied]) + "\n"


def en_sms(ecran: Ecran) -> str:
    """The summary for SMS: the date, the first thing to do, one number, the code.

    The adviser's own words come before the rest when they fit; what does not fit is left out, the
    date and the code never.
    """
    debut = [_date(ecran, "sms")]
    fin = [_phrase("resume_code", "sms", code=ecran.code)]
    possibles = [ecran.appel.mot]
    if ecran.etape:
        tour = replace(tour_de(ecran), canal="sms")
        etape.dit_a_faire(tour)
        possibles += [puce for bulle in tour.bulles for puce in Paragraphe.de(bulle).puces][:2]
    possibles += [f"{c.nom} : {c.telephones[0]}" for c in ecran.contacts if c.telephones][:1]
    gardees: list[str] = []
    for ligne in filter(None, possibles):
        if parties(_colle([*debut, *gardees, ligne, *fin])) <= PARTIES_DE_SMS:
            gardees.append(ligne)
    return _colle([*debut, *gardees, *fin])


def _date(ecran: Ecran, canal: Canal = "web") -> str:
    jour = ecran.date_a_retenir
    if jour is None or jour < ecran.aujourdhui:
        return ""
    return _phrase("resume_date", canal, date=en_toutes_lettres(jour))


def _colle(lignes: list[str]) -> str:
    return translittere("\n".join(ligne for ligne in lignes if ligne))


def _phrase(nom: str, canal: Canal = "web", **valeurs: str) -> str:
    return rend(contenu().phrases[nom], canal, **valeurs)
