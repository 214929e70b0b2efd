"""The answer: a day, an interval, a word of the lease, or why one must ask again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from guide.dates.candidat import Candidat, Contexte
from guide.dates.choix import Note, assemble, hesite, limite_de_depart, notes
from guide.dates.grammaire import candidats
from guide.dates.lexique import lexique
from guide.dates.normalise import normalise
from guide.dates.types import (
    Date,
    Demander,
    Extraits,
    Fait,
    Intervalle,
    Mot,
    Reponse,
    Role,
)

_JOURS_MAX = 31
_PREMIERE_ANNEE = 2000
_PLUS_TOT, _PLUS_TARD = date(1900, 1, 1), date(2100, 12, 31)
_SCORE_CERTAIN, _SCORE_PERIODE = 2.0, 2.4
_CLASSES_CERTAINES = {
    "recu": ("recu", "date_ecrite"),
    "a_venir": ("audience",),
    "bail": ("bail",),
}


def _lus(ligne: str, ctx: Contexte) -> list[Candidat]:
    """Candidates of the line, with the vague words that stand outside them."""
    liste = assemble(ligne, candidats(ligne, ctx), ctx)
    vagues = [
        Candidat(m.start(), m.end(), "vague", erreur="vague")
        for m in lexique().vagues.finditer(ligne)
        if not any(c.debut < m.end() and m.start() < c.fin for c in liste)
    ]
    return sorted([*liste, *vagues], key=lambda c: c.debut)


def _borne(ligne: str, candidat: Candidat, ctx: Contexte) -> Candidat:
    """ "avant le …", "après …": open intervals, or the last day to leave."""
    if candidat.borne is None or candidat.du is None or candidat.au is None:
        return candidat
    if ctx.role == "a_venir" and candidat.borne == "avant" and limite_de_depart(ligne, candidat):
        return candidat
    if candidat.borne == "avant":
        return replace(candidat, du=_PLUS_TOT, au=candidat.du - timedelta(days=1))
    return replace(candidat, du=candidat.au + timedelta(days=1), au=_PLUS_TARD)


def _juge(candidat: Candidat, ctx: Contexte) -> Reponse:
    """The candidate as an answer for the role, or the reason why it cannot be one."""
    if candidat.erreur or candidat.du is None or candidat.au is None:
        return Demander(candidat.erreur or "vague")
    if ctx.role == "bail":
        return _juge_bail(candidat, ctx)
    du, au = candidat.du, candidat.au
    if candidat.borne and (au - du).days >= _JOURS_MAX:
        return Demander("vague")
    if ctx.role == "recu":
        if du > ctx.ref:
            return Demander("future")
        if au.year < _PREMIERE_ANNEE:
            return Demander("trop_ancienne")
        if (au - du).days >= _JOURS_MAX:
            return Demander("vague")
        au = min(au, ctx.ref)
    else:
        if au < ctx.ref:
            return Demander("passee")
        if (au - du).days >= _JOURS_MAX:
            return Demander("vague")
        du = max(du, ctx.ref)
    return Date(du) if du == au else Intervalle(du, au)


def _juge_bail(candidat: Candidat, ctx: Contexte) -> Reponse:
    assert candidat.du is not None and candidat.au is not None
    lexi = lexique()
    if candidat.du == candidat.au:
        return Date(candidat.du) if candidat.du <= ctx.ref else Demander("future")
    if candidat.du > ctx.ref and not candidat.borne:
        return Demander("future")
    if candidat.au < lexi.pivot_bail:
        return Mot(lexi.mot_avant)
    if candidat.du >= lexi.pivot_bail:
        return Mot(lexi.mot_depuis)
    return Demander("vague")


def _choisit(retenues: list[tuple[Note, Reponse]]) -> Reponse:
    """The best answer; several different ones with the same score are a question."""
    if not retenues:
        return Demander("aucune")
    meilleur = max(note.score for note, _ in retenues)
    egaux = [(n, r) for n, r in retenues if n.score >= meilleur - 0.05]
    precis = [r for _, r in egaux if r != Demander("vague")] or [r for _, r in egaux]
    jours = [r for r in precis if isinstance(r, Date)]
    if jours:
        precis = [
            r
            for r in precis
            if not (isinstance(r, Intervalle) and any(r.du <= j.jour <= r.au for j in jours))
        ]
    distincts = list(dict.fromkeys(precis))
    if len(distincts) == 1:
        return distincts[0]
    fautes = [r for r in distincts if isinstance(r, Demander)]
    return fautes[0] if len(fautes) == len(distincts) else Demander("plusieurs")


def _reponses(texte: str, ctx: Contexte) -> list[tuple[Note, Reponse]]:
    ligne = normalise(texte)
    liste = [_borne(ligne, c, ctx) for c in _lus(ligne, ctx)]
    return [(note, _juge(note.candidat, ctx)) for note in notes(ligne, liste, ctx)]


def resout(texte: str, aujourdhui: date, role: Role = "recu") -> Reponse:
    """Day that ``texte`` tells for ``role``, as seen on ``aujourdhui``.

    ``recu``: a past act; ``a_venir``: a hearing or a departure; ``bail``: the lease. Whatever is
    vague, impossible, contradictory or on the wrong side of ``aujourdhui`` gives ``Demander``: a
    wrong date would falsify a deadline.
    """
    ctx = Contexte(aujourdhui, role)
    ligne = normalise(texte)
    if hesite(ligne, _lus(ligne, ctx)):
        return Demander("plusieurs")
    retenues = []
    for note, reponse in _reponses(texte, ctx):
        score = note.score
        # A date on the wrong side and without words of its own yields to any that fits.
        if note.classe is None and reponse in (Demander("future"), Demander("passee")):
            score = min(score, 0.3)
        if score > 0:
            retenues.append((replace(note, score=score), reponse))
    return _choisit(retenues)


def extrait(texte: str, aujourdhui: date) -> Extraits:
    """What a whole message tells at once of the act, the hearing and the lease.

    Only dates with words that say what they are count ("reçu le", "audience", "bail"); a day to
    leave is no hearing.
    """
    faits: dict[Role, Fait | None] = {}
    roles: tuple[Role, ...] = ("recu", "a_venir", "bail")
    for role in roles:
        retenues = [
            (note, reponse)
            for note, reponse in _reponses(texte, Contexte(aujourdhui, role))
            if note.classe in _CLASSES_CERTAINES[role] and _assez_sur(note, aujourdhui)
        ]
        reponse = _choisit(retenues)
        faits[role] = None if isinstance(reponse, Demander) else reponse
    return Extraits(faits["recu"], faits["a_venir"], faits["bail"])


def _assez_sur(note: Note, ref: date) -> bool:
    """Whether a date of a first message can be kept without asking.

    "il y a 5 semaines", "dans 2 mois" are said roughly; a month belongs to the act only when the
    same clause says so.
    """
    lu = note.candidat
    if lu.genre == "ecoule" and lu.du and abs((lu.du - ref).days) > _JOURS_MAX:
        return False
    return note.score >= (_SCORE_PERIODE if lu.genre == "periode" else _SCORE_CERTAIN)


def parle_de_date(texte: str) -> bool:
    """Whether the text names a day, a span or a vague time: it may answer a question of date."""
    ctx = Contexte(date(2024, 1, 17), "bail")
    return bool(_lus(normalise(texte), ctx))
