"""The console's application: each module of :mod:`console.pages` brings its routes."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from console.acces import EntetesSures, Refus
from console.maison import ICI, Console
from console.pages import accueil, appel, connexion, outils, relais, suivi
from registre import Registre
from serveur.reglages import Reglages

# A new page module is added here and nowhere else.
PAGES = (accueil, appel, connexion, outils, relais, suivi)


def application(reglages: Reglages, registre: Registre) -> Starlette:
    """The whole console on one register."""
    console = Console.ouvre(reglages, registre)

    async def sante(_requete: Request) -> Response:
        return JSONResponse({"etat": "ok"})

    async def refuse(requete: Request, refus: Exception) -> Response:
        assert isinstance(refus, Refus)
        if "hx-request" in requete.headers:
            return JSONResponse({"erreur": str(refus)}, status_code=refus.statut)
        contexte = {"phrase": str(refus)}
        return console.gabarits.TemplateResponse(
            requete, "refus.html", contexte, status_code=refus.statut
        )

    async def introuvable(requete: Request, _erreur: Exception) -> Response:
        return await refuse(requete, Refus(404, "Cette page n'existe pas."))

    routes = [route for module in PAGES for route in module.routes(console)]
    return Starlette(
        routes=[
            *routes,
            Route("/sante", sante),
            Mount("/statique", StaticFiles(directory=str(ICI / "statique"))),
        ],
        middleware=[Middleware(EntetesSures)],
        exception_handlers={Refus: refuse, 404: introuvable},
    )
