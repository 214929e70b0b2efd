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

    ``port_mesures_web``: where the web process shows its figures, 0 for nowhere (its own port is
    public). ``origines``, ``mandataires`` and ``debits`` are read by :mod:`channels.widget.acces`.
    """

    hote: str
    port_rasa: int
    port_actions: int
    port_web: int
    port_mesures_web: int
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
        port_mesures_web=int(lu("GARDE_TOIT_PORT_MESURES_WEB", "0")),
        dossier_var=Path(lu("GARDE_TOIT_VAR", str(RACINE / "var"))),
        dossier_modeles=Path(lu("GARDE_TOIT_MODELES", str(RACINE / "models"))),
        origines=lu("GARDE_TOIT_ORIGINES", notre_page),
        mandataires=lu("GARDE_TOIT_MANDATAIRES", "127.0.0.1/32,::1/128"),
        debits=lu("GARDE_TOIT_DEBITS", "60/hour,120/minute,20/minute,120/minute"),
    )


@dataclass(frozen=True)
class ReglagesSms:
    """SMS channel: provider, account, secrets. ``simulateur``: port of the local phone, 0 for none.

    ``cles``: the current key of identifiers and encryption, then older ones; empty: a random key
    in an owner-only file of ``dossier_var``.
    """

    fournisseur: str
    url_publique: str
    api: str
    numero: str
    compte: str
    secret: str
    cle_application: str
    cle_consommateur: str
    secret_entrant: str
    adresses: tuple[str, ...]
    cles: tuple[str, ...]
    cle_opposition: str
    heures_des_rappels: tuple[int, int]
    prix_d_une_partie: float
    simulateur: int


def lit_reglages_sms() -> ReglagesSms:
    """Settings of the SMS channel; without a provider the channel has no address."""
    lu = os.environ.get
    reglages, simulateur = lit_reglages(), int(lu("GARDE_TOIT_SMS_SIMULATEUR", "0"))
    local = f"http://127.0.0.1:{simulateur}" if simulateur else ""
    debut, fin = _liste(lu("GARDE_TOIT_SMS_HEURES_DES_RAPPELS", "9,19"))
    return ReglagesSms(
        fournisseur=lu("GARDE_TOIT_SMS_FOURNISSEUR", "twilio" if simulateur else ""),
        url_publique=lu("GARDE_TOIT_SMS_URL_PUBLIQUE", f"{reglages.url_rasa}/webhooks/sms/webhook"),
        api=lu("GARDE_TOIT_SMS_API", local),
        numero=lu("GARDE_TOIT_SMS_NUMERO", ""),
        compte=lu("GARDE_TOIT_SMS_COMPTE", "simulateur" if simulateur else ""),
        secret=lu("GARDE_TOIT_SMS_SECRET", jeton(reglages) if simulateur else ""),
        cle_application=lu("GARDE_TOIT_SMS_CLE_APPLICATION", ""),
        cle_consommateur=lu("GARDE_TOIT_SMS_CLE_CONSOMMATEUR", ""),
        secret_entrant=lu("GARDE_TOIT_SMS_SECRET_ENTRANT", ""),
        adresses=_liste(lu("GARDE_TOIT_SMS_ADRESSES", "")),
        cles=_liste(lu("GARDE_TOIT_SMS_CLES", "")),
        cle_opposition=lu("GARDE_TOIT_SMS_CLE_OPPOSITION", ""),
        heures_des_rappels=(int(debut), int(fin)),
        prix_d_une_partie=float(lu("GARDE_TOIT_SMS_PRIX_D_UNE_PARTIE", "0.07")),
        simulateur=simulateur,
    )


def _liste(reglage: str) -> tuple[str, ...]:
    return tuple(morceau.strip() for morceau in reglage.split(",") if morceau.strip())


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
