"""``/pret`` (may this process be sent messages?) and ``/metrics``, on Rasa's private address.

Rasa itself answers 200 without a model, and does not look at the action server.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from channels.effacement import magasin
from registre import registre
from serveur import mesures
from serveur.reglages import lit_reglages

ATTENTE_S = 3.0
PERSONNE = "sonde"

journal = logging.getLogger(__name__)


class SondeInput(InputChannel):
    """No channel for people: it only answers the probes."""

    @classmethod
    def name(cls) -> str:
        return "sonde"

    def url_prefix(self) -> str:
        """At the root, beside Rasa's own addresses."""
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Routes ``/pret`` and ``/metrics``."""
        routes = Blueprint("sonde_garde_toit", __name__)

        @routes.route("/pret", methods=["GET"])
        async def pret(requete: Request) -> HTTPResponse:
            essais = {
                "modele": _modele(requete.app.ctx.agent),
                "actions": _actions(),
                "conversations": _conversations(requete.app.ctx.agent),
                "registre": asyncio.to_thread(registre().lignes_d_audit, 1),
            }
            marchent = await asyncio.gather(*(_marche(nom, essai) for nom, essai in essais.items()))
            etat = dict(zip(essais, marchent, strict=True))
            return json({"pret": all(marchent), **etat}, status=200 if all(marchent) else 503)

        @routes.route("/metrics", methods=["GET"])
        async def metriques(_requete: Request) -> HTTPResponse:
            return raw(mesures.en_texte(), content_type=mesures.GENRE)

        return routes


async def _marche(nom: str, essai: Awaitable[Any]) -> bool:
    try:
        await asyncio.wait_for(essai, ATTENTE_S)
    except Exception as erreur:  # whatever it is, this part does not work now
        journal.warning("pas prêt : %s (%s)", nom, type(erreur).__name__)
        return False
    return True


async def _modele(agent: Any) -> None:
    if agent is None or not agent.is_ready():
        raise RuntimeError("no model")


async def _actions() -> None:
    adresse = lit_reglages().url_actions.replace("/webhook", "/health")
    async with aiohttp.ClientSession() as session, session.get(adresse) as reponse:
        reponse.raise_for_status()


async def _conversations(agent: Any) -> None:
    """Take a lock and read, as a turn does."""
    async with agent.lock_store.lock(PERSONNE):
        await magasin(agent).retrieve(PERSONNE)
