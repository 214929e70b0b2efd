"""The NLU pipeline of ``config.yml`` without Rasa's graph: classifier, then danger net.

For evaluation and experiments; ``tests/nlu/test_chaine.py`` holds it equal to the running system.
"""

from __future__ import annotations

from typing import Any

import yaml

from nlu.dangers import ReglagesFilet, lit_dangers, signale
from nlu.donnees import RACINE, Exemple
from nlu.modele import Modele, Reglages


def composant(nom: str) -> dict[str, Any]:
    """Settings of the component of ``config.yml`` whose name ends with ``nom``."""
    pipeline = yaml.safe_load((RACINE / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    trouve = next(etape for etape in pipeline if etape["name"].endswith(nom))
    return {cle: valeur for cle, valeur in trouve.items() if cle != "name"}


def reglages_du_modele() -> Reglages:
    """Settings of the linear model."""
    lus = composant("ClassifieurFrancais")
    lus.pop("doute", None)
    return Reglages.lit(lus)


class Chaine:
    """A trained model and the danger net: ``classement(texte)``, best first."""

    def __init__(self, modele: Modele) -> None:
        self._modele = modele
        self._dangers = lit_dangers()
        self._filet = ReglagesFilet(**composant("FiletDanger"))

    @classmethod
    def entraine(cls, exemples: list[Exemple]) -> Chaine:
        """Train on these messages, with the settings of ``config.yml``."""
        textes = [exemple.texte for exemple in exemples]
        intentions = [exemple.intention for exemple in exemples]
        return cls(Modele.entraine(textes, intentions, reglages_du_modele()))

    def classement(self, texte: str) -> list[tuple[str, float]]:
        """(intent, probability), as ``/model/parse`` ranks them."""
        lu = self._modele.lit(texte)
        return signale(texte, lu.classement, lu.parties, self._dangers, self._filet)
