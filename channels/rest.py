"""Rasa's REST channel made safe, for tests and the loopback only (contract, section 6)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import rasa.core.channels.rest as rest_rasa
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from channels.effacement import intercepte
from channels.garde import phrase, prepare
from serveur import mesures

journal = logging.getLogger(__name__)


class RestInput(rest_rasa.RestInput):
    """Same name, address and JSON as Rasa's own channel; never silent, never runs a payload."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Routes ``/`` (health) and ``/webhook``."""
        routes = Blueprint("rest_garde_toit", __name__)

        @routes.route("/", methods=["GET"])
        async def sante(_requete: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def recoit(requete: Request) -> HTTPResponse:
            corps = requete.json if isinstance(requete.json, dict) else {}
            personne = corps.get("sender")
            if not isinstance(personne, str) or not personne:
                return json([{"text": phrase("message_vide")}], status=400)
            agent = requete.app.ctx.agent
            return json(await self._repond(agent, on_new_message, personne, corps.get("message")))

        return routes

    async def _repond(
        self,
        agent: Any,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
        personne: str,
        brut: object,
    ) -> list[dict[str, Any]]:
        entree = prepare(brut)
        if entree.refus:
            return [{"recipient_id": personne, "text": entree.refus}]
        effacement = await intercepte(agent, personne, entree.texte)
        if effacement is not None:
            return [{"recipient_id": personne, **message} for message in effacement]
        sortie = CollectingOutputChannel()
        message = UserMessage(
            entree.texte,
            sortie,
            personne,
            input_channel=self.name(),
            metadata={"tronque": True} if entree.tronque else None,
        )
        try:
            with mesures.tour(self.name()):
                await on_new_message(message)
        except asyncio.CancelledError:
            raise
        except Exception as erreur:  # the tenant always gets a sentence with a number
            journal.error("tour en échec : %s", type(erreur).__name__)
        if not sortie.messages:
            mesures.pannes.labels(self.name()).inc()
        return sortie.messages or [{"recipient_id": personne, "text": phrase("panne")}]
