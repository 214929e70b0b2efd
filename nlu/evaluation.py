"""``make evaluate``: score the intent model on the development set, which it never learns from."""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict

import numpy as np

from nlu.donnees import Exemple, developpement, entrainement
from nlu.modele import Modele, Reglages

DANGERS = ("detresse", "violence", "a_la_rue_ce_soir", "expulsion_illegale")


def part(justes: list[bool]) -> str:
    """Share of right answers, with their number."""
    return f"{sum(justes) / len(justes):.3f} ({sum(justes)}/{len(justes)})"


def rapport(modele: Modele, exemples: list[Exemple]) -> list[str]:
    """Lines of the report: all, stages, first two, per kind of noise, dangers, latency."""
    durees, premiers, deux = [], [], []
    for exemple in exemples:
        debut = time.perf_counter()
        probabilites = modele.probabilites([exemple.texte])[0]
        durees.append(time.perf_counter() - debut)
        ordre = [modele.etiquettes[colonne] for colonne in np.argsort(-probabilites)[:2]]
        premiers.append(exemple.accepte(ordre[0]))
        deux.append(any(exemple.accepte(nom) for nom in ordre))
    par_groupe: dict[str, list[bool]] = defaultdict(list)
    for exemple, juste, parmi_deux in zip(exemples, premiers, deux, strict=True):
        par_groupe["tout"].append(juste)
        par_groupe[f"genre {exemple.genre}"].append(juste)
        par_groupe[f"bruit {exemple.bruit}"].append(juste)
        if exemple.genre == "stage":
            par_groupe["étapes, deux premières"].append(parmi_deux)
        if exemple.intention in DANGERS:
            par_groupe["dangers"].append(juste)
    lignes = [f"{nom} : {part(justes)}" for nom, justes in sorted(par_groupe.items())]
    return [*lignes, f"médiane d'une réponse : {statistics.median(durees) * 1000:.1f} ms"]


def main() -> int:
    """Train on the training messages, print the report on the development set."""
    exemples = entrainement()
    debut = time.monotonic()
    modele = Modele.entraine(
        [exemple.texte for exemple in exemples],
        [exemple.intention for exemple in exemples],
        Reglages(),
    )
    print(f"{len(exemples)} messages, entraînement {time.monotonic() - debut:.0f} s")
    print("\n".join(rapport(modele, developpement())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
