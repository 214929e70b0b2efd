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
Classement = list[tuple[str, float]]
"""(intent, probability), best first."""

_TERME = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Danger:
    """One danger and its patterns, on unfolded text; see ``knowledge/dangers.yml``."""

    nom: str
    motifs: re.Pattern[str]
    possibles: re.Pattern[str]
    sauf: re.Pattern[str]


@dataclass(frozen=True)
class ReglagesFilet:
    """Settings of the net, given in ``config.yml``; see :func:`attrape` and :func:`signale`."""

    possible: float = 0.2
    confiance: float = 0.95
    confiance_possible: float = 0.5


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


def signale(
    texte: str, classement: Classement, dangers: list[Danger], reglages: ReglagesFilet
) -> Classement:
    """The ranking with the gravest danger told first, the others sharing what is left.

    A danger in sure words gets ``confiance``; in doubtful ones ``confiance_possible``, or what the
    classifier gives it when that is more.
    """
    probabilites = dict(classement)
    trouves = attrape(texte, dangers, probabilites, reglages.possible)
    if not trouves:
        return classement
    danger = trouves[0]
    sur = danger in attrape(texte, dangers, {}, 1.0)
    doute = max(reglages.confiance_possible, probabilites.get(danger, 0.0))
    confiance = reglages.confiance if sur else doute
    autres = [(nom, p * (1 - confiance)) for nom, p in classement if nom != danger]
    return [(danger, confiance), *autres]
