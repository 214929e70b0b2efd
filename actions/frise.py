"""Tell what comes next: the steps still to come and their earliest dates."""

from __future__ import annotations

from actions.echeances import commune_dite
from actions.questions import relance
from actions.tour import Calcul, Tour
from guide.contenu import contenu
from guide.delais import ErreurDelai
from guide.frise import (
    ErreurFrise,
    FaitsFrise,
    Frise,
    en_texte,
    frise,
    version_de_la_frise,
)


def dit_frise(tour: Tour) -> None:
    """Say the timeline as text and as a card; without dates where none can be told."""
    etape = tour["etape"]
    if etape is None:
        tour.dit_phrase("ou_en_etes_vous")
        return
    calculee = frise_du_tour(tour)
    if calculee is None:
        tour.dit(*tour.enonces(contenu().fiches[etape].suite))
    else:
        tour.dit(en_texte(calculee, numerote=tour.canal != "sms"))
        tour.carte("frise", **calculee.as_dict())
        _note_les_calculs(tour, calculee)
    if tour["attente"]:
        relance(tour)
    else:
        tour.dit_phrase("quelle_suite")


def _note_les_calculs(tour: Tour, calculee: Frise) -> None:
    """The deadlines that move the steps, and the least times between steps."""
    for calcul in calculee.calculs:
        tour.note_calcul(calcul.echeance, calcul.dates)
    dates = frozenset(e.date for e in calculee.etapes if e.date is not None and e.au_plus_tot)
    tour.calculs.append(Calcul("frise", version_de_la_frise(), calculee.ici.date, dates))


def frise_du_tour(tour: Tour) -> Frise | None:
    """The timeline, None while a judge's plan suspends it or where the law is not known."""
    if tour["decision_detail"] == "delais_accordes":
        return None
    depuis = tour.jour("date_signification" if tour["etape"] == "decision" else "date_acte")
    faits = FaitsFrise(
        depuis=depuis,
        audience=tour.jour("date_audience"),
        bail=tour["date_bail"],
        ecrit=tour["delai_ecrit"],
        bailleur=tour["type_bailleur"],
        type_decision=tour.connu("type_decision"),
        delai_supprime=tour["delai_supprime"] == "oui",
        commune=commune_dite(tour),
    )
    try:
        return frise(tour["etape"], faits, tour.aujourdhui)
    except (ErreurDelai, ErreurFrise):
        return None
