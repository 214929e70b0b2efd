"""Public data for the widget: greeting, papers, timeline, hard words. Nothing about a person."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from guide.contenu import contenu
from guide.contenu.rendu import remplit, rend
from guide.dates_fr import en_toutes_lettres
from guide.delais import ErreurDelai
from guide.delais.saisie import lit_faits
from guide.frise import ErreurFrise, Etape, FaitsFrise, frise
from guide.horloge import aujourdhui
from guide.images import fichier_images


@lru_cache(maxsize=1)
def accueil() -> dict[str, Any]:
    """Greeting and first choices; each stage's paper: its name, what it looks like, its picture."""
    papiers = {
        etape: {
            "nom": papier.nom,
            "description": remplit(papier.description),
            "image": f"images/{papier.id}.svg",
        }
        for papier in fichier_images().papiers
        for etape in papier.etapes
    }
    phrases = contenu().phrases
    return {
        "accueil": [rend(phrases[nom]) for nom in ("accueil", "accueil_suite")],
        "choix": phrases["accueil_suite"].choix,
        "papiers": papiers,
    }


@lru_cache(maxsize=1)
def glossaire() -> list[dict[str, Any]]:
    """Hard words: how each is written, and what it means."""
    return [
        {
            "mots": terme.marque
            or [mot for mot in (terme.terme.split(" (")[0], terme.sigle) if mot],
            "texte": rend(terme),
        }
        for terme in contenu().glossaire.values()
    ]


def frise_de(champs: Mapping[str, str]) -> dict[str, Any]:
    """Timeline from a stage: each step's title, state, date and text; raise ValueError."""
    depuis = champs.get("depuis")
    try:
        jour = lit_faits("commandement_quitter", {"depuis": depuis}).depuis if depuis else None
        trouvee = frise(champs.get("etape", ""), FaitsFrise(depuis=jour), aujourdhui())
    except (ErreurFrise, ErreurDelai) as erreur:
        raise ValueError(str(erreur)) from erreur
    etapes = [(etape, "passee") for etape in trouvee.passees]
    etapes += [(trouvee.ici, "ici")]
    etapes += [(etape, "a_venir") for etape in trouvee.etapes]
    return {
        "etapes": [{**_etape(etape), "etat": etat} for etape, etat in etapes],
        "avertissements": list(trouvee.avertissements),
    }


def _etape(etape: Etape) -> dict[str, Any]:
    return {
        "titre": etape.titre,
        "date": en_toutes_lettres(etape.date) if etape.date else "",
        "au_plus_tot": etape.au_plus_tot,
        "texte": etape.texte,
    }
