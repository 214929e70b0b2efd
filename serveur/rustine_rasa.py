"""One documented patch of Rasa: check action responses with a schema compiled once.

``RemoteAction._validate_action_result`` builds and checks a JSON schema anew for each action
response, which takes half of a turn (docs/decisions/0001-rasa.md). The schema is constant, so the
same check is compiled once. ``tests/serveur/test_rustine_rasa.py`` fails when Rasa changes.
"""

from __future__ import annotations

from typing import Any

import fastjsonschema
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction


def valide_les_reponses_une_fois() -> None:
    """Replace the method for the life of this process."""
    verifie = fastjsonschema.compile(RemoteAction.action_response_format_spec())

    def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        try:
            verifie(result)
        except fastjsonschema.JsonSchemaException as erreur:
            raise ValidationError(f"Invalid action server response: {erreur}") from erreur
        return True

    RemoteAction._validate_action_result = _validate_action_result
