"""Print what the widget weighs on the network: ``python -m outils.poids_widget``."""

from __future__ import annotations

import gzip
from pathlib import Path

FICHIERS = Path(__file__).resolve().parents[1] / "widget" / "dist"
BOUTON, FENETRE = FICHIERS / "garde-toit.js", FICHIERS / "fenetre.js"
# Promised to the sites that embed it, in bytes.
BOUTON_AU_PLUS, TOUT_AU_PLUS = 3_000, 20_000


def poids(*fichiers: Path) -> int:
    """Bytes of these files, compressed as they travel."""
    return sum(len(gzip.compress(fichier.read_bytes(), 9)) for fichier in fichiers)


def dit() -> str:
    """Both weights beside their limits, in French."""
    return (
        f"bouton : {poids(BOUTON)} octets compressés (au plus {BOUTON_AU_PLUS}) ; "
        f"tout : {poids(BOUTON, FENETRE)} (au plus {TOUT_AU_PLUS})"
    )


if __name__ == "__main__":
    print(dit())
