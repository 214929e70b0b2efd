"""Routes of the public process. The page works without JavaScript: its form posts to ``/``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from guide.contenu import contenu
from guide.images import papier
from serveur.reglages import RACINE, Reglages
from web import documents, publics, relais
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
# Files and data that any site may load: the same for everybody, asked without cookie.
PARTAGE = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=3600",
}
# A PDF takes the processor for a moment; the limit is for the whole process.
DEBIT_DES_PDF = parse("60/minute")


class EntetesSures(BaseHTTPMiddleware):
    """The same security headers on every answer; the shared ones on what other sites load."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        reponse = await call_next(request)
        if request.url.path.startswith("/widget/"):
            reponse.headers.update(PARTAGE)
        for nom, valeur in ENTETES.items():
            reponse.headers.setdefault(nom, valeur)
        return reponse


def application(reglages: Reglages) -> Starlette:
    """The public web application, talking to Rasa at the settings' address."""
    discussions = Discussions(reglages.url_rasa, reglages.origines.split(",")[0].strip())
    gabarits = Jinja2Templates(directory=str(ICI / "gabarits"))
    memoire = MemoryStorage()  # the limiter keeps only a weak reference to it
    compteur = FixedWindowRateLimiter(memoire)

    async def page(requete: Request) -> Response:
        discussion = await discussions.de(requete.cookies.get(TEMOIN))
        humain = discussion.avec_un_humain
        contexte = {
            "accueil": publics.accueil()["accueil"],
            "messages": discussion.messages,
            "choix": discussion.choix or ([] if humain else publics.accueil()["choix"]),
            "avec_un_humain": humain,
            "numero": contenu().telephone("sos_loyers_impayes"),
        }
        return gabarits.TemplateResponse(requete, "page.html", contexte)

    async def formulaire(requete: Request) -> Response:
        envoye = await requete.form()
        texte = str(envoye.get("choix") or envoye.get("message") or "")
        jeton, dit = await discussions.envoie(
            requete.cookies.get(TEMOIN), texte, relais.adresses_suivies(requete)
        )
        reponse: Response = RedirectResponse("/#fin", status_code=303)
        if dit:
            reponse = gabarits.TemplateResponse(requete, "dit.html", {"texte": dit})
        if jeton:
            reponse.set_cookie(TEMOIN, jeton, httponly=True, samesite="strict", path="/")
        else:
            reponse.delete_cookie(TEMOIN, path="/")
        return reponse

    async def demo(requete: Request) -> Response:
        return gabarits.TemplateResponse(requete, "demo.html", {"serveur": ""})

    async def image(requete: Request) -> Response:
        try:
            dessin = papier(requete.path_params["nom"])
        except ValueError as erreur:
            return JSONResponse({"erreur": str(erreur)}, status_code=404)
        return Response(dessin, media_type="image/svg+xml")

    def donnees(fabrique: Callable[[], Any]) -> Callable[[Request], Any]:
        async def rendu(_requete: Request) -> Response:
            return JSONResponse(fabrique())

        return rendu

    async def frise(requete: Request) -> Response:
        try:
            return JSONResponse(publics.frise_de(requete.query_params))
        except ValueError as erreur:
            return JSONResponse({"erreur": str(erreur)}, status_code=400)

    async def echeance(requete: Request) -> Response:
        try:
            trouvee = documents.echeance(requete.query_params)
        except documents.Refus as refus:
            return gabarits.TemplateResponse(
                requete, "dit.html", {"texte": str(refus)}, status_code=400
            )
        forme = requete.path_params["forme"]
        if forme == "ics":
            return _fichier(documents.calendrier(trouvee), "text/calendar", "rappel.ics")
        contexte = {"document": documents.document(trouvee)}
        papier_html = gabarits.TemplateResponse(requete, "echeance.html", contexte)
        if forme == "html" or not compteur.hit(DEBIT_DES_PDF, "pdf"):
            return papier_html
        html = bytes(papier_html.body).decode()
        contenu_pdf = await asyncio.to_thread(documents.pdf, html)
        if contenu_pdf is None:
            return papier_html
        return _fichier(contenu_pdf, "application/pdf", "date-a-retenir.pdf")

    async def sante(_requete: Request) -> Response:
        return JSONResponse({"etat": "ok"})

    async def pret(_requete: Request) -> Response:
        pret = await relais.est_pret(reglages.url_rasa)
        return JSONResponse({"pret": pret}, status_code=200 if pret else 503)

    serveur = Starlette(
        routes=[
            Route("/", page, methods=["GET"]),
            Route("/", formulaire, methods=["POST"]),
            Route("/demo", demo),
            Route("/echeance.{forme:str}", echeance),
            Mount(
                "/widget",
                routes=[
                    Route("/accueil.json", donnees(publics.accueil)),
                    Route("/glossaire.json", donnees(publics.glossaire)),
                    Route("/frise.json", frise),
                    Route("/images/{nom}.svg", image),
                    Mount("/", StaticFiles(directory=str(RACINE / "widget" / "dist"))),
                ],
                # Nothing here is secret: compression cannot leak it.
                middleware=[Middleware(GZipMiddleware)],
            ),
            *relais.routes(reglages.url_rasa),
            Route("/sante", sante),
            Route("/pret", pret),
            Mount("/statique", StaticFiles(directory=str(ICI / "statique"))),
        ],
        middleware=[Middleware(EntetesSures)],
    )
    serveur.state.memoire = memoire
    return serveur


def _fichier(contenu_du_fichier: bytes, genre: str, nom: str) -> Response:
    return Response(
        contenu_du_fichier,
        media_type=genre,
        headers={"Content-Disposition": f'attachment; filename="{nom}"'},
    )
