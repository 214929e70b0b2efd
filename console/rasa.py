"""Ask Rasa what a text means, over its HTTP API. When it is off the console goes on without."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from channels.garde import prepare
from serveur.reglages import Reglages, jeton

ATTENTE_S = 3


class Rasa:
    """Understanding by the running Rasa; every call is blocking."""

    def __init__(self, reglages: Reglages) -> None:
        self._adresse = f"{reglages.url_rasa}/model/parse"
        self._jeton = jeton(reglages)

    def comprend(self, texte: str) -> dict[str, Any] | None:
        """Rasa's answer (``intent``, ``intent_ranking``, ``parties``, ``doute``); None when off.

        ``illisible`` alone when the text holds no words that can be understood.
        """
        entree = prepare(texte)
        if entree.refus:
            return {"illisible": True}
        requete = urllib.request.Request(
            f"{self._adresse}?token={self._jeton}", json.dumps({"text": entree.texte}).encode()
        )
        try:
            with urllib.request.urlopen(requete, timeout=ATTENTE_S) as reponse:
                lu = json.load(reponse)
        except (urllib.error.URLError, OSError, ValueError):
            return None
        utiles = ("intent", "intent_ranking", "parties", "doute")
        return {**{nom: lu.get(nom) for nom in utiles}, "tronque": entree.tronque}

    def marche(self) -> bool:
        """True when Rasa answers."""
        try:
            with urllib.request.urlopen(
                self._adresse.removesuffix("/model/parse"), timeout=ATTENTE_S
            ) as reponse:
                return bool(reponse.status == 200)
        except (urllib.error.URLError, OSError):
            return False
