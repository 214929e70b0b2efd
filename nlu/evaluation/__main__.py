"""``make evaluate``: score the intent model, and keep the report in ``docs/evaluation/``.

The development set, our own three reserves (none is ever trained on), the four together, and a
cross-validation of the training messages. CI compares the model with the last report
(``tests/nlu/test_evaluation.py``).
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

from sklearn.model_selection import StratifiedKFold

from guide.contenu.modeles import ETAPES
from nlu.donnees import DEVELOPPEMENT, JEUX, RACINE, Exemple, entrainement, jeu
from nlu.evaluation import dessins
from nlu.evaluation.chaine import Chaine, composant
from nlu.evaluation.mesures import (
    Lu,
    Part,
    calibration,
    confusions,
    courbe_ecart,
    courbe_minimum,
    erreur_de_calibration,
    mesure,
)
from nlu.modele import GRAINE

DOSSIER = RACINE / "docs" / "evaluation"
RAPPORT = DOSSIER / "rapport.json"
PLIS = 5
SEUILS = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7]
ECARTS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4]
CONFUSIONS_MONTREES = 25


def dit(texte: str) -> None:
    print(f"[évaluation] {texte}", flush=True)


def lit(chaine: Chaine, exemples: list[Exemple]) -> list[Lu]:
    """Rank every message."""
    return [Lu(exemple, chaine.classement(exemple.texte)) for exemple in exemples]


def valide(exemples: list[Exemple]) -> list[Lu]:
    """Cross-validation: each message ranked by a model that has not seen it."""
    lus: list[Lu] = []
    plis = StratifiedKFold(PLIS, shuffle=True, random_state=GRAINE)
    textes, intentions = [e.texte for e in exemples], [e.intention for e in exemples]
    for rang, (appris, gardes) in enumerate(plis.split(textes, intentions), start=1):
        dit(f"validation croisée, pli {rang} sur {PLIS}…")
        chaine = Chaine.entraine([exemples[i] for i in appris])
        lus += lit(chaine, [exemples[i] for i in gardes])
    return lus


def mediane_ms(chaine: Chaine, exemples: list[Exemple]) -> float:
    """Median time to rank one message, in milliseconds."""
    durees = []
    for exemple in exemples:
        debut = time.perf_counter()
        chaine.classement(exemple.texte)
        durees.append(time.perf_counter() - debut)
    return statistics.median(durees) * 1000


def _tableau(titre: str, mesures: dict[str, Part]) -> list[str]:
    return [
        f"## {titre}",
        "",
        "| mesure | part |",
        "|---|---|",
        *(f"| {nom} | {part} |" for nom, part in mesures.items()),
        "",
    ]


def _texte(
    jeux: dict[str, list[Lu]], duree_s: float, median_ms: float, nombre: int, minimum: float
) -> str:
    lignes = [
        "# Rapport de `make evaluate`",
        "",
        f"{nombre} messages d'entraînement ; apprentissage du modèle {duree_s:.0f} s ; "
        f"médiane d'une lecture {median_ms:.1f} ms (machine : 2 cœurs partagés).",
        "Un message est « juste » quand la première intention est l'étiquette, ou une autre que "
        "le jeu dit équitable.",
        "",
    ]
    for nom, lus in jeux.items():
        lignes += _tableau(nom, mesure(lus, ETAPES, minimum))
        lignes += [f"Erreur de calibration : {erreur_de_calibration(lus):.3f}", ""]
    croisee = jeux["Validation croisée"]
    lignes += ["## Calibration (validation croisée)", "", "| confiance | part juste |", "|---|---|"]
    lignes += [f"| {confiance:.2f} | {part} |" for confiance, part in calibration(croisee)]
    lignes += ["", "## Seuil `minimum`", ""]
    for nom, lus in jeux.items():
        lignes += [f"{nom} :", "", "| seuil | répondu | juste parmi eux |", "|---|---|---|"]
        courbe = courbe_minimum(lus, SEUILS)
        lignes += [f"| {seuil} | {repondu} | {juste} |" for seuil, repondu, juste in courbe]
        lignes += [""]
    lignes += ["## Seuil `ecart_etapes` (deux étapes en tête)", ""]
    for nom, lus in jeux.items():
        lignes += [f"{nom} :", "", "| écart | demandé | demandé à raison |", "|---|---|---|"]
        ecarts = courbe_ecart(lus, ETAPES, ECARTS)
        lignes += [f"| {ecart} | {demande} | {utile} |" for ecart, demande, utile in ecarts]
        lignes += [""]
    lignes += ["## Confusions les plus fréquentes (validation croisée)", ""]
    lignes += ["| attendu | lu | fois |", "|---|---|---|"]
    lignes += [
        f"| {attendu} | {lu} | {fois} |"
        for (attendu, lu), fois in confusions(croisee).most_common(CONFUSIONS_MONTREES)
    ]
    lignes += ["", "![Matrice de confusion](confusion.png)", "", "![Calibration](calibration.png)"]
    return "\n".join(lignes) + "\n"


def main() -> int:
    """Train, score, write the report and its pictures, print what counts."""
    exemples = entrainement()
    minimum = float(composant("ClassifieurFrancais")["doute"]["minimum"])
    dit(f"{len(exemples)} messages, apprentissage…")
    debut = time.monotonic()
    chaine = Chaine.entraine(exemples)
    duree_s = time.monotonic() - debut
    jeux = {nom: lit(chaine, jeu(fichier)) for nom, fichier in JEUX.items()}
    ensemble = [lu for lus in jeux.values() for lu in lus]
    jeux |= {"Les quatre ensemble": ensemble, "Validation croisée": valide(exemples)}
    median_ms = mediane_ms(chaine, jeu(DEVELOPPEMENT))
    DOSSIER.mkdir(parents=True, exist_ok=True)
    texte = _texte(jeux, duree_s, median_ms, len(exemples), minimum)
    (DOSSIER / "rapport.md").write_text(texte, encoding="utf-8")
    resume = {
        nom: {cle: [part.oui, part.sur] for cle, part in mesure(lus, ETAPES, minimum).items()}
        for nom, lus in jeux.items()
    }
    RAPPORT.write_text(json.dumps(resume, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    dessins.confusion(jeux["Validation croisée"], DOSSIER / "confusion.png")
    dessins.calibration(jeux, DOSSIER / "calibration.png")
    print(texte.split("## Calibration")[0])
    dit(f"rapport complet : {Path(DOSSIER).relative_to(RACINE)}/rapport.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
