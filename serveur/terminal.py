"""``make chat``: chat in the terminal, with the same server and channel as everybody."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
import uuid

from serveur.processus import DepartRate, Maison
from serveur.reglages import RACINE, lit_reglages


def envoie(url: str, personne: str, texte: str) -> list[dict]:
    """Send one message over the rest channel; return the bot's messages."""
    corps = json.dumps({"sender": personne, "message": texte}).encode()
    requete = urllib.request.Request(
        f"{url}/webhooks/rest/webhook", corps, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(requete, timeout=30) as reponse:
        return json.load(reponse)


def montre(message: dict) -> None:
    """Print one message of the bot, with its choices."""
    if message.get("text"):
        print(f"\n  {message['text']}".replace("\n", "\n  "))
    for bouton in message.get("buttons") or []:
        print(f"    [{bouton['title']}]")


def main() -> int:
    """Talk until an empty line or Ctrl-D."""
    reglages = lit_reglages()
    entrainement = [sys.executable, "-m", "serveur.entrainement"]
    if subprocess.run(entrainement, cwd=RACINE).returncode != 0:
        return 1
    personne = uuid.uuid4().hex
    try:
        with Maison(reglages, reglages.dossier_modeles / "garde-toit.tar.gz") as maison:
            maison.demarre()
            print("\nÉcrivez votre message. Une ligne vide ou Ctrl-D pour finir.")
            while texte := input("\n> ").strip():
                for message in envoie(reglages.url_rasa, personne, texte):
                    montre(message)
    except (EOFError, KeyboardInterrupt):
        print()
    except DepartRate as erreur:
        print(f"[garde-toit] {erreur}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
