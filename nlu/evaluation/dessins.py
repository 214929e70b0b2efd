"""Pictures of the evaluation report (Matplotlib, development environment only)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

from guide.contenu.modeles import ETAPES  # noqa: E402
from nlu.evaluation import mesures  # noqa: E402
from nlu.evaluation.mesures import Lu  # noqa: E402


def confusion(lus: list[Lu], fichier: Path) -> None:
    """Matrix expected × guessed, in shares of each row; stages first, in their order."""
    presentes = {lu.exemple.intention for lu in lus} | {lu.premier for lu in lus}
    noms = [*ETAPES, *sorted(presentes - set(ETAPES))]
    rang = {nom: i for i, nom in enumerate(noms)}
    matrice = np.zeros((len(noms), len(noms)))
    paires = Counter((lu.exemple.intention, lu.premier) for lu in lus)
    for (attendu, lu_), fois in paires.items():
        matrice[rang[attendu], rang[lu_]] = fois
    matrice /= np.maximum(matrice.sum(axis=1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(13, 12))
    image = axes.imshow(np.sqrt(matrice), cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(noms)), noms, rotation=90, fontsize=7)
    axes.set_yticks(range(len(noms)), noms, fontsize=7)
    axes.set_xlabel("lu")
    axes.set_ylabel("attendu")
    axes.set_title("Matrice de confusion (validation croisée ; racine carrée de la part)")
    figure.colorbar(image, shrink=0.6)
    _garde(figure, fichier)


def calibration(jeux: dict[str, list[Lu]], fichier: Path) -> None:
    """Share right against confidence, one line per set of messages."""
    figure, axes = plt.subplots(figsize=(6, 5))
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", linewidth=1)
    for nom, lus in jeux.items():
        points = mesures.calibration(lus)
        confiances = [confiance for confiance, _ in points]
        axes.plot(confiances, [part.valeur for _, part in points], marker="o", label=nom)
    axes.set_xlabel("confiance")
    axes.set_ylabel("part juste")
    axes.legend()
    _garde(figure, fichier)


def _garde(figure: plt.Figure, fichier: Path) -> None:
    figure.savefig(fichier, dpi=90, bbox_inches="tight", metadata={"Software": None})
    plt.close(figure)
