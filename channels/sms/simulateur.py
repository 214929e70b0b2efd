"""A telephone for demonstrations: ``python -m channels.sms.simulateur``.

It plays the provider: posts signed requests to the real connector, and stands in for the API that
the replies are sent to. Bounded and on the loopback only; the tests use the same stand-in.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
from collections import deque
from dataclasses import asdict, dataclass, field
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from channels.sms.alphabet import parties
from channels.sms.twilio import signature
from serveur.journal import regle_le_journal
from serveur.reglages import ReglagesSms, lit_reglages_sms

PAGE = Path(__file__).parent / "gabarits" / "telephone.html"
MESSAGES_AU_PLUS = 500
# Numbers that the regulator keeps for fiction.
NUMERO_DU_TELEPHONE = "+33639980001"
NUMERO_DU_SERVICE = "+33939000001"
_CHAMPS_VIDES = ("FromCity", "FromZip", "FromState", "ToCity", "ToZip", "ToState")


@dataclass(frozen=True)
class Sms:
    """A message on the telephone's screen; ``cout`` in euros."""

    numero: int
    de_moi: bool
    avec: str
    texte: str
    parties: int
    cout: float
    moment: dt.datetime


@dataclass
class FauxFournisseur:
    """Stand-in for Twilio's API. ``panne``: "" (works), "503", or "500" (takes the message but
    answers an error)."""

    reglages: ReglagesSms
    panne: str = ""
    essais: int = 0
    messages: deque[Sms] = field(default_factory=lambda: deque(maxlen=MESSAGES_AU_PLUS))
    _rang: Any = field(default_factory=lambda: itertools.count(1))

    def note(self, texte: str, avec: str, de_moi: bool) -> Sms:
        """Record a message sent or received."""
        nombre = parties(texte)
        cout = 0.0 if de_moi else round(nombre * self.reglages.prix_d_une_partie, 3)
        sms = Sms(
            next(self._rang), de_moi, avec, texte, nombre, cout, dt.datetime.now(dt.timezone.utc)
        )
        self.messages.append(sms)
        return sms

    def recus_par(self, numero: str) -> list[str]:
        """Texts sent to a number, oldest first."""
        return [sms.texte for sms in self.messages if sms.avec == numero and not sms.de_moi]

    def requete(
        self, texte: str | None, de: str = NUMERO_DU_TELEPHONE, **champs: str
    ) -> tuple[bytes, dict[str, str]]:
        """Body and headers of a signed incoming message, blank fields and all."""
        identifiant = champs.pop("MessageSid", "") or f"SM{next(self._rang):032x}"
        formulaire = {
            "ToCountry": "FR",
            "SmsMessageSid": identifiant,
            "NumMedia": "0",
            "SmsSid": identifiant,
            "SmsStatus": "received",
            "FromCountry": "FR",
            "To": self.reglages.numero or NUMERO_DU_SERVICE,
            "NumSegments": str(parties(texte or "")),
            "MessageSid": identifiant,
            "AccountSid": self.reglages.compte,
            "From": de,
            "ApiVersion": "2010-04-01",
            **dict.fromkeys(_CHAMPS_VIDES, ""),
            **champs,
        }
        if texte is not None:
            formulaire["Body"] = texte
        corps = urlencode(formulaire).encode()
        secret, url = self.reglages.secret, self.reglages.url_publique
        return corps, {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": signature(secret, url, list(formulaire.items())),
        }

    def routes(self) -> list[Route]:
        """The two calls of the API that the channel makes."""
        adresse = "/2010-04-01/Accounts/{compte}/Messages.json"
        return [
            Route(adresse, self._cree, methods=["POST"]),
            Route(adresse, self._liste, methods=["GET"]),
        ]

    async def _cree(self, requete: Request) -> Response:
        self.essais += 1
        if self.panne == "503":
            return JSONResponse({"code": 20503}, status_code=503)
        envoye = await requete.form()
        sms = self.note(str(envoye["Body"]), str(envoye["To"]), de_moi=False)
        if self.panne == "500":
            return JSONResponse({"code": 20500}, status_code=500)
        return JSONResponse({"sid": f"SM{sms.numero:032x}"}, status_code=201)

    async def _liste(self, requete: Request) -> Response:
        vers = requete.query_params.get("To", "")
        return JSONResponse(
            {
                "messages": [
                    {
                        "body": sms.texte,
                        "to": sms.avec,
                        "status": "sent",
                        "date_created": format_datetime(sms.moment),
                    }
                    for sms in self.messages
                    if sms.avec == vers and not sms.de_moi
                ]
            }
        )


def application(faux: FauxFournisseur) -> Starlette:
    """The telephone's page and the provider's API, in one application."""

    async def page(_requete: Request) -> Response:
        return HTMLResponse(PAGE.read_text(encoding="utf-8"))

    async def ecrit(requete: Request) -> Response:
        texte = str((await requete.json())["texte"])[:1600]
        corps, entetes = faux.requete(texte)
        faux.note(texte, NUMERO_DU_TELEPHONE, de_moi=True)
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15)) as session,
                session.post(faux.reglages.url_publique, data=corps, headers=entetes) as reponse,
            ):
                return JSONResponse({"statut": reponse.status})
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return JSONResponse({"statut": 0}, status_code=502)

    async def messages(requete: Request) -> Response:
        apres = int(requete.query_params.get("apres", "0"))
        nouveaux = [sms for sms in faux.messages if sms.numero > apres]
        return JSONResponse([{**asdict(s), "moment": s.moment.isoformat()} for s in nouveaux])

    async def sante(_requete: Request) -> Response:
        return JSONResponse({"etat": "ok"})

    return Starlette(
        routes=[
            Route("/", page),
            Route("/ecrire", ecrit, methods=["POST"]),
            Route("/messages", messages),
            Route("/sante", sante),
            *faux.routes(),
        ]
    )


def main() -> None:
    """Serve the telephone until stopped."""
    reglages = lit_reglages_sms()
    if not reglages.simulateur:
        raise SystemExit("Donnez un port : GARDE_TOIT_SMS_SIMULATEUR=8010 make run")
    regle_le_journal("simulateur")
    uvicorn.run(
        application(FauxFournisseur(reglages)),
        host="127.0.0.1",
        port=reglages.simulateur,
        log_config=None,
        access_log=False,
        ws="none",
    )


if __name__ == "__main__":
    main()
