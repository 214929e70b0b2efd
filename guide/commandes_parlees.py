"""Words that steer the conversation: erase, repeat, shorter, start again, correction…

Patterns are content (``knowledge/commandes.yml``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from guide.contenu.lecture import dossier_connaissances, lire_yaml
from guide.texte import plie

LONGUEUR_D_UN_ORDRE = 120


@lru_cache(maxsize=1)
def _motifs() -> dict[str, list[re.Pattern[str]]]:
    brut = lire_yaml(dossier_connaissances() / "commandes.yml")
    return {nom: [re.compile(motif) for motif in motifs] for nom, motifs in brut.items()}


def commande(texte: str, parmi: tuple[str, ...]) -> str | None:
    """The first command among ``parmi`` that a short message gives; None in a long one."""
    nu = plie(texte)
    if len(nu) > LONGUEUR_D_UN_ORDRE:
        return None
    return next((nom for nom in parmi if any(m.search(nu) for m in _motifs()[nom])), None)
