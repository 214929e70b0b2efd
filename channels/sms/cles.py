"""Keys of the SMS channel: who somebody is without his number, and what is stored unreadable.

Three uses, never mixed: the sender identifier (keyed hash), the opt-out digest (its own key, never
rotated), and the encryption of what waits to be sent. Keys come from the environment, else from
owner-only files drawn at random.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from serveur.reglages import Reglages, ReglagesSms

_INTERNATIONAL = re.compile(r"^(?:\+|00)")


def numero_e164(numero: str) -> str:
    """A number as +33612345678; short codes and words stay as they are.

    Accepts "+33 6 12…", "0033612…", "33612…" (as Vonage writes it) and "0612…" (read in France).
    """
    nu = re.sub(r"[\s.()-]", "", numero)
    if _INTERNATIONAL.match(nu):
        return "+" + _INTERNATIONAL.sub("", nu)
    if re.fullmatch(r"0[1-9]\d{8}", nu):
        return "+33" + nu[1:]
    return "+" + nu if re.fullmatch(r"\d{10,15}", nu) else nu


class Cles:
    """Hashes and encryption; ``cles[0]`` is current, the others still decrypt (rotation)."""

    def __init__(self, cles: Sequence[str], cle_opposition: str) -> None:
        self._personne = _derive(cles[0], "personne")
        self._opposition = _derive(cle_opposition, "opposition")
        self._coffre = MultiFernet(
            [Fernet(base64.urlsafe_b64encode(_derive(cle, "coffre"))) for cle in cles]
        )

    def personne(self, numero: str) -> str:
        """Sender identifier of a number: stable, and no way back to the number."""
        return "s" + _empreinte(self._personne, numero_e164(numero))[:40]

    def opposition(self, numero: str) -> str:
        """Digest under which an opt-out is kept."""
        return _empreinte(self._opposition, numero_e164(numero))

    def message(self, identifiant: str) -> str:
        """Digest of a provider's message identifier (some providers build it from the number)."""
        return _empreinte(self._opposition, "message:" + identifiant)

    def chiffre(self, clair: str) -> bytes:
        """Encrypted form of a text."""
        return self._coffre.encrypt(clair.encode())

    def dechiffre(self, chiffre: bytes) -> str | None:
        """The text again; None when no known key opens it."""
        try:
            return self._coffre.decrypt(chiffre).decode()
        except InvalidToken:
            return None


def cle_du_fichier(fichier: Path) -> str:
    """A key kept in an owner-only file, drawn at random the first time."""
    fichier.parent.mkdir(parents=True, exist_ok=True)
    try:
        descripteur = os.open(fichier, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return fichier.read_text().strip()
    with os.fdopen(descripteur, "w") as flux:
        valeur = secrets.token_urlsafe(32)
        flux.write(valeur)
    return valeur


def lit_cles(reglages: Reglages, sms: ReglagesSms) -> Cles:
    """Keys from the environment, else from owner-only files."""
    var = reglages.dossier_var
    opposition = sms.cle_opposition or cle_du_fichier(var / "sms_cle_opposition")
    return Cles(sms.cles or (cle_du_fichier(var / "sms_cle"),), opposition)


def _derive(cle: str, usage: str) -> bytes:
    return hmac.new(cle.encode(), b"garde-toit-sms:" + usage.encode(), hashlib.sha256).digest()


def _empreinte(cle: bytes, texte: str) -> str:
    return hmac.new(cle, texte.encode(), hashlib.sha256).hexdigest()
