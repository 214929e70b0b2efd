"""A tenant's browser, as patient as the widget: it sends again until it is answered."""

from __future__ import annotations

import json
import ssl
import threading
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from typing import Any

PATIENCE_S = 150


@dataclass
class Reponse:
    """Status 0 when nothing answers."""

    statut: int
    entetes: dict[str, str] = field(default_factory=dict)
    texte: str = ""

    @property
    def json(self) -> Any:
        return json.loads(self.texte)


def demande(
    url: str,
    corps: Any = None,
    entetes: dict[str, str] | None = None,
    contexte: ssl.SSLContext | None = None,
    methode: str | None = None,
) -> Reponse:
    """One request; redirections are not followed."""
    donnees = corps if isinstance(corps, bytes) or corps is None else json.dumps(corps).encode()
    requete = urllib.request.Request(url, donnees, entetes or {}, method=methode)
    poignees: list[Any] = [_SansSuite()]
    if contexte:
        poignees.append(urllib.request.HTTPSHandler(context=contexte))
    try:
        with urllib.request.build_opener(*poignees).open(requete, timeout=60) as reponse:
            return _lue(reponse.status, reponse)
    except urllib.error.HTTPError as erreur:
        return _lue(erreur.code, erreur)
    except OSError:
        return Reponse(0)


def _lue(statut: int, reponse: Any) -> Reponse:
    entetes = {nom.lower(): valeur for nom, valeur in reponse.headers.items()}
    return Reponse(statut, entetes, reponse.read().decode("utf-8", "replace"))


class _SansSuite(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        return None


@dataclass
class Visiteur:
    """One conversation over the widget's four paths."""

    url: str
    origine: str
    contexte: ssl.SSLContext | None = None
    jeton: str = ""
    personne: str = ""
    reponses: list[Reponse] = field(default_factory=list)

    def demande(self, chemin: str, corps: Any = None, url: str = "") -> Reponse:
        """One request, to ``url`` instead of the usual address when given."""
        entetes = {"Origin": self.origine, "Content-Type": "application/json"}
        if self.jeton:
            entetes["Authorization"] = f"Bearer {self.jeton}"
        reponse = demande(
            f"{url or self.url}/webhooks/widget/{chemin}", corps, entetes, self.contexte
        )
        self.reponses.append(reponse)
        return reponse

    def entre(self) -> Visiteur:
        ouverte = self._patiente(lambda: self.demande("session", {}), 201).json
        self.jeton, self.personne = ouverte["jeton"], ouverte["session"]
        return self

    def envoie(self, texte: str, envoi: str = "", url: str = "") -> Reponse:
        """One attempt."""
        corps = {"id": envoi or uuid.uuid4().hex, "texte": texte}
        return self.demande("message", corps, url)

    def dit(self, texte: str, envoi: str = "", url: str = "") -> str:
        """Send until answered; every text of the answer, one a line."""
        envoi = envoi or uuid.uuid4().hex
        fini = self._patiente(lambda: self.envoie(texte, envoi, url), 200).json
        return "\n".join(m["text"] for m in fini["messages"] if m["de"] == "bot" and "text" in m)

    def fil(self) -> list[dict[str, Any]]:
        """The whole thread."""
        return self._patiente(lambda: self.demande("messages?apres=0"), 200).json["messages"]

    @staticmethod
    def _patiente(essaie: Any, voulu: int) -> Reponse:
        fin = time.monotonic() + PATIENCE_S
        while True:
            reponse = essaie()
            if reponse.statut == voulu:
                return reponse
            assert reponse.statut in (0, 202, 429, 503), (reponse.statut, reponse.texte)
            assert time.monotonic() < fin, "le locataire attend en vain"
            threading.Event().wait(0.5)
