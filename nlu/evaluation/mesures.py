"""What is measured of an intent model, from its rankings on labelled messages. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nlu.donnees import Exemple

DANGERS = ("detresse", "violence", "a_la_rue_ce_soir", "expulsion_illegale")
PAYER_QUITTER = {"commandement_payer", "commandement_quitter"}
TRANCHES = 10

Classement = list[tuple[str, float]]


@dataclass(frozen=True)
class Lu:
    """A labelled message and how it was ranked (intent, probability), best first."""

    exemple: Exemple
    classement: Classement

    @property
    def premier(self) -> str:
        return self.classement[0][0]

    @property
    def confiance(self) -> float:
        return self.classement[0][1]

    @property
    def juste(self) -> bool:
        """The first guess is a label that a fair annotator would give."""
        return self.exemple.accepte(self.premier)

    @property
    def parmi_deux(self) -> bool:
        """One of the first two guesses is such a label."""
        return any(self.exemple.accepte(nom) for nom, _ in self.classement[:2])


@dataclass(frozen=True)
class Part:
    """A share: how many of how many."""

    oui: int
    sur: int

    @classmethod
    def de(cls, verdicts: Iterable[bool]) -> Part:
        liste = list(verdicts)
        return cls(sum(liste), len(liste))

    @property
    def valeur(self) -> float:
        return self.oui / self.sur if self.sur else 1.0

    def __str__(self) -> str:
        return f"{self.valeur:.3f} ({self.oui} sur {self.sur})"


def mesure(lus: list[Lu], etapes: Iterable[str], minimum: float) -> dict[str, Part]:
    """Every share of the report, by its French name; ``minimum``: confidence that accepts."""
    stages = set(etapes)
    dits = [lu for lu in lus if lu.exemple.intention in stages]
    dangers = [lu for lu in lus if lu.exemple.intention in DANGERS]
    alertes = [lu for lu in lus if lu.premier in DANGERS]
    ailleurs = [lu for lu in lus if lu.exemple.intention == "hors_sujet"]
    payer_quitter = [lu for lu in lus if lu.exemple.intention in PAYER_QUITTER]
    mesures = {
        "tout": Part.de(lu.juste for lu in lus),
        "tout, étiquette exacte": Part.de(lu.premier == lu.exemple.intention for lu in lus),
        "étapes": Part.de(lu.juste for lu in dits),
        "étapes, parmi les deux premières": Part.de(lu.parmi_deux for lu in dits),
        "dangers reconnus": Part.de(lu.premier in DANGERS for lu in dangers),
        "dangers annoncés à raison": Part.de(
            any(lu.exemple.accepte(danger) for danger in DANGERS) for lu in alertes
        ),
        "hors sujet accepté à tort": Part.de(
            not lu.juste and lu.confiance >= minimum for lu in ailleurs
        ),
        "payer pris pour quitter, ou l'inverse": Part.de(
            not lu.juste and lu.premier in PAYER_QUITTER for lu in payer_quitter
        ),
    }
    mesures |= _par(lus, "bruit", lambda exemple: exemple.bruit)
    mesures |= _par(lus, "genre", lambda exemple: exemple.genre)
    mesures |= _par(dits, "étape", lambda exemple: exemple.intention)
    return mesures


def _par(lus: list[Lu], titre: str, cle: Callable[[Exemple], str]) -> dict[str, Part]:
    valeurs = sorted({cle(lu.exemple) for lu in lus} - {""})
    return {
        f"{titre} {valeur}": Part.de(lu.juste for lu in lus if cle(lu.exemple) == valeur)
        for valeur in valeurs
    }


def calibration(lus: list[Lu]) -> list[tuple[float, Part]]:
    """(mean confidence, share right) of each tenth of the confidence scale that is used."""
    tranches: list[list[Lu]] = [[] for _ in range(TRANCHES)]
    for lu in lus:
        tranches[min(int(lu.confiance * TRANCHES), TRANCHES - 1)].append(lu)
    return [
        (sum(lu.confiance for lu in tranche) / len(tranche), Part.de(lu.juste for lu in tranche))
        for tranche in tranches
        if tranche
    ]


def erreur_de_calibration(lus: list[Lu]) -> float:
    """Expected calibration error: mean gap between confidence and accuracy, 0 is perfect."""
    ecarts = [(abs(confiance - part.valeur), part.sur) for confiance, part in calibration(lus)]
    return sum(ecart * sur for ecart, sur in ecarts) / len(lus)


def courbe_minimum(lus: list[Lu], seuils: Iterable[float]) -> list[tuple[float, Part, Part]]:
    """For each confidence asked: share answered at once, and share right among them."""
    return [
        (
            seuil,
            Part.de(lu.confiance >= seuil for lu in lus),
            Part.de(lu.juste for lu in lus if lu.confiance >= seuil),
        )
        for seuil in seuils
    ]


def courbe_ecart(
    lus: list[Lu], etapes: Iterable[str], ecarts: Iterable[float]
) -> list[tuple[float, Part, Part]]:
    """For each gap between two first stages under which the bot asks which paper it is.

    Share of stage messages asked about, and share of these questions that were needed (the first
    guess was wrong).
    """
    stages = set(etapes)
    deux_etapes = [
        lu
        for lu in lus
        if lu.exemple.intention in stages and {nom for nom, _ in lu.classement[:2]} <= stages
    ]
    courbe = []
    for ecart in ecarts:
        proches = [lu for lu in deux_etapes if lu.confiance - lu.classement[1][1] < ecart]
        courbe.append(
            (
                ecart,
                Part(len(proches), len(deux_etapes)),
                Part.de(not lu.juste for lu in proches),
            )
        )
    return courbe


def confusions(lus: list[Lu]) -> Counter[tuple[str, str]]:
    """(expected, guessed) -> how often, for the wrong guesses."""
    return Counter((lu.exemple.intention, lu.premier) for lu in lus if not lu.juste)
