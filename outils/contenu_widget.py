"""Write what the widget knows without its server: ``python -m outils.contenu_widget``.

Numbers and sentences come from ``knowledge/``; a test compares the files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guide.contenu import contenu

SOURCES = Path(__file__).resolve().parents[1] / "widget" / "src"
LE_RESEAU, *AUTRES = PARTOUT = ("sos_loyers_impayes", "siao_115", "urgences_112")
ADILS = {"lens": "adil_62"}
# Phrases of the window; the others of the dialogue that it also says.
PREFIXE, AUSSI = "fenetre_", ("efface_fait", "efface_confirmer")


def numeros() -> dict[str, list[dict[str, str]]]:
    """The national numbers; for a territory, its ADIL after the network of all ADILs."""
    return {
        "national": [_numero(nom) for nom in PARTOUT],
        **{
            territoire: [_numero(nom) for nom in (LE_RESEAU, adil, *AUTRES)]
            for territoire, adil in ADILS.items()
        },
    }


def textes() -> dict[str, str]:
    """Sentences of the window by name, with ``{nom}`` where it fills in a value."""
    return {
        nom.removeprefix(PREFIXE): phrase.texte
        for nom, phrase in contenu().phrases.items()
        if nom.startswith(PREFIXE) or nom in AUSSI
    }


def fichiers() -> Iterator[tuple[Path, str]]:
    """Each file made from the knowledge, and its content."""
    yield SOURCES / "secours.json", _json(numeros())
    yield SOURCES / "textes.json", _json(textes())


def _numero(nom: str) -> dict[str, str]:
    contact = contenu().contacts[nom]
    return {"nom": contact.nom, "telephone": contact.telephones[0]}


def _json(valeur: Any) -> str:
    return json.dumps(valeur, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for fichier, texte in fichiers():
        fichier.write_text(texte, encoding="utf-8")
