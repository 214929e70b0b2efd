"""The committed files of the widget: small, made from their source, with today's numbers."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from outils.contenu_widget import fichiers, numeros
from outils.poids_widget import BOUTON, BOUTON_AU_PLUS, FENETRE, TOUT_AU_PLUS, dit, poids
from tests.conftest import RACINE

WIDGET = RACINE / "widget"
NPM = shutil.which("npm")


def test_the_button_is_under_3_kb_and_the_whole_under_20() -> None:
    assert (BOUTON_AU_PLUS, TOUT_AU_PLUS) == (3_000, 20_000)
    assert poids(BOUTON) < BOUTON_AU_PLUS, dit()
    assert poids(BOUTON, FENETRE) < TOUT_AU_PLUS, dit()


def test_nothing_is_asked_from_elsewhere() -> None:
    for fichier in (BOUTON, FENETRE):
        contenu = fichier.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
        assert "http://" not in contenu and "https://" not in contenu
        assert "document.cookie" not in contenu and "eval(" not in contenu


def test_what_is_known_without_server_is_what_the_knowledge_says() -> None:
    for fichier, texte in fichiers():
        assert fichier.read_text(encoding="utf-8") == texte, "python -m outils.contenu_widget"
    telephones = [numero["telephone"] for numero in numeros()["national"]]
    assert all(numero in BOUTON.read_text(encoding="utf-8") for numero in telephones)


def test_the_lock_file_names_no_host() -> None:
    assert "://" not in (WIDGET / "package-lock.json").read_text(encoding="utf-8")


@pytest.mark.skipif(NPM is None, reason="Il manque npm : apt-get install nodejs npm")
def test_a_rebuild_gives_the_same_bytes(tmp_path: Path) -> None:
    if not (WIDGET / "node_modules" / "esbuild").exists():
        subprocess.run([str(NPM), "ci", "--no-audit", "--no-fund"], cwd=WIDGET, check=True)
    subprocess.run([str(NPM), "run", "types"], cwd=WIDGET, check=True)
    subprocess.run(["node", "construit.mjs", str(tmp_path)], cwd=WIDGET, check=True)
    for fichier in (BOUTON, FENETRE):
        assert (tmp_path / fichier.name).read_bytes() == fichier.read_bytes(), "make widget"
