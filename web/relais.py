"""Pass the widget's requests on to Rasa, so that one public address serves everything.

The connector does all the checks; here only its four paths go through, with the client's address.
"""

from __future__ import annotations

import asyncio

import aiohttp
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from guide.contenu import contenu
from guide.contenu.rendu import rend
from serveur import mesures

CHEMINS = {"session": "POST", "message": "POST", "messages": "GET", "effacer": "POST"}
CORPS_MAXIMAL = 16_384
ATTENTE = aiohttp.ClientTimeout(total=40)
ATTENTE_DE_LA_SONDE = aiohttp.ClientTimeout(total=5)
ENTETES_DE_LA_DEMANDE = ("authorization", "content-type", "origin")
ENTETES_DE_LA_REPONSE = (
    "content-type",
    "cache-control",
    "retry-after",
    "vary",
    "access-control-allow-origin",
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-max-age",
)


def adresses_suivies(requete: Request) -> str:
    """``X-Forwarded-For`` for the next server: what came, then who asks."""
    deja = requete.headers.get("x-forwarded-for")
    pair = requete.client.host if requete.client else ""
    return f"{deja}, {pair}" if deja else pair


async def est_pret(url_rasa: str) -> bool:
    """True when Rasa, its model, the action server and the stores all answer."""
    try:
        async with (
            aiohttp.ClientSession(timeout=ATTENTE_DE_LA_SONDE) as session,
            session.get(f"{url_rasa}/pret") as reponse,
        ):
            return reponse.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False


def routes(url_rasa: str) -> list[Route]:
    """The connector's routes, at the same addresses."""

    async def passe(requete: Request) -> Response:
        if int(requete.headers.get("content-length") or 0) > CORPS_MAXIMAL:
            return _trop_long()
        corps = b""
        async for morceau in requete.stream():
            corps += morceau
            if len(corps) > CORPS_MAXIMAL:
                return _trop_long()
        entetes = {
            nom: requete.headers[nom] for nom in ENTETES_DE_LA_DEMANDE if nom in requete.headers
        }
        entetes["X-Forwarded-For"] = adresses_suivies(requete)
        try:
            async with (
                aiohttp.ClientSession(timeout=ATTENTE) as session,
                session.request(
                    requete.method,
                    f"{url_rasa}{requete.url.path}",
                    params=requete.query_params,
                    data=corps,
                    headers=entetes,
                ) as reponse,
            ):
                rendus = {
                    nom: reponse.headers[nom]
                    for nom in ENTETES_DE_LA_REPONSE
                    if nom in reponse.headers
                }
                return Response(await reponse.read(), reponse.status, rendus)
        except (aiohttp.ClientError, asyncio.TimeoutError):
            mesures.pannes.labels("web").inc()
            # No CORS header here: a page of another site sees a network error and keeps the send.
            return JSONResponse({"erreur": rend(contenu().phrases["panne"])}, status_code=503)

    return [
        Route(f"/webhooks/widget/{chemin}", passe, methods=[methode, "OPTIONS"])
        for chemin, methode in CHEMINS.items()
    ]


def _trop_long() -> Response:
    """Any page may read this refusal: else it would look like a network error, sent again."""
    return JSONResponse(
        {"erreur": rend(contenu().phrases["widget_trop_long"])},
        status_code=413,
        headers={"Access-Control-Allow-Origin": "*"},
    )
