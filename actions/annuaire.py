"""Give the people to call: those of the tenant's commune, else the national numbers."""

from __future__ import annotations

from collections.abc import Sequence

from actions.tour import Tour
from guide.contacts import bailleur_nomme, pour_commune
from guide.contenu import contenu
from guide.contenu.modeles import Contact

CONTACTS_AU_PLUS = 4


def dit_contacts(tour: Tour, roles: Sequence[str]) -> None:
    """Add a bubble and a card with the most useful contacts of these roles."""
    commune = tour.connu("commune")
    locale = bool(commune) and not str(commune).startswith("hors:")
    nomme = bailleur_nomme(tour.message.texte)
    contacts = pour_commune(commune if locale else None, roles)
    if nomme:
        contacts = [nomme, *(contact for contact in contacts if contact.id != nomme.id)]
    contacts = [contact for contact in contacts if contact.telephones][:CONTACTS_AU_PLUS]
    if not contacts:
        return
    titre = (
        tour.phrase("contacts_titre", commune=commune)
        if locale
        else tour.phrase("contacts_nationaux")
        if commune
        else tour.phrase("contacts_partout")
    )
    tour.dit_lignes(titre, [_ligne(contact) for contact in contacts])
    if any(contact.statut == "a_verifier" for contact in contacts):
        tour.bulles[-1] += "\n" + tour.phrase("contacts_a_verifier")
    tour.carte("contacts", commune=commune if locale else None, liste=[_fiche(c) for c in contacts])


def _ligne(contact: Contact) -> str:
    pour_quoi = contenu().roles[contact.role].pour_quoi.texte if contact.role else ""
    numero = " ou ".join(contact.telephones[:1])
    return f"{contact.nom} : {numero}. {pour_quoi}".strip()


def _fiche(contact: Contact) -> dict[str, object]:
    """Fields of the contract's ``contacts`` message; only numbers that the text shows too."""
    return {
        "nom": contact.nom,
        "role": contact.role,
        "telephones": contact.telephones[:1],
        "adresse": contact.adresse,
        "horaires": contact.horaires,
    }
