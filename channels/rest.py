"""Rasa's REST channel made safe, for tests and the loopback only (contract, section 6)."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import rasa.core.channels.rest as rest_rasa
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, json

from channels.effacement import intercepte
from channels.garde import ecrivable, phrase, prepare
from channels.tour import Surcharge, joue, places

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
            try:
                corps = requete.json
            except InvalidUsage:
                corps = None
            personne = corps.get("sender") if isinstance(corps, dict) else None
            personne = ecrivable(personne) if isinstance(personne, str) else ""
            if not personne:
                return json([{"text": phrase("message_vide")}], status=400)
            try:
                agent = requete.app.ctx.agent
                dits = await self._repond(agent, on_new_message, personne, corps.get("message"))
            except Surcharge:
                return json([{"recipient_id": personne, "text": phrase("surcharge")}], status=503)
            except Exception as erreur:  # the tenant always gets a sentence with a number
                journal.error("message en échec : %s", type(erreur).__name__)
                dits = [{"text": phrase("panne")}]
            return json([{"recipient_id": personne, **dit} for dit in dits])

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
            return [{"text": entree.refus}]
        with places().prend():
            effacement = await intercepte(agent, personne, entree.texte)
            if effacement is not None:
                return effacement
            message = UserMessage(
                entree.texte,
                CollectingOutputChannel(),
                personne,
                input_channel=self.name(),
                metadata={"tronque": True} if entree.tronque else None,
            )
            return (await joue(on_new_message, message)).messages
