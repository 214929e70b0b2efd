"""The grammar: every phrase of a normalised line that names a day or a span of days.

Each rule is one regular expression without nested repetition and the function that reads it. The
longest phrases win; phrases never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from guide.dates import lectures_jours as jours
from guide.dates import lectures_periodes as periodes
from guide.dates.candidat import DERNIER, PROCHAIN, Candidat, Contexte
from guide.dates.lexique import JOURS, MOIS, alternatives, lexique

Lecture = Callable[["re.Match[str]", Contexte], "Candidat | None"]


def _un(*mots: str) -> str:
    """One of ``mots`` and a space."""
    return f"(?:{'|'.join(mots)}) "


def _peut_etre(*mots: str) -> str:
    """One of ``mots`` and a space, or nothing."""
    return f"(?:{_un(*mots)})?"


def _suivi(*mots: str) -> str:
    """A space and one of ``mots``, or nothing."""
    return f"(?: (?:{'|'.join(mots)}))?"


def _apres(*mots: str) -> str:
    """Only just after one of ``mots``."""
    return "(?:" + "|".join(f"(?<={mot} )" for mot in mots) + ")"


_NOMS_MOIS = "|".join(MOIS)
_NOMS_JOURS = "|".join(JOURS)
_M = rf"(?P<mois>{_NOMS_MOIS})"
_J = rf"(?P<js>{_NOMS_JOURS})"
_JOUR = r"(?P<jour>\d{1,2})"
_AN = (
    r"(?: (?:, )?(?:de |en |de l an |l an )?"
    r"(?P<an>\d{4}|\d\d(?! (?:jour|mois|semaine|an|heure|x))))?(?! ?\d)"
)
_MODIF = (
    rf"(?: (?:de |du )?(?P<modif>cet an|l an (?:{DERNIER})|l an (?:{PROCHAIN})|"
    r"dernier|passe|prochain|qui vient|courant))?"
)
_MOIS_DATE = f"{_M}{_AN}{_MODIF}"
_MOIS_RELATIF = rf"mois(?: (?P<modif>{DERNIER}|{PROCHAIN}))?"
_DU_MOIS = (
    rf"(?: (?:, )?(?P<dumois>(?:du|de ce|de) mois"
    rf"(?: (?:{DERNIER}|{PROCHAIN}|courant|en cours|ci|la))?|courant|dernier|prochain))?"
)
_DE = r"(?:de |d )?"
_MOMENT = _suivi("matin", "soir", "midi", "apres midi", "au soir", "au matin", "nuit")
_PAS_DATE = (
    r"(?! (?:jour|semaine|mois|an|heure|minute|xsomme|xnombre|xnum|xvoie|xlogement|\d|/|- ?\d|"
    r": ?\d|pour|fois|ou \d|et demi)(?!\S))"
)
# "du 15" and "au 15" are days only after words such as these; elsewhere they are anything.
_ACTES = "date datee recu acte courrier lettre papier audience commandement assignation jugement"
_DU = rf"(?:{_apres(*_ACTES.split(), 'est', 'semaine', 'weekend')}|^)du"
_REPORTS = "jusqu renvoye renvoyee reporte reportee fixe fixee repousse repoussee decale decalee"
_AU = rf"(?:{_apres(*_REPORTS.split())}|^)au"

_NU = r"(?P<n>\d{1,3}|un|une)"
_NU2 = r"(?:(?: a| ou| -| /)?(?: une)? (?P<n2>\d{1,2}))?"
_UNITE = r"(?P<unite>jour|semaine|mois|an|heure|minute)"
_ET_PLUS = r"(?: et (?:(?P<demi>demi|demie|quelque\S*)|(?P<jours>\d{1,2}) jour))?"
_SEUIL = r"(?P<seuil>plus de|plus d|moins de|moins d)"
_TAILLE = ("bonne", "bon", "petit", "petite", "grosse", "gros", "bonnes")
_NUANCE = _suivi(
    *("que", "deja", "pile", "juste", "tout", "tout juste", "exactement", "maintenant", "meme"),
    *("seulement", "a peine", "je crois", "euh", "de ca"),
)
_FLOU = "|".join(
    (
        *("environ", "a peu pres", "presque", "pres de", "quasi", "quasiment", "bien", "au moins"),
        *("bientot", "grosso modo", "peut etre", "approximativement", "dans les"),
        *_TAILLE,
    )
)
_REMPLISSAGE = (
    r"bonjour|bonsoir|salut|euh|ben|bah|oui|c|est|etait|cetait|de|deja|pile|svp|merci|maintenant|"
    r",|\.|!|la|a|peu|pres|environ|bien|au|moins|juste|je|crois|exactement|seulement|passe|dernier"
)
_PARTIE = r"(?P<partie>debut|mi|milieu|fin|premiers jour|dernier jour)"
_VERS = _peut_etre("a la", "au", "a", "le", "la", "en", "vers", "depuis", "les")
_RANG = r"(?P<rang>premiere|deuxieme|troisieme|quatrieme|dernier) (?P<quoi>semaine|quinzaine) "
_RANG_JOUR = r"(?:le )?(?P<rang>premier|1|deuxieme|2|troisieme|3|dernier) "
_ANNEE = r"(?P<an>(?:19|20)\d\d)"
_JOUR_MEME = "|".join(
    (
        *("aujourdhui", "ce matin", "ce midi", "ce soir", "cet apres midi", "cette apres midi"),
        *("tout a l heure", "a l instant", "dans la matinee", "dans la journee"),
        r"(?:vien|viens|vient|venons)(?: juste| tout juste)? de(?: le| la| l| les| me| m| nous)?"
        r" (?:recevoir|passer|avoir|trouver|donner|remettre|venir|repartir|partir|arriver|recu)",
    )
)
_AUTOUR_FETE = (
    r"(?P<flou>(?:vacance\S*|fetes?|conges?|pont|weekend|periode|autour|semaine) "
    r"(?:de |du |d )(?:la |l )?)"
)
_DET_FETE = _un(
    *("le", "la", "l", "a", "au", "pour", "de", "du", "jour", "le jour de", "jour de", "depuis"),
    *("le soir de", "pour le", "pour la", "a la", "de la", "pour l", "a l", "le jour de la"),
    "le jour de l",
)
_N_ET_N = rf"(?: le)?{_suivi(_NOMS_JOURS)} (?P<a>\d{{1,2}}) "
_N_FIN = rf"(?: le)?{_suivi(_NOMS_JOURS)} {_JOUR}"


def _regles_de_jours() -> list[tuple[str, Lecture]]:
    det = _peut_etre("le", "du", "au", "ce", "l", "depuis le", "des le")
    flous = lexique().quantites_vagues
    dizaines = r"(?P<dizaine>dizaine|quinzaine|vingtaine|trentaine|huitaine)"
    tete = r"(?P<tete>ilya|depuis|dans|d ici|sous)"
    return [
        (
            r"(?:en )?(?:l )?an (?:de grace )?(?P<an>\d{4})(?: [,;:.])?(?: et)?(?: [,;:.])?(?: le)?"
            rf"(?: :)?(?: {_J})? {_JOUR} (?:du mois )?{_DE}{_M}",
            jours.jour_et_mois,
        ),
        (rf"(?:{_J} (?:, )?)?{det}{_JOUR} (?:du mois )?{_DE}{_MOIS_DATE}", jours.jour_et_mois),
        (
            rf"{_peut_etre('en', 'au mois de', 'au mois d')}{_M} (?:, )?le {_JOUR}"
            rf"(?! (?:{_NOMS_MOIS}))",
            jours.jour_et_mois,
        ),
        ("datefausse", jours.date_fausse),
        (
            rf"(?:{_J} (?:, )?)?(?:le|celui du|depuis le|{_DU}|{_AU}) {_JOUR}{_DU_MOIS}{_PAS_DATE}",
            jours.quantieme_seul,
        ),
        (rf"{_peut_etre('le', 'du', 'ce')}{_J} {_JOUR}{_DU_MOIS}{_PAS_DATE}", jours.quantieme_seul),
        (
            rf"{_peut_etre('le', 'ce', 'l')}{_J}{_MOMENT}"
            rf"(?: (?P<modif>dernier|passe|prochain|qui vient|qui arrive))?{_MOMENT}",
            jours.nom_de_jour,
        ),
        (
            rf"(?:le )?{_J} (?P<flou>d avant|precedent|suivant|d apres|en question)",
            jours.nom_de_jour,
        ),
        (rf"(?P<flou>un|l autre|certain) {_J}{_MOMENT}", jours.nom_de_jour),
        (rf"(?:le )?{_J} en (?P<en>8|15)", jours.nom_de_jour),
        (rf"(?P<mot>{'|'.join(jours.RELATIFS)}){_MOMENT}", jours.relatif),
        (rf"(?P<mot>{_JOUR_MEME}){_MOMENT}", jours.relatif),
        (
            rf"{tete}{_NUANCE}(?: (?P<flou>{_FLOU}))?(?: {_SEUIL})?{_NUANCE} {_NU}{_NU2} "
            rf"{_peut_etre(*_TAILLE)}{_UNITE}{_ET_PLUS}",
            jours.ecoule,
        ),
        (rf"{tete}{_NUANCE} {_NU} (?P<flou>{'|'.join(_TAILLE)}) {_UNITE}", jours.ecoule),
        # A bare duration answers "when?" only when it is the whole text.
        (
            rf"^(?:(?:{_REMPLISSAGE}) ){{0,5}}?"
            rf"(?:(?P<flou>environ|a peu pres|presque|bien|pres de) )?(?:{_SEUIL} )?"
            rf"{_NU}{_NU2} {_UNITE}{_ET_PLUS}(?= ?(?:(?:{_REMPLISSAGE}) ?){{0,4}}$)",
            jours.ecoule,
        ),
        (
            rf"{_peut_etre('ilya', 'depuis', 'dans', 'd ici')}(?:{flous}) {_UNITE}",
            jours.quantite_vague,
        ),
        (
            rf"{_peut_etre('ilya', 'depuis', 'dans', 'd ici')}"
            rf"{_peut_etre('environ', 'bien', 'plus d', 'pres d')}(?:une )?{dizaines} "
            rf"(?:de |d ){_UNITE}",
            jours.quantite_vague,
        ),
        (
            rf"(?:{_AUTOUR_FETE}|{_DET_FETE})?(?P<fete>{alternatives(lexique().fetes)}){_AN}{_MODIF}",
            jours.fete,
        ),
        (
            rf"{_peut_etre('le', 'du')}{_peut_etre(_NOMS_JOURS)}(?P<a>\d{{1,2}}) (?:ou|-|/|et)"
            rf"(?: bien)? {_JOUR} {_DE}{_M}{_AN}",
            jours.un_ou_l_autre,
        ),
        (
            rf"{_un('le', 'du')}(?P<a>\d{{1,2}}) (?:ou|-|/)(?: bien)? {_JOUR}{_PAS_DATE}",
            jours.un_ou_l_autre,
        ),
    ]


def _regles_de_periodes() -> list[tuple[str, Lecture]]:
    dans_la = _peut_etre("la", "dans la", "pendant la", "de la")
    return [
        (
            _peut_etre("en", "depuis", "au", "le", "du", "de", "d", "vers", "courant", "dans le")
            + rf"{_peut_etre('mois de', 'mois d', 'courant de', 'courant')}{_MOIS_DATE}",
            periodes.partie_du_mois,
        ),
        (
            rf"{_VERS}{_PARTIE}{_suivi('de', 'du', 'd')}{_suivi('mois de', 'mois d', 'mois')} "
            rf"{_MOIS_DATE}",
            periodes.partie_du_mois,
        ),
        (
            rf"{_VERS}{_PARTIE}{_suivi('de', 'du', 'de ce', 'd')} mois"
            rf"(?: (?P<modif>{DERNIER}|{PROCHAIN}|ci|la))?",
            periodes.partie_du_mois,
        ),
        (
            rf"{_peut_etre('le', 'au', 'du', 'en')}mois (?P<modif>{DERNIER}|{PROCHAIN})",
            periodes.partie_du_mois,
        ),
        (rf"{_peut_etre('de', 'dans')}ce mois(?: ci)?", periodes.partie_du_mois),
        (
            rf"{dans_la}{_RANG}{_un('de', 'd', 'du mois de', 'du mois d')}{_MOIS_DATE}",
            periodes.semaine_du_mois,
        ),
        (rf"{dans_la}{_RANG}{_un('du', 'de ce')}{_MOIS_RELATIF}", periodes.semaine_du_mois),
        (rf"{_RANG_JOUR}{_J} {_un('de', 'd', 'du mois de')}{_MOIS_DATE}", periodes.rang_de_jour),
        (rf"{_RANG_JOUR}{_J} du {_MOIS_RELATIF}", periodes.rang_de_jour),
        (
            rf"{_VERS}(?:(?P<partie>debut|milieu|mi|fin) (?:de )?)?(?:la )?semaine "
            rf"(?P<modif>{DERNIER}|{PROCHAIN})",
            periodes.semaine_relative,
        ),
        (
            rf"{_peut_etre('au', 'en', 'a la', 'vers')}(?:(?P<partie>debut|milieu|mi|fin) de )?"
            r"cette semaine",
            periodes.semaine_relative,
        ),
        (
            rf"{_un('au', 'en', 'a la', 'vers')}(?P<partie>debut|milieu|fin) de (?:la )?semaine",
            periodes.semaine_relative,
        ),
        (
            rf"{_peut_etre('le', 'ce', 'du', 'au', 'pendant le', 'dans le')}weekend"
            rf"(?: (?P<modif>{DERNIER}|{PROCHAIN}))?(?! d[ue] (?:\d|l |la |{_NOMS_JOURS}))",
            periodes.weekend,
        ),
        (
            rf"{_VERS}(?P<partie>debut|mi|milieu|fin|courant) (?:de )?(?:l )?(?:an )?{_ANNEE}",
            periodes.annee,
        ),
        (
            rf"{_peut_etre('en', 'depuis', 'l an', 'de', 'vers', 'an', 'courant')}{_ANNEE}",
            periodes.annee,
        ),
        (
            r"(?P<a>(?:19|20)\d\d) (?:ou|et|-|/)(?: en)? (?P<b>(?:19|20)\d\d)",
            periodes.annees_ou,
        ),
        (
            rf"{_peut_etre('a la', 'au', 'en', 'depuis')}(?:(?P<partie>debut|fin) de )?l an "
            rf"(?P<modif>{DERNIER}|{PROCHAIN})",
            periodes.annee_relative,
        ),
        (r"(?:de )?cet an", periodes.annee_relative),
        (rf"{_peut_etre('dans', 'depuis')}les an (?P<dix>\d0|(?:19|20)\d0)", periodes.decennie),
        (
            rf"{_peut_etre('l', 'en', 'a l', 'au', 'le', 'depuis l', 'pendant l', 'cet', 'd')}"
            rf"(?P<saison>printemps|ete|automne|hiver) "
            rf"(?:(?:de |de l an )?{_ANNEE}|(?P<modif>dernier|passe|prochain))",
            periodes.saison,
        ),
        (rf"(?:entre|du|de){_N_ET_N}(?:et|au|a|-){_N_FIN} {_DE}{_MOIS_DATE}", periodes.plage),
        (rf"(?:entre|du){_N_ET_N}(?:et|au){_N_FIN}{_DU_MOIS}{_PAS_DATE}", periodes.plage),
        (
            rf"(?:entre|de|du) (?P<a>{_NOMS_JOURS}) (?:et|a|au) {_J}"
            rf"(?: (?:de )?(?:la |cette )?semaine(?: (?P<modif>{DERNIER}|{PROCHAIN}))?)?",
            periodes.plage_de_jours,
        ),
    ]


@lru_cache(maxsize=1)
def _regles() -> tuple[tuple[re.Pattern[str], Lecture], ...]:
    return tuple(
        (re.compile(rf"(?<!\S)(?:{motif})(?!\S)"), lecture)
        for motif, lecture in (*_regles_de_jours(), *_regles_de_periodes())
    )


def candidats(ligne: str, ctx: Contexte) -> list[Candidat]:
    """Phrases of a normalised line that name days, in reading order, without overlap."""
    trouves: list[Candidat] = []
    for motif, lecture in _regles():
        for m in motif.finditer(ligne):
            candidat = lecture(m, ctx)
            if candidat is not None:
                trouves.append(candidat)
    pris = bytearray(len(ligne))
    retenus: list[Candidat] = []
    for candidat in sorted(trouves, key=lambda c: (c.debut - c.fin, c.debut)):
        if not any(pris[candidat.debut : candidat.fin]):
            pris[candidat.debut : candidat.fin] = b"\x01" * (candidat.fin - candidat.debut)
            retenus.append(candidat)
    return sorted(retenus, key=lambda c: c.debut)
