"""A second, naive computation of the deadlines, written from the contract alone.

It shares nothing with ``guide``: own Easter, own months, own table. Slow and plain on purpose.
"""

from __future__ import annotations

import datetime as dt

UN = dt.timedelta(days=1)
LOI = dt.date(2023, 7, 29)
AUTRUI = {"signification_jugement", "prefet_avant_audience", "cfp_reponse_prefet", "cfp_validite"}
# rule: (months, days, CPC 642, status)
SIMPLES = {
    "appel_jugement": (1, 0, True, "certain"),
    "appel_refere": (0, 15, True, "certain"),
    "appel_jex": (0, 15, True, "certain"),
    "surendettement_recours": (0, 15, True, "certain"),
    "surendettement_mesures": (0, 30, True, "certain"),
    "commandement_assurance": (1, 0, True, "certain"),
    "opposition_injonction": (1, 0, True, "certain"),
    "releve_forclusion": (2, 0, True, "selon"),
    "recours_prefet": (2, 0, True, "certain"),
    "meubles_contestation": (1, 0, True, "certain"),
    "meubles_retrait": (2, 0, True, "discute"),
    "signification_jugement": (6, 0, True, "certain"),
    "prefet_avant_audience": (0, -43, False, "certain"),
    "cfp_reponse_prefet": (2, 0, False, "certain"),
    "delais_paiement_juge": (36, 0, False, "certain"),
    "protocole_cohesion": (24, 0, False, "certain"),
}


def paques(annee: int) -> dt.date:
    """Easter by Gauss's method in Meeus's form."""
    a, b, c = annee % 19, annee // 100, annee % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    mois, jour = divmod(h + m - 7 * n + 114, 31)
    return dt.date(annee, mois, jour + 1)


def ferie(jour: dt.date) -> bool:
    """One of the 11 public holidays of metropolitan France."""
    fixes = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    return (jour.month, jour.day) in fixes or (jour - paques(jour.year)).days in (1, 39, 50)


def ouvre(jour: dt.date) -> bool:
    """Monday to Friday, no holiday."""
    return jour.isoweekday() < 6 and not ferie(jour)


def plus_mois(jour: dt.date, mois: int) -> dt.date:
    """Same day number, or the last day of the month."""
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    for numero in range(jour.day, 27, -1):
        try:
            return dt.date(annee, rang + 1, numero)
        except ValueError:
            continue
    return dt.date(annee, rang + 1, jour.day)


def dans_treve(jour: dt.date) -> bool:
    """1 November to 31 March."""
    return jour.month in (11, 12, 1, 2, 3)


def permis(jour: dt.date) -> dt.date:
    """First day of a lawful eviction."""
    while jour.isoweekday() == 7 or ferie(jour) or dans_treve(jour):
        jour += UN
    return jour


def fin_treve(jour: dt.date) -> dt.date:
    """Coming 31 March."""
    while (jour.month, jour.day) != (3, 31):
        jour += UN
    return jour


def recule(jour: dt.date) -> dt.date:
    """Last working day on or before."""
    while not ouvre(jour):
        jour -= UN
    return jour


def avance(jour: dt.date) -> dt.date:
    """First working day on or after."""
    while not ouvre(jour):
        jour += UN
    return jour


def lecture(fin: dt.date, report: bool, statut: str, autrui: bool = False) -> tuple:
    """(fin, fin_prorogee, date_prudente, statut)."""
    return fin, avance(fin) if report else None, None if autrui else recule(fin), statut


def reponse(regle: str, entree: dict) -> dict:
    """Readings (a set), date to keep and first day of eviction, by the contract."""
    depuis: dt.date = entree["depuis"]
    expulsion = None
    retenue = None
    if regle == "commandement_payer":
        lectures = _payer(entree)
    elif regle == "commandement_quitter":
        base = depuis
        informe = entree.get("prefet_informe")
        if informe is not None and informe > depuis:
            base = informe
        lectures = [lecture(plus_mois(base, 2), False, "certain")]
        expulsion = permis(lectures[0][0] + UN)
        retenue = recule(plus_mois(depuis, 2))
        if entree.get("delai_supprime"):
            lectures, retenue, expulsion = [], None, permis(depuis + UN)
    elif regle == "delais_jex":
        lectures = [lecture(plus_mois(depuis, entree["mois"]), False, "certain")]
        expulsion = permis(lectures[0][0] + UN)
    elif regle == "treve":
        lectures, expulsion = [], permis(depuis)
        if dans_treve(depuis):
            lectures = [lecture(fin_treve(depuis), False, "certain")]
    elif regle == "cfp_validite":
        base = fin_treve(depuis) if dans_treve(depuis) else depuis
        lectures = [lecture(plus_mois(base, 6), False, "local", True)]
    else:
        mois, jours, report, statut = SIMPLES[regle]
        fin = plus_mois(depuis, mois) + dt.timedelta(days=jours)
        lectures = [lecture(fin, report, statut, regle in AUTRUI)]
    if retenue is None and lectures:
        retenue = min(lue[2] or lue[1] or lue[0] for lue in lectures)
    return {"lectures": set(lectures), "retenue": retenue, "expulsion": expulsion}


def _payer(entree: dict) -> list[tuple]:
    depuis, bail = entree["depuis"], entree.get("bail", "inconnu")
    ecrit = entree.get("ecrit", "inconnu")
    six, deux = depuis + dt.timedelta(days=42), plus_mois(depuis, 2)

    def deux_lectures(statut: str) -> list[tuple]:
        return [lecture(six, True, statut), lecture(deux, True, statut)]

    seul_deux = [lecture(deux, True, "certain")]
    if depuis < LOI:
        return seul_deux
    if bail == "inconnu":
        return deux_lectures("selon")
    if bail == "depuis_2023_07_29" or (isinstance(bail, dt.date) and bail >= LOI):
        return deux_lectures("discute") if ecrit == "2_mois" else [lecture(six, True, "certain")]
    if ecrit == "2_mois":
        return seul_deux
    if ecrit == "6_semaines":
        return deux_lectures("discute")
    if entree.get("bailleur") == "social":
        return seul_deux
    if isinstance(bail, dt.date):
        jour, renouvele = LOI, False
        while jour <= depuis and not renouvele:
            renouvele = _anniversaire(bail, jour)
            jour += UN
        if not renouvele:
            return seul_deux
    return deux_lectures("discute")


def _anniversaire(bail: dt.date, jour: dt.date) -> bool:
    if (bail.month, bail.day) == (2, 29) and (jour + UN).month == 3 and jour.day == 28:
        return True
    return (bail.month, bail.day) == (jour.month, jour.day)
