"""Which of several dates answers: cue words of the clause, corrections, ties."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from guide.dates.calculs import duree, semaine
from guide.dates.candidat import Candidat, Contexte
from guide.dates.lexique import JOURS, MOIS, lexique

_PIVOT_CLAUSE = re.compile(
    r"(?:[.,;:!?()]|(?<!\S)(?:et|mais|puis|car|donc|alors|ensuite|apres que|parce que|sauf que)"
    r"(?!\S))"
)
_DETERMINANT = re.compile(r"^(?:le|la|du|au|ce|de|des|pour|en|depuis)(?!\S)")
_FINALES = ("le", "la", "du", "au", "de", "pour", "des")
_BOUCHE_TROU = re.compile(
    r"(?:(?<!\S)(?:[,()\-.]|soit|donc|le|la|de|c est a dire|matin|soir|midi|apres midi|"
    r"xheure|je crois|dans|en|c etait|c est|il me semble|vers|a|un|euh)(?!\S) ?)+"
)
_NIE = re.compile(
    r"(?<!\S)(?:pas|rien|jamais|et non|ni|au lieu)(?: (?:du|de|le|encore))?"
    r"(?: (?:recu|eu|passe|venu|signe|pour|le))?$"
    r"|(?<!\S)(?:est|etait|sera) plus$"
)
_VIENT_DE = re.compile(r"(?:vien|viens|vient|venons) ")
_OU = re.compile(
    r"^(?:, )?(?:ou|ou bien|ou alors|ou peut etre|soit)(?: (?:c est|c etait|peut etre|plutot))?$"
)
# "le vin octobre": an unread word stands where the day should be.
_JOUR_ILLISIBLE = re.compile(r"(?<!\S)le [a-z]+$")
_DECALAGE = re.compile(
    r"(?<!\S)(?:(?:(?P<n>\d{1,2}|un|une) (?P<unite>jour|semaine|mois) (?P<sens>avant|apres))"
    r"|(?:(?:la|le|l) )?(?P<mot>avant veille|veille|surlendemain|lendemain))"
    r"(?P<lien> (?:de|du|d|de la|de l|des))?$"
)
_ECARTS = {"veille": -1, "avant veille": -2, "lendemain": 1, "surlendemain": 2}
_BORNE = re.compile(r"(?<!\S)(?P<borne>avant|apres|d ici|d ici a)(?: (?:le|la|les|l|de|du))?$")
_SEMAINE_DU = re.compile(r"(?<!\S)(?P<quoi>semaine|weekend)(?: (?:de|du|d))?$")
_BORNES_RANGE = re.compile(r"(?:^|(?<=\s))(?:entre|de|du|depuis)(?: (?:le|la))?$")
_LIEN_RANGE = re.compile(r"^(?:et|a|au|jusqu|jusqu a|jusqu au|-)(?: (?:le|la))?$")
_LIMITE_DE_DEPART = re.compile(
    r"(?<!\S)(?:partir|parte|quitter|quitte|payer|libere|liberer|rendre|sortir|dehors|regler)(?!\S)"
)
# "reçu un papier le 5 et un autre le 9": the second is about the same thing.
_ENUMERE = re.compile(r"^(?:et|puis|et puis|aussi)(?: \S+){0,5}$")
_ECART_CORRECTION = 8
_PORTEE = 40
_TOLERANCE = 0.2


@dataclass(frozen=True)
class Note:
    """A candidate with what its words are about (``classe``) and how well it fits the role."""

    candidat: Candidat
    classe: str | None
    score: float


def _avant(ligne: str, liste: list[Candidat], i: int) -> str:
    debut = liste[i - 1].fin if i else 0
    return ligne[debut : liste[i].debut].strip()


def _apres(ligne: str, liste: list[Candidat], i: int) -> str:
    fin = liste[i + 1].debut if i + 1 < len(liste) else len(ligne)
    return ligne[liste[i].fin : fin].strip()


def _juste_avant(ligne: str, candidat: Candidat) -> str:
    """The few words before a phrase."""
    return ligne[max(0, candidat.debut - _PORTEE) : candidat.debut].strip()


def assemble(ligne: str, liste: list[Candidat], ctx: Contexte) -> list[Candidat]:
    """Join phrases with their neighbours: "la veille de", "avant", "vers", "entre … et …"."""
    liste = [_avec_ce_qui_precede(ligne, liste, i, ctx) for i in range(len(liste))]
    resultat: list[Candidat] = []
    for candidat in liste:
        precedent = resultat[-1] if resultat else None
        nie = precedent and _NIE.search(_juste_avant(ligne, precedent))
        joint = _joint(ligne, precedent, candidat, ctx) if precedent and not nie else None
        if joint:
            resultat[-1] = joint
        else:
            resultat.append(candidat)
    return resultat


def _avec_ce_qui_precede(ligne: str, liste: list[Candidat], i: int, ctx: Contexte) -> Candidat:
    candidat = liste[i]
    avant = _avant(ligne, liste, i)
    apres = _apres(ligne, liste, i)
    determinant = ligne[candidat.debut : candidat.fin].split(" ", 1)[0]
    if candidat.erreur or candidat.du is None or candidat.au is None:
        return candidat
    lexi = lexique()
    if trouve := _DECALAGE.search(avant):
        if (
            trouve["unite"] or trouve["lien"] or determinant in ("du", "de")
        ) and candidat.est_un_jour:
            jour = candidat.du + timedelta(days=_ECARTS.get(trouve["mot"] or "", 0))
            if trouve["unite"]:
                nombre = 1 if trouve["n"] in ("un", "une") else int(trouve["n"])
                pas = duree(nombre, trouve["unite"])
                jour = candidat.du - pas if trouve["sens"] == "avant" else candidat.du + pas
            return replace(
                candidat, debut=_position(ligne, candidat, avant, trouve), du=jour, au=jour
            )
        return candidat
    if (trouve := _SEMAINE_DU.search(avant)) and candidat.genre in ("absolu", "quantieme"):
        if trouve["quoi"] == "semaine" or determinant == "du":
            lundi, dimanche = semaine(candidat.du)
            debut = lundi if trouve["quoi"] == "semaine" else dimanche - timedelta(days=1)
            place = _position(ligne, candidat, avant, trouve)
            return replace(candidat, debut=place, genre="periode", du=debut, au=dimanche)
    if candidat.genre == "periode" and determinant in MOIS and _JOUR_ILLISIBLE.search(avant):
        return replace(candidat, erreur="vague")
    if trouve := _BORNE.search(avant):
        sens = "apres" if trouve["borne"] == "apres" else "avant"
        return replace(candidat, borne=sens)
    if candidat.genre != "periode" or ctx.role == "bail":
        if lexi.approximations_avant.search(avant) or lexi.approximations_apres.search(apres):
            if ctx.role == "bail" and candidat.genre == "periode":
                marge = duree(1, "an")
                return replace(candidat, du=candidat.du - marge, au=candidat.au + marge)
            return replace(candidat, erreur="vague")
    return candidat


def _position(ligne: str, candidat: Candidat, avant: str, trouve: re.Match[str]) -> int:
    place = ligne.rfind(trouve.group(), 0, candidat.debut)
    return place if place >= 0 else candidat.debut


def _joint(ligne: str, a: Candidat, b: Candidat, ctx: Contexte) -> Candidat | None:
    """One candidate for two neighbours that tell one thing, else ``None``."""
    entre = ligne[a.fin : b.debut].strip()
    tete = _juste_avant(ligne, a)
    premier_mot = ligne[a.debut : a.fin].split(" ", 1)[0]
    mot_b = ligne[b.debut : b.fin].split(" ", 1)[0]
    if _OU.match(entre) and not a.genre == b.genre == "periode":
        return replace(a, fin=b.fin, genre="absolu", erreur="plusieurs")
    if a.du and b.du and a.au and b.au and not (a.erreur or b.erreur):
        ouvre = bool(_BORNES_RANGE.search(tete)) or premier_mot in ("du", "de")
        ferme = bool(_LIEN_RANGE.match(entre)) or (not entre and mot_b in ("au",))
        if ouvre and ferme:
            if a.du <= b.au:
                return replace(a, fin=b.fin, genre="periode", du=a.du, au=b.au, sens=None)
            return replace(a, fin=b.fin, erreur="vague")
        proches = a.genre == b.genre == "periode" and entre in ("", "-", "ou", "/", "et", ",")
        if proches and a.du <= b.du and b.du <= a.au + timedelta(days=1):
            return replace(a, fin=b.fin, au=max(a.au, b.au), sens=a.sens or b.sens)
        if ctx.role == "bail" and a.genre == b.genre == "periode" and entre in ("ou", "-", "/"):
            return replace(a, fin=b.fin, du=min(a.du, b.du), au=max(a.au, b.au))
    if _BOUCHE_TROU.fullmatch(entre) or not entre:
        return _appose(ligne, a, b, ctx)
    return None


def _appose(ligne: str, a: Candidat, b: Candidat, ctx: Contexte) -> Candidat | None:
    """Two phrases side by side: they must agree, and the more precise one stays."""
    for large, fin in ((a, b), (b, a)):
        if large.genre != "periode" or not large.du or not large.au or large.erreur:
            continue
        if fin.genre == "semaine_jour" and (large.au - large.du).days <= 6:
            js = _numero_du_jour(ligne, fin)
            jour = semaine(large.du)[0] + timedelta(days=js)
            return _fusion(a, b, jour, large.sens)
        if (
            fin.genre == "quantieme"
            and not fin.erreur
            and fin.du
            and (large.au - large.du).days >= 27
        ):
            if fin.du.day <= large.au.day:
                return _fusion(a, b, large.du.replace(day=fin.du.day), large.sens)
            return replace(a, fin=b.fin, erreur="impossible")
        if fin.est_un_jour and fin.du and large.du <= fin.du <= large.au:
            return _fusion(a, b, fin.du, fin.sens)
    if a.est_un_jour and b.est_un_jour and a.du and b.du:
        if a.du == b.du:
            sans_faute = a if not a.erreur else b
            return _fusion(a, b, a.du, a.sens or b.sens) if not sans_faute.erreur else None
        for approche, precis in ((a, b), (b, a)):
            if approche.genre == "ecoule" and precis.genre == "absolu" and not precis.erreur:
                total = abs((ctx.ref - (approche.du or ctx.ref)).days)
                ecart = abs(((approche.du or ctx.ref) - (precis.du or ctx.ref)).days)
                if ecart <= max(2, total * _TOLERANCE):
                    return _fusion(a, b, precis.du or ctx.ref, precis.sens)
        if "relatif" in (a.genre, b.genre):
            return replace(a, fin=b.fin, erreur="contradiction")
    for nom, precis in ((a, b), (b, a)):
        if nom.genre == "semaine_jour" and precis.genre in ("absolu", "quantieme") and precis.du:
            # "mardi dernier, le 3": both must be the same day; "mardi, le 3": the weekday only.
            accord = precis.du.weekday() == _numero_du_jour(ligne, nom) and nom.sens is None
            if accord and not precis.erreur:
                return _fusion(a, b, precis.du, precis.sens)
            return replace(a, fin=b.fin, erreur=precis.erreur or "contradiction")
    return None


def _numero_du_jour(ligne: str, candidat: Candidat) -> int:
    mots = ligne[candidat.debut : candidat.fin].split()
    return next(JOURS.index(m) for m in mots if m in JOURS)


def _fusion(a: Candidat, b: Candidat, jour: date, sens: str | None) -> Candidat:
    return Candidat(a.debut, b.fin, "absolu", jour, jour, None, sens)


def _indice_le_plus_proche(
    region: str, depuis_la_fin: bool, sens: str | None
) -> tuple[str, float] | None:
    """Class of the nearest cue in a stretch of words; a strong cue decides before a weak one."""
    meilleurs: list[tuple[int, int, int, str]] = []
    for classe, forces in lexique().indices.items():
        for rang, force in enumerate(("forts", "faibles")):
            motif = forces.get(force)
            if motif is None:
                continue
            for m in motif.finditer(region):
                dernier = m.group().rsplit(" ", 1)[-1]
                if dernier in _FINALES and not (
                    depuis_la_fin and region[m.end() :].strip() in ("", *_FINALES)
                ):
                    continue
                distance = len(region) - m.end() if depuis_la_fin else m.start()
                meilleurs.append((rang, distance, -len(m.group()), classe))
    if not meilleurs:
        return None
    contraires = _CONTRAIRES.get(sens or "", ())
    compatibles = [x for x in meilleurs if x[3] not in contraires] or meilleurs
    rang, _, _, classe = min(compatibles)
    return classe, 3.0 - rang * 0.3


def classe_de(ligne: str, liste: list[Candidat], i: int) -> tuple[str | None, float]:
    """What a date is about, and how sure: its own clause first, then the words around."""
    candidat = liste[i]
    if _VIENT_DE.match(ligne, candidat.debut):
        return "recu", 3.0
    avant, apres = _avant(ligne, liste, i), _apres(ligne, liste, i)
    determinant = _DETERMINANT.match(ligne[candidat.debut : candidat.fin])
    clause_avant = _PIVOT_CLAUSE.split(avant)[-1].strip()
    clause_apres = _PIVOT_CLAUSE.split(apres)[0].strip()
    if determinant:
        avant = f"{avant} {determinant.group()}".strip()
        clause_avant = f"{clause_avant} {determinant.group()}".strip()
    # What follows belongs to this date unless the clause runs on into the next date.
    apposition = lexique().appositions.match(apres)
    regions = (
        (_PIVOT_CLAUSE.split(apposition["suite"])[0].strip() if apposition else "", False, 0.0),
        (clause_avant, True, 0.0),
        (clause_apres, False, 0.1),
        (avant, True, 0.8),
        (apres if i + 1 == len(liste) else "", False, 1.2),
    )
    for region, depuis_la_fin, perte in regions:
        if region and (trouve := _indice_le_plus_proche(region, depuis_la_fin, candidat.sens)):
            return trouve[0], trouve[1] - perte
    return None, 1.0


def _corrige(ligne: str, notes: list[Note], liste: list[Candidat]) -> list[Note]:
    """Drop what is denied ("pas le 3") and what a correction replaces ("non, le 13")."""
    gardes: list[Note] = []
    nies: list[Note] = []
    for i, note in enumerate(notes):
        avant = _avant(ligne, liste, i)
        if _NIE.search(avant):
            nies.append(note)
            continue
        rectifie = lexique().corrections.search(avant) and len(avant.split()) <= _ECART_CORRECTION
        reporte = lexique().reports.search(avant)
        memes = gardes and (
            note.classe is None or gardes[-1].classe is None or gardes[-1].classe == note.classe
        )
        if gardes and (rectifie or reporte) and (memes or reporte):
            ancien = gardes.pop()
            note = replace(
                note,
                classe=note.classe or ancien.classe,
                score=max(note.score, ancien.score),
                candidat=_meme_mois(note.candidat, ancien.candidat),
            )
        gardes.append(note)
    if nies and gardes:
        gardes = [
            replace(g, candidat=_meme_mois(g.candidat, nies[0].candidat))
            if g.candidat.debut > nies[0].candidat.debut
            else g
            for g in gardes
        ]
    return gardes


def _meme_mois(nouveau: Candidat, ancien: Candidat) -> Candidat:
    """ "pas le 3 octobre, le 4": the bare day takes the month that was told before."""
    if nouveau.genre != "quantieme" or ancien.genre != "absolu" or not (nouveau.du and ancien.du):
        return nouveau
    try:
        jour = ancien.du.replace(day=nouveau.du.day)
    except ValueError:
        return replace(nouveau, erreur="impossible")
    return replace(nouveau, du=jour, au=jour, sens=ancien.sens)


# What each class of words is worth for a role: a date printed on a letter is worth less than its
# receipt, a hearing more than another day to come.
_POIDS: dict[str, dict[str, float]] = {
    "recu": {"recu": 1.0, "date_ecrite": 0.7, "emission": 0.45},
    "a_venir": {"audience": 1.0, "echeance": 0.9},
    "bail": {"bail": 1.0},
}
# Words that a date already past, or still to come, cannot be about.
_CONTRAIRES = {"passe": ("audience", "echeance"), "futur": ("recu",)}
_SCORE_VAGUE, _SCORE_AUJOURDHUI = 0.4, 0.5


def _classes(ligne: str, liste: list[Candidat]) -> list[tuple[str | None, float]]:
    """Class of each date; in an enumeration ("le 3 et le 10") one tells it for the other."""
    lues = [classe_de(ligne, liste, i) for i in range(len(liste))]
    for i in range(1, len(liste)):
        avant = _avant(ligne, liste, i)
        if "relatif" in (liste[i - 1].genre, liste[i].genre):
            continue
        if lues[i][0] is None and _ENUMERE.match(avant):
            lues[i] = lues[i - 1]
        elif lues[i - 1][0] is None and avant in ("et", ",", "ou"):
            lues[i - 1] = lues[i]
    return lues


def notes(ligne: str, liste: list[Candidat], ctx: Contexte) -> list[Note]:
    """Score of each candidate for the role; 0 when its words are about something else."""
    resultat: list[Note] = []
    for candidat, (classe, force) in zip(liste, _classes(ligne, liste), strict=True):
        if candidat.genre == "vague":
            score = _SCORE_VAGUE
        elif classe is None:
            score = 1.0
        else:
            score = force * _POIDS[ctx.role].get(classe, 0.0)
        if score == 1.0 and candidat.genre == "relatif" and candidat.du == ctx.ref:
            score = _SCORE_AUJOURDHUI
        resultat.append(Note(candidat, classe, score))
    return _corrige(ligne, resultat, liste)


def hesite(ligne: str, liste: list[Candidat]) -> bool:
    """Whether several days are told and none is settled ("le 6, ou plutôt le 19, on hésite")."""
    jours = {
        candidat.du
        for i, candidat in enumerate(liste)
        if candidat.est_un_jour and not _NIE.search(_avant(ligne, liste, i))
    }
    return len(jours) > 1 and bool(lexique().doutes.search(ligne))


def limite_de_depart(ligne: str, candidat: Candidat) -> bool:
    """Whether "avant le 31 août" is a day by which one must leave or pay."""
    return bool(_LIMITE_DE_DEPART.search(ligne[: candidat.debut]))
