"""Who may ask what: the session of each request, roles, forged requests, security headers.

A page is a plain function of a :class:`Demande`, run in a thread; :func:`page` makes it a route's
endpoint, so that no page is reachable without passing here.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from registre.comptes import Compte, Comptes, Role

TEMOIN = "garde_toit_console"
CHAMP_DU_JETON = "jeton"
ENTETE_DU_JETON = "x-jeton"
CORPS_MAXIMAL = 262_144
METHODES_SURES = ("GET", "HEAD")
ENTETES = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Refus(Exception):
    """The request is refused; the message is one clear French sentence for the adviser."""

    def __init__(self, statut: int, phrase: str) -> None:
        super().__init__(phrase)
        self.statut = statut


@dataclass(frozen=True)
class Demande:
    """A request of somebody known: who, with which form fields, and his session's form token."""

    requete: Request
    compte: Compte
    jeton: str
    champs: FormData

    def champ(self, nom: str) -> str:
        """A text field of the form, trimmed; "" when absent."""
        valeur = self.champs.get(nom)
        return valeur.strip() if isinstance(valeur, str) else ""

    def liste(self, nom: str) -> list[str]:
        """Every value of a field (ticked boxes)."""
        return [valeur for valeur in self.champs.getlist(nom) if isinstance(valeur, str)]

    @property
    def par_htmx(self) -> bool:
        return "hx-request" in self.requete.headers


Page = Callable[[Demande], Response]
RESERVEE: dict[Role, str] = {
    "superviseur": "Cette page est réservée aux superviseurs.",
    "conseiller": "Cette page est réservée aux conseillers.",
}


def page(
    comptes: Comptes, fonction: Page, role: Role | None = None, acte: bool = True
) -> Callable[[Request], Any]:
    """Endpoint of a page for people who are logged in (and of this role, when given).

    ``acte``: somebody asks for it; a screen that asks by itself does not keep the session open.
    Without a session: the login page for a reader, 401 for a script, which asks again in place.
    """

    async def endpoint(requete: Request) -> Response:
        session = await run_in_threadpool(comptes.session, requete.cookies.get(TEMOIN, ""), acte)
        if session is None:
            return _sans_session(requete)
        champs = FormData()
        if requete.method not in METHODES_SURES:
            champs = await formulaire(requete)
            donne = requete.headers.get(ENTETE_DU_JETON) or champs.get(CHAMP_DU_JETON) or ""
            if not hmac.compare_digest(str(donne).encode(), session.jeton.encode()):
                raise Refus(403, "Cette page est trop ancienne. Rechargez-la, puis recommencez.")
        if role is not None and session.compte.role != role:
            raise Refus(403, RESERVEE[role])
        demande = Demande(requete, session.compte, session.jeton, champs)
        return await run_in_threadpool(fonction, demande)

    return endpoint


async def formulaire(requete: Request) -> FormData:
    """The form of a request that comes from our own pages; raise :class:`Refus` otherwise.

    A browser tells where a form comes from in ``Origin``: another site's is refused, whatever its
    fields. Without this header it is no browser.
    """
    origine = requete.headers.get("origin")
    if not origine or urlsplit(origine).netloc != requete.headers.get("host"):
        raise Refus(403, "Cette demande ne vient pas de la console.")
    if int(requete.headers.get("content-length") or CORPS_MAXIMAL + 1) > CORPS_MAXIMAL:
        raise Refus(413, "C'est trop long pour être gardé. Raccourcissez le texte.")
    return await requete.form(max_files=0)


def _sans_session(requete: Request) -> Response:
    if "hx-request" in requete.headers:
        return JSONResponse({"erreur": "Session terminée."}, status_code=401)
    suite = requete.url.path if requete.method in METHODES_SURES else "/"
    return RedirectResponse(f"/connexion?suite={quote(suite)}", status_code=303)


def pose_le_temoin(requete: Request, reponse: Response, jeton: str) -> None:
    """The session's cookie: for this site only, out of reach of scripts, ended with the browser."""
    reponse.set_cookie(
        TEMOIN,
        jeton,
        path="/",
        httponly=True,
        samesite="strict",
        secure=requete.url.scheme == "https",
    )


class EntetesSures:
    """The same security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        statique = scope["path"].startswith("/statique/")

        async def envoie(message: Message) -> None:
            if message["type"] == "http.response.start":
                entetes = MutableHeaders(scope=message)
                for nom, valeur in ENTETES.items():
                    if not (statique and nom == "Cache-Control"):
                        entetes.setdefault(nom, valeur)
            await send(message)

        await self._app(scope, receive, envoie)
