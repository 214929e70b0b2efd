"""Who may ask, and how often: exact origins, the client's address, rate limits."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import math
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

Reseau = ipaddress.IPv4Network | ipaddress.IPv6Network

METHODES = "GET, POST, OPTIONS"
ENTETES_PERMIS = "Authorization, Content-Type"
UN_JOUR_S = "86400"
ATTENTE_DE_REDIS_S = 1
_ORIGINE = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")

journal = logging.getLogger(__name__)


@dataclass(frozen=True)
class Origines:
    """Sites allowed to embed the widget, compared letter by letter; no pattern, no wildcard."""

    permises: frozenset[str]

    @classmethod
    def lit(cls, reglage: str) -> Origines:
        """From the setting, origins separated by commas; raise ValueError on anything else."""
        origines = frozenset(filter(None, (morceau.strip() for morceau in reglage.split(","))))
        for origine in origines:
            schema, separateur, hote = origine.partition("://")
            if (
                schema not in ("http", "https")
                or not separateur
                or not hote
                or set(hote) & set("/*")
            ):
                raise ValueError(
                    f"GARDE_TOIT_ORIGINES : « {origine} » n'est pas une origine "
                    "(exemple : https://www.ville.fr)."
                )
        return cls(origines)

    def accepte(self, origine: str | None, methode: str) -> bool:
        """True for an allowed origin; without one, only for a read (a page's own GET has none)."""
        return origine in self.permises if origine is not None else methode == "GET"

    def entetes(self, origine: str | None) -> dict[str, str]:
        """CORS headers of an answer to an allowed origin."""
        commun = {"Vary": "Origin", "Cache-Control": "no-store"}
        if origine in self.permises:
            return {**commun, "Access-Control-Allow-Origin": str(origine)}
        return commun

    def entetes_de_controle(self, origine: str | None) -> dict[str, str]:
        """Headers of the answer to a preflight request."""
        if origine not in self.permises:
            return self.entetes(origine)
        return {
            **self.entetes(origine),
            "Access-Control-Allow-Methods": METHODES,
            "Access-Control-Allow-Headers": ENTETES_PERMIS,
            "Access-Control-Max-Age": UN_JOUR_S,
        }


@dataclass(frozen=True)
class Mandataires:
    """Proxies that are believed when they say for which address they ask."""

    reseaux: tuple[Reseau, ...]

    @classmethod
    def lit(cls, reglage: str) -> Mandataires:
        """From the setting, networks separated by commas; raise ValueError on a bad one."""
        morceaux = (morceau.strip() for morceau in reglage.split(","))
        return cls(tuple(ipaddress.ip_network(morceau) for morceau in morceaux if morceau))

    def adresse(self, pair: str, suivi_pour: str | None) -> str:
        """The client's address: the last one of the chain that is not a believed proxy."""
        chaine = [*(morceau.strip() for morceau in (suivi_pour or "").split(",")), pair]
        client = pair
        for adresse in reversed([maillon for maillon in chaine if maillon]):
            client = adresse
            if not self._cru(adresse):
                break
        return client

    def _cru(self, adresse: str) -> bool:
        try:
            lue = ipaddress.ip_address(adresse)
        except ValueError:
            return False
        return any(lue in reseau for reseau in self.reseaux)


@dataclass
class Debits:
    """How often: sessions and messages of one address, messages and reads of one session.

    Many people share the address of a town hall or of a mobile network: its limits are wide.
    Counted in memory, or in the Redis that several processes share.
    """

    sessions_par_adresse: RateLimitItem
    messages_par_adresse: RateLimitItem
    messages_par_session: RateLimitItem
    lectures_par_session: RateLimitItem
    redis: str = ""

    def __post_init__(self) -> None:
        # The limiter keeps only a weak reference to its storage.
        self._memoire = MemoryStorage()
        self._ici = FixedWindowRateLimiter(self._memoire)
        if self.redis:
            self._commune = RedisStorage(
                self.redis, socket_timeout=ATTENTE_DE_REDIS_S, health_check_interval=30
            )
            self._ensemble = FixedWindowRateLimiter(self._commune)

    @classmethod
    def lit(cls, reglage: str, redis: str = "") -> Debits:
        """From the setting: four rates separated by commas, in the order of the fields."""
        morceaux = [morceau.strip() for morceau in reglage.split(",")]
        if len(morceaux) != 4:
            raise ValueError("GARDE_TOIT_DEBITS : quatre débits séparés par des virgules.")
        sessions, messages, par_session, lectures = map(parse, morceaux)
        return cls(sessions, messages, par_session, lectures, redis)

    async def attente(self, *demandes: tuple[RateLimitItem, str]) -> int:
        """Count these requests; seconds to wait when one is too many, else 0."""
        if self.redis:
            try:
                return await asyncio.to_thread(_compte, self._ensemble, demandes)
            except (RedisError, OSError):
                journal.error("débits comptés ici seulement : Redis ne répond pas")
        return _compte(self._ici, demandes)


def _compte(compteur: FixedWindowRateLimiter, demandes: Iterable[tuple[RateLimitItem, str]]) -> int:
    for debit, qui in demandes:
        if not compteur.hit(debit, qui):
            reprise = compteur.get_window_stats(debit, qui)[0]
            return max(1, math.ceil(reprise - time.time()))
    return 0
