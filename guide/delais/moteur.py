"""Deadlines: a pure function of the facts and of the day, driven by ``knowledge/delais/``.

Only generic operations stand here (add months or days, move to a working day, truce, dated
versions, matching of conditions); numbers, dates and which operation applies are data.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace
from itertools import product
from typing import Any

from dateutil.relativedelta import relativedelta

from guide.calendrier import UN_JOUR, Calendrier, ErreurCalendrier, calendrier, refus_de_calcul
from guide.dates_fr import en_toutes_lettres, sans_jour
from guide.delais.chargement import loi
from guide.delais.modeles import (
    Cas,
    Condition,
    Delai,
    LectureLoi,
    NomFait,
    Operation,
    Position,
    Regle,
    Textes,
    Version,
)
from guide.delais.resultat import Echeance, ErreurDelai, Faits, Lecture
from guide.delais.saisie import regle_nommee, verifie

INCONNU = "inconnu"
# Order in which a tenant is asked: what is written on the paper first (contract, section 5).
FAITS_DEMANDES: tuple[NomFait, ...] = ("ecrit", "bail", "bailleur")


def regles() -> list[str]:
    """Names of the rules of the contract."""
    return list(loi().regles)


def textes(regle: str) -> Textes:
    """Tenant texts of a rule; raise :class:`ErreurDelai` when it is unknown."""
    return regle_nommee(regle).textes


def calcule(regle: str, faits: Faits, aujourdhui: dt.date) -> Echeance:
    """Answer of ``regle`` for ``faits`` (contract, section 5); ``aujourdhui`` only tells ``passe``.

    Raises :class:`ErreurDelai`: unknown rule, bad fact, act older than the law that is kept, place
    under another calendar.
    """
    trouvee = regle_nommee(regle)
    verifie(trouvee, faits)
    refus = refus_de_calcul(faits.commune) if faits.commune else None
    if refus:
        raise ErreurDelai(refus)
    try:
        return _echeance(trouvee, faits, aujourdhui, calendrier())
    except ErreurCalendrier as erreur:
        raise ErreurDelai(str(erreur)) from erreur


def faits_qui_changent(regle: str, faits: Faits, aujourdhui: dt.date) -> list[str]:
    """Facts not asked yet (None) whose answer could change ``date_a_retenir``, in asking order.

    A fact that is ``inconnu`` was asked and stays unknown: it is not proposed again. Raises
    :class:`ErreurDelai` as :func:`calcule` does.
    """
    utiles = regle_nommee(regle).faits
    libres = [nom for nom in FAITS_DEMANDES if nom in utiles and getattr(faits, nom) is None]
    dates: dict[tuple, dt.date | None] = {}
    for valeurs in product(*(_reponses_possibles(nom) for nom in libres)):
        suppose: dict[str, Any] = dict(zip(libres, valeurs, strict=True))
        dates[valeurs] = calcule(regle, replace(faits, **suppose), aujourdhui).date_a_retenir
    return [str(nom) for rang, nom in enumerate(libres) if _change(rang, dates)]


def _change(rang: int, dates: dict[tuple, dt.date | None]) -> bool:
    """True when two answers that differ only at ``rang`` give different dates."""
    par_reste: dict[tuple, set[dt.date | None]] = {}
    for valeurs, date in dates.items():
        par_reste.setdefault(valeurs[:rang] + valeurs[rang + 1 :], set()).add(date)
    return any(len(distinctes) > 1 for distinctes in par_reste.values())


def _reponses_possibles(nom: str) -> list[str | dt.date]:
    fait = loi().faits.faits[nom]
    reponses: list[str | dt.date] = list(fait.mots)
    if fait.dates:
        # A dated lease may say more than its word: its anniversaries are known.
        bornes = (borne for mot in fait.mots.values() for borne in (mot.du, mot.au))
        reponses += [borne for borne in bornes if borne is not None]
    return reponses


def _echeance(regle: Regle, faits: Faits, aujourdhui: dt.date, jours: Calendrier) -> Echeance:
    version = _version(regle, faits.depuis)
    cas = _cas(version, faits, jours)
    lectures = tuple(_lecture(regle, version, loi_lue, faits, jours) for loi_lue in cas.lectures)
    retenue = _date_a_retenir(regle, cas, lectures, faits, jours)
    envoi = None
    if regle.jours_envoi is not None and retenue is not None:
        envoi = jours.jours_ouvres_avant(retenue, regle.jours_envoi)
    return Echeance(
        regle=regle.regle,
        pour_qui=regle.pour_qui,
        depuis=faits.depuis,
        lectures=lectures,
        date_a_retenir=retenue,
        passe=None if retenue is None else retenue < aujourdhui,
        date_envoi=envoi,
        expulsion_au_plus_tot=_expulsion(cas, lectures, faits, jours),
        version=loi().versions[regle.regle, version.en_vigueur],
        textes=regle.textes,
    )


def _version(regle: Regle, acte: dt.date) -> Version:
    applicables = [version for version in regle.versions if version.en_vigueur <= acte]
    if not applicables:
        raise ErreurDelai(
            loi()
            .phrases.refus["trop_ancien"]
            .format(depuis=sans_jour(acte), debut=sans_jour(regle.versions[0].en_vigueur))
        )
    if applicables[-1].refus:
        raise ErreurDelai(applicables[-1].refus)
    return applicables[-1]


def _cas(version: Version, faits: Faits, jours: Calendrier) -> Cas:
    for cas in version.cas:
        if _remplie(cas.si, faits, jours):
            return cas
    raise ErreurDelai(f"Aucun cas de la loi ne correspond à ces faits ({version.reference}).")


def _remplie(si: Condition, faits: Faits, jours: Calendrier) -> bool:
    suspend = faits.prefet_informe is not None and faits.prefet_informe > faits.depuis
    return (
        (si.bail is None or _bail_rempli(si.bail, faits.bail))
        and (si.ecrit is None or (faits.ecrit or INCONNU) in si.ecrit)
        and (si.bailleur is None or (faits.bailleur or INCONNU) in si.bailleur)
        and (
            si.aucun_anniversaire_depuis is None
            or _aucun_anniversaire(faits.bail, si.aucun_anniversaire_depuis, faits.depuis)
        )
        and (si.delai_supprime is None or faits.delai_supprime == si.delai_supprime)
        and (si.prefet_informe_apres is None or suspend == si.prefet_informe_apres)
        and (si.dans_la_treve is None or jours.dans_la_treve(faits.depuis) == si.dans_la_treve)
    )


def _bail_rempli(attendu: str | Position, bail: dt.date | str | None) -> bool:
    du, au = _intervalle(bail)
    if not isinstance(attendu, Position):
        return du is None and au is None
    if attendu.avant is not None:
        return au is not None and au < attendu.avant
    return du is not None and attendu.depuis is not None and du >= attendu.depuis


def _intervalle(bail: dt.date | str | None) -> tuple[dt.date | None, dt.date | None]:
    if isinstance(bail, dt.date):
        return bail, bail
    mot = loi().faits.faits["bail"].mots[bail or INCONNU]
    return mot.du, mot.au


def _aucun_anniversaire(bail: dt.date | str | None, debut: dt.date, acte: dt.date) -> bool:
    """True when a dated lease has no yearly anniversary from ``debut`` up to ``acte``, included."""
    if not isinstance(bail, dt.date):
        return False
    annees = range(max(debut.year, bail.year + 1), acte.year + 1)
    return not any(debut <= _anniversaire(bail, annee) <= acte for annee in annees)


def _anniversaire(bail: dt.date, annee: int) -> dt.date:
    # 29 February: the 28th in ordinary years.
    return bail.replace(year=annee, day=min(bail.day, calendar.monthrange(annee, bail.month)[1]))


def _lecture(
    regle: Regle, version: Version, loi_lue: LectureLoi, faits: Faits, jours: Calendrier
) -> Lecture:
    delai = regle.delais[loi_lue.delai]
    fin = _fin(delai, faits, jours)
    prorogee = jours.proroge(fin) if delai.prorogation else None
    prudente = jours.recule(fin) if regle.retenir == "date_prudente" else None
    duree = delai.duree.format(mois=faits.mois)
    return Lecture(
        condition=loi_lue.condition,
        duree=duree,
        fin=fin,
        fin_prorogee=prorogee,
        date_prudente=prudente,
        statut=loi_lue.statut,
        reference=loi_lue.reference or version.reference,
        calcul=_calcul(delai, duree, faits, fin, prorogee),
        explication=_explication(delai, duree, faits, fin, prudente),
    )


def _fin(delai: Delai, faits: Faits, jours: Calendrier) -> dt.date:
    jour = _depart(delai, faits)
    for operation in delai.calcul:
        jour = _applique(operation, jour, faits, jours)
    return jour


def _depart(delai: Delai, faits: Faits) -> dt.date:
    if delai.depart == "prefet_informe" and faits.prefet_informe is not None:
        return faits.prefet_informe
    return faits.depuis


def _applique(operation: Operation, jour: dt.date, faits: Faits, jours: Calendrier) -> dt.date:
    if operation.fin_de_treve:
        return jours.fin_de_treve(jour)
    if operation.ajoute_mois_accordes:
        return jour + relativedelta(months=faits.mois or 0)
    if operation.ajoute_mois is not None:
        return jour + relativedelta(months=operation.ajoute_mois)
    if operation.ajoute_jours is not None:
        return jour + dt.timedelta(days=operation.ajoute_jours)
    return jour - dt.timedelta(days=operation.retranche_jours or 0)


def _date_a_retenir(
    regle: Regle, cas: Cas, lectures: tuple[Lecture, ...], faits: Faits, jours: Calendrier
) -> dt.date | None:
    if cas.a_retenir is not None:
        return jours.recule(_fin(regle.delais[cas.a_retenir], faits, jours))
    dates = [lecture.date_prudente or lecture.fin_prorogee or lecture.fin for lecture in lectures]
    return min(dates, default=None)


def _expulsion(
    cas: Cas, lectures: tuple[Lecture, ...], faits: Faits, jours: Calendrier
) -> dt.date | None:
    if cas.expulsion is None:
        return None
    if cas.expulsion == "jour_meme":
        return jours.premier_jour_permis(faits.depuis)
    dernier = faits.depuis
    if cas.expulsion == "lendemain_de_la_fin":
        dernier = min(lecture.fin for lecture in lectures)
    return jours.premier_jour_permis(dernier + UN_JOUR)


def _calcul(delai: Delai, duree: str, faits: Faits, fin: dt.date, prorogee: dt.date | None) -> str:
    modeles = loi().phrases.calcul
    depart = _depart(delai, faits)
    en_mois = len(delai.calcul) == 1 and (
        delai.calcul[0].ajoute_mois or delai.calcul[0].ajoute_mois_accordes
    )
    suite = modeles["sans_prorogation"]
    if prorogee is not None:
        suite = modeles["ouvre" if prorogee == fin else "prorogee"]
        suite = suite.format(fin_prorogee=en_toutes_lettres(prorogee))
    return modeles[delai.methode].format(
        duree=duree,
        depart=en_toutes_lettres(depart),
        fin=en_toutes_lettres(fin),
        clamp=modeles["clamp"] if en_mois and fin.day != depart.day else "",
        suite=suite,
    )


def _explication(
    delai: Delai, duree: str, faits: Faits, fin: dt.date, prudente: dt.date | None
) -> str:
    modeles = loi().phrases.explication
    phrases = [
        modeles[delai.phrase].format(
            duree=duree,
            depart=en_toutes_lettres(_depart(delai, faits)),
            fin=en_toutes_lettres(fin),
        )
    ]
    if prudente is not None and prudente != fin:
        phrases.append(modeles["recul"].format(date_prudente=en_toutes_lettres(prudente)))
    return " ".join(phrases)
