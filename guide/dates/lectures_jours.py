"""What phrases that name one day say: "le 3 mars", "mardi dernier", "il y a 3 semaines"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from guide.dates.calculs import (
    Paire,
    an_sous_entendu,
    duree,
    fete_proche,
    jour_de_fete,
    jour_de_semaine,
    jour_possible,
    quantieme,
)
from guide.dates.candidat import (
    Candidat,
    Contexte,
    an_du_modif,
    annee_ecrite,
    faute,
    periode_lue,
    sens_du_modif,
    un_jour,
)
from guide.dates.lexique import JOURS, MOIS, lexique

RELATIFS = {
    "avantavanthier": -3,
    "avanthier": -2,
    "hier": -1,
    "demain": 1,
    "apresdemain": 2,
    "apresapresdemain": 3,
}
# A hearing told without year and nearly a year ahead is one that has just been.
_TROP_LOIN = 305


def jour_et_mois(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    groupes = m.groupdict()
    jour, mois = int(m["jour"]), MOIS.index(m["mois"]) + 1
    modif = groupes.get("modif")
    an = annee_ecrite(groupes.get("an"))
    explicite = an is not None
    if an is not None and not 1900 <= an <= 2099:
        return faute(m, "impossible")
    an = an or an_du_modif(modif, ctx.ref)
    sens = sens_du_modif(modif)
    if an is None:
        if not 1 <= jour <= 31 or not jour_possible(2024, mois, jour):
            return faute(m, "impossible")
        futur = sens == "futur" or (ctx.futur and sens is None)
        ref = ctx.ref + timedelta(days={"passe": -1, "futur": 1}.get(sens or "", 0))
        an = an_sous_entendu(mois, jour, ref, futur)
        if ctx.role == "bail" and sens is None:
            return faute(m, "vague")
    if not jour_possible(an, mois, jour):
        return faute(m, "impossible")
    trouve = date(an, mois, jour)
    js = groupes.get("js")
    if js and trouve.weekday() != JOURS.index(js):
        return faute(m, "contradiction")
    if ctx.futur and not explicite and sens is None and (trouve - ctx.ref).days > _TROP_LOIN:
        return faute(m, "passee")
    if explicite:
        sens = "passe" if trouve < ctx.ref else "futur" if trouve > ctx.ref else None
    return un_jour(m, "absolu", trouve, sens)


def quantieme_seul(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    groupes = m.groupdict()
    jour = int(m["jour"])
    js = JOURS.index(groupes["js"]) if groupes.get("js") else None
    modif = groupes.get("dumois")
    if not 1 <= jour <= 31:
        seul = m.start() == 0 and m.end() == len(m.string)
        return faute(m, "impossible") if seul or js is not None else None
    if ctx.role == "bail" and not modif:
        return faute(m, "vague", "quantieme")
    sens = sens_du_modif(modif)
    if modif and "mois" in modif.split():
        mois = ctx.ref + relativedelta(months={"passe": -1, "futur": 1, None: 0}[sens])
        if not jour_possible(mois.year, mois.month, jour):
            return faute(m, "impossible")
        trouve: date | None = mois.replace(day=jour)
        if trouve and js is not None and trouve.weekday() != js:
            trouve = None
    else:
        trouve = quantieme(jour, js, ctx.ref, sens == "futur" or (ctx.futur and sens is None))
    if trouve is None:
        return faute(m, "contradiction")
    return un_jour(m, "quantieme", trouve, sens)


def nom_de_jour(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    groupes = m.groupdict()
    jour = JOURS.index(m["js"])
    if groupes.get("flou"):
        return faute(m, "vague", "semaine_jour")
    if groupes.get("en"):
        prochain = jour_de_semaine(jour, ctx.ref, futur=True)
        ajout = {"8": 7, "15": 14}[m["en"]]
        return un_jour(m, "relatif", prochain + timedelta(days=ajout), "futur")
    sens = sens_du_modif(groupes.get("modif"))
    if sens is None and jour == ctx.ref.weekday():
        return replace(faute(m, "vague", "semaine_jour"), du=ctx.ref, au=ctx.ref)
    futur = sens == "futur" or (ctx.futur and sens is None)
    return un_jour(m, "semaine_jour", jour_de_semaine(jour, ctx.ref, futur), sens)


def relatif(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    ecart = RELATIFS.get(m["mot"], 0)
    sens = "passe" if ecart < 0 else "futur" if ecart > 0 else None
    return un_jour(m, "relatif", ctx.ref + timedelta(days=ecart), sens)


def ecoule(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    groupes = m.groupdict()
    tete = groupes.get("tete") or ("dans" if ctx.futur else "ilya")
    sens = "futur" if tete in ("dans", "d ici", "sous") else "passe"
    nombre = 1 if m["n"] in ("un", "une") else int(m["n"])
    unite = m["unite"]
    signe = 1 if sens == "futur" else -1
    seul = groupes.get("tete") is None
    if seul and (nombre, unite) in lexique().delais_ecrits and ctx.role != "bail":
        return faute(m, "vague", "ecoule")
    flou = bool(groupes.get("flou") or groupes.get("n2") or groupes.get("demi")) or tete in (
        "d ici",
        "sous",
    )
    if unite in ("heure", "minute"):
        jours = nombre // 24 if unite == "heure" else 0
        exact = unite == "minute" or nombre <= 6 or nombre % 24 == 0
        if not exact or flou:
            return replace(faute(m, "vague", "ecoule"), sens=sens)
        return un_jour(m, "ecoule", ctx.ref + timedelta(days=signe * jours), sens)
    if ctx.role == "bail" and unite in ("an", "mois"):
        return periode_lue(m, "periode", _age_du_bail(m, nombre, unite, ctx.ref), sens)
    if flou or groupes.get("seuil"):
        return replace(faute(m, "vague", "ecoule"), sens=sens)
    total = duree(nombre, unite) + duree(int(groupes.get("jours") or 0), "jour")
    try:
        trouve = ctx.ref + total if signe > 0 else ctx.ref - total
    except (ValueError, OverflowError):
        return faute(m, "trop_ancienne", "ecoule")
    return un_jour(m, "ecoule", trouve, sens)


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


def quantite_vague(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    dizaines = {"dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30}
    nombre = dizaines.get(m.groupdict().get("dizaine") or "")
    if ctx.role == "bail" and nombre and m["unite"] == "an":
        limites = (
            ctx.ref - duree(nombre * 13 // 10, "an"),
            ctx.ref - duree(nombre * 8 // 10, "an"),
        )
        return periode_lue(m, "periode", limites, "passe")
    return faute(m, "vague", "vague")


def fete(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    fete = lexique().fetes[m["fete"]]
    groupes = m.groupdict()
    if groupes.get("flou"):
        return faute(m, "vague", "vague")
    an = annee_ecrite(groupes.get("an")) or an_du_modif(groupes.get("modif"), ctx.ref)
    sens = sens_du_modif(groupes.get("modif"))
    if an is not None:
        if not 1900 <= an <= 2099:
            return faute(m, "impossible")
        return un_jour(m, "absolu", jour_de_fete(fete, an))
    if ctx.role == "bail" and sens is None:
        return faute(m, "vague")
    futur = sens == "futur" or (ctx.futur and sens is None)
    return un_jour(m, "absolu", fete_proche(fete, ctx.ref, futur), sens)


def un_ou_l_autre(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    return faute(m, "plusieurs")


def date_fausse(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    return faute(m, "impossible")
