"""Make ``.venv`` from the lock file, with nothing but a system Python 3.

Usage: ``python3 outils/environnement.py run|dev`` or ``--lock``.
Rasa 3.6 needs Python 3.10: it is looked for as ``python3.10``, then among pyenv's versions, then
fetched by uv. uv itself comes from the PATH or from a small environment of its own in ``.cache``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
VERSION = "3.10"
VERSION_UV = "0.13.9"


class Impossible(Exception):
    """The environment cannot be made; the message says what to install."""


def dit(texte: str) -> None:
    print(f"[garde-toit] {texte}", flush=True)


def convient(python: str) -> bool:
    """True when this interpreter really runs and is the right version."""
    essai = [python, "-c", "import sys, venv; print('%d.%d' % sys.version_info[:2])"]
    try:
        sortie = subprocess.run(essai, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return sortie.returncode == 0 and sortie.stdout.strip() == VERSION


def python_local() -> str | None:
    """Python 3.10 of this machine: on the PATH, else among pyenv's versions."""
    candidats = [chemin for chemin in [shutil.which(f"python{VERSION}")] if chemin]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidats += [str(c) for c in sorted(pyenv.glob(f"{VERSION}.*/bin/python"), reverse=True)]
    return next((candidat for candidat in candidats if convient(candidat)), None)


def uv() -> str:
    """Path of uv, installed into ``.cache/uv`` when the machine has none."""
    present = shutil.which("uv")
    if present:
        return present
    dossier = RACINE / ".cache" / "uv"
    executable = dossier / "bin" / "uv"
    if not executable.exists():
        dit("Installation de uv (installateur de paquets)…")
        etapes = [
            [sys.executable, "-m", "venv", str(dossier)],
            [str(dossier / "bin" / "python"), "-m", "pip", "install", "-q", f"uv=={VERSION_UV}"],
        ]
        for etape in etapes:
            if subprocess.run(etape).returncode != 0:
                shutil.rmtree(dossier, ignore_errors=True)
                raise Impossible(
                    "Impossible d'installer uv. Installez le paquet python3-venv "
                    "(ou uv lui-même), vérifiez le réseau, puis relancez."
                )
    return str(executable)


def cree_venv(outil: str) -> None:
    if convient(str(RACINE / ".venv" / "bin" / "python")):
        return
    shutil.rmtree(RACINE / ".venv", ignore_errors=True)
    python = python_local()
    if python:
        dit(f"Python {VERSION} trouvé : {python}")
    else:
        dit(f"Python {VERSION} absent de la machine : uv va le chercher…")
    commande = [outil, "venv", "-q", "--python", python or VERSION, str(RACINE / ".venv")]
    if subprocess.run(commande).returncode != 0:
        raise Impossible(
            f"Python {VERSION} est introuvable et n'a pas pu être téléchargé. Installez-le "
            f"(paquet python{VERSION} et python{VERSION}-venv, ou « pyenv install {VERSION} »), "
            "puis relancez."
        )


def installe(profil: str) -> None:
    """Install exactly what the lock of ``profil`` says."""
    outil = uv()
    cree_venv(outil)
    verrou = RACINE / "requirements" / f"{profil}.lock"
    dit(f"Installation des paquets de {verrou.name} (2 à 5 minutes la première fois)…")
    commande = [outil, "pip", "sync", "--require-hashes", str(verrou)]
    environnement = {**os.environ, "VIRTUAL_ENV": str(RACINE / ".venv")}
    if subprocess.run(commande, cwd=RACINE, env=environnement).returncode != 0:
        raise Impossible("L'installation a échoué (message ci-dessus). Vérifiez le réseau.")
    (RACINE / ".venv" / ".pret-execution").touch()
    if profil == "dev":
        (RACINE / ".venv" / ".pret-developpement").touch()
    dit("Environnement prêt.")


def verrouille() -> None:
    """Compile the two lock files, the second within the first."""
    environnement = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    for nom in ("run", "dev"):
        commande = [uv(), "pip", "compile", "-q", "--generate-hashes", "--python-version", VERSION]
        commande += [f"{nom}.in", "-o", f"{nom}.lock"]
        subprocess.run(commande, cwd=RACINE / "requirements", env=environnement, check=True)


def main() -> int:
    try:
        if sys.argv[1:] == ["--lock"]:
            verrouille()
        elif sys.argv[1:] in (["run"], ["dev"]):
            installe(sys.argv[1])
        else:
            print(__doc__, file=sys.stderr)
            return 2
    except Impossible as erreur:
        dit(str(erreur))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
