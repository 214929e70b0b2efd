"""Rasa graph component: a safety net beside the classifier, so that no danger is missed.

It follows the classifier in the pipeline: when :mod:`nlu.dangers` catches a danger, in the words
or in what the classifier half sees, that intent is put first.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.dangers import ReglagesFilet, lit_dangers, signale


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class FiletDanger(GraphComponent):
    """Put a danger first when the message tells one, whatever the classifier thought."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._reglages = ReglagesFilet(
            **{champ.name: float(config[champ.name]) for champ in fields(ReglagesFilet)}
        )
        self._dangers = lit_dangers()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings of ``config.yml`` and their defaults (see :class:`ReglagesFilet`)."""
        return asdict(ReglagesFilet())

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
            classement = [
                (candidat["name"], candidat["confidence"])
                for candidat in message.get("intent_ranking") or []
            ]
            parties = [
                (partie["texte"], partie["intention"], partie["confiance"])
                for partie in message.get("parties") or []
            ]
            texte = message.get(TEXT) or ""
            nouveau = signale(texte, classement, parties, self._dangers, self._reglages)
            if nouveau is not classement:
                rendu = [{"name": nom, "confidence": p} for nom, p in nouveau]
                message.set(INTENT, rendu[0], add_to_output=True)
                message.set("intent_ranking", rendu, add_to_output=True)
        return messages
