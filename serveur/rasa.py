"""Start Rasa with our settings; the API token never stands on a command line.

Run as ``python -m serveur.rasa MODELE``.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from rasa.core.run import serve_application  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402

from serveur.journal import regle_le_journal  # noqa: E402
from serveur.reglages import RACINE, jeton, lit_reglages  # noqa: E402
from serveur.rustine_rasa import valide_les_reponses_une_fois  # noqa: E402


def main(modele: str) -> None:
    """Serve ``modele`` until stopped."""
    reglages = lit_reglages()
    reglages.dossier_var.mkdir(parents=True, exist_ok=True)
    regle_le_journal()
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
    )


if __name__ == "__main__":
    main(sys.argv[1])
