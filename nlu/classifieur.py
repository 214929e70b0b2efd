"""Rasa graph component around :class:`nlu.modele.Modele`."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.modele import Modele, Reglages


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class ClassifieurFrancais(GraphComponent, IntentClassifier):
    """Linear intent classifier for French as tenants write it; calibrated, no pickle."""

    def __init__(self, reglages: Reglages, stockage: ModelStorage, ressource: Resource) -> None:
        self._reglages = reglages
        self._stockage = stockage
        self._ressource = ressource
        self._modele: Modele | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings of ``config.yml`` and their defaults (see :class:`Reglages`)."""
        return {"caracteres": [2, 5], "mots": [1, 2], "min_df": 2, "c": 0.3}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClassifieurFrancais:
        """Build the untrained component (called by Rasa)."""
        reglages = Reglages(
            caracteres=tuple(config["caracteres"]),
            mots=tuple(config["mots"]),
            min_df=config["min_df"],
            c=config["c"],
        )
        return cls(reglages, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on the examples that carry an intent, and store it."""
        exemples = [m for m in training_data.intent_examples if m.get(TEXT)]
        self._modele = Modele.entraine(
            [m.get(TEXT) for m in exemples], [m.get(INTENT) for m in exemples], self._reglages
        )
        with self._stockage.write_to(self._ressource) as dossier:
            self._modele.enregistre(dossier)
        return self._ressource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ClassifieurFrancais:
        """Read the trained model back (called by Rasa)."""
        composant = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as dossier:
            composant._modele = Modele.charge(dossier)
        return composant

    def process(self, messages: list[Message]) -> list[Message]:
        """Set ``intent`` and ``intent_ranking`` on each message."""
        assert self._modele is not None, "process is only called on a loaded component"
        textes = [message.get(TEXT) or "" for message in messages]
        for message, ligne in zip(messages, self._modele.probabilites(textes), strict=True):
            rang = [
                {"name": self._modele.etiquettes[colonne], "confidence": float(ligne[colonne])}
                for colonne in np.argsort(-ligne)
            ]
            message.set(INTENT, rang[0], add_to_output=True)
            message.set("intent_ranking", rang[:10], add_to_output=True)
        return messages
