"""The grammar: every phrase of a normalised line that names a day or a span of days.

Each rule is one regular expression without nested repetition and one function. The longest phrases
win; phrases never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from guide.dates.calculs import (
    Paire,
    an_sous_entendu,
    duree,
    fete_proche,
    jour_de_fete,
    jour_de_semaine,
    jour_possible,
    mois_entier,
    partie_d_an,
    partie_de_mois,
    quantieme,
    semaine,
)
from guide.dates.lexique import JOURS, MOIS, alternatives, lexique
from guide.dates.normalise import annee_pleine
from guide.dates.types import Role


@dataclass(frozen=True)
class Contexte:
    """Where a phrase is read: the reference day and the role that is asked for."""

    ref: date
    role: Role

    @property
    def futur(self) -> bool:
        return self.role == "a_venir"


@dataclass(frozen=True)
class Candidat:
    """A phrase and what it says: the days ``du`` to ``au``, or the fault ``erreur``.

    ``genre``: absolu, quantieme, semaine_jour, relatif, ecoule, periode or vague.
    ``sens``: passe or futur when the phrase itself says so ("hier", "dans 3 jours", a full year).
    ``borne``: avant or apres when the phrase only bounds the day ("avant Noël").
    """

    debut: int
    fin: int
    genre: str
    du: date | None = None
    au: date | None = None
    erreur: str | None = None
    sens: str | None = None
    borne: str | None = None

    @property
    def est_un_jour(self) -> bool:
        return self.du is not None and self.du == self.au


Regle = Callable[[re.Match[str], Contexte], "Candidat | None"]

_M = rf"(?P<mois>{'|'.join(MOIS)})"
_J = rf"(?P<js>{'|'.join(JOURS)})"
_J_MUET = rf"(?:{'|'.join(JOURS)})"
_DERN = r"dernier|passe|precedent|precedente|d avant|ecoule|ecoulee"
_PROCH = r"prochain|qui vient|suivant|suivante|a venir|qui arrive|d apres"
_AN = r"(?: (?:, )?(?:de |en |de l an |l an )?(?P<an>\d{4}|\d\d(?! (?:jour|mois|semaine|an|heure|x))))?(?! ?\d)"
_MODIF = (
    rf"(?: (?:de |du )?(?P<modif>cet an|l an (?:{_DERN})|l an (?:{_PROCH})|dernier|passe|prochain|qui vient|courant))?"
)
_NU = r"(?P<n>\d{1,3}|un|une)"
_UNITE = r"(?P<unite>jour|semaine|mois|an|heure|minute)"
_MOMENT = r"(?: (?:matin|soir|midi|apres midi|au soir|au matin|nuit))?"
_NUANCES = (
    r"que|deja|pile|juste|tout|tout juste|exactement|maintenant|meme|seulement|a peine|je crois|euh"
)
_FLOUS = (
    r"environ|a peu pres|presque|pres de|quasi|quasiment|bien|au moins|bientot|grosso modo|peut etre|"
    r"approximativement|bonne|bon|petit|petite|grosse|gros|dans les|bonnes"
)
_REMPLISSAGE = (
    r"bonjour|bonsoir|salut|euh|ben|bah|oui|c|est|etait|cetait|de|deja|pile|svp|merci|maintenant|,|\.|!|"
    r"la|a|peu|pres|environ|bien|au|moins|juste|je|crois|exactement|seulement|passe|dernier"
)
# A hearing told without year and nearly a year ahead is one that has just been.
_TROP_LOIN = 305
_PERIODES_LEGALES = {(2, "mois"), (6, "semaine")}


def _entre(ctx: Contexte, m: re.Match[str], genre: str, paire: Paire, sens: str | None = None) -> Candidat:
    return Candidat(m.start(), m.end(), genre, paire[0], paire[1], None, sens)


def _jour(ctx: Contexte, m: re.Match[str], genre: str, jour: date, sens: str | None = None) -> Candidat:
    return _entre(ctx, m, genre, (jour, jour), sens)


def _faute(m: re.Match[str], raison: str, genre: str = "absolu") -> Candidat:
    return Candidat(m.start(), m.end(), genre, erreur=raison)


def _annee_ecrite(brut: str | None) -> int | None:
    if brut is None:
        return None
    return annee_pleine(int(brut)) if len(brut) == 2 else int(brut)


def _sens_du_modif(modif: str | None) -> str | None:
    if not modif:
        return None
    if re.search(_PROCH, modif):
        return "futur"
    return "passe" if re.search(_DERN, modif) else None


def _an_du_modif(modif: str | None, ref: date) -> int | None:
    """Year that "de cette année", "de l'an dernier" name."""
    if not modif or "an" not in modif.split():
        return None
    return ref.year + {"passe": -1, "futur": 1, None: 0}[_sens_du_modif(modif)]


def _jour_et_mois(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    groupes = m.groupdict()
    jour, mois = int(m["jour"]), MOIS.index(m["mois"]) + 1
    modif = groupes.get("modif")
    an = _annee_ecrite(groupes.get("an"))
    explicite = an is not None
    if an is not None and not 1900 <= an <= 2099:
        return _faute(m, "impossible")
    an = an or _an_du_modif(modif, ctx.ref)
    sens = _sens_du_modif(modif)
    if an is None:
        if not 1 <= jour <= 31 or not jour_possible(2024, mois, jour):
            return _faute(m, "impossible")
        futur = sens == "futur" or (ctx.futur and sens is None)
        ref = ctx.ref + timedelta(days={"passe": -1, "futur": 1}.get(sens or "", 0))
        an = an_sous_entendu(mois, jour, ref, futur)
        if ctx.role == "bail" and sens is None:
            return _faute(m, "vague")
    if not jour_possible(an, mois, jour):
        return _faute(m, "impossible")
    trouve = date(an, mois, jour)
    js = groupes.get("js")
    if js and trouve.weekday() != JOURS.index(js):
        return _faute(m, "contradiction")
    if ctx.futur and not explicite and sens is None and (trouve - ctx.ref).days > _TROP_LOIN:
        return _faute(m, "passee")
    if explicite:
        sens = "passe" if trouve < ctx.ref else "futur" if trouve > ctx.ref else None
    return _jour(ctx, m, "absolu", trouve, sens)


def _quantieme_seul(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    groupes = m.groupdict()
    jour = int(m["jour"])
    js = JOURS.index(groupes["js"]) if groupes.get("js") else None
    modif = groupes.get("dumois")
    if not 1 <= jour <= 31:
        seul = m.start() == 0 and m.end() == len(m.string)
        return _faute(m, "impossible") if seul or js is not None else None
    if ctx.role == "bail" and not modif:
        return _faute(m, "vague", "quantieme")
    sens = _sens_du_modif(modif)
    if modif and "mois" in modif.split():
        mois = ctx.ref + relativedelta(months={"passe": -1, "futur": 1, None: 0}[sens])
        if not jour_possible(mois.year, mois.month, jour):
            return _faute(m, "impossible")
        trouve: date | None = mois.replace(day=jour)
        if trouve and js is not None and trouve.weekday() != js:
            trouve = None
    else:
        trouve = quantieme(jour, js, ctx.ref, sens == "futur" or (ctx.futur and sens is None))
    if trouve is None:
        return _faute(m, "contradiction")
    return _jour(ctx, m, "quantieme", trouve, sens)


def _jour_semaine(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    groupes = m.groupdict()
    jour = JOURS.index(m["js"])
    if groupes.get("flou"):
        return _faute(m, "vague", "semaine_jour")
    if groupes.get("en"):
        prochain = jour_de_semaine(jour, ctx.ref, futur=True)
        ajout = {"8": 7, "15": 14}[m["en"]]
        return _jour(ctx, m, "relatif", prochain + timedelta(days=ajout), "futur")
    sens = _sens_du_modif(groupes.get("modif"))
    if sens is None and jour == ctx.ref.weekday():
        return replace(_faute(m, "vague", "semaine_jour"), du=ctx.ref, au=ctx.ref)
    futur = sens == "futur" or (ctx.futur and sens is None)
    return _jour(ctx, m, "semaine_jour", jour_de_semaine(jour, ctx.ref, futur), sens)


_RELATIFS = {
    "avantavanthier": -3,
    "avanthier": -2,
    "hier": -1,
    "demain": 1,
    "apresdemain": 2,
    "apresapresdemain": 3,
}


def _relatif(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    ecart = _RELATIFS.get(m["mot"], 0)
    sens = "passe" if ecart < 0 else "futur" if ecart > 0 else None
    return _jour(ctx, m, "relatif", ctx.ref + timedelta(days=ecart), sens)


def _ecoule(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    groupes = m.groupdict()
    tete = groupes.get("tete") or ("dans" if ctx.futur else "ilya")
    sens = "futur" if tete in ("dans", "d ici", "sous") else "passe"
    nombre = 1 if m["n"] in ("un", "une") else int(m["n"])
    unite = m["unite"]
    signe = 1 if sens == "futur" else -1
    seul = groupes.get("tete") is None
    if seul and (nombre, unite) in _PERIODES_LEGALES and ctx.role != "bail":
        return _faute(m, "vague", "ecoule")
    flou = bool(groupes.get("flou") or groupes.get("n2") or groupes.get("demi")) or tete in ("d ici", "sous")
    if unite in ("heure", "minute"):
        jours = nombre // 24 if unite == "heure" else 0
        exact = unite == "minute" or nombre <= 6 or nombre % 24 == 0
        if not exact or flou:
            return replace(_faute(m, "vague", "ecoule"), sens=sens)
        return _jour(ctx, m, "ecoule", ctx.ref + timedelta(days=signe * jours), sens)
    if ctx.role == "bail" and unite in ("an", "mois"):
        return _entre(ctx, m, "periode", _age_du_bail(m, nombre, unite, ctx.ref), sens)
    if flou or groupes.get("seuil"):
        return replace(_faute(m, "vague", "ecoule"), sens=sens)
    total = duree(nombre, unite) + duree(int(groupes.get("jours") or 0), "jour")
    try:
        trouve = ctx.ref + total if signe > 0 else ctx.ref - total
    except (ValueError, OverflowError):
        return _faute(m, "trop_ancienne", "ecoule")
    return _jour(ctx, m, "ecoule", trouve, sens)


def _age_du_bail(m: re.Match[str], nombre: int, unite: str, ref: date) -> Paire:
    """Days that "depuis N ans" can mean: rounded up by half a unit, or N full units and more."""
    par_unite = 12 if unite == "an" else 1
    mois = nombre * par_unite
    groupes = m.groupdict()
    if groupes.get("seuil"):
        limite = ref - relativedelta(months=mois)
        return (date(1900, 1, 1), limite) if groupes["seuil"].startswith("plus") else (limite, ref)
    marge = mois // 4 if groupes.get("flou") else 0
    tot = int(groupes["n2"]) * par_unite if groupes.get("n2") else mois
    return (
        ref - relativedelta(months=max(tot, mois) + par_unite + marge),
        ref - relativedelta(months=mois - marge) + relativedelta(days=15 * par_unite),
    )


def _quantite_vague(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    dizaines = {"dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30}
    nombre = dizaines.get(m.groupdict().get("dizaine") or "")
    if ctx.role == "bail" and nombre and m["unite"] == "an":
        limites = (ctx.ref - duree(nombre * 13 // 10, "an"), ctx.ref - duree(nombre * 8 // 10, "an"))
        return _entre(ctx, m, "periode", limites, "passe")
    return _faute(m, "vague", "vague")


def _mois_nomme(m: re.Match[str], ctx: Contexte) -> tuple[int, int] | None:
    """Year and month of "mars", "mars 2025", "mars dernier" or of "mois", "mois dernier"."""
    groupes = m.groupdict()
    modif = groupes.get("modif")
    sens = _sens_du_modif(modif)
    ref = ctx.ref
    if not groupes.get("mois"):
        base = ref + relativedelta(months={"passe": -1, "futur": 1, None: 0}[sens])
        return base.year, base.month
    mois = MOIS.index(m["mois"]) + 1
    an = _annee_ecrite(groupes.get("an"))
    if an is not None and not 1900 <= an <= 2099:
        return None
    an = an or _an_du_modif(modif, ref)
    if an is None and sens == "passe":
        an = ref.year if mois < ref.month else ref.year - 1
    elif an is None and sens == "futur":
        an = ref.year if mois > ref.month else ref.year + 1
    elif an is None and ctx.futur:
        an = ref.year if mois >= ref.month else ref.year + 1
    elif an is None:
        an = ref.year if mois <= ref.month else ref.year - 1
    return an, mois


def _sans_an(m: re.Match[str], ctx: Contexte) -> bool:
    """A lease's month told without its year says nothing."""
    groupes = m.groupdict()
    return ctx.role == "bail" and bool(groupes.get("mois")) and not (groupes.get("an") or groupes.get("modif"))


