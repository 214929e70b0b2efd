"""Calendar arithmetic: the year or month that a tenant leaves out, parts of a month, feasts."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from guide.dates.lexique import Fete

Paire = tuple[date, date]
_ECART_JOUR_SEMAINE = 62


def dernier_jour(an: int, mois: int) -> int:
    """Number of days of a month."""
    return calendar.monthrange(an, mois)[1]


def jour_possible(an: int, mois: int, jour: int) -> bool:
    """Whether that day is in the calendar."""
    return 1 <= an <= 9999 and 1 <= mois <= 12 and 1 <= jour <= dernier_jour(an, mois)


def an_sous_entendu(mois: int, jour: int, ref: date, futur: bool) -> int:
    """Year of a day told without year: the nearest at or before ``ref``, or at or after it."""
    cle, cle_ref = (mois, jour), (ref.month, ref.day)
    if futur:
        return ref.year if cle >= cle_ref else ref.year + 1
    return ref.year if cle <= cle_ref else ref.year - 1


def quantieme(jour: int, jour_semaine: int | None, ref: date, futur: bool) -> date | None:
    """Nearest "le 15" on the right side of ``ref``; months without that day are skipped.

    With a weekday the two must meet within two months, else ``None``.
    """
    pas = 1 if futur else -1
    for ecart in range(4):
        mois = ref.replace(day=1) + relativedelta(months=pas * ecart)
        if jour > dernier_jour(mois.year, mois.month):
            continue
        essai = mois.replace(day=jour)
        if (essai < ref) if futur else (essai > ref):
            continue
        if jour_semaine is None or essai.weekday() == jour_semaine:
            proche = abs((essai - ref).days) <= _ECART_JOUR_SEMAINE
            return essai if jour_semaine is None or proche else None
    return None


def jour_de_semaine(jour: int, ref: date, futur: bool) -> date:
    """Nearest such weekday strictly before or strictly after ``ref``."""
    if futur:
        return ref + timedelta(days=(jour - ref.weekday() - 1) % 7 + 1)
    return ref - timedelta(days=(ref.weekday() - jour - 1) % 7 + 1)


def semaine(jour: date) -> Paire:
    """Monday to Sunday of the week of ``jour``."""
    lundi = jour - timedelta(days=jour.weekday())
    return lundi, lundi + timedelta(days=6)


def mois_entier(an: int, mois: int) -> Paire:
    """First and last day of a month."""
    return date(an, mois, 1), date(an, mois, dernier_jour(an, mois))


def partie_de_mois(an: int, mois: int, partie: str | None) -> Paire:
    """début: 1 to 10, mi: 10 to 20, fin: from 21, else the whole month."""
    debut, fin = mois_entier(an, mois)
    if partie == "debut":
        return debut, debut.replace(day=10)
    if partie == "mi":
        return debut.replace(day=10), debut.replace(day=20)
    if partie == "fin":
        return debut.replace(day=21), fin
    return debut, fin


def partie_d_an(an: int, partie: str | None) -> Paire:
    """début: January to April, mi: May to August, fin: September to December."""
    bornes = {"debut": (1, 4), "mi": (5, 8), "fin": (9, 12)}
    premier, dernier = bornes.get(partie or "", (1, 12))
    return date(an, premier, 1), date(an, dernier, dernier_jour(an, dernier))


def jour_de_fete(fete: Fete, an: int) -> date:
    """Day of a feast in a year."""
    if fete.fixe:
        return date(an, *fete.fixe)
    return easter(an) + timedelta(days=fete.paques or 0)


def fete_proche(fete: Fete, ref: date, futur: bool) -> date:
    """Nearest such feast at or after ``ref``, or at or before it."""
    jours = [jour_de_fete(fete, ref.year + ecart) for ecart in (-1, 0, 1)]
    return min(j for j in jours if j >= ref) if futur else max(j for j in jours if j <= ref)


def duree(nombre: int, unite: str) -> relativedelta:
    """A duration; raises ``KeyError`` on an unknown unit."""
    return {
        "jour": relativedelta(days=nombre),
        "semaine": relativedelta(weeks=nombre),
        "mois": relativedelta(months=nombre),
        "an": relativedelta(years=nombre),
    }[unite]
