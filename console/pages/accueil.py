"""The first page."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from console.acces import Demande, page
from console.maison import Console


def routes(console: Console) -> list[Route]:
    """``/``."""

    def accueil(demande: Demande) -> Response:
        return console.rend(demande, "accueil.html")

    return [Route("/", page(console.comptes, accueil), methods=["GET"])]
