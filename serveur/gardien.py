"""The daily timer: ``python -m serveur.gardien`` enforces the retention now, then every day.

``make run`` starts it beside the servers; elsewhere it is one more service, or a timer that runs
``python -m registre purge``.
"""

from __future__ import annotations

import logging
import signal
import threading

from registre.conservation import applique
from serveur.journal import regle_le_journal

UN_JOUR_S = 86_400
# After a fault (a database that is down), the next day would be late.
NOUVEL_ESSAI_S = 600

# Run as ``__main__``, whose name says nothing.
journal = logging.getLogger("serveur.gardien")


def garde(arret: threading.Event) -> None:
    """Purge, wait, and again, until ``arret`` is set."""
    while not arret.is_set():
        arret.wait(UN_JOUR_S if purge() else NOUVEL_ESSAI_S)


def purge() -> bool:
    """Enforce the retention once; False after a fault, which is only logged."""
    try:
        faites = applique()
    except Exception:
        journal.exception("conservation non appliquée")
        return False
    journal.info("conservation appliquée", extra={"champs": {"supprimes": faites}})
    return True


def main() -> None:
    """Run until stopped."""
    regle_le_journal("gardien")
    arret = threading.Event()
    for signal_d_arret in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_d_arret, lambda *_: arret.set())
    garde(arret)


if __name__ == "__main__":
    main()
