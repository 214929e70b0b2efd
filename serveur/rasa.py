"""Start Rasa with our settings; the API token never stands on a command line.

Run as ``python -m serveur.rasa MODELE``.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

from serveur.journal import regle_le_journal
from serveur.reglages import RACINE, jeton, lit_reglages


def main(modele: str) -> None:
    """Serve ``modele`` until stopped."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # Before Rasa is imported: its imports warn already.
    regle_le_journal("rasa")
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings

    from serveur.rustine_rasa import valide_les_reponses_une_fois

    reglages = lit_reglages()
    reglages.dossier_var.mkdir(parents=True, exist_ok=True)
    configure_logging_and_warnings(log_level=logging.WARNING)
    valide_les_reponses_une_fois()
    points = AvailableEndpoints.read_endpoints(str(RACINE / "endpoints.yml"))
    points.action.url = reglages.url_actions
    if "GARDE_TOIT_VAR" in os.environ and "db" in points.tracker_store.kwargs:
        points.tracker_store.kwargs["db"] = str(reglages.base_conversations)
    serve_application(
        model_path=modele,
        interface=reglages.hote,
        port=reglages.port_rasa,
        credentials=str(RACINE / "credentials.yml"),
        auth_token=jeton(reglages),
        enable_api=True,
        endpoints=points,
        server_listeners=[(_regle_encore_le_journal, "before_server_start")],
    )


async def _regle_encore_le_journal(_app: Any, _boucle: Any) -> None:
    # Sanic sets its own loggers when the application is made, and Rasa changes them after.
    regle_le_journal("rasa")


if __name__ == "__main__":
    main(sys.argv[1])
