"""Start the action server on the loopback (rasa_sdk's own command listens everywhere).

Run as ``python -m serveur.actions``.
"""

from __future__ import annotations

import asyncio
from typing import Any

from serveur import mesures
from serveur.journal import regle_le_journal
from serveur.reglages import lit_reglages


def main() -> None:
    """Serve the actions until stopped."""
    # Before the imports, which warn already.
    regle_le_journal("actions")
    from rasa_sdk.endpoint import create_app

    reglages = lit_reglages()
    # No browser asks it anything: rasa_sdk would let the pages of any site read its answers.
    app = create_app("actions", cors_origins=[])
    app.register_listener(_chauffe_a_cote, "before_server_start")
    app.add_route(_metriques, "/metrics", methods=["GET"])
    app.run(host=reglages.hote, port=reglages.port_actions, access_log=False)


async def _chauffe_a_cote(_app: Any, _boucle: Any) -> None:
    await asyncio.to_thread(_chauffe)


def _chauffe() -> None:
    """Load the French model now, so that no tenant waits for it at the first teach-back."""
    from guide import comprehension
    from guide.horloge import aujourdhui

    comprehension.juge("impaye", "que_faire", "payer le loyer", None, aujourdhui())


async def _metriques(_requete: Any) -> Any:
    from sanic.response import raw

    return raw(mesures.en_texte(), content_type=mesures.GENRE)


if __name__ == "__main__":
    main()
