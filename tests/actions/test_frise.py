"""The timeline told in the dialogue."""

from __future__ import annotations

from actions.frise import frise_du_tour
from tests.actions.fabrique import tour


def test_no_timeline_where_the_public_holidays_are_others() -> None:
    ici = tour("", etape="commandement_payer", date_acte="2026-11-02", commune="Carvin")
    ailleurs = tour("", etape="commandement_payer", date_acte="2026-11-02", commune="hors:Lille")
    alsace = tour("", etape="commandement_payer", date_acte="2026-11-02", commune="hors:Strasbourg")
    assert frise_du_tour(ici) is not None and frise_du_tour(ailleurs) is not None
    assert frise_du_tour(alsace) is None
