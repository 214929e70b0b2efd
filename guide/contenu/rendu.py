"""Text of a statement or a phrase for one channel, with its placeholders filled in."""

from __future__ import annotations

import re
from typing import Literal, Protocol

from guide.contenu.chargement import contenu

Canal = Literal["web", "sms", "operateur"]

_TELEPHONE = re.compile(r"\{tel:([a-z0-9_]+)\}")
_VALEUR = re.compile(r"\{([a-z_]+)\}")


class Textes(Protocol):
    """Anything with a long form and perhaps a short one."""

    texte: str
    sms: str | None


def remplit(texte: str, **valeurs: str) -> str:
    """Fill ``{tel:ID}`` with the contact's number and ``{nom}`` with the given value.

    Raises KeyError when a contact or a value is missing: an unfilled slot must never be shown.
    """
    avec_numeros = _TELEPHONE.sub(lambda lu: contenu().telephone(lu[1]), texte)
    return _VALEUR.sub(lambda lu: valeurs[lu[1]], avec_numeros)


def rend(entree: Textes, canal: Canal = "web", **valeurs: str) -> str:
    """The form of ``entree`` for ``canal`` (its long form where it has no other)."""
    forme = None
    if canal == "sms":
        forme = entree.sms
    elif canal == "operateur":
        forme = getattr(entree, "operateur", None)
    return remplit(forme or entree.texte, **valeurs)
