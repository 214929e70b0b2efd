"""The port: what the channel asks of any SMS provider, and nothing of how it does it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qsl


class RequeteRefusee(Exception):
    """The request is not proved to come from the provider: answer 403, keep nothing."""


class RequeteIllisible(Exception):
    """The request is the provider's, but holds no message (a receipt, a missing field)."""


@dataclass(frozen=True)
class RequeteBrute:
    """An HTTP request as it came: raw body, raw query string, peer's address.

    ``secret_du_chemin``: what stands in the path after the webhook's own address.
    """

    methode: str
    corps: bytes
    requete: str
    entetes: Mapping[str, str]
    adresse: str
    secret_du_chemin: str = ""

    def formulaire(self) -> list[tuple[str, str]]:
        """Fields of a form, blank ones kept (they are signed too)."""
        return parse_qsl(self.corps.decode("utf-8", "replace"), keep_blank_values=True)

    def champs_de_l_adresse(self) -> list[tuple[str, str]]:
        """Fields of the query string."""
        return parse_qsl(self.requete, keep_blank_values=True)


@dataclass(frozen=True)
class Parties:
    """Which part of a long message this is: common reference, rank from 1, number of parts."""

    reference: str
    rang: int
    total: int


@dataclass(frozen=True)
class Recu:
    """A message received: provider's identifier, sender, our number, text, its own time."""

    id: str
    de: str
    a: str
    texte: str
    recu_le: dt.datetime
    parties: Parties | None = None
    images: int = 0


@dataclass(frozen=True)
class AEnvoyer:
    """A message to send; ``reference`` is ours and the same at each attempt."""

    a: str
    texte: str
    reference: str
    depuis: dt.datetime


@dataclass(frozen=True)
class Reponse:
    """How the webhook is answered."""

    corps: str = ""
    type_de_contenu: str = "text/plain; charset=utf-8"
    statut: int = 200


class EnvoiRefuse(Exception):
    """The provider will never take this message; ``opposition``: its own list says STOP."""

    def __init__(self, raison: str, opposition: bool = False) -> None:
        super().__init__(raison)
        self.opposition = opposition


class EnvoiRate(Exception):
    """Try again later; ``douteux``: the provider may have taken it (no answer came)."""

    def __init__(self, raison: str, douteux: bool = False) -> None:
        super().__init__(raison)
        self.douteux = douteux


class Passerelle(Protocol):
    """A provider."""

    accuse: Reponse

    def verifie(self, requete: RequeteBrute) -> None:
        """Raise :class:`RequeteRefusee` unless the request is proved to be the provider's."""

    def lit(self, requete: RequeteBrute) -> Recu:
        """The message of a verified request; raise :class:`RequeteIllisible`."""

    async def envoie(self, message: AEnvoyer) -> None:
        """Send one message; raise :class:`EnvoiRefuse` or :class:`EnvoiRate`."""

    async def est_parti(self, message: AEnvoyer) -> bool:
        """True when an attempt that got no answer is known to have been taken."""


def premier(champs: Sequence[tuple[str, str]], nom: str) -> str:
    """First value of a field, "" when absent."""
    return next((valeur for cle, valeur in champs if cle == nom), "")


@dataclass(frozen=True)
class Identite:
    """Account settings of a provider: addresses and secrets, from the environment."""

    url_publique: str
    api: str
    numero: str
    compte: str = ""
    secret: str = ""
    cle_application: str = ""
    cle_consommateur: str = ""
    secret_entrant: str = ""
    adresses: Sequence[str] = field(default_factory=tuple)
