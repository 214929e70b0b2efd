"""A safety net beside the classifier: a danger told in plain words is never missed.

Pure matching; the words are content, in ``knowledge/dangers.yml``. The component follows the
classifier in the pipeline: when the net catches a danger, that intent is put first.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

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


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class FiletDanger(GraphComponent):
    """Put a danger first when the message tells one, whatever the classifier thought."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._possible = float(config["possible"])
        self._confiance = float(config["confiance"])
        self._dangers = lit_dangers()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``possible``: see :func:`attrape`; ``confiance``: given to a caught danger."""
        return {"possible": 0.2, "confiance": 0.95}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FiletDanger:
        """Build the component (called by Rasa)."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Rewrite ``intent`` and ``intent_ranking`` of the messages that tell a danger."""
        for message in messages:
            trouves = attrape(
                message.get(TEXT) or "",
                self._dangers,
                {c["name"]: c["confidence"] for c in message.get("intent_ranking") or []},
                self._possible,
            )
            if trouves:
                self._place_devant(message, trouves[0])
        return messages

    def _place_devant(self, message: Message, danger: str) -> None:
        premier = {"name": danger, "confidence": self._confiance}
        autres = [c for c in message.get("intent_ranking") or [] if c["name"] != danger]
        reste = 1 - self._confiance
        suite = [{**c, "confidence": c["confidence"] * reste} for c in autres]
        message.set(INTENT, premier, add_to_output=True)
        message.set("intent_ranking", [premier, *suite], add_to_output=True)
