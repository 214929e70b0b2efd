"""Words of ``knowledge/dates.yml``, read once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from guide.contenu.lecture import dossier_connaissances, lire_yaml

MOIS = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
)
JOURS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()


@dataclass(frozen=True)
class Fete:
    """A named day: a fixed (month, day), or a number of days after Easter Sunday."""

    fixe: tuple[int, int] | None
    paques: int | None


@dataclass(frozen=True)
class Lexique:
    """The content file, ready to use."""

    pivot_bail: date
    mot_avant: str
    mot_depuis: str
    delais_ecrits: dict[tuple[int, str], str]
    raisons: dict[str, str]
    fetes: dict[str, Fete]
    orthographes: dict[str, str]
    indices: dict[str, dict[str, re.Pattern[str]]]
    reports: re.Pattern[str]
    corrections: re.Pattern[str]
    approximations_avant: re.Pattern[str]
    approximations_apres: re.Pattern[str]
    vagues: re.Pattern[str]
    doutes: re.Pattern[str]
    appositions: re.Pattern[str]
    quantites_vagues: str


def sans_accents(texte: str) -> str:
    """Lower case, without accents nor ligatures."""
    plat = texte.casefold().replace("œ", "oe").replace("æ", "ae")
    decompose = unicodedata.normalize("NFKD", plat)
    return "".join(c for c in decompose if not unicodedata.combining(c))


def alternatives(mots: Iterable[str]) -> str:
    """Regular expression of one of ``mots``, longest first."""
    return "|".join(re.escape(m) for m in sorted(set(mots), key=lambda m: (-len(m), m)))


def mots_entiers(mots: Iterable[str]) -> re.Pattern[str]:
    """Pattern of one of ``mots`` as whole words of a normalised text."""
    return re.compile(rf"(?<!\S)(?:{alternatives(mots)})(?!\S)")


@lru_cache(maxsize=1)
def lexique() -> Lexique:
    """Read ``knowledge/dates.yml``; raise ``ErreurContenu`` when it is unreadable."""
    brut: dict[str, Any] = lire_yaml(dossier_connaissances() / "dates.yml")
    fetes = {
        nom: Fete(
            fixe=(int(f["fixe"][:2]), int(f["fixe"][3:])) if "fixe" in f else None,
            paques=f.get("paques"),
        )
        for f in brut["fetes"]
        for nom in f["noms"]
    }
    proches = brut["approximations"]
    return Lexique(
        pivot_bail=date.fromisoformat(str(brut["bail_pivot"]["jour"])),
        mot_avant=brut["mots_bail"]["avant"],
        mot_depuis=brut["mots_bail"]["depuis"],
        delais_ecrits={
            (nombre, unite): mot
            for mot, durees in brut["delais_ecrits"]["mots"].items()
            for nombre, unite in durees
        },
        raisons=brut["raisons"],
        fetes=fetes,
        orthographes={
            sans_accents(faute): juste
            for juste, fautes in brut["orthographes"].items()
            for faute in fautes
        },
        indices={
            classe: {force: mots_entiers(mots) for force, mots in forces.items()}
            for classe, forces in brut["indices"].items()
        },
        reports=mots_entiers(brut["reports"]),
        corrections=mots_entiers(brut["corrections"]),
        approximations_avant=re.compile(
            rf"(?<!\S)(?:{alternatives(proches['avant'])})(?: (?:le|la|les|du|de))?$"
        ),
        approximations_apres=re.compile(rf"^(?:a \S+ )?(?:{alternatives(proches['apres'])})(?!\S)"),
        vagues=mots_entiers(brut["vagues"]),
        doutes=mots_entiers(brut["doutes"]),
        appositions=re.compile(rf"^,? ?(?:{alternatives(brut['appositions'])})(?!\S)(?P<suite>.*)"),
        quantites_vagues=alternatives(brut["quantites_vagues"]),
    )
