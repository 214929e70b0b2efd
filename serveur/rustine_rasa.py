"""Four documented patches of Rasa; ``tests/serveur/test_rustine_rasa.py`` fails when it changes.

* Action responses are checked with a schema compiled once: Rasa builds and checks a JSON schema
  anew for each, which takes half of a turn (docs/decisions/0001-rasa.md).
* A tracker store that fails says so: Rasa would go on in memory, so that a turn starts from an
  empty conversation, and what is said is lost at the next restart.
* A call to the action server ends after ``ATTENTE_DES_ACTIONS_S``: Rasa waits five minutes, during
  which nothing else can be said to this person.
* The class of an event is looked up once for each type: Rasa walks through all of them for each
  event of each conversation that it reads.

docs/decisions/0012-deploiement.md gives the reasons of the second and the third.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NoReturn

import fastjsonschema
import rasa.utils.endpoints
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.events import Event

ATTENTE_DES_ACTIONS_S = 20


def applique_les_rustines() -> None:
    """Change Rasa for the life of this process."""
    valide_les_reponses_une_fois()
    dit_les_pannes_du_magasin()
    cherche_les_classes_une_fois()
    rasa.utils.endpoints.DEFAULT_REQUEST_TIMEOUT = ATTENTE_DES_ACTIONS_S


def valide_les_reponses_une_fois() -> None:
    """Compile the schema of action responses once."""
    verifie = fastjsonschema.compile(RemoteAction.action_response_format_spec())

    def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        try:
            verifie(result)
        except fastjsonschema.JsonSchemaException as erreur:
            raise ValidationError(f"Invalid action server response: {erreur}") from erreur
        return True

    RemoteAction._validate_action_result = _validate_action_result


def dit_les_pannes_du_magasin() -> None:
    """Raise the tracker store's error instead of going on in memory."""

    def releve(_self: FailSafeTrackerStore, erreur: Exception) -> NoReturn:
        raise erreur

    FailSafeTrackerStore.on_tracker_store_error = releve
    FailSafeTrackerStore.on_tracker_store_retrieve_error = releve


def cherche_les_classes_une_fois() -> None:
    """Remember the class of each type of event."""
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=128)(Event.resolve_by_type))
