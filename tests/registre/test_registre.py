"""Erasure and audit, on a real SQLite database."""

from __future__ import annotations

from pathlib import Path

import pytest

from registre.base import Registre, pseudonyme


@pytest.fixture
def registre(tmp_path: Path) -> Registre:
    return Registre(f"sqlite:///{tmp_path / 'registre.db'}")


def test_a_request_waits_for_its_confirmation(registre: Registre) -> None:
    registre.demande_effacement("ana")
    registre.demande_effacement("ana")
    assert registre.effacement_demande("ana")
    assert not registre.effacement_demande("bob")
    registre.annule_effacement("ana")
    assert not registre.effacement_demande("ana")


def test_erasure_forgets_the_person_and_notes_only_a_pseudonym(registre: Registre) -> None:
    registre.demande_effacement("ana")
    registre.efface("ana")
    assert not registre.effacement_demande("ana")
    assert registre.lignes_d_audit() == [("personne", "effacement", pseudonyme("ana"))]


def test_the_audit_is_purged_by_age(registre: Registre) -> None:
    registre.note("test", "essai")
    assert registre.purge_audit(1) == 0
    assert registre.purge_audit(-1) == 1
