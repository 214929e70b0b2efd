"""Smoke test after a deployment: ``python -m serveur.fumee https://garde-toit.example``.

Like a visitor, through the public address: health, then a short conversation over the widget's
channel (the paper is recognised, its date counted, the page's history kept), which is then erased.
Exit status 0 when all is well, 1 with one French sentence otherwise, 2 for a malformed command.
"""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from guide.contenu import contenu
from guide.contenu.rendu import rend
from guide.dates_fr import en_toutes_lettres, sans_jour
from guide.delais import Faits, calcule
from guide.horloge import aujourdhui

ATTENTE_S = 40
REGLE = "commandement_payer"
IL_Y_A = timedelta(days=10)


class Fumee(RuntimeError):
    """Something does not work; the message is one clear French sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the test; return the exit status."""
    analyseur = argparse.ArgumentParser(prog="python -m serveur.fumee", allow_abbrev=False)
    analyseur.add_argument("url", help="adresse publique de la page de discussion")
    analyseur.add_argument(
        "--origine", help="site permis qui montre le widget (défaut : l'adresse elle-même)"
    )
    args = analyseur.parse_args(arguments)
    try:
        verifie(args.url.rstrip("/"), args.origine)
    except Fumee as erreur:
        print(f"ÉCHEC : {erreur}", file=sys.stderr)
        return 1
    print("Tout va bien : santé, conversation, date calculée, historique, effacement.")
    return 0


def verifie(url: str, origine: str | None = None) -> None:
    """Raise :class:`Fumee` at the first thing that does not work."""
    _sante(url)
    visiteur = _Visiteur(url, origine or url)
    try:
        _converse(visiteur)
    finally:
        visiteur.part()
    if visiteur.demande("GET", "messages")[0] != 401:
        raise Fumee("La conversation d'essai n'a pas été effacée.")


def _sante(url: str) -> None:
    statut, _ = _demande("GET", f"{url}/sante")
    if statut != 200:
        raise Fumee(f"La page ne répond pas à {url}/sante (statut {statut}).")
    # A proxy may keep this one for the servers' own network.
    statut, etat = _demande("GET", f"{url}/pret")
    if statut not in (200, 404):
        raise Fumee(f"Le système n'est pas prêt (statut {statut}, {etat}).")


def _converse(visiteur: _Visiteur) -> None:
    depuis = aujourdhui() - IL_Y_A
    premiere = visiteur.dit("j'ai reçu un commandement de payer de l'huissier")
    if contenu().fiches[REGLE].titre.lower() not in premiere.lower():
        raise Fumee("Le papier n'est pas reconnu : le modèle est-il chargé ?")
    visiteur.dit(f"le {sans_jour(depuis)}")
    trouve = visiteur.dit("2 mois") + visiteur.dit("je ne sais pas")
    echeance = calcule(REGLE, Faits(depuis=depuis, ecrit="2_mois", bail="inconnu"), aujourdhui())
    attendue = echeance.date_a_retenir
    assert attendue is not None, "this rule always has a date"
    if en_toutes_lettres(attendue) not in trouve.lower():
        raise Fumee(f"La date attendue ({attendue}) n'est pas dite.")
    statut, lu = visiteur.demande("GET", "messages")
    if statut != 200 or sum(message["de"] == "moi" for message in lu["messages"]) != 4:
        raise Fumee("L'historique de la conversation n'est pas complet.")


class _Visiteur:
    """A conversation over the widget's channel."""

    def __init__(self, url: str, origine: str) -> None:
        self._url, self._origine, self._jeton = url, origine, ""
        statut, ouverte = self.demande("POST", "session", {})
        if statut != 201:
            raise Fumee(f"Aucune conversation ne s'ouvre (statut {statut}, {ouverte}).")
        self._jeton = ouverte["jeton"]

    def dit(self, texte: str) -> str:
        """Send a message; every text of the answer."""
        corps = {"id": uuid.uuid4().hex, "texte": texte}
        statut, recu = self.demande("POST", "message", corps)
        if statut != 200:
            raise Fumee(f"Un message n'a pas de réponse (statut {statut}).")
        textes = [m.get("text", "") for m in recu["messages"] if m["de"] == "bot"]
        if rend(contenu().phrases["panne"]) in textes:
            raise Fumee("La réponse est celle d'une panne : le serveur d'actions répond-il ?")
        return "\n".join(textes)

    def part(self) -> None:
        """Erase the conversation."""
        self.demande("POST", "effacer", {})

    def demande(
        self, methode: str, chemin: str, corps: dict[str, Any] | None = None
    ) -> tuple[int, Any]:
        entetes = {"Origin": self._origine, "Content-Type": "application/json"}
        if self._jeton:
            entetes["Authorization"] = f"Bearer {self._jeton}"
        adresse = f"{self._url}/webhooks/widget/{chemin}"
        return _demande(methode, adresse, corps, entetes)


def _demande(
    methode: str,
    url: str,
    corps: dict[str, Any] | None = None,
    entetes: dict[str, str] | None = None,
) -> tuple[int, Any]:
    """Status and JSON body (None when there is none)."""
    donnees = None if corps is None else json.dumps(corps).encode()
    requete = urllib.request.Request(url, donnees, entetes or {}, method=methode)
    try:
        with urllib.request.urlopen(requete, timeout=ATTENTE_S) as reponse:
            return reponse.status, _lu(reponse.read())
    except urllib.error.HTTPError as erreur:
        return erreur.code, _lu(erreur.read())
    except (OSError, http.client.HTTPException) as erreur:
        raise Fumee(f"{url} ne répond pas ({type(erreur).__name__}).") from erreur


def _lu(corps: bytes) -> Any:
    try:
        return json.loads(corps)
    except ValueError:
        return None


if __name__ == "__main__":
    sys.exit(main())
