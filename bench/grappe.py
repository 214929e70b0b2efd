"""A whole installation of several processes behind the real proxy, on free loopback ports.

For tests and benches: the proxy's configuration is that of ``deploy/nginx``, with other ports.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import re
import shutil
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bench.__main__ import port_libre
from serveur.processus import Maison, Processus
from serveur.reglages import RACINE

NGINX = RACINE / "deploy" / "nginx"


@dataclass(frozen=True)
class Ports:
    """Ports of one installation; ``rasa_interne`` and ``actions_interne`` are the proxy's."""

    rasa: list[int]
    actions: list[int]
    web: int
    public: int
    redirection: int
    rasa_interne: int
    actions_interne: int

    @classmethod
    def libres(cls, rasa: int, actions: int) -> Ports:
        """Free ports for so many processes."""
        return cls(
            [port_libre() for _ in range(rasa)],
            [port_libre() for _ in range(actions)],
            *(port_libre() for _ in range(5)),
        )


def reglages_communs(ports: Ports, conversations: str, registre: str, redis: str) -> dict[str, str]:
    """Environment of every process of the installation."""
    return {
        "GARDE_TOIT_CONVERSATIONS": conversations,
        "GARDE_TOIT_REGISTRE": registre,
        "GARDE_TOIT_REDIS": redis,
        "GARDE_TOIT_CONNECTEURS": str(RACINE / "deploy" / "credentials.yml"),
        "GARDE_TOIT_PORT_WEB": str(ports.web),
        "GARDE_TOIT_URL_RASA": f"http://127.0.0.1:{ports.rasa_interne}",
        "GARDE_TOIT_URL_ACTIONS": f"http://127.0.0.1:{ports.actions_interne}/webhook",
    }


def ecrit_le_mandataire(dossier: Path, ports: Ports, tls: Path) -> list[str]:
    """Write the proxy's configuration and return its command; ``tls`` holds the certificate."""
    shutil.copytree(NGINX / "secours", dossier / "secours", dirs_exist_ok=True)
    amonts = (NGINX / "amonts" / "hote.conf").read_text(encoding="utf-8")
    for prevus, choisis in (((5005, 5006), ports.rasa), ((5055, 5056), ports.actions)):
        for rang, prevu in enumerate(prevus):
            ligne = rf" +server 127\.0\.0\.1:{prevu} .*\n"
            if rang < len(choisis):
                amonts = _change(amonts, f"127.0.0.1:{prevu} ", f"127.0.0.1:{choisis[rang]} ")
            else:
                amonts = re.sub(ligne, "", amonts)
    amonts = _change(amonts, "127.0.0.1:8000;", f"127.0.0.1:{ports.web};")
    amonts = _change(amonts, "listen 127.0.0.1:8081", f"listen 127.0.0.1:{ports.rasa_interne}")
    amonts = _change(amonts, "listen 127.0.0.1:8082", f"listen 127.0.0.1:{ports.actions_interne}")
    public = (NGINX / "garde-toit.conf").read_text(encoding="utf-8")
    public = _change(public, "listen 443", f"listen 127.0.0.1:{ports.public}")
    public = _change(public, "listen 80;", f"listen 127.0.0.1:{ports.redirection};")
    public = _change(public, "/etc/garde-toit/tls/", f"{tls}/")
    public = _change(public, "/etc/nginx/secours/", f"{dossier}/secours/")
    principal = (NGINX / "nginx.conf").read_text(encoding="utf-8")
    principal = _change(principal, " /tmp/", f" {dossier}/")
    for nom, texte in (
        ("amonts.conf", amonts),
        ("garde-toit.conf", public),
        ("nginx.conf", principal),
    ):
        (dossier / nom).write_text(texte, encoding="utf-8")
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if nginx is None:
        raise FileNotFoundError("nginx")
    # As root its workers would become nobody, who may not read a temporary folder.
    en_avant = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
    commande = [nginx, "-p", str(dossier), "-c", str(dossier / "nginx.conf"), "-e", "stderr"]
    return [*commande, "-g", en_avant]


def _change(texte: str, avant: str, apres: str) -> str:
    assert avant in texte, f"absent de deploy/nginx : {avant}"
    return texte.replace(avant, apres)


def certificat(dossier: Path) -> ssl.SSLContext:
    """Write a self-signed certificate for the loopback; a context that trusts it alone."""
    cle = ec.generate_private_key(ec.SECP256R1())
    nom = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    debut = dt.datetime.now(dt.timezone.utc) - dt.timedelta(days=1)
    adresse = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    signe = (
        x509.CertificateBuilder()
        .subject_name(nom)
        .issuer_name(nom)
        .public_key(cle.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(debut)
        .not_valid_after(debut + dt.timedelta(days=30))
        .add_extension(adresse, critical=False)
        .sign(cle, hashes.SHA256())
    )
    (dossier / "fullchain.pem").write_bytes(signe.public_bytes(serialization.Encoding.PEM))
    (dossier / "privkey.pem").write_bytes(
        cle.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return ssl.create_default_context(cafile=str(dossier / "fullchain.pem"))


class Grappe(Maison):
    """Several Rasa and action servers, the web process and the proxy in front of them.

    ``environnement`` (with ``GARDE_TOIT_VAR`` and ``RASA_TOKEN``) is that of every process; no
    other setting of this process reaches them.
    """

    def __init__(self, ports: Ports, environnement: dict[str, str], mandataire: list[str]) -> None:
        ailleurs = {n: v for n, v in os.environ.items() if not n.startswith("GARDE_TOIT_")}
        self._environnement = {**ailleurs, **environnement}
        journaux = Path(environnement["GARDE_TOIT_VAR"]) / "journaux"
        python, modele = sys.executable, str(RACINE / "models" / "garde-toit.tar.gz")
        self.ports = ports
        self.actions = [
            Processus(
                f"actions {port}",
                [python, "-m", "serveur.actions"],
                f"http://127.0.0.1:{port}/health",
                journaux / f"actions-{port}.log",
                {"GARDE_TOIT_PORT_ACTIONS": str(port)},
            )
            for port in ports.actions
        ]
        self.rasa = [
            Processus(
                f"Rasa {port}",
                [python, "-m", "serveur.rasa", modele],
                f"http://127.0.0.1:{port}/status?token={environnement['RASA_TOKEN']}",
                journaux / f"rasa-{port}.log",
                {"GARDE_TOIT_PORT_RASA": str(port)},
            )
            for port in ports.rasa
        ]
        self.web = Processus(
            "web",
            [python, "-m", "web"],
            f"http://127.0.0.1:{ports.web}/sante",
            journaux / "web.log",
        )
        self.mandataire = Processus(
            "mandataire",
            mandataire,
            f"http://127.0.0.1:{ports.rasa_interne}/",
            journaux / "mandataire.log",
        )
        self.processus = [*self.actions, *self.rasa, self.web, self.mandataire]

    def __enter__(self) -> Grappe:
        return self

    @property
    def environnement(self) -> dict[str, str]:
        """What every process is started with."""
        return self._environnement
