"""Start Rasa with our settings; the API token never stands on a command line.

Run as ``python -m serveur.rasa MODELE``.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
# TensorFlow writes its own lines straight to the log, which holds JSON only.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

from serveur.journal import regle_le_journal  # noqa: E402

if __name__ == "__main__":
    # Before Rasa is imported: its imports warn already.
    regle_le_journal("rasa")

from rasa.core.run import serve_application  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402
from rasa.utils.common import configure_logging_and_warnings  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from serveur.entrainement import est_intact  # noqa: E402
from serveur.reglages import (  # noqa: E402
    RACINE,
    Reglages,
    SecretFaible,
    jeton,
    lit_reglages,
    verifie_les_secrets,
)
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


def repare(modele: Path) -> None:
    """Train again when the archive is damaged; raise SystemExit when that does not mend it."""
    if est_intact(modele):
        return
    logging.getLogger("serveur.rasa").warning("modèle absent ou abîmé : nouvel entraînement")
    subprocess.run([sys.executable, "-m", "serveur.entrainement"], cwd=RACINE)
    if not est_intact(modele):
        raise SystemExit(f"[garde-toit] Le modèle reste abîmé : {modele}. Remettez-le en place.")


async def exige_un_modele(app: Any, _boucle: Any) -> None:
    """End the process when no model was loaded: Rasa would serve silence."""
    if not app.ctx.agent.is_ready():
        logging.getLogger(__name__).critical("le modèle n'a pas pu être chargé")
        os._exit(1)


async def regle_encore_le_journal(_app: Any, _boucle: Any) -> None:
    """Sanic sets its own loggers when the application is made, and Rasa changes them after."""
    regle_le_journal("rasa")


def main(modele: str) -> None:
    """Serve ``modele`` until stopped."""
    try:
        verifie_les_secrets()
    except SecretFaible as erreur:
        raise SystemExit(f"[garde-toit] {erreur}") from None
    reglages = lit_reglages()
    repare(Path(modele))
    reglages.dossier_var.mkdir(parents=True, exist_ok=True)
    configure_logging_and_warnings(log_level=logging.WARNING)
    regle_le_journal("rasa")
    applique_les_rustines()
    serve_application(
        model_path=modele,
        interface=reglages.hote,
        port=reglages.port_rasa,
        credentials=str(reglages.connecteurs),
        auth_token=jeton(reglages),
        enable_api=True,
        endpoints=points_d_acces(reglages),
        server_listeners=[
            (regle_encore_le_journal, "before_server_start"),
            (exige_un_modele, "after_server_start"),
        ],
    )


if __name__ == "__main__":
    main(sys.argv[1])
