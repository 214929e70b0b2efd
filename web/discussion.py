"""Conversations of our own page: who is who (a cookie), what was said, how Rasa is asked."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from guide.contenu import contenu
from guide.contenu.rendu import rend

CONVERSATIONS_AU_PLUS = 500
MESSAGES_AU_PLUS = 80
ATTENTE_S = 20


@dataclass
class Discussion:
    """What the page shows of one conversation: messages (``de``: moi or bot) and choices."""

    messages: list[dict[str, str]] = field(default_factory=list)
    choix: list[str] = field(default_factory=list)


class Discussions:
    """The latest conversations, in memory: Rasa's tracker store keeps the real ones."""

    def __init__(self, url_rasa: str) -> None:
        self._adresse = f"{url_rasa}/webhooks/rest/webhook"
        self._par_personne: OrderedDict[str, Discussion] = OrderedDict()

    def nouvelle(self) -> str:
        """An unguessable identifier (256 bits)."""
        return secrets.token_urlsafe(32)

    def de(self, personne: str) -> Discussion:
        """The conversation of ``personne``; the oldest one is forgotten when there are too many."""
        discussion = self._par_personne.setdefault(personne, Discussion())
        self._par_personne.move_to_end(personne)
        if len(self._par_personne) > CONVERSATIONS_AU_PLUS:
            self._par_personne.popitem(last=False)
        return discussion

    async def envoie(self, personne: str, texte: str) -> list[dict[str, Any]]:
        """Send ``texte`` to the bot; its messages, never none (a sentence when it is down)."""
        discussion = self.de(personne)
        reponses = await self._demande(personne, texte)
        discussion.messages.append({"de": "moi", "texte": texte[:1000]})
        discussion.messages += [{"de": "bot", "texte": r["text"]} for r in reponses if "text" in r]
        del discussion.messages[:-MESSAGES_AU_PLUS]
        discussion.choix = [b["title"] for r in reponses for b in r.get("buttons", [])]
        return reponses

    async def _demande(self, personne: str, texte: str) -> list[dict[str, Any]]:
        corps = {"sender": personne, "message": texte}
        delai = aiohttp.ClientTimeout(total=ATTENTE_S)
        try:
            async with (
                aiohttp.ClientSession(timeout=delai) as session,
                session.post(self._adresse, json=corps) as reponse,
            ):
                return await reponse.json()
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return [{"text": rend(contenu().phrases["panne"])}]
