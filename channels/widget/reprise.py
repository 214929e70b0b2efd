"""Sends whose process ended in the middle are answered by whoever is alive: nothing is lost."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from typing import Any

from channels.tour import Surcharge
from channels.widget.conversations import Conversations
from registre import Fil, registre
from registre.base import maintenant
from registre.fil import DUREE_MAXIMALE_D_UN_TOUR

PAUSE_S = 5.0

journal = logging.getLogger(__name__)


async def reprend_sans_fin(agent: Any, conversations: Conversations, seul: bool) -> None:
    """Take up cut sends until cancelled.

    ``seul``: this is the only process, so that what is not finished when it starts was cut.
    """
    avant = maintenant() if seul else _trop_vieux()
    while True:
        try:
            for coupe in await asyncio.to_thread(Fil(registre()).coupes, avant):
                await conversations.reprend(agent, coupe, avant)
        except Surcharge:
            pass
        except Exception as erreur:  # the loop outlives any fault; the work stays in the register
            journal.error("reprise : %s", type(erreur).__name__)
        await asyncio.sleep(PAUSE_S)
        avant = _trop_vieux()


def _trop_vieux() -> dt.datetime:
    return maintenant() - DUREE_MAXIMALE_D_UN_TOUR