def _mois_periode(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    if _sans_an(m, ctx):
        return _faute(m, "vague", "periode")
    lu = _mois_nomme(m, ctx)
    if lu is None:
        return _faute(m, "impossible", "periode")
    an, mois = lu
    groupes = m.groupdict()
    partie = {"milieu": "mi", "premiers jour": "debut", "dernier jour": "fin"}.get(
        groupes.get("partie") or "", groupes.get("partie")
    )
    paire = partie_de_mois(an, mois, partie)
    explicite = bool(groupes.get("an") or groupes.get("modif"))
    if not explicite and ctx.futur and paire[1] < ctx.ref:
        suivant = ctx.ref + (duree(1, "an") if groupes.get("mois") else duree(1, "mois"))
        paire = partie_de_mois(suivant.year, mois if groupes.get("mois") else suivant.month, partie)
    elif not explicite and not ctx.futur and paire[0] > ctx.ref:
        avant = ctx.ref - (duree(1, "an") if groupes.get("mois") else duree(1, "mois"))
        paire = partie_de_mois(avant.year, mois if groupes.get("mois") else avant.month, partie)
    return _entre(ctx, m, "periode", paire, _sens_du_modif(groupes.get("modif")))


def _mois_ou_precedent(m: re.Match[str], ctx: Contexte) -> tuple[int, int] | None:
    if _sans_an(m, ctx):
        return None
    return _mois_nomme(m, ctx)


def _semaine_de_mois(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    lu = _mois_ou_precedent(m, ctx)
    if lu is None:
        return _faute(m, "vague", "periode")
    debut, fin = mois_entier(*lu)
    rang = {"premiere": 0, "deuxieme": 1, "troisieme": 2, "quatrieme": 3}.get(m["rang"])
    longueur = 15 if m["quoi"] == "quinzaine" else 7
    if longueur == 15:
        paire = (debut, debut.replace(day=15)) if rang == 0 else (debut.replace(day=16), fin)
    elif rang is None:
        paire = (fin - timedelta(days=6), fin)
    else:
        premier = debut + timedelta(days=7 * rang)
        paire = (premier, premier + timedelta(days=6))
    return _entre(ctx, m, "periode", paire)


def _rang_de_jour(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    lu = _mois_ou_precedent(m, ctx)
    if lu is None:
        return _faute(m, "vague")
    debut, fin = mois_entier(*lu)
    js = JOURS.index(m["js"])
    if m["rang"] == "dernier":
        return _jour(ctx, m, "absolu", fin - timedelta(days=(fin.weekday() - js) % 7))
    rang = {"premier": 0, "1": 0, "deuxieme": 1, "2": 1, "troisieme": 2, "3": 2}[m["rang"]]
    return _jour(ctx, m, "absolu", debut + timedelta(days=(js - debut.weekday()) % 7 + 7 * rang))


def _semaine_relative(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    sens = _sens_du_modif(m.groupdict().get("modif"))
    lundi, dimanche = semaine(ctx.ref + timedelta(days={"passe": -7, "futur": 7, None: 0}[sens]))
    partie = m.groupdict().get("partie")
    if partie == "debut":
        dimanche = lundi + timedelta(days=2)
    elif partie == "fin":
        lundi = lundi + timedelta(days=3)
    elif partie:
        lundi, dimanche = lundi + timedelta(days=1), lundi + timedelta(days=3)
    return _entre(ctx, m, "periode", (lundi, dimanche), sens)


def _weekend(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    sens = _sens_du_modif(m.groupdict().get("modif"))
    samedi = semaine(ctx.ref)[1] - timedelta(days=1)
    if sens == "futur" or (sens is None and ctx.futur):
        if sens == "futur" and ctx.ref >= samedi:
            samedi += timedelta(days=7)
    elif samedi > ctx.ref or sens == "passe":
        samedi -= timedelta(days=7)
    return _entre(ctx, m, "periode", (samedi, samedi + timedelta(days=1)), sens)


def _annee(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    groupes = m.groupdict()
    partie = groupes.get("partie")
    return _entre(
        ctx, m, "periode", partie_d_an(int(m["an"]), "mi" if partie == "milieu" else partie)
    )


def _annee_relative(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    sens = _sens_du_modif(m.groupdict().get("modif"))
    an = ctx.ref.year + {"passe": -1, "futur": 1, None: 0}[sens]
    return _entre(ctx, m, "periode", partie_d_an(an, m.groupdict().get("partie")), sens)


def _decennie(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    brut = int(m["dix"])
    debut = brut if brut >= 1900 else 1900 + brut if brut >= 30 else 2000 + brut
    return _entre(ctx, m, "periode", (date(debut, 1, 1), date(debut + 9, 12, 31)), "passe")


def _saison(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    premier, dernier = {"printemps": (3, 6), "ete": (6, 9), "automne": (9, 12), "hiver": (1, 12)}[
        m["saison"]
    ]
    an = _annee_ecrite(m.groupdict().get("an"))
    if an is None:
        sens = _sens_du_modif(m.groupdict().get("modif"))
        an = ctx.ref.year - (1 if sens == "passe" and dernier >= ctx.ref.month else 0)
    if not 1900 <= an <= 2099:
        return _faute(m, "vague", "vague")
    fin = mois_entier(an + 1, 3)[1] if m["saison"] == "hiver" else mois_entier(an, dernier)[1]
    return _entre(ctx, m, "periode", (date(an, premier, 1), fin))


def _fete(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    fete = lexique().fetes[m["fete"]]
    groupes = m.groupdict()
    if groupes.get("flou"):
        return _faute(m, "vague", "vague")
    an = _annee_ecrite(groupes.get("an")) or _an_du_modif(groupes.get("modif"), ctx.ref)
    sens = _sens_du_modif(groupes.get("modif"))
    if an is not None:
        if not 1900 <= an <= 2099:
            return _faute(m, "impossible")
        return _jour(ctx, m, "absolu", jour_de_fete(fete, an))
    if ctx.role == "bail" and sens is None:
        return _faute(m, "vague")
    futur = sens == "futur" or (ctx.futur and sens is None)
    return _jour(ctx, m, "absolu", fete_proche(fete, ctx.ref, futur), sens)


def _plage(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    """ "entre le 10 et le 12 octobre": the first day takes the month of the second."""
    premier, dernier = int(m["a"]), int(m["jour"])
    if m.groupdict().get("mois"):
        fin = _jour_et_mois(m, ctx)
    else:
        fin = _quantieme_seul(m, ctx)
    if fin is None or fin.au is None:
        return fin
    debut = fin.au.replace(day=premier) if premier <= dernier else None
    if premier > dernier:
        avant = fin.au - duree(1, "mois")
        debut = avant.replace(day=premier) if jour_possible(avant.year, avant.month, premier) else None
    if debut is None or premier < 1:
        return _faute(m, "impossible")
    return replace(fin, genre="periode", du=debut)


def _plage_de_jours(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    """ "entre lundi et mercredi de la semaine dernière"."""
    modif = m.groupdict().get("modif")
    sens = _sens_du_modif(modif)
    a, b = JOURS.index(m["a"]), JOURS.index(m["js"])
    if modif:
        lundi = semaine(ctx.ref)[0] + timedelta(days={"passe": -7, "futur": 7, None: 0}[sens])
        fin = lundi + timedelta(days=b)
    else:
        fin = jour_de_semaine(b, ctx.ref, ctx.futur)
    return _entre(ctx, m, "periode", (fin - timedelta(days=(b - a) % 7), fin), sens)


def _ou(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    return _faute(m, "plusieurs")


def _annees_ou(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    a, b = sorted((int(m["a"]), int(m["b"])))
    return _entre(ctx, m, "periode", (date(a, 1, 1), date(b, 12, 31)))


def _date_fausse(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    return _faute(m, "impossible")


@lru_cache(maxsize=1)
def _regles() -> tuple[tuple[re.Pattern[str], Regle], ...]:
    fetes = alternatives(lexique().fetes)
    quoi_flou = lexique().quantites_vagues
    det = r"(?:(?:le|du|au|ce|l|depuis le|des le) )?"
    pas_date = r"(?! (?:jour|semaine|mois|an|heure|minute|xsomme|xnombre|xnum|xvoie|xlogement|\d|/|- ?\d|: ?\d|pour|fois|ou \d|et demi)(?!\S))"
    brut: tuple[tuple[str, Regle], ...] = (
        (
            rf"(?:en )?(?:l )?an (?:de grace )?(?P<an>\d{{4}})(?: [,;:.])?(?: et)?(?: [,;:.])?"
            rf"(?: le)?(?: :)?(?: {_J})? (?P<jour>\d{{1,2}}) (?:du mois )?(?:de |d )?{_M}",
            _jour_et_mois,
        ),
        (
            rf"(?:{_J} (?:, )?)?{det}(?P<jour>\d{{1,2}}) (?:du mois )?(?:de |d )?{_M}{_AN}{_MODIF}",
            _jour_et_mois,
        ),
        (rf"(?:en |au mois de |au mois d )?{_M} ,? ?le (?P<jour>\d{{1,2}})(?! {_M.replace('?P<mois>', '?:')})", _jour_et_mois),
        (r"datefausse", _date_fausse),
        (
            rf"(?:{_J} (?:, )?)?(?:le|celui du|depuis le|(?:(?<=date )|(?<=datee )|(?<=recu )|(?<=acte )|(?<=courrier )|(?<=lettre )|(?<=papier )|"
            rf"(?<=audience )|(?<=commandement )|(?<=assignation )|(?<=jugement )|(?<=est )|(?<!\S\s)(?<!\S))du|(?:(?<=jusqu )|(?<=renvoye )|(?<=renvoyee )|(?<=reporte )|(?<=reportee )|(?<=fixe )|(?<=fixee )|(?<=repousse )|(?<=repoussee )|(?<=decale )|(?<=decalee ))au)"
            rf" (?P<jour>\d{{1,2}})(?: (?:, )?(?P<dumois>(?:du|de ce|de) mois(?: (?:{_DERN}|{_PROCH}|courant|en cours|ci|la))?|courant|dernier|prochain))?{pas_date}",
            _quantieme_seul,
        ),
        (rf"{_J} (?P<jour>\d{{1,2}})(?: (?P<dumois>(?:du|de ce) mois(?: (?:{_DERN}|{_PROCH}|courant|en cours|ci))?|dernier|prochain))?{pas_date}", _quantieme_seul),
        (rf"(?:le |ce |l )?{_J}{_MOMENT}(?: (?P<modif>dernier|passe|prochain|qui vient|qui arrive))?{_MOMENT}", _jour_semaine),
        (rf"(?:le )?{_J} (?P<flou>d avant|precedent|suivant|d apres|en question)", _jour_semaine),
        (rf"(?P<flou>un|l autre|certain) {_J}{_MOMENT}", _jour_semaine),
        (rf"(?:le )?{_J} en (?P<en>8|15)", _jour_semaine),
        (rf"(?P<mot>{'|'.join(_RELATIFS)}){_MOMENT}", _relatif),
        (
            r"(?P<mot>aujourdhui|ce matin|ce midi|ce soir|cet apres midi|cette apres midi|tout a l heure|a l instant|il vient de passer|vient de passer|dans la matinee|dans la journee)"
            rf"{_MOMENT}",
            _relatif,
        ),
        (
            rf"(?P<tete>ilya|depuis|dans|d ici|sous)(?: (?:{_NUANCES}))?(?: (?P<flou>{_FLOUS}))?(?: (?P<seuil>plus de|plus d|moins de|moins d))?(?: (?:{_NUANCES}))?"
            rf" {_NU}(?:(?: a| ou| -| /)?(?: une)? (?P<n2>\d{{1,2}}))? (?:(?:bonne|bon|petit|petite|grosse|gros) )?{_UNITE}(?: et (?:(?P<demi>demi|demie|quelque\S*)|(?P<jours>\d{{1,2}}) jour))?",
            _ecoule,
        ),
        (
            rf"(?P<tete>ilya|depuis|dans)(?: (?:{_NUANCES}))? {_NU} (?P<flou>bonne|bon|petit|petite|grosse|gros) {_UNITE}",
            _ecoule,
        ),
        (
            rf"(?:(?:^|(?<=^ ))(?:(?:{_REMPLISSAGE}) ){{0,5}}?)(?:(?P<flou>environ|a peu pres|presque|bien|pres de) )?(?:(?P<seuil>plus de|plus d|moins de|moins d) )?{_NU}(?:(?: a| ou| -| /)? (?P<n2>\d{{1,2}}))? {_UNITE}(?: et (?:(?P<demi>demi|demie)|(?P<jours>\d{{1,2}}) jour))?"
            rf"(?= ?(?:(?:(?:{_REMPLISSAGE}) ?){{0,4}})$)",
            _ecoule,
        ),
        (rf"(?:(?:ilya|depuis|dans|d ici) )?(?:{quoi_flou}) {_UNITE}", _quantite_vague),
        (
            rf"(?:(?:ilya|depuis|dans|d ici) )?(?:(?:environ|bien|plus d|pres d) )?(?:une )?(?P<dizaine>dizaine|quinzaine|vingtaine|trentaine|huitaine) (?:de |d ){_UNITE}",
            _quantite_vague,
        ),
        (rf"(?:(?:en|depuis|au|le|du|de|d|vers|courant|dans le) )?(?:(?:mois de|mois d|courant de|courant) )?{_M}{_AN}{_MODIF}", _mois_periode),
        (
            rf"(?:(?:a la|au|a|le|la|en|vers|depuis|les) )?(?P<partie>debut|mi|milieu|fin|premiers jour|dernier jour)(?: (?:de|du|d))?(?: (?:mois de|mois d|mois))? {_M}{_AN}{_MODIF}",
            _mois_periode,
        ),
        (
            rf"(?:(?:a la|au|a|le|la|en|vers|depuis|les) )?(?P<partie>debut|mi|milieu|fin|premiers jour|dernier jour)(?: (?:de|du|de ce|d))? mois(?: (?P<modif>{_DERN}|{_PROCH}|ci|la))?",
            _mois_periode,
        ),
        (rf"(?:le |au |du |en )?mois (?P<modif>{_DERN}|{_PROCH})", _mois_periode),
        (r"(?:de |dans )?ce mois(?: ci)?", _mois_periode),
        (
            rf"(?:(?:la|dans la|pendant la|de la) )?(?P<rang>premiere|deuxieme|troisieme|quatrieme|dernier) (?P<quoi>semaine|quinzaine) (?:de |d |du mois de |du mois d ){_M}{_AN}{_MODIF}",
            _semaine_de_mois,
        ),
        (
            rf"(?:(?:la|dans la|pendant la|de la) )?(?P<rang>premiere|deuxieme|troisieme|quatrieme|dernier) (?P<quoi>semaine|quinzaine) (?:du |de ce )mois(?: (?P<modif>{_DERN}|{_PROCH}))?",
            _semaine_de_mois,
        ),
        (rf"(?:le )?(?P<rang>premier|1|deuxieme|2|troisieme|3|dernier) {_J} (?:de |d |du mois de ){_M}{_AN}{_MODIF}", _rang_de_jour),
        (rf"(?:le )?(?P<rang>premier|1|deuxieme|2|troisieme|3|dernier) {_J} du mois(?: (?P<modif>{_DERN}|{_PROCH}))?", _rang_de_jour),
        (
            rf"(?:(?:a la|au|en|le|a|vers|depuis|la) )?(?:(?P<partie>debut|milieu|mi|fin) (?:de )?)?(?:la )?semaine (?P<modif>{_DERN}|{_PROCH})",
            _semaine_relative,
        ),
        (r"(?:(?:au|en|a la|vers) )?(?:(?P<partie>debut|milieu|mi|fin) de )?cette semaine", _semaine_relative),
        (r"(?:(?:au|en|a la|vers) )(?P<partie>debut|milieu|fin) de (?:la )?semaine", _semaine_relative),
        (rf"(?:(?:le|ce|du|au|pendant le|dans le) )?weekend(?: (?P<modif>{_DERN}|{_PROCH}))?", _weekend),
        (r"(?:(?:(?:a la|en|au|courant|depuis|vers|la|de|a) )?(?P<partie>debut|mi|milieu|fin|courant) (?:de )?(?:l )?(?:an )?)(?P<an>(?:19|20)\d\d)", _annee),
        (r"(?:(?:en|depuis|l an|de|vers|an|courant) )?(?P<an>(?:19|20)\d\d)", _annee),
        (r"(?P<a>(?:19|20)\d\d) (?:ou|et|-|/)(?: en)? (?P<b>(?:19|20)\d\d)", _annees_ou),
        (rf"(?:(?:a la|au|en|depuis) )?(?:(?P<partie>debut|fin) de )?l an (?P<modif>{_DERN}|{_PROCH})", _annee_relative),
        (r"(?:de )?cet an", _annee_relative),
        (r"(?:dans |depuis )?les an (?P<dix>\d0|(?:19|20)\d0)", _decennie),
        (r"(?:(?:l|en|a l|au|le|depuis l|pendant l|dans l|de l|cet|d) )?(?P<saison>printemps|ete|automne|hiver)(?: (?:de |de l an )?(?:(?P<an>(?:19|20)\d\d)|(?P<modif>dernier|passe|prochain)))", _saison),
        (
            rf"(?:(?P<flou>(?:vacance\S*|fetes?|conges?|pont|week end|periode|autour|semaine) (?:de |du |d )(?:la |l )?|les fetes de )|(?:(?:le|la|l|a|au|pour|de|du|jour|le jour de|jour de|le soir de|pour le|pour la|a la|de la|pour l|a l|le jour de la|le jour de l|depuis) ))?"
            rf"(?P<fete>{fetes}){_AN}{_MODIF}",
            _fete,
        ),
        (
            rf"(?:entre|du|de)(?: le)?(?: {_J_MUET})? (?P<a>\d{{1,2}}) (?:et|au|a|-)(?: le)?(?: {_J_MUET})? (?P<jour>\d{{1,2}}) (?:de |d )?{_M}{_AN}{_MODIF}",
            _plage,
        ),
        (
            rf"(?:entre|du)(?: le)?(?: {_J_MUET})? (?P<a>\d{{1,2}}) (?:et|au)(?: le)?(?: {_J_MUET})? (?P<jour>\d{{1,2}})(?: (?P<dumois>(?:du|de ce) mois(?: (?:{_DERN}|{_PROCH}|ci))?))?{pas_date}",
            _plage,
        ),
        (
            rf"(?:entre|de|du) (?P<a>{'|'.join(JOURS)}) (?:et|a|au) {_J}(?: (?:de )?(?:la |cette )?semaine(?: (?P<modif>{_DERN}|{_PROCH}))?| (?P<modif2>dernier|passe))?",
            _plage_de_jours,
        ),
        (
            rf"(?:le |du )?(?:{_J_MUET} )?(?P<a>\d{{1,2}}) (?:ou|-|/|et)(?: bien)? (?P<jour>\d{{1,2}}) (?:de |d )?{_M}{_AN}",
            _ou,
        ),
        (rf"(?:le |du )(?P<a>\d{{1,2}}) (?:ou|-|/)(?: bien)? (?P<jour>\d{{1,2}}){pas_date}", _ou),
    )
    return tuple((re.compile(rf"(?<!\S)(?:{motif})(?!\S)"), regle) for motif, regle in brut)


def candidats(ligne: str, ctx: Contexte) -> list[Candidat]:
    """Phrases of a normalised line that name days, in reading order, without overlap."""
    trouves: list[Candidat] = []
    for motif, regle in _regles():
        for m in motif.finditer(ligne):
            if m.end() > m.start():
                candidat = regle(m, ctx)
                if candidat is not None:
                    trouves.append(candidat)
    pris = bytearray(len(ligne))
    retenus: list[Candidat] = []
    for candidat in sorted(trouves, key=lambda c: (c.debut - c.fin, c.debut)):
        if not any(pris[candidat.debut : candidat.fin]):
            pris[candidat.debut : candidat.fin] = b"\x01" * (candidat.fin - candidat.debut)
            retenus.append(candidat)
    return sorted(retenus, key=lambda c: c.debut)
