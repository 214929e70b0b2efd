"""A version's identifier follows what decides a date, and the journal names each one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guide.commandes.journal import presentes, repond
from guide.delais.chargement import charge
from guide.delais.versions import empreinte

RACINE = Path(__file__).resolve().parents[2]
REGLE = "commandement_payer"


def versions(dossier: Path) -> dict[tuple[str, str], str]:
    lues = charge(dossier / "delais").versions
    return {(regle, str(jour)): version for (regle, jour), version in lues.items()}


@pytest.fixture
def copie(tmp_path: Path) -> Path:
    shutil.copytree(RACINE / "knowledge", tmp_path / "knowledge")
    return tmp_path / "knowledge"


def remplace(copie: Path, motif: str, par: str) -> None:
    fichier = copie / "delais" / f"{REGLE}.yml"
    texte = fichier.read_text(encoding="utf-8")
    nouveau = re.sub(motif, par, texte, count=1)
    assert nouveau != texte
    fichier.write_text(nouveau, encoding="utf-8")


@pytest.mark.parametrize(
    ("motif", "par"),
    [
        ("ajoute_jours: 42", "ajoute_jours: 45"),
        ("prorogation: true\n    methode: semaines", "prorogation: false\n    methode: semaines"),
        (r"aucun_anniversaire_depuis: 2023-07-29", "aucun_anniversaire_depuis: 2024-07-29"),
    ],
)
def test_a_correction_changes_the_version_that_it_touches_only(
    copie: Path, motif: str, par: str
) -> None:
    avant = versions(copie)
    remplace(copie, motif, par)
    apres = versions(copie)
    assert {cle for cle in avant if avant[cle] != apres[cle]} == {(REGLE, "2023-07-29")}


@pytest.mark.parametrize(
    ("motif", "par"),
    [
        ("Dans le doute, comptez 6 semaines.", "Dans le doute, prenez 6 semaines."),
        ("verifie_le: 2026-11-24", "verifie_le: 2027-01-01"),
        ("condition: le commandement laisse 2 mois", "condition: le papier laisse 2 mois"),
    ],
)
def test_new_words_or_a_new_check_change_no_version(copie: Path, motif: str, par: str) -> None:
    avant = versions(copie)
    remplace(copie, motif, par)
    assert versions(copie) == avant


def test_a_digest_does_not_hang_on_the_order_of_fields() -> None:
    assert empreinte({"a": 1, "b": [2]}) == empreinte({"b": [2], "a": 1})
    assert empreinte({"a": 1, "b": [2]}) != empreinte({"b": [3], "a": 1})


def test_the_journal_names_each_version_of_each_rule() -> None:
    """After a change of a rule: add its line to docs/journal_du_contenu.md."""
    assert repond({}, None)["manquent"] == []  # type: ignore[arg-type]
    assert {"calendrier", "frise", REGLE} <= set(presentes())


def test_a_changed_rule_that_the_journal_does_not_name_is_a_fault(copie: Path) -> None:
    remplace(copie, "ajoute_jours: 42", "ajoute_jours: 45")
    commande = [sys.executable, "-m", "guide", "journal"]
    fini = subprocess.run(
        commande,
        cwd=RACINE,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "GARDE_TOIT_KNOWLEDGE": str(copie)},
    )
    assert fini.returncode == 1
    assert "PAS AU JOURNAL : commandement_payer 2023-07-29-" in fini.stdout
    assert fini.stdout.count("PAS AU JOURNAL") == 1
