"""Give the people to call: those of the tenant's commune, else the national numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.tour import Tour
from guide.contacts import bailleur_nomme, pour_commune
from guide.contenu import contenu
from guide.contenu.modeles import Contact

CONTACTS_AU_PLUS = 4
ADIL = "adil"
CAISSES = ("caf", "msa")
_PHRASE = re.compile(r"[^.!?]+[.!?]")


def dit_contacts(tour: Tour, roles: Sequence[str], au_plus: int = CONTACTS_AU_PLUS) -> None:
    """Add a bubble and a card with the most useful contacts of these roles."""
    commune = tour.connu("commune")
    locale = bool(commune) and not str(commune).startswith("hors:")
    nomme = bailleur_nomme(tour.message.texte)
    contacts = pour_commune(commune if locale else None, _adil_avant_les_caisses(roles))
    if nomme:
        contacts = [nomme, *(contact for contact in contacts if contact.id != nomme.id)]
    deja = " ".join(tour.bulles)
    contacts = [c for c in contacts if c.telephones and c.telephones[0] not in deja]
    contacts = avec_l_adil(_un_par_role(contacts), au_plus)
    if not contacts:
        return
    titre = (
        tour.phrase("contacts_titre", commune=commune)
        if locale
        else tour.phrase("contacts_nationaux")
        if commune
        else tour.phrase("contacts_partout")
    )
    bailleur = tour.deja_dit("situation:bailleur")
    tour.dit_lignes(titre, [_ligne(contact, pour_quoi=not bailleur) for contact in contacts])
    if locale and any(contact.statut == "a_verifier" for contact in contacts):
        tour.bulles[-1] += "\n" + tour.phrase("contacts_a_verifier")
    tour.carte("contacts", commune=commune if locale else None, liste=[_fiche(c) for c in contacts])


def _un_par_role(contacts: list[Contact]) -> list[Contact]:
    """The nearest of each kind: two lines that help in the same way make one too many."""
    par_role: dict[str, Contact] = {}
    for contact in contacts:
        par_role.setdefault(contact.role, contact)
    return list(par_role.values())


def _adil_avant_les_caisses(roles: Sequence[str]) -> list[str]:
    caisses = [rang for rang, role in enumerate(roles) if role in CAISSES]
    if ADIL not in roles or not caisses or roles.index(ADIL) < caisses[0]:
        return list(roles)
    autres = [role for role in roles if role != ADIL]
    return [*autres[: caisses[0]], ADIL, *autres[caisses[0] :]]


def avec_l_adil(contacts: list[Contact], au_plus: int) -> list[Contact]:
    """The first ones, the housing advisers always among them: they answer everybody."""
    premiers = contacts[:au_plus]
    conseil = next((contact for contact in contacts if contact.role == ADIL), None)
    if conseil is None or conseil in premiers:
        return premiers
    return [*premiers[: au_plus - 1], conseil]


def _ligne(contact: Contact, pour_quoi: bool) -> str:
    """Name, number, and the first sentence of what a tenant asks there."""
    premiere = _PHRASE.match(contenu().roles[contact.role].pour_quoi.texte) if pour_quoi else None
    return f"{contact.nom} : {contact.telephones[0]}. {premiere[0] if premiere else ''}".strip()


def _fiche(contact: Contact) -> dict[str, object]:
    """Fields of the contract's ``contacts`` message; only numbers that the text shows too."""
    return {
        "nom": contact.nom,
        "role": contact.role,
        "telephones": contact.telephones[:1],
        "adresse": contact.adresse,
        "horaires": contact.horaires,
    }
