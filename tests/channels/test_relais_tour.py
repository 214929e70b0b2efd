"""What a turn of the bot leaves to a tenant whom an adviser took meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from channels.widget.relais import Relayeur
from registre import Fil, RegistreRelais
from registre import registre as le_registre
from serveur.reglages import lit_reglages

DIT = [{"text": "Quelle date est écrite ?"}]
URGENCE = [{"text": "Appelez le 15."}, {"custom": {"type": "urgence", "numeros": []}}]


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GARDE_TOIT_REGISTRE", f"sqlite:///{tmp_path / 'registre.db'}")
    le_registre.cache_clear()
    yield
    le_registre.cache_clear()


class Agent:
    """As much of Rasa's agent as the connector reads after a turn: the slots."""

    def __init__(self, **faits: Any) -> None:
        traqueur = SimpleNamespace(current_slot_values=lambda: faits)

        async def retrieve(_personne: str) -> Any:
            return traqueur

        self.tracker_store = SimpleNamespace(retrieve=retrieve)


async def test_an_answer_that_comes_after_the_adviser_is_dropped_but_for_a_danger() -> None:
    relais, personne = RegistreRelais(le_registre()), Fil(le_registre()).ouvre().personne
    relais.demande(personne, "humain", {})
    avant = relais.de_la_personne(personne)
    assert avant
    relayeur = Relayeur(lit_reglages())
    assert await relayeur.apres_le_tour(Agent(), personne, avant, DIT) == DIT
    relais.prend(avant.id, "anne", [])
    assert await relayeur.apres_le_tour(Agent(), personne, avant, DIT) == []
    assert await relayeur.apres_le_tour(Agent(danger="detresse"), personne, avant, URGENCE) == (
        URGENCE
    )
    apres = relais.de_la_personne(personne)
    assert apres and apres.alerte == "detresse"


async def test_the_card_of_an_agreement_is_for_the_connector_only() -> None:
    personne = Fil(le_registre()).ouvre().personne
    carte = {"custom": {"type": "relais", "raison": "verification"}}
    agent = Agent(etape="audience", commune=None)
    reste = await Relayeur(lit_reglages()).apres_le_tour(agent, personne, None, [*DIT, carte])
    assert reste == DIT
    demande = RegistreRelais(le_registre()).de_la_personne(personne)
    assert demande and (demande.raison, demande.faits) == ("verification", {"etape": "audience"})


async def test_a_parser_that_fails_loses_no_message_for_the_adviser() -> None:
    relais, personne = RegistreRelais(le_registre()), Fil(le_registre()).ouvre().personne
    relais.demande(personne, "humain", {})
    actuel = relais.de_la_personne(personne)
    assert actuel

    async def parse_message(_texte: str) -> dict[str, Any]:
        raise RuntimeError("no model")

    assert (
        await Relayeur(lit_reglages()).ecoute(
            SimpleNamespace(parse_message=parse_message), actuel, "bonjour"
        )
        == []
    )


@pytest.mark.parametrize(
    ("jour", "minutes", "offre"),
    [
        ("2026-11-23T10:00", "5", "possible"),
        ("2026-11-23T20:00", "5", None),
        ("2026-11-23T10:00", "0", None),
    ],
)
def test_an_offer_needs_opening_hours_and_a_setting(
    jour: str, minutes: str, offre: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GARDE_TOIT_AUJOURDHUI", jour)
    monkeypatch.setenv("GARDE_TOIT_RELAIS_ATTENTE_MINUTES", minutes)
    reglages = lit_reglages()
    assert reglages.relais_attente == dt.timedelta(minutes=int(minutes))
    assert Relayeur(reglages).offre(None) == offre
