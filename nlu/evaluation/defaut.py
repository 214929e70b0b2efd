"""Rasa's default pipeline, trained on a fixed sample of our messages, to measure ours against.

DIET takes minutes an epoch on all messages, and half a minute on 1,500 of them with their long
stories: both are compared on the same 1,500, none over 30 words.
"""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
from collections import defaultdict
from pathlib import Path

import yaml

from nlu.donnees import RACINE, Exemple, entrainement
from nlu.modele import GRAINE

TAILLE = 1_500
MOTS_AU_PLUS = 30
CONFIG = RACINE / "bench" / "defaut" / "config.yml"
CACHE = RACINE / ".cache" / "defaut"


def echantillon(exemples: list[Exemple] | None = None) -> list[Exemple]:
    """The fixed sample: the same share of each intent, drawn once for all by the seed."""
    tous = [e for e in exemples or entrainement() if len(e.texte.split()) <= MOTS_AU_PLUS]
    par_intention: dict[str, list[Exemple]] = defaultdict(list)
    for exemple in tous:
        par_intention[exemple.intention].append(exemple)
    tirage = random.Random(GRAINE)
    choisis: list[Exemple] = []
    for intention in sorted(par_intention):
        groupe = par_intention[intention]
        choisis += tirage.sample(groupe, max(2, round(TAILLE * len(groupe) / len(tous))))
    return choisis


def _ecrit(exemples: list[Exemple], fichier: Path) -> None:
    par_intention: dict[str, list[str]] = defaultdict(list)
    for exemple in exemples:
        par_intention[exemple.intention].append(f"- {exemple.texte}")
    blocs = [
        {"intent": intention, "examples": "\n".join(lignes) + "\n"}
        for intention, lignes in par_intention.items()
    ]
    texte = yaml.safe_dump({"version": "3.1", "nlu": blocs}, allow_unicode=True, width=10_000)
    fichier.write_text(texte, encoding="utf-8")


def modele_par_defaut() -> Path:
    """Path of the default pipeline's model; trained once (about 20 minutes), then kept."""
    exemples = echantillon()
    condense = hashlib.sha256(CONFIG.read_bytes())
    for fichier in ("domain.yml", "data/rules.yml", "data/stories.yml"):
        condense.update((RACINE / fichier).read_bytes())
    condense.update("\n".join(f"{e.intention} {e.texte}" for e in exemples).encode())
    modele = CACHE / f"{condense.hexdigest()[:16]}.tar.gz"
    if modele.exists():
        return modele
    print("[défaut] entraînement de la chaîne par défaut de Rasa (environ 20 minutes)…", flush=True)
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    from rasa.model_training import train

    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as dossier:
        _ecrit(exemples, Path(dossier) / "nlu.yml")
        resultat = train(
            domain=str(RACINE / "domain.yml"),
            config=str(CONFIG),
            training_files=[
                dossier,
                str(RACINE / "data" / "rules.yml"),
                str(RACINE / "data" / "stories.yml"),
            ],
            output=str(CACHE),
            fixed_model_name=modele.name.removesuffix(".tar.gz"),
            force_training=True,
        )
    if resultat.code != 0 or resultat.model is None:
        raise SystemExit("[défaut] l'entraînement a échoué (message ci-dessus).")
    return modele
