"""Training and evaluation messages: read them, and check them (``python -m nlu.donnees``)."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.normalisation import normalise

RACINE = Path(__file__).resolve().parents[1]
_GARDES = RACINE / "tests" / "donnees"
DEVELOPPEMENT = _GARDES / "nlu_dev.jsonl"
# Never trained on, by the name the report gives each set (docs/decisions/0003-doute.md).
JEUX = {
    "Jeu de développement": DEVELOPPEMENT,
    "Réserve": _GARDES / "nlu_reserve.jsonl",
    "Deuxième réserve": _GARDES / "nlu_reserve_2.jsonl",
    "Troisième réserve": _GARDES / "nlu_reserve_3.jsonl",
}
PROCHE = 0.9
MINIMUM = 12_000


@dataclass(frozen=True)
class Exemple:
    """A labelled message; ``aussi`` are other labels that are fair."""

    texte: str
    intention: str
    bruit: str = "none"
    genre: str = ""
    aussi: tuple[str, ...] = field(default_factory=tuple)

    def accepte(self, intention: str) -> bool:
        """True when a fair annotator would give this label."""
        return intention == self.intention or intention in self.aussi


def entrainement(dossier: Path = RACINE / "data") -> list[Exemple]:
    """Every training message of ``data/nlu.yml`` and ``data/nlu/``."""
    exemples = []
    for fichier in [dossier / "nlu.yml", *sorted((dossier / "nlu").glob("*.yml"))]:
        for bloc in yaml.load(fichier.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"] or []:
            lignes = (ligne.strip() for ligne in bloc["examples"].splitlines())
            exemples += [Exemple(li[2:].strip(), bloc["intent"]) for li in lignes if li]
    return exemples


def jeu(fichier: Path) -> list[Exemple]:
    """The messages of an evaluation set (``JEUX``)."""
    exemples = []
    for ligne in fichier.read_text(encoding="utf-8").splitlines():
        lu = json.loads(ligne)
        exemples.append(
            Exemple(lu["text"], lu["label"], lu["noise"], lu["kind"], tuple(lu.get("alt", ())))
        )
    return exemples


def doublons(exemples: list[Exemple]) -> list[tuple[str, list[str]]]:
    """Messages that stand more than once (case and accents apart), with their labels."""
    par_texte: dict[str, list[str]] = defaultdict(list)
    for exemple in exemples:
        par_texte[normalise(exemple.texte)].append(exemple.intention)
    return [(texte, labels) for texte, labels in par_texte.items() if len(labels) > 1]


def trop_proches(appris: list[Exemple], gardes: list[Exemple]) -> list[tuple[str, str, float]]:
    """Pairs (evaluation, training) so alike that the evaluation would be no test.

    Likeness is the cosine of character 3-to-5-grams; messages under 20 characters ("oui", "merci
    beaucoup") are alike by nature and are left out.
    """
    longs = [exemple.texte for exemple in gardes if len(exemple.texte) >= 20]
    vectoriseur = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), preprocessor=normalise)
    base = vectoriseur.fit_transform([exemple.texte for exemple in appris])
    ressemblance = (vectoriseur.transform(longs) @ base.T).tocsr()
    paires = []
    for rang, texte in enumerate(longs):
        ligne = ressemblance[rang]
        if ligne.nnz and ligne.data.max() >= PROCHE:
            voisin = int(ligne.indices[np.argmax(ligne.data)])
            paires.append((texte, appris[voisin].texte, float(ligne.data.max())))
    return paires


def bruit_d_etiquettes(exemples: list[Exemple], au_plus: int = 60) -> list[tuple[str, str, str]]:
    """Messages that a model trained on the others is sure to label otherwise: to be re-read."""
    from sklearn.model_selection import StratifiedKFold

    from nlu.modele import GRAINE, Modele, Reglages

    textes = [exemple.texte for exemple in exemples]
    cibles = [exemple.intention for exemple in exemples]
    douteux = []
    for appris, gardes in StratifiedKFold(5, shuffle=True, random_state=GRAINE).split(
        textes, cibles
    ):
        modele = Modele.entraine(
            [textes[i] for i in appris], [cibles[i] for i in appris], Reglages()
        )
        probabilites = modele.probabilites([textes[i] for i in gardes])
        for rang, ligne in zip(gardes, probabilites, strict=True):
            dit = modele.etiquettes[int(ligne.argmax())]
            ecart = float(ligne.max() - ligne[modele.etiquettes.index(cibles[rang])])
            if dit != cibles[rang]:
                douteux.append((ecart, cibles[rang], dit, textes[rang]))
    douteux.sort(reverse=True)
    return [(cible, dit, texte) for _, cible, dit, texte in douteux[:au_plus]]


def main() -> int:
    """Print the state of the data; exit status 1 when a rule is broken."""
    exemples = entrainement()
    gardes = [exemple for fichier in JEUX.values() for exemple in jeu(fichier)]
    comptes = Counter(exemple.intention for exemple in exemples)
    for intention, compte in sorted(comptes.items()):
        print(f"{compte:5d}  {intention}")
    print(f"{len(exemples):5d}  messages, {len(comptes)} intentions")
    doubles, proches = doublons(exemples), trop_proches(exemples, gardes)
    for texte, labels in doubles:
        print(f"doublon {labels} : {texte}")
    for texte, voisin, note in proches:
        print(f"trop proche de l'évaluation ({note:.2f}) : {texte} / {voisin}")
    if "--etiquettes" in sys.argv:
        for cible, dit, texte in bruit_d_etiquettes(exemples):
            print(f"à relire : {cible} (modèle : {dit}) : {texte}")
    return 1 if doubles or proches or len(exemples) < MINIMUM else 0


if __name__ == "__main__":
    sys.exit(main())
