"""Conversations of our own page without JavaScript: the widget's connector, asked by the server.

The visitor's token stands in a cookie of our page; nothing is kept here.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from guide.contenu import contenu
from guide.contenu.rendu import rend
from serveur import mesures

ATTENTE = aiohttp.ClientTimeout(total=40)
HORS_SERVICE = 503


@dataclass
class Discussion:
    """What the page shows: messages (``de``: moi, bot or conseiller), and the last choices.

    ``avec_un_humain``: an adviser is asked for, or answers.
    """

    messages: list[dict[str, Any]] = field(default_factory=list)
    choix: list[str] = field(default_factory=list)
    avec_un_humain: bool = False


class Discussions:
    """The widget's connector, for pages made by the server."""

    def __init__(self, url_rasa: str, origine: str) -> None:
        self._adresse = f"{url_rasa}/webhooks/widget"
        self._origine = origine

    async def de(self, jeton: str | None) -> Discussion:
        """The conversation that a token opens; an empty one without token, or when it is gone."""
        statut, lu = await self._demande("GET", "messages", jeton) if jeton else (0, {})
        if statut == HORS_SERVICE:
            return Discussion([{"de": "bot", "texte": rend(contenu().phrases["panne"])}])
        discussion = _discussion(lu.get("messages", []))
        discussion.avec_un_humain = lu.get("relais") in ("demande", "pris")
        return discussion

    async def envoie(
        self, jeton: str | None, texte: str, suivi_pour: str
    ) -> tuple[str | None, str | None]:
        """Send ``texte``; the token (a new one when needed) and a sentence when it failed.

        An erased conversation gives no token.
        """
        corps = {"id": secrets.token_urlsafe(16), "texte": texte}
        statut = 401
        if jeton:
            statut, recu = await self._demande("POST", "message", jeton, corps, suivi_pour)
        if statut == 401:
            statut, recu = await self._demande("POST", "session", None, {}, suivi_pour)
            jeton = recu.get("jeton")
            if jeton:
                statut, recu = await self._demande("POST", "message", jeton, corps, suivi_pour)
        if recu.get("efface"):
            return None, " ".join(m["text"] for m in recu["messages"] if "text" in m)
        return jeton, recu.get("erreur")

    async def _demande(
        self,
        methode: str,
        chemin: str,
        jeton: str | None,
        corps: dict[str, Any] | None = None,
        suivi_pour: str = "",
    ) -> tuple[int, dict[str, Any]]:
        entetes = {"Origin": self._origine}
        if suivi_pour:
            entetes["X-Forwarded-For"] = suivi_pour
        if jeton:
            entetes["Authorization"] = f"Bearer {jeton}"
        try:
            async with (
                aiohttp.ClientSession(timeout=ATTENTE) as session,
                session.request(
                    methode, f"{self._adresse}/{chemin}", json=corps, headers=entetes
                ) as reponse,
            ):
                return reponse.status, await reponse.json()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
            mesures.pannes.labels("web").inc()
            return HORS_SERVICE, {"erreur": rend(contenu().phrases["panne"])}


def _discussion(messages: list[dict[str, Any]]) -> Discussion:
    discussion = Discussion()
    for message in messages:
        if "text" in message:
            discussion.messages.append({"de": message["de"], "texte": message["text"]})
        if message["de"] != "bot":
            discussion.choix = []
        discussion.choix += [bouton["title"] for bouton in message.get("buttons", [])]
    return discussion
