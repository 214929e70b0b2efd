"""Put a message in the outbox from another process than the channel's: the postman sends it."""

from __future__ import annotations

import datetime as dt
import json
import re

from channels.sms.cles import Cles, numero_e164
from registre.base import Registre
from registre.sms import RegistreSms

_MOBILE = re.compile(r"\+33[67]\d{8}")


class DepotRefuse(ValueError):
    """The message may not be sent; the message is one clear French sentence."""


def cachete(cles: Cles, numero: str, texte: str, jour: dt.date | None = None) -> bytes:
    """A message for the outbox, encrypted; after ``jour`` it is not sent any more."""
    contenu = {"a": numero, "texte": texte, "jour": jour and jour.isoformat()}
    return cles.chiffre(json.dumps(contenu, ensure_ascii=False))


def depose(registre: Registre, cles: Cles, numero: str, texte: str) -> None:
    """Put ``texte`` in the outbox for a French mobile; raise :class:`DepotRefuse`.

    The number stands nowhere in clear, and is forgotten once the message has left.
    """
    vers = numero_e164(numero)
    if not _MOBILE.fullmatch(vers):
        raise DepotRefuse("Ce n'est pas un numéro de mobile français (06 ou 07).")
    sms = RegistreSms(registre)
    if sms.s_oppose(cles.opposition(vers)):
        raise DepotRefuse("Cette personne a demandé de ne plus recevoir de SMS (STOP).")
    sms.depose(cles.personne(vers), cachete(cles, vers, texte))
