"""Call a provider's API: one time limit, and errors sorted into "later", "never" and "unknown"."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp

from channels.sms.port import EnvoiRate, EnvoiRefuse

DELAI_S = 15
# Wrong credentials or no credit left are ours to mend: the message waits.
_A_NOUS = frozenset({401, 402, 403, 408, 409, 425, 429})


async def appelle(methode: str, url: str, **options: Any) -> tuple[int, Any]:
    """Status and decoded body of a successful call.

    Raises EnvoiRate (not reached, 5xx, ours to mend; ``douteux``: 5xx or no answer) and
    EnvoiRefuse (other 4xx). Messages hold a status, never a number nor a text.
    """
    delai = aiohttp.ClientTimeout(total=DELAI_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=delai) as session,
            session.request(methode, url, **options) as reponse,
        ):
            statut, corps = reponse.status, await reponse.text()
    except aiohttp.ClientConnectorError as erreur:
        raise EnvoiRate("injoignable") from erreur
    except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as erreur:
        raise EnvoiRate("sans réponse", douteux=True) from erreur
    if statut >= 500 or statut in _A_NOUS:
        raise EnvoiRate(f"statut {statut}", douteux=statut >= 500)
    decode = _json(corps)
    if statut >= 400:
        code = decode.get("code") if isinstance(decode, dict) else None
        raise EnvoiRefuse(f"statut {statut}, code {code}", opposition=code == 21610)
    return statut, decode


def _json(corps: str) -> Any:
    try:
        return json.loads(corps)
    except ValueError:
        return corps
