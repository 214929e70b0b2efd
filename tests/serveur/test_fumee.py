"""The smoke test passes on the running system, and fails where something does not work."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from serveur.reglages import RACINE
from tests.conftest import Systeme, port_libre

pytestmark = pytest.mark.systeme


def fumee(url: str, *options: str) -> subprocess.CompletedProcess[str]:
    commande = [sys.executable, "-m", "serveur.fumee", url, *options]
    return subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, timeout=180)


def pret(base: str) -> tuple[int, dict[str, bool]]:
    try:
        with urllib.request.urlopen(f"{base}/pret", timeout=30) as reponse:
            return reponse.status, json.load(reponse)
    except urllib.error.HTTPError as erreur:
        return erreur.code, json.load(erreur)


def test_it_passes_on_the_running_system_and_leaves_nothing(systeme: Systeme) -> None:
    fini = fumee(systeme.url_web)
    assert (fini.returncode, fini.stderr) == (0, "")
    assert fini.stdout.startswith("Tout va bien")


def test_nobody_there(systeme: Systeme) -> None:
    fini = fumee(f"http://127.0.0.1:{port_libre()}")
    assert fini.returncode == 1
    assert "ne répond pas" in fini.stderr and "Traceback" not in fini.stderr


def test_an_origin_that_is_not_allowed(systeme: Systeme) -> None:
    fini = fumee(systeme.url_web, "--origine", "https://ailleurs.example")
    assert fini.returncode == 1
    assert "Aucune conversation ne s'ouvre (statut 403" in fini.stderr


def test_ready_knows_each_part_and_sees_the_action_server_go(systeme: Systeme) -> None:
    statut, etat = pret(systeme.url_rasa)
    assert statut == 200
    assert etat == dict.fromkeys(("pret", "modele", "actions", "conversations", "registre"), True)
    assert pret(systeme.url_web) == (200, {"pret": True})
    actions = next(p for p in systeme.maison.processus if p.nom == "serveur d'actions")
    actions.arrete()
    try:
        statut, etat = pret(systeme.url_rasa)
        assert statut == 503
        assert etat["actions"] is False and etat["modele"] is True
        assert pret(systeme.url_web) == (503, {"pret": False})
        fini = fumee(systeme.url_web)
        assert fini.returncode == 1 and "n'est pas prêt" in fini.stderr
    finally:
        systeme.maison.relance(actions)
    assert pret(systeme.url_web)[0] == 200


def test_a_new_sentence_needs_a_restart_and_no_training(
    systeme: Systeme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An action server started on changed content says the new words, with the same model."""
    shutil.copytree(RACINE / "knowledge", tmp_path / "knowledge")
    fichier = tmp_path / "knowledge" / "phrases.yml"
    avant = fichier.read_text(encoding="utf-8")
    assert "Bonjour. Je suis Garde-Toit" in avant
    fichier.write_text(
        avant.replace("Bonjour. Je suis Garde-Toit", "Bonjour, me voici. Je suis Garde-Toit"),
        encoding="utf-8",
    )
    conversation = systeme.conversation()
    assert "me voici" not in conversation.texte("bonjour")
    actions = next(p for p in systeme.maison.processus if p.nom == "serveur d'actions")
    actions.arrete()
    monkeypatch.setitem(systeme.maison._environnement, "GARDE_TOIT_KNOWLEDGE", str(fichier.parent))
    systeme.maison.relance(actions)
    try:
        assert "me voici" in systeme.conversation().texte("bonjour")
    finally:
        actions.arrete()
        monkeypatch.undo()
        systeme.maison.relance(actions)
    assert "me voici" not in systeme.conversation().texte("bonjour")
