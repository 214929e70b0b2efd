"""Twilio: signed forms in, REST out (https://www.twilio.com/docs/usage/security)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence
from email.utils import parsedate_to_datetime

import aiohttp

from channels.sms.appels import appelle
from channels.sms.port import (
    AEnvoyer,
    Identite,
    Recu,
    Reponse,
    RequeteBrute,
    RequeteIllisible,
    RequeteRefusee,
    premier,
)

API = "https://api.twilio.com"
_PREFIXE_SERVICE = "MG"


def signature(secret: str, url: str, champs: Sequence[tuple[str, str]]) -> str:
    """Twilio's signature of a form posted to ``url``: HMAC-SHA1 of the address and its fields.

    Every field counts, blank ones too; sorted by name, values of one name sorted without doubles.
    """
    uniques = sorted(set(champs))
    a_signer = url + "".join(nom + valeur for nom, valeur in uniques)
    condense = hmac.new(secret.encode(), a_signer.encode(), hashlib.sha1).digest()
    return base64.b64encode(condense).decode()


class Twilio:
    """Adapter for Twilio's Programmable Messaging."""

    # The reply is sent later through the API: an empty TwiML document acknowledges at once.
    accuse = Reponse("<Response></Response>", "text/xml; charset=utf-8")

    def __init__(self, identite: Identite) -> None:
        self._identite = identite
        base = (identite.api or API).rstrip("/")
        self._messages = f"{base}/2010-04-01/Accounts/{identite.compte}/Messages.json"

    def verifie(self, requete: RequeteBrute) -> None:
        """Check the signature on the raw body and the configured public address."""
        donnee = requete.entetes.get("x-twilio-signature", "")
        url = self._identite.url_publique + (f"?{requete.requete}" if requete.requete else "")
        attendue = signature(self._identite.secret, url, requete.formulaire())
        if not donnee or not hmac.compare_digest(attendue.encode(), donnee.encode()):
            raise RequeteRefusee("signature")
        if premier(requete.formulaire(), "AccountSid") != self._identite.compte:
            raise RequeteRefusee("compte")

    def lit(self, requete: RequeteBrute) -> Recu:
        """Fields of an incoming message; ``Body`` may be absent (a photo alone)."""
        champs = requete.formulaire()
        identifiant, de = premier(champs, "MessageSid"), premier(champs, "From")
        if not identifiant or not de:
            raise RequeteIllisible("MessageSid ou From")
        if premier(champs, "MessageStatus"):
            raise RequeteIllisible("accusé de réception")
        images = premier(champs, "NumMedia")
        return Recu(
            id=identifiant,
            de=de,
            a=premier(champs, "To"),
            texte=premier(champs, "Body"),
            recu_le=dt.datetime.now(dt.timezone.utc),
            images=int(images) if images.isdecimal() else 0,
        )

    async def envoie(self, message: AEnvoyer) -> None:
        """Create a message."""
        emetteur = self._identite.numero
        par = "MessagingServiceSid" if emetteur.startswith(_PREFIXE_SERVICE) else "From"
        champs = {par: emetteur, "To": message.a, "Body": message.texte}
        await appelle("POST", self._messages, data=champs, auth=self._acces())

    async def est_parti(self, message: AEnvoyer) -> bool:
        """Look for the message among those created since it was first tried."""
        filtres = {"To": message.a, "DateSent>": message.depuis.strftime("%Y-%m-%d")}
        _statut, liste = await appelle("GET", self._messages, params=filtres, auth=self._acces())
        trouves = liste.get("messages", []) if isinstance(liste, dict) else []
        return any(
            trouve.get("body") == message.texte
            and trouve.get("status") not in ("failed", "undelivered", "canceled")
            and _moment(trouve.get("date_created")) >= message.depuis.replace(microsecond=0)
            for trouve in trouves
        )

    def _acces(self) -> aiohttp.BasicAuth:
        return aiohttp.BasicAuth(self._identite.compte, self._identite.secret)


def _moment(rfc2822: str | None) -> dt.datetime:
    try:
        return parsedate_to_datetime(rfc2822 or "")
    except (TypeError, ValueError):
        return dt.datetime.min.replace(tzinfo=dt.timezone.utc)
