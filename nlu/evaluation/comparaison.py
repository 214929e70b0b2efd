"""``make compare``: Rasa's default pipeline and ours, on the same fixed sample of messages."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time

from guide.contenu.modeles import ETAPES
from nlu.donnees import JEUX, RACINE, Exemple, jeu
from nlu.evaluation.chaine import Chaine, composant
from nlu.evaluation.defaut import TAILLE, echantillon, modele_par_defaut
from nlu.evaluation.mesures import Lu, mesure

FICHIER = RACINE / "docs" / "evaluation" / "comparaison.md"
MONTREES = (
    "tout",
    "étapes",
    "étapes, parmi les deux premières",
    "dangers reconnus",
    "hors sujet accepté à tort",
)


async def _lit_par_defaut(exemples: list[Exemple]) -> tuple[list[Lu], float]:
    """Rankings of the default pipeline, and its median time in milliseconds."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(modele_par_defaut()))
    lus, durees = [], []
    for exemple in exemples:
        debut = time.perf_counter()
        lu = await agent.parse_message(exemple.texte)
        durees.append(time.perf_counter() - debut)
        # The fallback intent is no guess: what it stands before is.
        rangs = [(c["name"], c["confidence"]) for c in lu["intent_ranking"]]
        lus.append(Lu(exemple, [rang for rang in rangs if rang[0] != "nlu_fallback"]))
    return lus, statistics.median(durees) * 1000


def _lit_le_notre(exemples: list[Exemple]) -> tuple[list[Lu], float]:
    chaine = Chaine.entraine(echantillon())
    lus, durees = [], []
    for exemple in exemples:
        debut = time.perf_counter()
        lus.append(Lu(exemple, chaine.classement(exemple.texte)))
        durees.append(time.perf_counter() - debut)
    return lus, statistics.median(durees) * 1000


def main() -> int:
    """Print both columns, and keep them in ``docs/evaluation/comparaison.md``."""
    exemples = [exemple for fichier in JEUX.values() for exemple in jeu(fichier)]
    minimum = float(composant("ClassifieurFrancais")["doute"]["minimum"])
    notre, notre_ms = _lit_le_notre(exemples)
    defaut, defaut_ms = asyncio.run(_lit_par_defaut(exemples))
    mesures = [mesure(lus, ETAPES, minimum) for lus in (defaut, notre)]
    lignes = [
        "# Comparaison de `make compare`",
        "",
        f"Les deux chaînes apprennent les mêmes {len(echantillon())} messages (environ {TAILLE}, "
        f"tirés une fois pour toutes) et lisent les mêmes {len(exemples)} messages jamais appris. "
        "Machine : 2 cœurs partagés. Lecture seule, sans le reste d'un tour.",
        "",
        "| mesure | chaîne par défaut de Rasa (DIET) | la nôtre |",
        "|---|---|---|",
        *(f"| {nom} | {mesures[0][nom]} | {mesures[1][nom]} |" for nom in MONTREES),
        f"| médiane d'une lecture | {defaut_ms:.1f} ms | {notre_ms:.1f} ms |",
    ]
    texte = "\n".join(lignes) + "\n"
    FICHIER.parent.mkdir(parents=True, exist_ok=True)
    FICHIER.write_text(texte, encoding="utf-8")
    print(texte)
    return 0


if __name__ == "__main__":
    sys.exit(main())
