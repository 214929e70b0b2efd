"""One Rasa process against two, behind the real proxy: ``python -m bench.processus``.

Same machine, same conversations over the widget's channel, PostgreSQL, Redis, two action servers.
``--postgresql`` names an empty database, ``--redis`` a database number that nothing else uses.
Needs nginx. Bounded, on the loopback.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import secrets
import sys
import tempfile
from pathlib import Path

from bench.__main__ import SANS_LIMITE, memoire_mo
from bench.charge import en_boucle, par_widget
from bench.grappe import Grappe, Ports, certificat, ecrit_le_mandataire, reglages_communs


def mesure(rasa: int, postgresql: str, redis: str) -> None:
    """Start an installation with so many Rasa processes and print its figures."""
    with tempfile.TemporaryDirectory() as nom:
        dossier, ports = Path(nom), Ports.libres(rasa, 2)
        certificat(dossier)
        # The proxy's private side: shared between processes, without the limits of one address.
        url = f"http://127.0.0.1:{ports.rasa_interne}"
        environnement = {
            **reglages_communs(ports, postgresql, postgresql, redis),
            "GARDE_TOIT_AUJOURDHUI": "2026-11-23",
            "GARDE_TOIT_VAR": str(dossier / "var"),
            "GARDE_TOIT_ORIGINES": url,
            "GARDE_TOIT_DEBITS": SANS_LIMITE,
            "RASA_TOKEN": secrets.token_hex(24),
        }
        mandataire = ecrit_le_mandataire(dossier, ports, dossier)
        with Grappe(ports, environnement, mandataire) as grappe:
            grappe.demarre(dit=False)
            asyncio.run(en_boucle(par_widget, url, 2))  # warms the processes up, not counted
            for personnes in (1, 10, 20):
                figures = asyncio.run(en_boucle(par_widget, url, personnes))
                print(f"{rasa} Rasa, {personnes} personnes : {figures}", flush=True)
            pids = [un.enfant.pid for un in grappe.rasa if un.enfant]
            print("mémoire par Rasa :", ", ".join(f"{memoire_mo(pid):.0f} Mo" for pid in pids))


def main() -> int:
    """Print the figures of one process, then of two."""
    lecteur = argparse.ArgumentParser(prog="python -m bench.processus")
    lecteur.add_argument("--postgresql", required=True, metavar="ADRESSE")
    lecteur.add_argument("--redis", required=True, metavar="ADRESSE")
    choix = lecteur.parse_args()
    print(f"machine : {platform.machine()}, {os.cpu_count()} cœurs")
    for rasa in (1, 2):
        mesure(rasa, choix.postgresql, choix.redis)
    return 0


if __name__ == "__main__":
    sys.exit(main())
