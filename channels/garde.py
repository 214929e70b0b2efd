"""What every connector does to a text before Rasa sees it, and to an empty answer after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from guide.contenu import contenu
from guide.contenu.rendu import Canal, rend
from guide.langue import est_etrangere
from nlu.dangers import Danger, attrape, lit_dangers

LONGUEUR_MAXIMALE = 1000
_DEBUT_GARDE, _FIN_GARDEE = 700, 280
_FAUSSE_CHARGE = re.compile(r"^/+\s*\w+\s*(\{.*)?$", re.DOTALL)
_CHARGE_NUE = re.compile(r"^\w+\s*\{.*\}\s*$", re.DOTALL)
_ETIQUETTE_EXTERNE = re.compile(r"^(EXTERNAL:\s*)+", re.IGNORECASE)
_BALISE = re.compile(r"<[^<>]{0,200}>")
_LETTRE_LATINE = re.compile(r"[A-Za-zÀ-ÿ0-9]")


@dataclass(frozen=True)
class Entree:
    """A text fit for Rasa, or the sentence that answers it at once."""

    texte: str = ""
    tronque: bool = False
    refus: str | None = None


def phrase(identifiant: str, canal: Canal = "web") -> str:
    """A sentence of ``knowledge/phrases.yml``."""
    return rend(contenu().phrases[identifiant], canal)


def dit_un_danger(texte: str) -> bool:
    """True when plain words tell a danger: no question of a connector may take it as its answer."""
    return bool(attrape(texte, _dangers()))


@lru_cache(maxsize=1)
def _dangers() -> list[Danger]:
    return lit_dangers()


def ecrivable(texte: str) -> str:
    """The text without half characters (lone surrogates of JSON), which no store can write."""
    return texte.encode("utf-8", "ignore").decode()


def prepare(brut: object, canal: Canal = "web") -> Entree:
    """Clean what was typed: cap its length, drop markup and what looks like an intent payload.

    A text that cannot be understood (empty, no word, payload) is answered without Rasa, so that
    it changes nothing.
    """
    if not isinstance(brut, str):
        return Entree(refus=phrase("message_vide", canal))
    texte = _ETIQUETTE_EXTERNE.sub("", ecrivable(brut).replace("\x00", " ").strip()).strip()
    if not texte:
        return Entree(refus=phrase("message_vide", canal))
    if _FAUSSE_CHARGE.match(texte) or _CHARGE_NUE.match(texte):
        return Entree(refus=phrase("commande_refusee", canal))
    texte = _BALISE.sub(" ", texte).lstrip("/ ").strip()
    if not _LETTRE_LATINE.search(texte):
        return Entree(refus=phrase("sans_mots", canal))
    if est_etrangere(texte):
        return Entree(refus=phrase("autre_langue", canal))
    if len(texte) <= LONGUEUR_MAXIMALE:
        return Entree(texte=texte)
    return Entree(texte=f"{texte[:_DEBUT_GARDE]} … {texte[-_FIN_GARDEE:]}", tronque=True)
