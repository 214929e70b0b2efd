"""The console's application: each module of :mod:`console.pages` brings its routes."""

from __future__ import annotations

import datetime as dt

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from console.acces import EntetesSures, Refus
from console.lecture import lit
from console.maison import ICI, Console, gabarits_de_la_console
from console.pages import accueil, appel, connexion, outils, relais, suivi
from console.resume import resume
from guide.contenu.modeles import ETAPES
from guide.horloge import aujourdhui
from registre import Registre
from registre.appels import Appel
from serveur.reglages import Reglages

MOTS_D_ESSAI = "J'habite à Lens, j'ai reçu un papier le 5 octobre."
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


def chauffe() -> None:
    """Load content and templates now, so that no adviser waits for them at the first call."""
    gabarits = gabarits_de_la_console().env
    for nom in gabarits.list_templates(extensions=["html"]):
        gabarits.get_template(nom)
    for etape in ETAPES:
        moment = dt.datetime.now(dt.timezone.utc)
        essai = Appel(
            code="",
            conseiller=0,
            transmis_par=None,
            texte=MOTS_D_ESSAI,
            comprehension={},
            etape_choisie=etape,
            etape=None,
            faits={},
            coches=[],
            note="",
            mot="",
            cree=moment,
            modifie=moment,
        )
        resume(lit(essai, aujourdhui()))
