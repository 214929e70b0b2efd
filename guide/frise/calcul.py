"""The steps still to come, with their earliest dates, up to the first lawful day of eviction.

A date that is not known stays None, and so do those that hang on it: nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from guide.calendrier import UN_JOUR, Calendrier, calendrier, refus_de_calcul
from guide.dates_fr import en_toutes_lettres
from guide.delais import Echeance, Faits, calcule
from guide.frise.modeles import EtapeFrise, fichier_frise


class ErreurFrise(ValueError):
    """The timeline cannot be told; the message is one clear French sentence."""


@dataclass(frozen=True)
class FaitsFrise:
    """What is known: ``depuis`` is the date of the current act, ``audience`` that of the hearing.

    The other facts have the meaning they have in :class:`guide.delais.Faits`.
    """

    depuis: dt.date | None = None
    audience: dt.date | None = None
    bail: dt.date | str | None = None
    ecrit: str | None = None
    bailleur: str | None = None
    type_decision: str | None = None
    delai_supprime: bool = False
    commune: str | None = None


@dataclass(frozen=True)
class Etape:
    """A step: its date (None: unknown), whether that date is only the earliest one, its text."""

    etape: str
    titre: str
    date: dt.date | None
    au_plus_tot: bool
    texte: str

    def as_dict(self) -> dict[str, Any]:
        """JSON object of the contract (section 4)."""
        return {
            "etape": self.etape,
            "date": self.date and self.date.isoformat(),
            "au_plus_tot": self.au_plus_tot,
            "texte": self.texte,
        }


@dataclass(frozen=True)
class Repere:
    """A deadline of the tenant at the current step."""

    regle: str
    date: dt.date
    texte: str


@dataclass(frozen=True)
class Calcul:
    """A deadline counted for the timeline, and the dates that would move with it."""

    echeance: Echeance
    dates: tuple[dt.date, ...]


@dataclass(frozen=True)
class Frise:
    """The timeline: steps passed, the current one, those to come, the tenant's deadlines.

    ``avertissements``: what could make an earliest date earlier still; ``calculs``: each deadline
    that was counted, with the dates of the timeline that hang on it.
    """

    passees: tuple[Etape, ...]
    ici: Etape
    etapes: tuple[Etape, ...]
    reperes: tuple[Repere, ...]
    avertissements: tuple[str, ...]
    expulsion_au_plus_tot: dt.date | None
    calculs: tuple[Calcul, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON object of the contract (section 4), with the current step and the deadlines."""
        return {
            "ici": self.ici.as_dict(),
            "etapes": [etape.as_dict() for etape in self.etapes],
            "expulsion_au_plus_tot": self.expulsion_au_plus_tot
            and self.expulsion_au_plus_tot.isoformat(),
            "reperes": [
                {"regle": repere.regle, "date": repere.date.isoformat(), "texte": repere.texte}
                for repere in self.reperes
            ],
            "avertissements": list(self.avertissements),
        }


def frise(etape: str, faits: FaitsFrise, aujourdhui: dt.date) -> Frise:
    """Timeline from ``etape``: no earliest date stands before ``aujourdhui``.

    Raises :class:`ErreurFrise` (unknown stage or kind of decision, place under another calendar)
    and ``ErreurDelai`` (bad fact, act older than the law that is kept).
    """
    contenu = fichier_frise()
    ordre = [connue.id for connue in contenu.etapes]
    if etape not in ordre:
        raise ErreurFrise(_phrase("etape_inconnue", valeur=etape, choix=", ".join(ordre)))
    if faits.type_decision not in (None, *contenu.types_decision):
        choix = ", ".join(contenu.types_decision)
        raise ErreurFrise(_phrase("type_inconnu", valeur=faits.type_decision, choix=choix))
    refus = refus_de_calcul(faits.commune) if faits.commune else None
    if refus:
        raise ErreurFrise(refus)
    rang = ordre.index(etape)
    actuelle = contenu.etapes[rang]
    depart = faits.audience if actuelle.id == "audience" else faits.depuis
    comptees: list[tuple[int, Echeance]] = []
    a_venir = _a_venir(actuelle, depart, faits, aujourdhui, comptees)
    suivies = _echeances(actuelle, depart, faits, aujourdhui)
    return Frise(
        passees=tuple(
            _etape(avant, None, False) for avant in contenu.etapes[:rang] if avant.listee
        ),
        ici=_etape(actuelle, depart, False),
        etapes=tuple(a_venir),
        reperes=tuple(_repere(echeance) for echeance in suivies),
        avertissements=tuple(_avertissements(actuelle, depart, a_venir, faits)),
        expulsion_au_plus_tot=a_venir[-1].date if a_venir else None,
        calculs=(
            *(Calcul(echeance, _dates(a_venir[rang:])) for rang, echeance in comptees),
            *(Calcul(suivie, (_limite(suivie),)) for suivie in suivies),
        ),
    )


