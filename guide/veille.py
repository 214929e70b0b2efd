"""What has to be looked at again in ``knowledge/``: old checks, cited articles, dead addresses.

One walk over the files as they are written, so that nothing of a kind unknown here is left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, Extra

from guide.contenu.lecture import dossier_connaissances, lire_yaml, valide

_COURRIEL = re.compile(r"[A-Za-z0-9._%+-]+@(?P<domaine>[A-Za-z0-9.-]+)")
_ETIQUETTE = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
_TERMINAISON = re.compile(r"[A-Za-z]{2,}")


class _Modele(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class DomaineQuitte(_Modele):
    """A domain whose owner has another name now."""

    domaine: str
    raison: str


class FichierVeille(_Modele):
    """The whole of ``veille.yml``."""

    mois: int
    terminaisons_reservees: list[str]
    domaines_quittes: list[DomaineQuitte]


@dataclass(frozen=True)
class AncienneVerification:
    """A rule or a contact checked too long ago; ``ou`` is its file under ``knowledge/``."""

    ou: str
    quoi: str
    verifie_le: dt.date


@dataclass(frozen=True)
class CourrielMort:
    """An address that cannot work, and why."""

    ou: str
    quoi: str
    courriel: str
    raison: str


@dataclass(frozen=True)
class Veille:
    """What to look at again; ``articles``: source as written -> files that cite it."""

    avant: dt.date
    regles: list[AncienneVerification]
    contacts: list[AncienneVerification]
    articles: dict[str, list[str]]
    courriels: list[CourrielMort]


def veille(aujourdhui: dt.date, mois: int | None = None) -> Veille:
    """Everything to look at again on that day; ``mois``: instead of the file's number of months."""
    racine = dossier_connaissances()
    reglages = _reglages(racine)
    avant = aujourdhui - relativedelta(months=reglages.mois if mois is None else mois)
    trouvee = Veille(avant, [], [], {}, [])
    for chemin in sorted(racine.rglob("*.yml")):
        ou = chemin.relative_to(racine).as_posix()
        for objet in _objets(lire_yaml(chemin)):
            _lit_verification(trouvee, ou, objet)
            for article in _articles(objet):
                lieux = trouvee.articles.setdefault(article, [])
                if ou not in lieux:
                    lieux.append(ou)
            for courriel in objet.get("courriels") or []:
                raison = faute(courriel, reglages)
                if raison:
                    trouvee.courriels.append(CourrielMort(ou, _nom(objet), courriel, raison))
    trouvee.regles.sort(key=lambda une: une.verifie_le)
    trouvee.contacts.sort(key=lambda un: un.verifie_le)
    return trouvee


def faute(courriel: str, reglages: FichierVeille) -> str | None:
    """Why an address cannot work, by its form alone; None when nothing is against it."""
    trouve = _COURRIEL.fullmatch(courriel)
    if trouve is None:
        return "adresse mal écrite"
    domaine = trouve["domaine"].lower()
    etiquettes = domaine.split(".")
    if len(etiquettes) < 2 or not all(_ETIQUETTE.fullmatch(nom) for nom in etiquettes):
        return "domaine mal écrit"
    if not _TERMINAISON.fullmatch(etiquettes[-1]):
        return "terminaison qui n'existe pas"
    if etiquettes[-1] in reglages.terminaisons_reservees:
        return "terminaison réservée"
    for quitte in reglages.domaines_quittes:
        if domaine == quitte.domaine or domaine.endswith("." + quitte.domaine):
            return quitte.raison
    return None


def _reglages(racine: Path) -> FichierVeille:
    chemin = racine / "veille.yml"
    return valide(FichierVeille, lire_yaml(chemin), chemin)


def _objets(donnees: Any) -> Iterator[dict[str, Any]]:
    if isinstance(donnees, dict):
        yield donnees
        for valeur in donnees.values():
            yield from _objets(valeur)
    elif isinstance(donnees, list):
        for element in donnees:
            yield from _objets(element)


def _lit_verification(trouvee: Veille, ou: str, objet: dict[str, Any]) -> None:
    jour = objet.get("verifie_le")
    if isinstance(jour, dt.date) and jour < trouvee.avant:
        liste = trouvee.contacts if "/contacts/" in ou else trouvee.regles
        liste.append(AncienneVerification(ou, _nom(objet), jour))


def _articles(objet: dict[str, Any]) -> list[str]:
    cites = [objet.get("source"), objet.get("reference")]
    plats = [un for cite in cites for un in (cite if isinstance(cite, list) else [cite])]
    return [un for un in plats if isinstance(un, str) and not un.startswith("guide")]


def _nom(objet: dict[str, Any]) -> str:
    if objet.get("en_vigueur"):
        return f"version du {objet['en_vigueur']} : {objet.get('reference', '')}"
    return str(objet.get("nom") or objet.get("id") or objet.get("reference") or "")
