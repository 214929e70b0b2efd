"""From the raw options of the contract (strings, JSON values) to typed facts, strictly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from guide.dates_fr import sans_jour
from guide.delais.chargement import loi
from guide.delais.modeles import Regle
from guide.delais.resultat import ErreurDelai, Faits

_DATE_STRICTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def regle_nommee(nom: object) -> Regle:
    """Rule of the contract by its name; raise :class:`ErreurDelai` listing the known ones."""
    regles = loi().regles
    if not isinstance(nom, str) or nom not in regles:
        raise ErreurDelai(_refus("regle", valeur=nom, choix=", ".join(regles)))
    return regles[nom]


def lit_faits(nom: object, champs: Mapping[str, Any]) -> Faits:
    """Facts for the rule ``nom`` from the contract's option names; other fields are ignored.

    Dates are strictly YYYY-MM-DD. Raises :class:`ErreurDelai` on a bad value of a used field.
    """
    regle = regle_nommee(nom)
    if champs.get("depuis") is None:
        raise ErreurDelai(_refus("depuis"))
    utiles = {champ: champs[champ] for champ in regle.faits if champs.get(champ) is not None}
    if "prefet_informe" in utiles:
        utiles["prefet_informe"] = _date(utiles["prefet_informe"], "prefet_informe")
    faits = Faits(depuis=_date(champs["depuis"], "depuis"), **utiles)
    verifie(regle, faits)
    return faits


def verifie(regle: Regle, faits: Faits) -> None:
    """Check the facts that ``regle`` uses; raise :class:`ErreurDelai` on the first bad one."""
    _dans_les_bornes(faits.depuis, "depuis")
    for champ in regle.faits:
        valeur = getattr(faits, champ)
        if champ in loi().faits.faits:
            _mot_connu(champ, valeur)
        elif champ == "prefet_informe" and valeur is not None:
            _dans_les_bornes(valeur, champ)
        elif champ == "delai_supprime" and not isinstance(valeur, bool):
            raise ErreurDelai(_refus("booleen", champ=champ))
    if regle.mois is not None:
        # A bool is an int for Python, not for a reader.
        entier = isinstance(faits.mois, int) and not isinstance(faits.mois, bool)
        if not entier or not regle.mois.au_moins <= faits.mois <= regle.mois.au_plus:  # type: ignore[operator]
            raise ErreurDelai(_refus("mois", **regle.mois.dict()))


def _mot_connu(champ: str, valeur: object) -> None:
    fait = loi().faits.faits[champ]
    if valeur is None or (fait.dates and isinstance(valeur, dt.date)):
        return
    if not isinstance(valeur, str) or valeur not in fait.mots:
        choix = [*fait.mots, *(["AAAA-MM-JJ"] if fait.dates else [])]
        raise ErreurDelai(_refus("mot", champ=champ, valeur=valeur, choix=", ".join(choix)))


def _date(valeur: object, champ: str) -> dt.date:
    if isinstance(valeur, str) and _DATE_STRICTE.fullmatch(valeur):
        try:
            return dt.date.fromisoformat(valeur)
        except ValueError:
            pass
    raise ErreurDelai(_refus("date", champ=champ, valeur=valeur))


def _dans_les_bornes(jour: dt.date, champ: str) -> None:
    faits = loi().faits
    if not faits.premier_jour <= jour <= faits.dernier_jour:
        bornes = {"debut": sans_jour(faits.premier_jour), "fin": sans_jour(faits.dernier_jour)}
        raise ErreurDelai(_refus("bornes", champ=champ, **bornes))


def _refus(nom: str, **valeurs: Any) -> str:
    return loi().phrases.refus[nom].format(**valeurs)
