"""The one place where settings are read; ``docs/reglages.md`` documents each of them.

Every setting is an environment variable with a default, so that nothing is compulsory.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

RACINE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Reglages:
    """Addresses (loopback by default), ports, folders of one installation.

    ``port_mesures_web``: where the web process shows its figures, 0 for nowhere (its own port is
    public). ``origines``, ``mandataires`` and ``debits`` are read by :mod:`channels.widget.acces`.
    ``conversations`` is an SQLAlchemy address; ``redis`` an address, or empty for one process.
    ``url_rasa`` and ``url_actions`` are those of the proxy when there are several processes.
    ``tours_au_plus``: turns that one Rasa process runs or lets wait before it says "too busy".
    ``relais_attente``: how long a tenant waits for an adviser (zero: none is offered);
    ``relais_silence``: how long an adviser may be silent before the bot comes back.
    """

    hote: str
    port_rasa: int
    port_actions: int
    port_web: int
    port_mesures_web: int
    port_console: int
    dossier_var: Path
    dossier_modeles: Path
    origines: str
    mandataires: str
    debits: str
    url_rasa: str
    url_actions: str
    conversations: str
    redis: str
    tours_au_plus: int
    connecteurs: Path
    relais_attente: timedelta
    relais_silence: timedelta

    @property
    def url_web(self) -> str:
        return f"http://{self.hote}:{self.port_web}"

    @property
    def url_console(self) -> str:
        return f"http://{self.hote}:{self.port_console}"


def lit_reglages() -> Reglages:
    """Settings of this process, from the environment."""
    lu = os.environ.get
    hote = lu("GARDE_TOIT_HOTE", "127.0.0.1")
    port_rasa = int(lu("GARDE_TOIT_PORT_RASA", "5005"))
    port_actions = int(lu("GARDE_TOIT_PORT_ACTIONS", "5055"))
    port_web = int(lu("GARDE_TOIT_PORT_WEB", "8000"))
    var = Path(lu("GARDE_TOIT_VAR", str(RACINE / "var")))
    notre_page = f"http://127.0.0.1:{port_web},http://localhost:{port_web}"
    return Reglages(
        hote=hote,
        port_rasa=port_rasa,
        port_actions=port_actions,
        port_web=port_web,
        port_mesures_web=int(lu("GARDE_TOIT_PORT_MESURES_WEB", "0")),
        port_console=int(lu("GARDE_TOIT_PORT_CONSOLE", "8001")),
        dossier_var=var,
        dossier_modeles=Path(lu("GARDE_TOIT_MODELES", str(RACINE / "models"))),
        origines=lu("GARDE_TOIT_ORIGINES", notre_page),
        mandataires=lu("GARDE_TOIT_MANDATAIRES", "127.0.0.1/32,::1/128"),
        debits=lu("GARDE_TOIT_DEBITS", "60/hour,120/minute,20/minute,120/minute"),
        url_rasa=lu("GARDE_TOIT_URL_RASA", f"http://{hote}:{port_rasa}"),
        url_actions=lu("GARDE_TOIT_URL_ACTIONS", f"http://{hote}:{port_actions}/webhook"),
        conversations=lu("GARDE_TOIT_CONVERSATIONS", f"sqlite:///{var / 'conversations.db'}"),
        redis=lu("GARDE_TOIT_REDIS", ""),
        tours_au_plus=int(lu("GARDE_TOIT_TOURS_AU_PLUS", "40")),
        connecteurs=Path(lu("GARDE_TOIT_CONNECTEURS", str(RACINE / "credentials.yml"))),
        relais_attente=timedelta(minutes=float(lu("GARDE_TOIT_RELAIS_ATTENTE_MINUTES", "5"))),
        relais_silence=timedelta(minutes=float(lu("GARDE_TOIT_RELAIS_SILENCE_MINUTES", "15"))),
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


class SecretFaible(ValueError):
    """A secret of the environment is too easy to guess; the message names it, never its value."""


# Shortest lengths. On the loopback the API's token only keeps out who already has an account here.
LONGUEUR_D_UNE_CLE, LONGUEUR_D_UN_JETON, LONGUEUR_SUR_LA_BOUCLE = 32, 24, 4
LONGUEUR_D_UN_MOT_DE_PASSE, SIGNES_DIFFERENTS = 12, 6


def verifie_les_secrets() -> None:
    """Raise :class:`SecretFaible` at the first weak secret; those not given are drawn at random."""
    lu = os.environ.get
    reglages = lit_reglages()
    local = reglages.hote in ("127.0.0.1", "::1", "localhost")
    _exige("RASA_TOKEN", lu("RASA_TOKEN"), LONGUEUR_SUR_LA_BOUCLE if local else LONGUEUR_D_UN_JETON)
    for cle in _liste(lu("GARDE_TOIT_SMS_CLES", "")):
        _exige("GARDE_TOIT_SMS_CLES", cle, LONGUEUR_D_UNE_CLE)
    cle_opposition = "GARDE_TOIT_SMS_CLE_OPPOSITION"
    _exige(cle_opposition, lu(cle_opposition), LONGUEUR_D_UNE_CLE)
    secret = "GARDE_TOIT_SMS_SECRET_ENTRANT"
    _exige(secret, lu(secret), LONGUEUR_D_UN_JETON)
    for nom in ("GARDE_TOIT_CONVERSATIONS", "GARDE_TOIT_REGISTRE", "GARDE_TOIT_REDIS"):
        _exige(nom, urlsplit(lu(nom, "")).password, LONGUEUR_D_UN_MOT_DE_PASSE, "mot de passe de ")


def _exige(nom: str, valeur: str | None, longueur: int, quoi: str = "") -> None:
    differents = min(SIGNES_DIFFERENTS, longueur - 1)
    if valeur and (len(valeur) < longueur or len(set(valeur)) < differents):
        raise SecretFaible(
            f"{quoi}{nom} est trop facile à deviner : il faut {longueur} signes tirés au hasard "
            "(par exemple : openssl rand -hex 24)."
        )
