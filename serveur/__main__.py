"""``make run``: train when needed, start everything, print the address, end all on Ctrl-C.

What ends by accident is started again.
"""

from __future__ import annotations

import signal
import subprocess
import sys

from serveur.processus import DepartRate, Maison
from serveur.reglages import RACINE, SecretFaible, lit_reglages, verifie_les_secrets
from serveur.veille import TropDeFins


def main() -> int:
    """Run until Ctrl-C; exit status 1 when a process does not start, or keeps ending."""
    for arret in (signal.SIGINT, signal.SIGTERM):
        signal.signal(arret, signal.default_int_handler)
    try:
        verifie_les_secrets()
    except SecretFaible as erreur:
        print(f"[garde-toit] {erreur}", file=sys.stderr, flush=True)
        return 1
    reglages = lit_reglages()
    # In its own process: training's memory is given back before anything is served.
    entrainement = [sys.executable, "-m", "serveur.entrainement"]
    if subprocess.run(entrainement, cwd=RACINE).returncode != 0:
        return 1
    try:
        with Maison(reglages, reglages.dossier_modeles / "garde-toit.tar.gz") as maison:
            print("[garde-toit] Démarrage (environ 30 secondes)…", flush=True)
            maison.demarre()
            print(
                f"\n  Page de discussion : {reglages.url_web}"
                f"\n  Console des conseillers : {reglages.url_console}"
                "\n  Ctrl-C pour arrêter.\n",
                flush=True,
            )
            maison.veille()
    except KeyboardInterrupt:
        print("\n[garde-toit] Arrêté.", flush=True)
        return 0
    except (DepartRate, TropDeFins) as erreur:
        print(f"[garde-toit] {erreur}", file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
