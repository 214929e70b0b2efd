"""Train the Rasa model when, and only when, what it is made from has changed.

What counts: training data, domain, config, and the code of our NLU components.
Run as ``python -m serveur.entrainement``.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import sys
import time
from importlib.metadata import version
from pathlib import Path

from serveur.reglages import RACINE, Reglages, lit_reglages

NOM_MODELE = "garde-toit"


def empreinte(racine: Path = RACINE) -> str:
    """Digest of everything that a trained model depends on."""
    fichiers = [racine / "domain.yml", racine / "config.yml"]
    fichiers += sorted((racine / "data").rglob("*.yml"))
    fichiers += sorted((racine / "nlu").glob("*.py"))
    condense = hashlib.sha256(version("rasa").encode())
    for fichier in fichiers:
        condense.update(str(fichier.relative_to(racine)).encode())
        condense.update(fichier.read_bytes())
    return condense.hexdigest()


def modele_a_jour(reglages: Reglages) -> Path:
    """Path of a model trained from the present files; trains (with progress) when needed."""
    dossier = reglages.dossier_modeles
    modele, voulue = dossier / f"{NOM_MODELE}.tar.gz", empreinte()
    if est_intact(modele) and _temoin(modele)[0] == voulue:
        print("[garde-toit] Modèle à jour, pas d'entraînement.", flush=True)
        return modele
    dossier.mkdir(parents=True, exist_ok=True)
    with (dossier / ".verrou").open("w") as verrou:
        # Another process may be training: its model is then ours.
        fcntl.flock(verrou, fcntl.LOCK_EX)
        if est_intact(modele) and _temoin(modele)[0] == voulue:
            return modele
        print("[garde-toit] Entraînement du modèle (une à deux minutes)…", flush=True)
        debut = time.monotonic()
        _entraine(reglages)
        _fichier_temoin(modele).write_text(f"{voulue}\n{_condense(modele)}\n")
        print(f"[garde-toit] Modèle entraîné en {time.monotonic() - debut:.0f} s.", flush=True)
    return modele


def est_intact(modele: Path) -> bool:
    """True when the archive is byte for byte the one that was trained."""
    return modele.exists() and _condense(modele) == _temoin(modele)[1]


def _fichier_temoin(modele: Path) -> Path:
    return modele.with_name(f"{NOM_MODELE}.empreinte")


def _temoin(modele: Path) -> tuple[str, str]:
    """Digest of the files a model was trained from, and of the model itself."""
    temoin = _fichier_temoin(modele)
    lignes = temoin.read_text().split() if temoin.exists() else []
    return (lignes[0], lignes[1]) if len(lignes) == 2 else ("", "")


def _condense(modele: Path) -> str:
    return hashlib.sha256(modele.read_bytes()).hexdigest()


def _entraine(reglages: Reglages) -> None:
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    print("[garde-toit]   chargement de Rasa…", flush=True)
    from rasa.model_training import train
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    # For a person who watches: warnings as text, and no more.
    configure_logging_and_warnings(log_level=logging.WARNING)
    configure_structlog(logging.WARNING)
    print("[garde-toit]   apprentissage…", flush=True)
    resultat = train(
        domain=str(RACINE / "domain.yml"),
        config=str(RACINE / "config.yml"),
        training_files=[str(RACINE / "data")],
        output=str(reglages.dossier_modeles),
        fixed_model_name=NOM_MODELE,
        force_training=True,
    )
    if resultat.code != 0 or resultat.model is None:
        raise SystemExit("[garde-toit] L'entraînement a échoué (message ci-dessus).")


if __name__ == "__main__":
    modele_a_jour(lit_reglages())
    sys.exit(0)
