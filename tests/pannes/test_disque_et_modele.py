"""The embedded installation: the disk is full, then is not; the model is damaged."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from serveur.entrainement import NOM_MODELE
from serveur.processus import Processus
from serveur.reglages import RACINE
from tests.conftest import JETON, Systeme, port_libre
from tests.moteurs import jusqua
from tests.pannes.conftest import poursuit, suspend
from tests.pannes.visiteur import Visiteur

pytestmark = pytest.mark.pannes
NUMERO = "0 805 160 075"
# Rasa starts where training again is impossible.
SANS_ENTRAINEMENT = """
import subprocess, sys
from serveur import rasa
subprocess.run = lambda *_args, **_options: None
rasa.main(sys.argv[1])
"""


@contextmanager
def disque_plein(pid: int) -> Iterator[None]:
    """This process may write to no file, which is harder than a full disk; then it may again."""
    avant = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, avant[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, avant)


@pytest.fixture
def visiteur(systeme: Systeme) -> Visiteur:
    return Visiteur(systeme.url_rasa, systeme.url_web).entre()


def rasa(systeme: Systeme) -> Processus:
    return next(un for un in systeme.maison.processus if un.nom == "Rasa")


def test_a_full_disk_is_told_with_a_number_then_all_goes_on(
    systeme: Systeme, visiteur: Visiteur
) -> None:
    enfant = rasa(systeme).enfant
    assert enfant is not None
    visiteur.dit("j'ai reçu un commandement de payer", "envoi-avant")
    avant = visiteur.fil()
    with disque_plein(enfant.pid):
        reponse = visiteur.envoie("le 5 octobre", "envoi-pendant")
        assert reponse.statut == 503 and NUMERO in reponse.json["erreur"]
        assert NUMERO in systeme.conversation().texte("j'ai reçu un commandement de payer")
        lecture = visiteur.demande("messages?apres=0")
        assert lecture.statut == 200 or NUMERO in lecture.json["erreur"]
    assert visiteur.fil() == avant
    assert "lundi 5 octobre 2026" in visiteur.dit("le 5 octobre", "envoi-pendant").lower()
    assert "vendredi 4 décembre" in visiteur.dit("2 mois, bail de 2019", "envoi-apres").lower()
    fil = visiteur.fil()
    assert [m["n"] for m in fil] == list(range(1, len(fil) + 1))
    assert [m["envoi"] for m in fil if m["de"] == "moi"] == [
        "envoi-avant",
        "envoi-pendant",
        "envoi-apres",
    ]
    assert all("Traceback" not in reponse.texte for reponse in visiteur.reponses)


def test_the_only_process_dies_in_the_middle_and_answers_when_it_is_back(
    systeme: Systeme, visiteur: Visiteur
) -> None:
    """Nobody asks again: the answer is in the thread all the same."""
    actions = next(un for un in systeme.maison.processus if un.nom == "serveur d'actions")
    visiteur.dit("j'ai reçu un commandement de payer")
    suspend(actions)
    try:
        with ThreadPoolExecutor(1) as fil:
            fil.submit(visiteur.envoie, "le 5 octobre", "envoi-coupe")
            jusqua(lambda: visiteur.fil()[-1]["envoi"] == "envoi-coupe", "message gardé")
            rasa(systeme).arrete()
    finally:
        poursuit(actions)
        systeme.maison.relance(rasa(systeme))
    jusqua(lambda: "lundi 5 octobre 2026" in str(visiteur.fil()).lower(), "réponse")
    assert [m["de"] for m in visiteur.fil() if m["envoi"] == "envoi-coupe"][0] == "moi"


@pytest.mark.parametrize("abime", ["tronqué", "autre contenu"])
def test_a_damaged_model_is_never_served(tmp_path: Path, abime: str) -> None:
    """Without what it takes to train again, one clear sentence and no server."""
    modeles = tmp_path / "models"
    modeles.mkdir()
    for fichier in (RACINE / "models").glob(f"{NOM_MODELE}.*"):
        (modeles / fichier.name).write_bytes(fichier.read_bytes())
    archive = modeles / f"{NOM_MODELE}.tar.gz"
    octets = archive.read_bytes()
    archive.write_bytes(octets[: len(octets) // 2] if abime == "tronqué" else b"x" * len(octets))
    environnement = {
        **os.environ,
        "GARDE_TOIT_MODELES": str(modeles),
        "GARDE_TOIT_VAR": str(tmp_path / "var"),
        "GARDE_TOIT_PORT_RASA": str(port_libre()),
        "RASA_TOKEN": JETON,
    }
    fini = subprocess.run(
        [sys.executable, "-c", SANS_ENTRAINEMENT, str(archive)],
        cwd=RACINE,
        env=environnement,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert fini.returncode != 0
    assert "reste abîmé" in fini.stderr and "Traceback" not in fini.stderr


def test_a_damaged_model_is_trained_again(tmp_path: Path) -> None:
    """The launcher finds a good model even where the file is rotten."""
    modeles = tmp_path / "models"
    modeles.mkdir()
    (modeles / f"{NOM_MODELE}.tar.gz").write_bytes(b"pourri")
    (modeles / f"{NOM_MODELE}.empreinte").write_text("a b\n")
    port = port_libre()
    un = Processus(
        "Rasa",
        [sys.executable, "-m", "serveur.rasa", str(modeles / f"{NOM_MODELE}.tar.gz")],
        f"http://127.0.0.1:{port}/status?token={JETON}",
        tmp_path / "rasa.log",
        {
            "GARDE_TOIT_MODELES": str(modeles),
            "GARDE_TOIT_VAR": str(tmp_path / "var"),
            "GARDE_TOIT_PORT_RASA": str(port),
            "RASA_TOKEN": JETON,
        },
    )
    un.lance(dict(os.environ))
    try:
        jusqua(un.pret, "Rasa prêt après un nouvel entraînement", 600)
    finally:
        un.arrete()
    assert "nouvel entraînement" in un.journal.read_text()
