"""What every page needs: settings, the register's parts, Rasa, the templates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.responses import HTMLResponse
from starlette.templating import Jinja2Templates

from console.acces import Demande
from guide.dates_fr import en_toutes_lettres
from registre import Comptes, Registre
from registre.comptes import Compte
from serveur.reglages import Reglages

ICI = Path(__file__).parent
# Address and name of the pages in the bar at the top; the second list is for supervisors too.
NAVIGATION = [("/", "Appels"), ("/relais", "Conversations")]
NAVIGATION_DU_SUPERVISEUR: list[tuple[str, str]] = []


@dataclass(frozen=True)
class Console:
    """The services of one running console; ``routes(console)`` of each page module uses them."""

    reglages: Reglages
    registre: Registre
    comptes: Comptes
    gabarits: Jinja2Templates

    @classmethod
    def ouvre(cls, reglages: Reglages, registre: Registre) -> Console:
        """The services for these settings and this register."""
        gabarits = Jinja2Templates(directory=str(ICI / "gabarits"))
        gabarits.env.trim_blocks = gabarits.env.lstrip_blocks = True
        gabarits.env.filters["en_lettres"] = en_toutes_lettres
        gabarits.env.globals["navigation"] = _navigation
        return cls(reglages, registre, Comptes(registre), gabarits)

    def rend(
        self, demande: Demande, gabarit: str, statut: int = 200, **valeurs: Any
    ) -> HTMLResponse:
        """A page (or a part of one) with who is logged in and the token of its forms."""
        contexte = {"compte": demande.compte, "jeton": demande.jeton, **valeurs}
        return self.gabarits.TemplateResponse(
            demande.requete, gabarit, contexte, status_code=statut
        )


def _navigation(compte: Compte) -> list[tuple[str, str]]:
    return NAVIGATION + (NAVIGATION_DU_SUPERVISEUR if compte.supervise else [])
