"""Tell what comes next: the steps still to come and their earliest dates."""

from __future__ import annotations

from actions.echeances import commune_dite
from actions.questions import relance
from actions.tour import Tour
from guide.contenu import contenu
from guide.delais import ErreurDelai
from guide.frise import ErreurFrise, FaitsFrise, Frise, en_texte, frise


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
    if tour["attente"]:
        relance(tour)
    else:
        tour.dit_phrase("quelle_suite")


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
