"""What phrases that name a span of days say: "fin octobre", "la semaine dernière", "2019"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from guide.dates.calculs import (
    duree,
    jour_de_semaine,
    jour_possible,
    mois_entier,
    partie_d_an,
    partie_de_mois,
    semaine,
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
from guide.dates.lectures_jours import jour_et_mois, quantieme_seul
from guide.dates.lexique import JOURS, MOIS


def _mois_nomme(m: re.Match[str], ctx: Contexte) -> tuple[int, int] | None:
    """Year and month of "mars", "mars 2025", "mars dernier" or of "mois", "mois dernier"."""
    groupes = m.groupdict()
    modif = groupes.get("modif")
    sens = sens_du_modif(modif)
    ref = ctx.ref
    if not groupes.get("mois"):
        base = ref + relativedelta(months={"passe": -1, "futur": 1, None: 0}[sens])
        return base.year, base.month
    mois = MOIS.index(m["mois"]) + 1
    an = annee_ecrite(groupes.get("an"))
    if an is not None and not 1900 <= an <= 2099:
        return None
    an = an or an_du_modif(modif, ref)
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
    return (
        ctx.role == "bail"
        and bool(groupes.get("mois"))
        and not (groupes.get("an") or groupes.get("modif"))
    )


def partie_du_mois(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    if _sans_an(m, ctx):
        return faute(m, "vague", "periode")
    lu = _mois_nomme(m, ctx)
    if lu is None:
        return faute(m, "impossible", "periode")
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
    return periode_lue(m, "periode", paire, sens_du_modif(groupes.get("modif")))


def _mois_ou_precedent(m: re.Match[str], ctx: Contexte) -> tuple[int, int] | None:
    if _sans_an(m, ctx):
        return None
    return _mois_nomme(m, ctx)


def semaine_du_mois(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    lu = _mois_ou_precedent(m, ctx)
    if lu is None:
        return faute(m, "vague", "periode")
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
    return periode_lue(m, "periode", paire)


def rang_de_jour(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    lu = _mois_ou_precedent(m, ctx)
    if lu is None:
        return faute(m, "vague")
    debut, fin = mois_entier(*lu)
    js = JOURS.index(m["js"])
    if m["rang"] == "dernier":
        return un_jour(m, "absolu", fin - timedelta(days=(fin.weekday() - js) % 7))
    rang = {"premier": 0, "1": 0, "deuxieme": 1, "2": 1, "troisieme": 2, "3": 2}[m["rang"]]
    return un_jour(m, "absolu", debut + timedelta(days=(js - debut.weekday()) % 7 + 7 * rang))


def semaine_relative(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    sens = sens_du_modif(m.groupdict().get("modif"))
    lundi, dimanche = semaine(ctx.ref + timedelta(days={"passe": -7, "futur": 7, None: 0}[sens]))
    partie = m.groupdict().get("partie")
    if partie == "debut":
        dimanche = lundi + timedelta(days=2)
    elif partie == "fin":
        lundi = lundi + timedelta(days=3)
    elif partie:
        lundi, dimanche = lundi + timedelta(days=1), lundi + timedelta(days=3)
    return periode_lue(m, "periode", (lundi, dimanche), sens)


def weekend(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    sens = sens_du_modif(m.groupdict().get("modif"))
    samedi = semaine(ctx.ref)[1] - timedelta(days=1)
    if sens == "futur" or (sens is None and ctx.futur):
        if sens == "futur" and ctx.ref >= samedi:
            samedi += timedelta(days=7)
    elif samedi > ctx.ref or sens == "passe":
        samedi -= timedelta(days=7)
    return periode_lue(m, "periode", (samedi, samedi + timedelta(days=1)), sens)


def annee(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    groupes = m.groupdict()
    partie = groupes.get("partie")
    return periode_lue(
        m, "periode", partie_d_an(int(m["an"]), "mi" if partie == "milieu" else partie)
    )


def annee_relative(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    sens = sens_du_modif(m.groupdict().get("modif"))
    an = ctx.ref.year + {"passe": -1, "futur": 1, None: 0}[sens]
    return periode_lue(m, "periode", partie_d_an(an, m.groupdict().get("partie")), sens)


def decennie(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    brut = int(m["dix"])
    debut = brut if brut >= 1900 else 1900 + brut if brut >= 30 else 2000 + brut
    return periode_lue(m, "periode", (date(debut, 1, 1), date(debut + 9, 12, 31)), "passe")


def saison(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    premier, dernier = {"printemps": (3, 6), "ete": (6, 9), "automne": (9, 12), "hiver": (1, 12)}[
        m["saison"]
    ]
    an = annee_ecrite(m.groupdict().get("an"))
    if an is None:
        sens = sens_du_modif(m.groupdict().get("modif"))
        an = ctx.ref.year - (1 if sens == "passe" and dernier >= ctx.ref.month else 0)
    if not 1900 <= an <= 2099:
        return faute(m, "vague", "vague")
    fin = mois_entier(an + 1, 3)[1] if m["saison"] == "hiver" else mois_entier(an, dernier)[1]
    return periode_lue(m, "periode", (date(an, premier, 1), fin))


def plage(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    """ "entre le 10 et le 12 octobre": the first day takes the month of the second."""
    premier, dernier = int(m["a"]), int(m["jour"])
    if m.groupdict().get("mois"):
        fin = jour_et_mois(m, ctx)
    else:
        fin = quantieme_seul(m, ctx)
    if fin is None or fin.au is None:
        return fin
    debut = fin.au.replace(day=premier) if premier <= dernier else None
    if premier > dernier:
        avant = fin.au - duree(1, "mois")
        debut = (
            avant.replace(day=premier) if jour_possible(avant.year, avant.month, premier) else None
        )
    if debut is None or premier < 1:
        return faute(m, "impossible")
    return replace(fin, genre="periode", du=debut)


def plage_de_jours(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    """ "entre lundi et mercredi de la semaine dernière"."""
    modif = m.groupdict().get("modif")
    sens = sens_du_modif(modif)
    a, b = JOURS.index(m["a"]), JOURS.index(m["js"])
    if modif:
        lundi = semaine(ctx.ref)[0] + timedelta(days={"passe": -7, "futur": 7, None: 0}[sens])
        fin = lundi + timedelta(days=b)
    else:
        fin = jour_de_semaine(b, ctx.ref, ctx.futur)
    return periode_lue(m, "periode", (fin - timedelta(days=(b - a) % 7), fin), sens)


def annees_ou(m: re.Match[str], ctx: Contexte) -> Candidat | None:
    a, b = sorted((int(m["a"]), int(m["b"])))
    return periode_lue(m, "periode", (date(a, 1, 1), date(b, 12, 31)))
