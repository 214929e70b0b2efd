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
Partie = tuple[str, str, float]
"""A sentence, its intent by itself and that probability."""

_TERME = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Danger:
    """One danger and its patterns, on unfolded text; see ``knowledge/dangers.yml``."""

    nom: str
    motifs: re.Pattern[str]
    sauf: re.Pattern[str]


@dataclass(frozen=True)
class ReglagesFilet:
    """Settings of the net, given in ``config.yml``; see :func:`annonce`."""

    somme: float = 0.3
    noyee: float = 0.15
    mots: float = 15
    phrase: float = 0.95
    sure: float = 0.95
    possible: float = 0.5


def lit_dangers(fichier: Path | None = None) -> list[Danger]:
    """The dangers of the content, gravest first; ``GARDE_TOIT_KNOWLEDGE`` moves the folder."""
    chemin = fichier or Path(os.environ.get("GARDE_TOIT_KNOWLEDGE", _DEFAUT)) / "dangers.yml"
    lu = yaml.load(chemin.read_text(encoding="utf-8"), yaml.CSafeLoader)

    def compile_(motifs: list[str]) -> re.Pattern[str]:
        entiers = (_TERME.sub(lambda trouve: lu["termes"][trouve[1]], motif) for motif in motifs)
        return re.compile("|".join(f"(?:{motif})" for motif in entiers))

    return [
        Danger(nom, compile_(patrons["motifs"]), compile_(patrons["sauf"]))
        for nom, patrons in lu["dangers"].items()
    ]


def attrape(texte: str, dangers: list[Danger]) -> list[str]:
    """Names of the dangers that the message tells in plain words, gravest first."""
    deplies = [deplie(phrase) for phrase in phrases(texte) or [texte]]
    return [
        danger.nom
        for danger in dangers
        if any(danger.motifs.search(danger.sauf.sub(" ", phrase)) for phrase in deplies)
    ]


def annonce(
    texte: str,
    vraisemblances: dict[str, float],
    parties: list[Partie],
    dangers: list[Danger],
    reglages: ReglagesFilet,
) -> tuple[str, float] | None:
    """The danger that the message tells and how sure that is, or None.

    Told in plain words, it gets ``sure``. When the classifier half sees one (:func:`_seuil`),
    the likeliest gets ``possible``, or its own probability when that is more. Else a sentence read
    by itself counts, from ``phrase`` on: a long message drowns it.
    """
    trouves = attrape(texte, dangers)
    if trouves:
        return trouves[0], reglages.sure
    parts = {danger.nom: vraisemblances.get(danger.nom, 0.0) for danger in dangers}
    if sum(parts.values()) >= _seuil(texte, vraisemblances, reglages):
        nom = max(parts, key=parts.__getitem__)
        return nom, max(reglages.possible, parts[nom])
    dites = [(p, nom) for _, nom, p in parties if nom in parts and p >= reglages.phrase]
    if not dites:
        return None
    confiance, nom = max(dites)
    return nom, confiance


def _seuil(texte: str, vraisemblances: dict[str, float], reglages: ReglagesFilet) -> float:
    """What all dangers together must be given to count: ``somme``, or ``noyee`` in a long message.

    A few words ("aidez-moi"), or a message that fits nothing, leave the classifier unsure of
    everything: a little of it for a danger then means nothing.
    """
    recit = len(texte.split()) >= reglages.mots
    if recit and max(vraisemblances.values(), default=0.0) >= reglages.somme:
        return reglages.noyee
    return reglages.somme


def signale(
    texte: str,
    classement: Classement,
    parties: list[Partie],
    dangers: list[Danger],
    reglages: ReglagesFilet,
) -> Classement:
    """The ranking with the danger told first, the others sharing what is left."""
    probabilites = dict(classement)
    trouve = annonce(texte, probabilites, parties, dangers, reglages)
    if trouve is None:
        return classement
    danger, confiance = trouve
    reste = sum(p for nom, p in classement if nom != danger) or 1.0
    autres = [(nom, p * (1 - confiance) / reste) for nom, p in classement if nom != danger]
    return [(danger, confiance), *autres]
