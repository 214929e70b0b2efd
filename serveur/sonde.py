"""Probe for containers without curl: ``python -m serveur.sonde URL`` ends with 0 when it is 200."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request

ATTENTE_S = 6


def repond(url: str) -> bool:
    """True when the address answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=ATTENTE_S) as reponse:
            return bool(reponse.status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(0 if repond(sys.argv[1]) else 1)
