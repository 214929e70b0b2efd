"""Judge "Au plus tard quand ?": a day at or before the deadline told, in any form.

Every day named in the answer is read by :mod:`guide.dates`; those that only explain ("le 5 est un
samedi"), that are set aside ("pas le 23") or that tell the act's own day are dropped. What is left
must not go beyond the deadline, nor lie in the past.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from dateutil.relativedelta import relativedelta

from guide.comprehension.chargement import communs
from guide.comprehension.jugement import Jugement
from guide.dates.calculs import jour_possible, mois_entier
from guide.dates.grammaire import Candidat, Contexte, candidats
from guide.dates.lexique import JOURS, alternatives
from guide.dates.normalise import normalise

_NOMBRE_SEUL = re.compile(r"(?:(?:c est|pour) )?(avant )?(?:le )?(\d{1,2})[ .!]*")
_RESTE = re.compile(
    r"\b(?:d['’ ]ici(?: à)?|sous|j['’ ]ai(?: encore)?"
    r"|(?:il )?(?:me |m['’]|nous )?reste(?: encore)?) "
    r"(?=\w+ (?:jours?|j|jrs|semaines?|mois)\b)",
    re.IGNORECASE,
)
_FIN_D_ANNEE = re.compile(r"(?:avant )?(?:la )?fin (?:de )?(?:l |d |cet(?:te)? )an(?! \d)")
_QUESTION_DE_POLITESSE = re.compile(
    r"[ ,]*(?:c est (?:bien )?(?:ca|juste|bon)|hein|non|ok|d accord) \?"
)
_LIAISON = re.compile(r"[ ,]*(?:de|du|dans|en)?[ ,]*")
_MOIS_ENTIER = 28
_DATE = "une date au plus tard le jour dit"
_VAGUE = Jugement("a_revoir", [], [_DATE])
_TOUT_DE_SUITE = Jugement("compris", ["agir tout de suite"], [])


@dataclass(frozen=True)
class _Jour:
    """The days that one phrase can mean, with that phrase and the words around it."""

    du: date | None
    au: date | None
    texte: str
    genre: str
    avant: str
    apres: str


def juge_echeance(reponse: str, date_limite: date | None, aujourdhui: date) -> Jugement:
    """Judge the day told against ``date_limite``.

    Without a deadline no day can be right, but acting at once is.
    """
    entiere = _apres_l_hesitation(_prepare(reponse))
    if "?" in entiere or _dit("depassements", entiere) or _dit("ignorances", entiere):
        return _VAGUE
    if date_limite is None:
        return _TOUT_DE_SUITE if _agit_tout_de_suite(entiere) else _VAGUE
    ligne = _sans_la_suite(entiere)
    jours = _retenus(_jours(ligne, aujourdhui, date_limite))
    if not jours and _agit_tout_de_suite(ligne):
        return _TOUT_DE_SUITE
    if jours and all(_a_temps(jour, date_limite, aujourdhui) for jour in jours):
        return Jugement("compris", ["date à temps"], [])
    return _VAGUE


def _prepare(reponse: str) -> str:
    """Plain line; a bare number is a day, "il me reste 10 jours" is "dans 10 jours".

    The end of the year is told as its last day.
    """
    ligne = _QUESTION_DE_POLITESSE.sub("", normalise(_RESTE.sub("dans ", reponse)))
    ligne = _FIN_D_ANNEE.sub("le 31 decembre", ligne)
    seul = _NOMBRE_SEUL.fullmatch(ligne)
    return f"{seul[1] or ''}le {seul[2]}" if seul else ligne


def _apres_l_hesitation(ligne: str) -> str:
    """ "Je ne sais plus si c'est le 3 ou le 4, donc je paie le 3": the conclusion answers."""
    doute, mot, suite = ligne.partition(" donc ")
    return suite if mot and _dit("ignorances", doute) else ligne


def _agit_tout_de_suite(ligne: str) -> bool:
    trouve = _motif("immediat").search(ligne)
    return trouve is not None and not _finit("exclusions", ligne[: trouve.start()])


def _sans_la_suite(ligne: str) -> str:
    """ "le 4, après c'est trop tard": what follows the deadline does not count."""
    arret = _motif("arrets").search(ligne)
    return ligne[: arret.start()] if arret and arret.start() > 0 else ligne


def _jours(ligne: str, aujourdhui: date, limite: date) -> list[_Jour]:
    lus = candidats(ligne, Contexte(ref=aujourdhui, role="a_venir"))
    trouves = [lu for lu in lus if lu.genre != "semaine_jour" or lu.du]
    debuts = [0, *(lu.fin for lu in trouves)]
    fins = [*(lu.debut for lu in trouves[1:]), len(ligne)]
    jours = [
        _lit(lu, ligne, ligne[debut : lu.debut], ligne[lu.fin : fin], aujourdhui, limite)
        for lu, debut, fin in zip(trouves, debuts, fins, strict=False)
    ]
    return _unit_voisins(jours)


def _lit(lu: Candidat, ligne: str, avant: str, apres: str, aujourdhui: date, limite: date) -> _Jour:
    texte = ligne[lu.debut : lu.fin]
    du, au = lu.du, lu.au
    if lu.erreur == "plusieurs":
        du, au = _deux_jours(texte, aujourdhui, limite)
    elif lu.du and _est_un_nombre_seul(lu, texte):
        du = au = _pres_de(lu.du.day, limite)
    elif lu.genre == "semaine_jour" and lu.du == aujourdhui:  # "lundi", told on a Monday
        du = au = aujourdhui + timedelta(days=7)
    elif lu.erreur:
        du = au = None
    if du and au and avant.rstrip().endswith("veille"):
        du, au = du - timedelta(days=1), au - timedelta(days=1)
    elif du and au and _finit("avant", avant) and _exclut(du, au, texte, limite):
        au = du - timedelta(days=1)
        du = min(du, au)
    return _Jour(du, au, texte, lu.genre, avant.strip(), apres.strip())


def _est_un_nombre_seul(lu: Candidat, texte: str) -> bool:
    """ "Le 26": neither a month nor a day of the week tells which one."""
    nomme = {"mois", *JOURS} & set(texte.split())
    return lu.genre == "quantieme" and lu.est_un_jour and not nomme


def _pres_de(jour: int, limite: date) -> date:
    """ "Le 26" is the 26th nearest to the deadline, and of two as near the later one."""
    mois = (limite.replace(day=1) + relativedelta(months=ecart) for ecart in (-1, 0, 1))
    possibles = [un.replace(day=jour) for un in mois if jour_possible(un.year, un.month, jour)]
    return min(reversed(possibles), key=lambda un: abs((un - limite).days))


def _exclut(du: date, au: date, texte: str, limite: date) -> bool:
    """Whether "avant" leaves it out: a whole month, a feast ("avant janvier", "avant Noël"), the
    day after the deadline ("avant le 5")."""
    return (
        (du == au == limite + timedelta(days=1))
        or (au - du).days >= _MOIS_ENTIER - 1
        or not any(c.isdigit() for c in texte)
        and du == au
    )


def _deux_jours(texte: str, aujourdhui: date, limite: date) -> tuple[date | None, date | None]:
    """ "Le 2 ou le 3 décembre": from the first to the second, of one month when one is named."""
    premier, _, second = texte.rpartition(" ou ")
    suite = second if second.startswith("le ") else f"le {second}"
    lus = candidats(suite, Contexte(ref=aujourdhui, role="a_venir"))
    nombre = re.search(r"\d+", premier)
    if len(lus) != 1 or not lus[0].est_un_jour or lus[0].du is None or not nombre:
        return None, None
    if _est_un_nombre_seul(lus[0], suite):
        jours = sorted(_pres_de(n, limite) for n in (int(nombre[0]), lus[0].du.day))
        return jours[0], jours[1]
    dernier = lus[0].du
    if int(nombre[0]) > dernier.day:
        return None, None
    return dernier.replace(day=int(nombre[0])), dernier


def _unit_voisins(jours: list[_Jour]) -> list[_Jour]:
    """ "vendredi de la semaine prochaine", "le 12, en janvier": one day."""
    unis: list[_Jour] = []
    for jour in jours:
        autre = unis[-1] if unis else None
        if autre is not None and _LIAISON.fullmatch(f" {jour.avant} "):
            precise = _precise(autre, jour) or _precise(jour, autre)
            if precise:
                unis[-1] = replace(precise, avant=autre.avant, apres=jour.apres)
                continue
            for large, nomme in ((autre, jour), (jour, autre)):
                precis = _jour_de_la_semaine(large, nomme) or _jour_du_mois(large, nomme)
                if precis is not None:
                    unis[-1] = replace(
                        nomme, du=precis, au=precis, avant=autre.avant, apres=jour.apres
                    )
                    break
            else:
                unis.append(jour)
        else:
            unis.append(jour)
    return unis


def _jour_de_la_semaine(semaine: _Jour, nomme: _Jour) -> date | None:
    if nomme.genre != "semaine_jour" or nomme.du is None or semaine.genre != "periode":
        return None
    if semaine.du is None or semaine.au is None or (semaine.au - semaine.du).days > 6:
        return None
    jours = (semaine.du + timedelta(days=n) for n in range(7))
    return next((j for j in jours if j.weekday() == nomme.du.weekday() and j <= semaine.au), None)


def _precise(vague: _Jour, dit: _Jour) -> _Jour | None:
    """ "Dans deux semaines et demie, le 10": the day told settles the vague duration."""
    return dit if vague.du is None and vague.genre == "ecoule" and dit.du else None


def _jour_du_mois(mois: _Jour, nomme: _Jour) -> date | None:
    if nomme.genre != "quantieme" or nomme.du is None or mois.du is None or mois.au is None:
        return None
    entier = (mois.du, mois.au) == mois_entier(mois.du.year, mois.du.month)
    if not entier or not jour_possible(mois.du.year, mois.du.month, nomme.du.day):
        return None
    return mois.du.replace(day=nomme.du.day)


def _retenus(jours: list[_Jour]) -> list[_Jour]:
    """The days that answer: neither explained away nor corrected by what follows."""
    gardes: list[_Jour] = []
    for rang, jour in enumerate(jours):
        if gardes and (_dit("corrections", jour.avant) or _conclut(jour, rang, jours)):
            gardes = []
        if not _hors_sujet(jour):
            gardes.append(jour)
    return gardes


def _conclut(jour: _Jour, rang: int, jours: list[_Jour]) -> bool:
    return rang == len(jours) - 1 and _dit("conclusions", jour.avant)


def _hors_sujet(jour: _Jour) -> bool:
    if _finit("exclusions", jour.avant) or _commence("explications", jour.apres):
        return True
    if _dit("conclusions", jour.avant):
        return False
    du_papier = jour.texte.startswith(("du ", "le ")) and _dit("origines", jour.avant)
    return du_papier or _dit("croyances", jour.avant)


def _a_temps(jour: _Jour, limite: date, aujourdhui: date) -> bool:
    if jour.du is None or jour.au is None:
        return False
    if _finit("apres", jour.avant) and not _finit("pas_apres", jour.avant):
        return False
    if _commence("passes", jour.apres):
        return False
    if _finit("approximations", jour.avant) or _commence("approximations", jour.apres):
        return False
    return jour.au <= limite and jour.au >= aujourdhui


@cache
def _motif(nom: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{alternatives(getattr(communs().echeance, nom))})(?!\S)")


def _dit(nom: str, texte: str) -> bool:
    return bool(_motif(nom).search(texte))


def _finit(nom: str, texte: str) -> bool:
    """Whether ``texte`` ends with such a word, an article or comma apart."""
    nu = re.sub(r"(?: (?:le|la|les|de|du|d|au|,|que le))*$", "", f" {texte.strip()}").strip()
    motif = r"(?<!\S)avant" if nom == "avant" else _motif(nom).pattern
    return bool(re.search(rf"{motif}$", nu))


def _commence(nom: str, texte: str) -> bool:
    return bool(_motif(nom).match(texte.lstrip(" ,")))
