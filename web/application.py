"""Routes of the public process. The page works without JavaScript: its form posts to ``/``."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from guide.contenu import contenu
from guide.contenu.rendu import rend
from serveur.reglages import Reglages
from web.discussion import Discussions

ICI = Path(__file__).parent
TEMOIN = "garde_toit"
ENTETES = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class EntetesSures(BaseHTTPMiddleware):
    """The same security headers on every answer."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        reponse = await call_next(request)
        for nom, valeur in ENTETES.items():
            reponse.headers.setdefault(nom, valeur)
        return reponse


def application(reglages: Reglages) -> Starlette:
    """The public web application, talking to Rasa at the settings' address."""
    discussions = Discussions(reglages.url_rasa)
    gabarits = Jinja2Templates(directory=str(ICI / "gabarits"))

    def personne_de(requete: Request) -> str:
        return requete.cookies.get(TEMOIN) or discussions.nouvelle()

    def avec_temoin(reponse: Response, personne: str) -> Response:
        reponse.set_cookie(TEMOIN, personne, httponly=True, samesite="strict", path="/")
        return reponse

    async def page(requete: Request) -> Response:
        personne = personne_de(requete)
        discussion = discussions.de(personne)
        accueil = [rend(contenu().phrases[nom]) for nom in ("accueil", "accueil_suite")]
        contexte = {
            "accueil": accueil,
            "messages": discussion.messages,
            "choix": discussion.choix or contenu().phrases["accueil_suite"].choix,
            "numero": contenu().telephone("sos_loyers_impayes"),
        }
        return avec_temoin(gabarits.TemplateResponse(requete, "page.html", contexte), personne)

    async def formulaire(requete: Request) -> Response:
        personne = personne_de(requete)
        envoye = await requete.form()
        await discussions.envoie(personne, str(envoye.get("choix") or envoye.get("message") or ""))
        return avec_temoin(RedirectResponse("/#fin", status_code=303), personne)

    async def message(requete: Request) -> Response:
        personne = personne_de(requete)
        try:
            corps = await requete.json()
            texte = corps["message"]
        except (ValueError, KeyError, TypeError):
            return JSONResponse({"erreur": "Un message est attendu."}, status_code=400)
        return avec_temoin(JSONResponse(await discussions.envoie(personne, str(texte))), personne)

    async def sante(_requete: Request) -> Response:
        return JSONResponse({"etat": "ok"})

    return Starlette(
        routes=[
            Route("/", page, methods=["GET"]),
            Route("/", formulaire, methods=["POST"]),
            Route("/message", message, methods=["POST"]),
            Route("/sante", sante),
            Mount("/statique", StaticFiles(directory=str(ICI / "statique"))),
        ],
        middleware=[Middleware(EntetesSures)],
    )
