"""The one place where settings are read; ``docs/reglages.md`` documents each of them.

Every setting is an environment variable with a default, so that nothing is compulsory.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Reglages:
    """Addresses (loopback by default), ports, folders of one installation.

    ``origines``, ``mandataires`` and ``debits`` are read by :mod:`channels.widget.acces`.
    """

    hote: str
    port_rasa: int
    port_actions: int
    port_web: int
    dossier_var: Path
    dossier_modeles: Path
    origines: str
    mandataires: str
    debits: str

    @property
    def url_rasa(self) -> str:
        return f"http://{self.hote}:{self.port_rasa}"

    @property
    def url_actions(self) -> str:
        return f"http://{self.hote}:{self.port_actions}/webhook"

    @property
    def url_web(self) -> str:
        return f"http://{self.hote}:{self.port_web}"

    @property
    def base_conversations(self) -> Path:
        return self.dossier_var / "conversations.db"


def lit_reglages() -> Reglages:
    """Settings of this process, from the environment."""
    lu = os.environ.get
    port_web = int(lu("GARDE_TOIT_PORT_WEB", "8000"))
    notre_page = f"http://127.0.0.1:{port_web},http://localhost:{port_web}"
    return Reglages(
        hote=lu("GARDE_TOIT_HOTE", "127.0.0.1"),
        port_rasa=int(lu("GARDE_TOIT_PORT_RASA", "5005")),
        port_actions=int(lu("GARDE_TOIT_PORT_ACTIONS", "5055")),
        port_web=port_web,
        dossier_var=Path(lu("GARDE_TOIT_VAR", str(RACINE / "var"))),
        dossier_modeles=Path(lu("GARDE_TOIT_MODELES", str(RACINE / "models"))),
        origines=lu("GARDE_TOIT_ORIGINES", notre_page),
        mandataires=lu("GARDE_TOIT_MANDATAIRES", "127.0.0.1/32,::1/128"),
        debits=lu("GARDE_TOIT_DEBITS", "60/hour,120/minute,20/minute,120/minute"),
    )


def jeton(reglages: Reglages) -> str:
    """Token of Rasa's HTTP API: ``RASA_TOKEN``, else a random one kept in an owner-only file."""
    donne = os.environ.get("RASA_TOKEN")
    if donne:
        return donne
    fichier = reglages.dossier_var / "rasa_token"
    reglages.dossier_var.mkdir(parents=True, exist_ok=True)
    try:
        descripteur = os.open(fichier, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return fichier.read_text().strip()
    with os.fdopen(descripteur, "w") as flux:
        valeur = secrets.token_urlsafe(32)
        flux.write(valeur)
    return valeur
