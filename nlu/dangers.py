"""Words that tell a danger, tried on a message: pure matching, the words are content.

``knowledge/dangers.yml`` holds the patterns; :mod:`nlu.filet` puts what is caught before the
classifier's own choice.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from nlu.normalisation import deplie, phrases

_DEFAUT = Path(__file__).resolve().parents[1] / "knowledge"
_TERME = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Danger:
    """One danger and its patterns, on unfolded text; see ``knowledge/dangers.yml``."""

    nom: str
    motifs: re.Pattern[str]
    possibles: re.Pattern[str]
    sauf: re.Pattern[str]


def lit_dangers(fichier: Path | None = None) -> list[Danger]:
    """The dangers of the content, gravest first; ``GARDE_TOIT_KNOWLEDGE`` moves the folder."""
    chemin = fichier or Path(os.environ.get("GARDE_TOIT_KNOWLEDGE", _DEFAUT)) / "dangers.yml"
    lu = yaml.load(chemin.read_text(encoding="utf-8"), yaml.CSafeLoader)

    def compile_(motifs: list[str]) -> re.Pattern[str]:
        entiers = (_TERME.sub(lambda trouve: lu["termes"][trouve[1]], motif) for motif in motifs)
        return re.compile("|".join(f"(?:{motif})" for motif in entiers))

    return [
        Danger(nom, *(compile_(patrons[sorte]) for sorte in ("motifs", "possibles", "sauf")))
        for nom, patrons in lu["dangers"].items()
    ]


def attrape(
    texte: str, dangers: list[Danger], vraisemblances: dict[str, float], seuil_possible: float
) -> list[str]:
    """Names of the dangers that the message tells, gravest first.

    ``vraisemblances``: intent -> probability given by the classifier; a "possible" pattern needs
    at least ``seuil_possible`` of it.
    """
    deplies = [deplie(phrase) for phrase in phrases(texte) or [texte]]
    trouves = []
    for danger in dangers:
        restes = [danger.sauf.sub(" ", phrase) for phrase in deplies]
        sur = any(danger.motifs.search(reste) for reste in restes)
        vraisemblable = vraisemblances.get(danger.nom, 0.0) >= seuil_possible
        if sur or (vraisemblable and any(danger.possibles.search(reste) for reste in restes)):
            trouves.append(danger.nom)
    return trouves


def met_devant(
    classement: list[tuple[str, float]], danger: str, confiance: float
) -> list[tuple[str, float]]:
    """The ranking with ``danger`` first at ``confiance``, the others sharing what is left."""
    autres = [(nom, p * (1 - confiance)) for nom, p in classement if nom != danger]
    return [(danger, confiance), *autres]
