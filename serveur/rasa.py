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
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from serveur.journal import regle_le_journal  # noqa: E402
from serveur.reglages import RACINE, Reglages, jeton, lit_reglages  # noqa: E402
from serveur.rustine_rasa import applique_les_rustines  # noqa: E402
from serveur.traqueur import magasin  # noqa: E402


def points_d_acces(reglages: Reglages) -> AvailableEndpoints:
    """``endpoints.yml`` with the addresses of the settings."""
    points = AvailableEndpoints.read_endpoints(str(RACINE / "endpoints.yml"))
    points.action.url = reglages.url_actions
    points.tracker_store = magasin(reglages.conversations)
    if reglages.redis:
        points.lock_store = EndpointConfig(type="serveur.verrou.VerrouRedis", url=reglages.redis)
    return points


def main(modele: str) -> None:
    """Serve ``modele`` until stopped."""
    reglages = lit_reglages()
    reglages.dossier_var.mkdir(parents=True, exist_ok=True)
    regle_le_journal()
    applique_les_rustines()
    serve_application(
        model_path=modele,
        interface=reglages.hote,
        port=reglages.port_rasa,
        credentials=str(reglages.connecteurs),
        auth_token=jeton(reglages),
        enable_api=True,
        endpoints=points_d_acces(reglages),
    )


if __name__ == "__main__":
    main(sys.argv[1])
