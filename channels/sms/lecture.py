"""Read what a person typed by SMS before understanding: keywords, and choices by rank or words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from channels.sms.redaction import commencent_par_un_chiffre
from guide.contenu.lecture import dossier_connaissances, lire_yaml
from guide.reponses import choisit
from guide.texte import mots

_RANGS = {
    "un": 1, "une": 1, "premier": 1, "premiere": 1, "1er": 1,
    "deux": 2, "deuxieme": 2, "second": 2, "seconde": 2,
    "trois": 3, "troisieme": 3, "quatre": 4, "quatrieme": 4, "cinq": 5, "cinquieme": 5,
}  # fmt: skip
MOT_QUI_NOMME = 5
_AUTOUR_D_UN_RANG = frozenset({"la", "numero", "no", "n", "choix", "reponse", "svp", "merci"})


@lru_cache(maxsize=1)
def _mots_cles() -> dict[str, frozenset[str]]:
    brut = lire_yaml(dossier_connaissances() / "sms.yml")["mots_cles"]
    return {nom: frozenset(formes) for nom, formes in brut.items()}


@lru_cache(maxsize=1)
def _politesses() -> frozenset[str]:
    return frozenset(lire_yaml(dossier_connaissances() / "sms.yml")["politesses"])


def mot_cle(texte: str) -> str | None:
    """The keyword that is the whole message (any case, accents, politeness); None otherwise.

    ``stop``, ``aide``, ``contact``, ``suite``, ``effacer`` or ``rappel``.
    """
    dits = [mot for mot in mots(texte) if mot not in _politesses()]
    dit = " ".join(dits)
    return next((nom for nom, formes in _mots_cles().items() if dit in formes), None)


def choix_dit(texte: str, choix: Sequence[str]) -> str | None:
    """The label of the choice that a short message names; None when it names none.

    By its words, else by its rank in figures or letters ("2", "deux", "la 2e"). A figure that
    begins a label ("2 mois") means that label.
    """
    if not choix:
        return None
    dits = mots(texte)
    rang = _rang(dits)
    if rang is None:
        nomme = choisit(texte, list(choix))
        return choix[nomme] if nomme is not None else _par_quelques_mots(dits, choix)
    if commencent_par_un_chiffre(choix):
        nommes = [nom for nom in choix if mots(nom)[0] == str(rang)]
        return nommes[0] if len(nommes) == 1 else None
    return choix[rang - 1] if rang <= len(choix) else None


def _par_quelques_mots(dits: list[str], choix: Sequence[str]) -> str | None:
    """The only label that holds every word typed ("moi seul"); one short word names nothing."""
    if len(dits) < 2 and len("".join(dits)) < MOT_QUI_NOMME:
        return None
    nommes = [nom for nom in choix if set(dits) <= set(mots(nom))]
    return nommes[0] if len(nommes) == 1 else None


def _rang(dits: list[str]) -> int | None:
    restes = [mot for mot in dits if mot not in _AUTOUR_D_UN_RANG]
    if len(restes) != 1:
        return None
    lu = re.fullmatch(r"([1-9])(?:e|eme)?", restes[0])
    return int(lu[1]) if lu else _RANGS.get(restes[0])
