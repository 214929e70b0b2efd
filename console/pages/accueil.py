"""The first page: a new call, a call found again by its code, the latest calls."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from console.acces import Demande, page
from console.maison import Console
from guide.contenu import contenu
from registre.conservation import jours_d_appel

APPELS_MONTRES = 30


def routes(console: Console) -> list[Route]:
    """``/`` and ``/dossier``."""

    def accueil(demande: Demande) -> Response:
        return console.rend(
            demande,
            "accueil.html",
            appels=console.appels.de(demande.compte.id, APPELS_MONTRES),
            noms=console.comptes.noms(),
            fiches=contenu().fiches,
            jours=jours_d_appel(),
            rasa_marche=console.rasa.marche(),
        )

    def dossier(demande: Demande) -> Response:
        code = demande.requete.query_params.get("code", "")
        trouve = console.appels.trouve(code)
        if trouve is not None:
            return RedirectResponse(f"/appel/{trouve.code}", status_code=303)
        return console.rend(demande, "introuvable.html", statut=404, code=code)

    return [
        Route("/", page(console.comptes, accueil), methods=["GET"]),
        Route("/dossier", page(console.comptes, dossier), methods=["GET"]),
    ]
