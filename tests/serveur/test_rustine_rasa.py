"""The patch of Rasa does what Rasa's own method does; this fails when Rasa changes."""

from __future__ import annotations

import inspect

import pytest
import rasa.utils.endpoints
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.utils.common import all_subclasses

from serveur.rustine_rasa import (
    applique_les_rustines,
    cherche_les_classes_une_fois,
    valide_les_reponses_une_fois,
)

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


def test_the_same_class_is_found_for_every_type_of_event(monkeypatch) -> None:
    types = [classe.type_name for classe in all_subclasses(Event) if classe.type_name]
    avant = [Event.resolve_by_type(nom) for nom in types]
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(Event.resolve_by_type))
    cherche_les_classes_une_fois()
    for _ in range(2):
        assert [Event.resolve_by_type(nom) for nom in types] == avant
        assert Event.resolve_by_type("inconnu", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="inconnu"):
        Event.resolve_by_type("inconnu")
    assert "resolve_by_type" in inspect.getsource(Event.from_parameters)


def test_a_call_to_the_action_server_ends_soon(methode_de_rasa, monkeypatch) -> None:
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(Event.resolve_by_type))
    monkeypatch.setattr(FailSafeTrackerStore, "on_tracker_store_error", None)
    monkeypatch.setattr(FailSafeTrackerStore, "on_tracker_store_retrieve_error", None)
    monkeypatch.setattr(rasa.utils.endpoints, "DEFAULT_REQUEST_TIMEOUT", 300)
    applique_les_rustines()
    session = inspect.getsource(rasa.utils.endpoints.EndpointConfig.session)
    assert "total=DEFAULT_REQUEST_TIMEOUT" in session
    assert rasa.utils.endpoints.DEFAULT_REQUEST_TIMEOUT <= 20
