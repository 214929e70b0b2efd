"""Load ``knowledge/delais/`` once; a rule is a file with the key ``regle``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from guide.contenu.lecture import ErreurContenu, dossier_connaissances, lire_yaml, valide
from guide.delais.modeles import Faits, Phrases, Regle, SeuilApl
from guide.delais.versions import identifiant


@dataclass(frozen=True)
class Loi:
    """The rules, the words of the facts, the sentences and the thresholds of the APL.

    ``versions``: rule and entry into force -> identifier of that version.
    """

    regles: dict[str, Regle]
    versions: dict[tuple[str, dt.date], str]
    faits: Faits
    phrases: Phrases
    seuils_apl: tuple[SeuilApl, ...]


@lru_cache(maxsize=1)
def loi() -> Loi:
    """The content of ``knowledge/delais/``; raise ``ErreurContenu`` naming file and fault."""
    return charge(dossier_connaissances() / "delais")


def seuil_apl(jour: dt.date) -> SeuilApl | None:
    """Threshold of arrears in force for the housing benefit on ``jour``; None before the first."""
    en_vigueur = [seuil for seuil in loi().seuils_apl if seuil.en_vigueur <= jour]
    return max(en_vigueur, key=lambda seuil: seuil.en_vigueur, default=None)


def charge(dossier: Path) -> Loi:
    """Read and check one folder of rules; raise ``ErreurContenu`` naming file and fault."""
    regles = {}
    for chemin in sorted(dossier.glob("*.yml")):
        donnees = lire_yaml(chemin)
        if isinstance(donnees, dict) and "regle" in donnees:
            regle = valide(Regle, donnees, chemin, donnees["regle"])
            if regle.regle != chemin.stem:
                raise ErreurContenu(f"{chemin.name} : la règle porte le nom de son fichier")
            regles[regle.regle] = regle
    faits, phrases, seuils = (
        dossier / nom for nom in ("faits.yml", "phrases.yml", "seuils_apl.yml")
    )
    return Loi(
        regles=regles,
        versions={
            (regle.regle, version.en_vigueur): identifiant(regle, version)
            for regle in regles.values()
            for version in regle.versions
        },
        faits=valide(Faits, lire_yaml(faits), faits),
        phrases=valide(Phrases, lire_yaml(phrases), phrases),
        seuils_apl=tuple(
            valide(SeuilApl, seuil, seuils, str(seuil.get("en_vigueur")))
            for seuil in lire_yaml(seuils)["seuils"]
        ),
    )
