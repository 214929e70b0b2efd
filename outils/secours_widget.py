"""Write the numbers that the widget knows without its server: ``python -m outils.secours_widget``.

They come from ``knowledge/``; a test compares the file.
"""

from __future__ import annotations

import json
from pathlib import Path

from guide.contenu import contenu

FICHIER = Path(__file__).resolve().parents[1] / "widget" / "src" / "secours.json"
LE_RESEAU, *AUTRES = PARTOUT = ("sos_loyers_impayes", "siao_115", "urgences_112")
ADILS = {"lens": "adil_62"}


def numeros() -> dict[str, list[dict[str, str]]]:
    """The national numbers; for a territory, its ADIL after the network of all ADILs."""
    return {
        "national": [_numero(nom) for nom in PARTOUT],
        **{
            territoire: [_numero(nom) for nom in (LE_RESEAU, adil, *AUTRES)]
            for territoire, adil in ADILS.items()
        },
    }


def _numero(nom: str) -> dict[str, str]:
    contact = contenu().contacts[nom]
    return {"nom": contact.nom, "telephone": contact.telephones[0]}


def texte() -> str:
    """The file's content."""
    return json.dumps(numeros(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FICHIER.write_text(texte(), encoding="utf-8")
