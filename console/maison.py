"""What every page needs: settings, the register's parts, Rasa, the templates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.responses import HTMLResponse
from starlette.templating import Jinja2Templates

from console.acces import Demande
from console.journal import Journal
from console.rasa import Rasa
from guide.contenu import contenu
from guide.contenu.rendu import rend
from guide.dates_fr import en_toutes_lettres, sans_jour
from guide.horloge import PARIS
from guide.montants import en_euros
from registre import Appels, Comptes, Corrections, Registre
from registre.comptes import Compte
from serveur.reglages import Reglages

ICI = Path(__file__).parent
# Address and name of the pages in the bar at the top; the last lists are for one role.
NAVIGATION = [
    ("/", "Appels"),
    ("/fiches", "Fiches"),
    ("/calcul", "Calcul"),
    ("/annuaire", "Annuaire"),
    ("/glossaire", "Glossaire"),
]
NAVIGATION_DU_CONSEILLER = [("/relais", "Conversations")]
NAVIGATION_DU_SUPERVISEUR = [("/suivi", "Suivi")]


@dataclass(frozen=True)
class Console:
    """The services of one running console; ``routes(console)`` of each page module uses them."""

    reglages: Reglages
    registre: Registre
    comptes: Comptes
    appels: Appels
    corrections: Corrections
    journal: Journal
    rasa: Rasa
    gabarits: Jinja2Templates

    @classmethod
    def ouvre(cls, reglages: Reglages, registre: Registre) -> Console:
        """The services for these settings and this register."""
        return cls(
            reglages,
            registre,
            comptes=Comptes(registre),
            appels=Appels(registre),
            corrections=Corrections(registre),
            journal=Journal(registre),
            rasa=Rasa(reglages),
            gabarits=gabarits_de_la_console(),
        )

    def rend(
        self, demande: Demande, gabarit: str, statut: int = 200, **valeurs: Any
    ) -> HTMLResponse:
        """A page (or a part of one) with who is logged in and the token of its forms."""
        contexte = {"compte": demande.compte, "jeton": demande.jeton, **valeurs}
        return self.gabarits.TemplateResponse(
            demande.requete, gabarit, contexte, status_code=statut
        )


@lru_cache(maxsize=1)
def gabarits_de_la_console() -> Jinja2Templates:
    """The templates and what they may call, compiled once for all."""
    gabarits = Jinja2Templates(directory=str(ICI / "gabarits"))
    gabarits.env.trim_blocks = gabarits.env.lstrip_blocks = True
    gabarits.env.filters |= {"en_lettres": en_toutes_lettres, "a_paris": _a_paris}
    gabarits.env.globals |= {
        "navigation": _navigation,
        "sans_jour": sans_jour,
        "en_euros": en_euros,
        "rend_web": rend,
        "rend_operateur": lambda enonce: rend(enonce, "operateur"),
        "role_de": lambda contact: contenu().roles[contact.role].nom,
    }
    return gabarits


def _a_paris(moment: dt.datetime) -> str:
    local = moment.astimezone(PARIS)
    return f"{en_toutes_lettres(local.date())}, {local:%H h %M}"


def _navigation(compte: Compte) -> list[tuple[str, str]]:
    du_role = NAVIGATION_DU_SUPERVISEUR if compte.supervise else NAVIGATION_DU_CONSEILLER
    return NAVIGATION + du_role
