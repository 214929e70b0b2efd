"""The patch of Rasa does what Rasa's own method does; this fails when Rasa changes."""

from __future__ import annotations

import inspect

import pytest
import rasa.utils.endpoints
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.tracker_store import FailSafeTrackerStore

from serveur.rustine_rasa import applique_les_rustines, valide_les_reponses_une_fois

BONNE = {
    "events": [{"event": "slot", "name": "etape", "value": None}],
    "responses": [{"text": "a"}],
}
MAUVAISES = [[], {"events": [{"name": "sans type"}]}, {"responses": "texte"}, {"events": {}}]


@pytest.fixture
def methode_de_rasa():
    origine = RemoteAction._validate_action_result
    yield origine
    RemoteAction._validate_action_result = origine


def test_rasa_still_validates_in_this_method(methode_de_rasa) -> None:
    assert "action_response_format_spec" in inspect.getsource(methode_de_rasa)
    assert "_validate_action_result" in inspect.getsource(RemoteAction.run)


@pytest.mark.parametrize("reponse", [BONNE, *MAUVAISES])
def test_same_verdict_with_and_without_the_patch(methode_de_rasa, reponse) -> None:
    action = RemoteAction("essai", None)

    def verdict() -> bool:
        try:
            return bool(action._validate_action_result(reponse))
        except ValidationError:
            return False

    avant = verdict()
    valide_les_reponses_une_fois()
    assert verdict() == avant


def test_a_call_to_the_action_server_ends_soon(methode_de_rasa, monkeypatch) -> None:
    monkeypatch.setattr(FailSafeTrackerStore, "on_tracker_store_error", None)
    monkeypatch.setattr(FailSafeTrackerStore, "on_tracker_store_retrieve_error", None)
    monkeypatch.setattr(rasa.utils.endpoints, "DEFAULT_REQUEST_TIMEOUT", 300)
    applique_les_rustines()
    session = inspect.getsource(rasa.utils.endpoints.EndpointConfig.session)
    assert "total=DEFAULT_REQUEST_TIMEOUT" in session
    assert rasa.utils.endpoints.DEFAULT_REQUEST_TIMEOUT <= 20