def _a_venir(
    actuelle: EtapeFrise,
    depart: dt.date | None,
    faits: FaitsFrise,
    aujourdhui: dt.date,
    comptees: list[tuple[int, Echeance]],
) -> list[Etape]:
    """Steps to come; ``comptees`` gets each deadline counted, with the rank of its step."""
    etapes = fichier_frise().etapes
    jours = calendrier()
    suite: list[Etape] = []
    precedente, date = actuelle, depart
    for suivante in etapes[etapes.index(actuelle) + 1 :]:
        if not suivante.listee:
            continue
        if date is not None and precedente.suite.regle is not None:
            echeance = calcule(precedente.suite.regle, _faits_delai(date, faits), aujourdhui)
            comptees.append((len(suite), echeance))
            date = _lendemain(echeance, date)
        else:
            date = _au_plus_tot(precedente, date)
        connue = suivante.id == "audience" and faits.audience is not None
        if connue:
            date = faits.audience
        elif date is not None:
            date = _reporte(suivante, max(date, aujourdhui), jours)
        precedente = suivante
        # A hearing told with a date that has gone by is no step to come.
        if not connue or date is None or date >= aujourdhui:
            suite.append(_etape(suivante, date, au_plus_tot=not connue and date is not None))
    return suite


def _au_plus_tot(precedente: EtapeFrise, date: dt.date | None) -> dt.date | None:
    """First day from which the law allows the step that follows ``precedente``, by usage."""
    if date is None or precedente.suite.inconnue:
        return None
    return date + dt.timedelta(days=precedente.suite.jours or 0)


def _lendemain(echeance: Echeance, date: dt.date) -> dt.date:
    """First day from which the law allows the step that waits for this deadline."""
    fins = [lecture.fin_prorogee or lecture.fin for lecture in echeance.lectures]
    return min(fins, default=date) + UN_JOUR


def _reporte(etape: EtapeFrise, jour: dt.date, jours: Calendrier) -> dt.date:
    if etape.tombe == "jour_ouvre":
        return jours.proroge(jour)
    if etape.tombe == "jour_d_acte":
        return jours.premier_jour_d_acte(jour)
    if etape.tombe == "jour_d_expulsion":
        return jours.premier_jour_permis(jour)
    return jour


def _echeances(
    etape: EtapeFrise, depart: dt.date | None, faits: FaitsFrise, aujourdhui: dt.date
) -> list[Echeance]:
    """The tenant's deadlines at the current step that have a date."""
    if depart is None:
        return []
    trouvees = []
    for prevue in etape.echeances:
        type_connu = faits.type_decision not in (None, "inconnu")
        if prevue.type_decision and type_connu and prevue.type_decision != faits.type_decision:
            continue
        echeance = calcule(prevue.regle, _faits_delai(depart, faits), aujourdhui)
        if echeance.date_a_retenir is not None:
            trouvees.append(echeance)
    return trouvees


def _repere(echeance: Echeance) -> Repere:
    limite = _limite(echeance)
    texte = _phrase(
        "echeance_passee" if echeance.passe else "echeance",
        titre=echeance.textes.titre,
        date=en_toutes_lettres(limite),
    )
    return Repere(echeance.regle, limite, texte)


def _limite(echeance: Echeance) -> dt.date:
    assert echeance.date_a_retenir is not None, "only deadlines with a date are kept"
    return echeance.date_a_retenir


def _dates(etapes: list[Etape]) -> tuple[dt.date, ...]:
    return tuple(etape.date for etape in etapes if etape.date is not None and etape.au_plus_tot)


def _avertissements(
    actuelle: EtapeFrise, depart: dt.date | None, a_venir: list[Etape], faits: FaitsFrise
) -> list[str]:
    if faits.delai_supprime:
        return []
    datees = {etape.etape for etape in a_venir if etape.date is not None}
    if depart is not None:
        datees.add(actuelle.id)
    connues = (etape for etape in fichier_frise().etapes if etape.id in datees)
    return [etape.avertissement for etape in connues if etape.avertissement]


def _faits_delai(depuis: dt.date, faits: FaitsFrise) -> Faits:
    return Faits(
        depuis=depuis,
        bail=faits.bail,
        ecrit=faits.ecrit,
        bailleur=faits.bailleur,
        delai_supprime=faits.delai_supprime,
    )


def _etape(etape: EtapeFrise, date: dt.date | None, au_plus_tot: bool) -> Etape:
    phrase = "inconnue"
    if date is not None:
        phrase = "au_plus_tot" if au_plus_tot else "connue"
    quand = _phrase(phrase, date=en_toutes_lettres(date) if date else "")
    return Etape(etape.id, etape.titre, date, au_plus_tot, f"{etape.texte} {quand}")


def _phrase(nom: str, **valeurs: str | None) -> str:
    return fichier_frise().phrases[nom].format(**valeurs)
