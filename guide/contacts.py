"""Whom to call: the contacts of a commune by kind (role), the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from guide.communes import plie
from guide.contenu.chargement import contenu
from guide.contenu.lecture import dossier_connaissances, lire_yaml
from guide.contenu.modeles import Contact, Territoire

NATIONAL = "national"
_VIDES = {"de", "du", "des", "la", "le", "les", "et", "d", "l", "habitat", "social", "societe"}


@lru_cache(maxsize=1)
def _territoire_des_contacts() -> dict[str, str]:
    """Contact id → id of the territory whose folder holds it."""
    return {
        entree["id"]: chemin.parents[1].name
        for chemin in (dossier_connaissances() / "territoires").glob("*/contacts/*.yml")
        for entree in lire_yaml(chemin) or []
    }


def territoire_de(commune: str) -> Territoire | None:
    """The territory that holds this commune (official name), None for a commune elsewhere."""
    for territoire in contenu().territoires.values():
        if any(connue.nom == commune for connue in territoire.communes):
            return territoire
    return None


def pour_commune(commune: str | None, roles: Sequence[str] | None = None) -> list[Contact]:
    """Contacts of these roles for a commune; without roles, of all roles.

    The first of each role, in the order of ``roles``, comes before the second of any, so that a
    short list already helps in several ways. Within a role: the commune's own, those that serve
    it, those of its territory (the ones that stand in the commune first), the national ones.
    Without commune, or for a commune elsewhere, only the national ones.
    """
    territoire = territoire_de(commune) if commune else None
    par_role = [
        _du_role(role, commune, territoire)
        for role in (contenu().roles if roles is None else dict.fromkeys(roles))
    ]
    return [contact for rang in zip_longest(*par_role) for contact in rang if contact]


def _du_role(role: str, commune: str | None, territoire: Territoire | None) -> list[Contact]:
    ranges = [
        (rang, contact)
        for contact in contenu().contacts.values()
        if contact.role == role and (rang := _rang(contact, commune, territoire)) is not None
    ]
    return [contact for _, contact in sorted(ranges, key=lambda paire: paire[0])]


def _rang(
    contact: Contact, commune: str | None, territoire: Territoire | None
) -> tuple[bool, int] | None:
    """How near a contact is (smaller is nearer), None when it does not serve the commune.

    A contact without a number comes last: there is nothing to call.
    """
    lieu = _territoire_des_contacts()[contact.id]
    if lieu == NATIONAL:
        proximite = 4
    elif commune is None or territoire is None or lieu != territoire.id:
        return None
    elif contact.communes and commune not in contact.communes:
        return None
    else:
        ici = f" {plie(commune)} " in f" {plie(contact.adresse or '')} "
        proximite = (0 if ici else 1) if contact.communes else (2 if ici else 3)
    return not contact.telephones, proximite


def bailleur_nomme(texte: str) -> Contact | None:
    """The social landlord named in a message ("je suis chez maisons et cités"), if any."""
    phrase = f" {plie(texte)} "
    for contact in contenu().contacts.values():
        if contact.role != "bailleur_social":
            continue
        nom = plie(contact.nom.split(",")[0].split("(")[0])
        propres = [mot for mot in nom.split() if mot not in _VIDES]
        if f" {nom} " in phrase or (len(propres) == 1 and f" {propres[0]} " in phrase):
            return contact
    return None
