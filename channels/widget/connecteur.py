"""Routes of the widget: what comes in is checked, what goes out is JSON with a clear sentence."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from channels.garde import ecrivable, phrase
from channels.tour import ATTENTE_CONSEILLEE_S, Surcharge
from channels.widget.acces import Debits, Mandataires, Origines
from channels.widget.conversations import Conversations
from channels.widget.relais import Relayeur
from channels.widget.reprise import reprend_sans_fin
from registre import Fil, registre
from serveur import mesures
from serveur.reglages import lit_reglages

CORPS_MAXIMAL = 16_384
RELECTURE_S, RELECTURE_AVEC_UN_HUMAIN_S, RELECTURE_D_UN_TOUR_S = 20, 5, 2
_PORTEUR = re.compile(r"Bearer ([A-Za-z0-9_-]{43})")
_ENVOI = re.compile(r"[A-Za-z0-9_-]{8,64}")

journal = logging.getLogger(__name__)

Traitement = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]


class Refus(Exception):
    """A request that is not served: its status, and the phrase that says why."""

    def __init__(self, statut: int, raison: str, attente: int = 0) -> None:
        super().__init__(raison)
        self.statut, self.raison, self.attente = statut, raison, attente


class WidgetInput(InputChannel):
    """Rasa connector of the widget; Rasa's sender id is the session, never the token."""

    @classmethod
    def name(cls) -> str:
        return "widget"

    def __init__(self) -> None:
        reglages = lit_reglages()
        self._origines = Origines.lit(reglages.origines)
        self._mandataires = Mandataires.lit(reglages.mandataires)
        self._debits = Debits.lit(reglages.debits, reglages.redis)
        self._relayeur = Relayeur(reglages)
        self._seul = not reglages.redis

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Routes of the channel, under ``/webhooks/widget``."""
        routes = Blueprint("widget_garde_toit", __name__)
        conversations = Conversations(on_new_message, self._relayeur)
        veilles: list[asyncio.Task[None]] = []

        @routes.listener("after_server_start")
        async def ouvre(app: Any, _boucle: Any) -> None:
            reprise = reprend_sans_fin(app.ctx.agent, conversations, self._seul)
            veilles.extend(map(asyncio.ensure_future, (self._relayeur.veille(), reprise)))

        @routes.listener("before_server_stop")
        async def ferme(_app: Any, _boucle: Any) -> None:
            for veille in veilles:
                veille.cancel()

        async def session(requete: Request) -> HTTPResponse:
            await self._compte((self._debits.sessions_par_adresse, self._adresse(requete)))
            ouverte = await asyncio.to_thread(_fil().ouvre)
            return json({"session": ouverte.personne, "jeton": ouverte.jeton}, status=201)

        async def message(requete: Request) -> HTTPResponse:
            personne = await _personne(requete)
            await self._compte(
                (self._debits.messages_par_session, personne),
                (self._debits.messages_par_adresse, self._adresse(requete)),
            )
            envoi, texte = _lit_le_message(requete)
            reponse = await conversations.envoie(requete.app.ctx.agent, personne, envoi, texte)
            corps = {
                "messages": reponse.messages,
                "en_cours": reponse.en_cours,
                "efface": reponse.efface,
                **await self._suite(personne, reponse.en_cours),
            }
            return json(corps, status=202 if reponse.en_cours else 200)

        async def messages(requete: Request) -> HTTPResponse:
            personne = await _personne(requete)
            await self._compte((self._debits.lectures_par_session, personne))
            lecture = await asyncio.to_thread(_fil().lit, personne, _lit_apres(requete))
            return json(
                {
                    "messages": lecture.messages,
                    "en_cours": lecture.en_cours,
                    **await self._suite(personne, lecture.en_cours),
                }
            )

        async def effacer(requete: Request) -> HTTPResponse:
            await conversations.efface(requete.app.ctx.agent, await _personne(requete))
            return json({"efface": True})

        async def controle(_requete: Request) -> HTTPResponse:
            return empty(204)

        # Rasa's own CORS extension answers every preflight before the routes: the headers are
        # therefore set on the way out.
        async def entetes(requete: Request, reponse: HTTPResponse) -> None:
            origine = requete.headers.get("origin")
            if requete.method == "OPTIONS":
                reponse.content_type = "text/plain"
                reponse.headers.update(self._origines.entetes_de_controle(origine))
            else:
                reponse.headers.update(self._origines.entetes(origine))

        routes.middleware(entetes, "response")

        for chemin, methode, traitement in (
            ("/session", "POST", session),
            ("/message", "POST", message),
            ("/messages", "GET", messages),
            ("/effacer", "POST", effacer),
        ):
            nom = chemin[1:]
            routes.add_route(self._sert(traitement), chemin, methods=[methode], name=nom)
            routes.add_route(controle, chemin, methods=["OPTIONS"], name=f"{nom}_controle")
        return routes

    def _sert(self, traitement: Traitement) -> Traitement:
        """The same door for every route: origin, size, French refusals."""

        async def sert(requete: Request) -> HTTPResponse:
            try:
                if not self._origines.accepte(requete.headers.get("origin"), requete.method):
                    raise Refus(403, "widget_origine")
                if len(requete.body) > CORPS_MAXIMAL:
                    raise Refus(413, "widget_trop_long")
                return await traitement(requete)
            except Refus as refus:
                return self._refuse(refus)
            except Surcharge:
                return self._refuse(Refus(503, "surcharge", ATTENTE_CONSEILLEE_S))
            except Exception as erreur:  # the tenant always gets a sentence with a number
                journal.error("demande en échec : %s", type(erreur).__name__)
                return self._refuse(Refus(503, "panne", ATTENTE_CONSEILLEE_S))

        return sert

    def _refuse(self, refus: Refus) -> HTTPResponse:
        mesures.refus.labels(self.name(), refus.raison).inc()
        reponse = json({"erreur": phrase(refus.raison)}, status=refus.statut)
        if refus.attente:
            reponse.headers["Retry-After"] = str(refus.attente)
        return reponse

    async def _suite(self, personne: str, en_cours: bool) -> dict[str, Any]:
        """Whether a human can be offered, is asked for or speaks; in how many seconds to ask."""
        relais = await self._relayeur.voit(personne)
        suite = RELECTURE_AVEC_UN_HUMAIN_S if relais else RELECTURE_S
        return {
            "relais": relais.etat if relais else self._relayeur.offre(None),
            "suite_dans": RELECTURE_D_UN_TOUR_S if en_cours else suite,
        }

    def _adresse(self, requete: Request) -> str:
        return self._mandataires.adresse(requete.ip, requete.headers.get("x-forwarded-for"))

    async def _compte(self, *demandes: Any) -> None:
        attente = await self._debits.attente(*demandes)
        if attente:
            raise Refus(429, "widget_trop_vite", attente)


def _fil() -> Fil:
    return Fil(registre())


async def _personne(requete: Request) -> str:
    """The session that the bearer token opens; an unknown one is refused."""
    porteur = _PORTEUR.fullmatch(requete.headers.get("authorization", ""))
    personne = await asyncio.to_thread(_fil().personne, porteur[1]) if porteur else None
    if personne is None:
        raise Refus(401, "widget_session")
    return personne


def _lit_le_message(requete: Request) -> tuple[str, str]:
    try:
        corps = requete.json
    except InvalidUsage:
        corps = None
    if not isinstance(corps, dict):
        raise Refus(400, "widget_demande")
    envoi, texte = corps.get("id"), corps.get("texte")
    if not isinstance(envoi, str) or not _ENVOI.fullmatch(envoi) or not isinstance(texte, str):
        raise Refus(400, "widget_demande")
    return envoi, ecrivable(texte)


def _lit_apres(requete: Request) -> int:
    apres = requete.args.get("apres", "0")
    if not (apres.isascii() and apres.isdecimal() and len(apres) < 10):
        raise Refus(400, "widget_demande")
    return int(apres)
