"""Rasa graph component around :class:`nlu.modele.Modele`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from guide.contenu.modeles import ETAPES
from nlu.modele import Modele, Reglages

# The ranking is stored with each message: the first intents, and always the likeliest stages, so
# that an operator sees beside a stage what else it could be.
RANGS_MONTRES = 10
ETAPES_MONTREES = 3


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class ClassifieurFrancais(GraphComponent, IntentClassifier):
    """Linear intent classifier for French as tenants write it; calibrated, no pickle."""

    def __init__(self, config: dict[str, Any], stockage: ModelStorage, ressource: Resource) -> None:
        self._reglages = Reglages.lit(config)
        self._doute = dict(config["doute"])
        self._stockage = stockage
        self._ressource = ressource
        self._modele: Modele | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings of ``config.yml`` and their defaults (see :class:`Reglages`)."""
        return asdict(Reglages()) | {"doute": {}}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClassifieurFrancais:
        """Build the untrained component (called by Rasa)."""
        return cls(config, model_storage, resource)

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
        """Set ``intent``, ``intent_ranking``, ``parties`` and ``doute`` on each message.

        ``parties``: for a message of several sentences, each one with its own intent.
        """
        for message in messages:
            self._comprend(message)
        return messages

    def _comprend(self, message: Message) -> None:
        assert self._modele is not None, "process is only called on a loaded component"
        lecture = self._modele.lit(message.get(TEXT) or "")
        classement = [{"name": nom, "confidence": p} for nom, p in lecture.classement]
        parties = [
            {"texte": texte, "intention": nom, "confiance": p} for texte, nom, p in lecture.parties
        ]
        message.set(INTENT, classement[0], add_to_output=True)
        etapes = [candidat for candidat in classement if candidat["name"] in ETAPES]
        montres = classement[:RANGS_MONTRES]
        montres += [e for e in etapes[:ETAPES_MONTREES] if e not in montres]
        message.set("intent_ranking", montres, add_to_output=True)
        message.set("parties", parties, add_to_output=True)
        message.set("doute", self._doute, add_to_output=True)
