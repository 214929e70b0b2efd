"""For supervisors: counts as pictures and CSV, the audit, a file of somebody who is away.

Never a message text, and no way to open a call.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from console.acces import Demande, Refus, page
from console.images import barres
from console.maison import Console
from guide.contenu import contenu
from registre.chiffres import Compte, comptes
from registre.comptes import Compte as Agent
from registre.conservation import adresse_des_conversations, jours_d_appel, jours_de_conversation

LIGNES_D_AUDIT = 200
JOURS_MONTRES = 31
SERIES = {
    "jours": "Conversations et appels par jour",
    "etapes": "Étapes",
    "verifications": "Vérifications par fiche",
    "sans_reponse": "Questions sans réponse",
    "humain": "Passages à une personne",
}
RESULTATS = {"compris": "compris", "a_revoir": "à revoir", "non_verifie": "non vérifié"}


def routes(console: Console) -> list[Route]:
    """``/suivi`` and below."""

    def lus() -> list[Compte]:
        return comptes(console.registre, adresse_des_conversations())

    def conseillers() -> list[Agent]:
        # Not a supervisor: he would read the file.
        return [compte for compte in console.comptes.tous() if not compte.supervise]

    def suivi(demande: Demande) -> Response:
        console.journal.note_de_temps_en_temps(demande.compte.identifiant, "suivi vu", "")
        par_serie = defaultdict(list)
        for compte in lus():
            par_serie[compte.serie].append((en_clair(compte), compte.nombre))
        return console.rend(
            demande,
            "suivi.html",
            series=[
                (nom, titre, _image(nom, titre, par_serie[nom]), _montrees(nom, par_serie[nom]))
                for nom, titre in SERIES.items()
            ],
            jours_robot=jours_de_conversation(),
            jours_console=jours_d_appel(),
            conseillers=conseillers(),
        )

    def en_csv(demande: Demande) -> Response:
        console.journal.note(demande.compte.identifiant, "suivi exporté")
        flux = io.StringIO()
        lignes = csv.writer(flux, delimiter=";", lineterminator="\r\n")
        lignes.writerow(["serie", "detail", "origine", "nombre"])
        for compte in lus():
            lignes.writerow([compte.serie, compte.detail, compte.origine, compte.nombre])
        # With its mark, spreadsheets read the accents.
        return Response(
            flux.getvalue().encode("utf-8-sig"),
            media_type="text/csv",
            headers={"Content-Disposition": 'attachment; filename="suivi.csv"'},
        )

    def journal(demande: Demande) -> Response:
        lignes = console.registre.dernieres_lignes_d_audit(LIGNES_D_AUDIT)
        return console.rend(demande, "journal.html", lignes=lignes)

    def transmet(demande: Demande) -> Response:
        appel = console.appels.trouve(demande.champ("code"))
        vers = {str(c.id): c for c in conseillers()}.get(demande.champ("vers"))
        if appel is None:
            raise Refus(404, "Aucun dossier n'a ce code.")
        if vers is None:
            raise Refus(400, "Choisissez un conseiller.")
        console.appels.transmet(appel.code, vers.id, appel.conseiller)
        console.journal.note(
            demande.compte.identifiant, f"dossier transmis à {vers.identifiant}", appel.code
        )
        return RedirectResponse("/suivi", status_code=303)

    def route(chemin: str, fonction, methode: str) -> Route:  # type: ignore[no-untyped-def]
        return Route(chemin, page(console.comptes, fonction, role="superviseur"), methods=[methode])

    return [
        route("/suivi", suivi, "GET"),
        route("/suivi.csv", en_csv, "GET"),
        route("/suivi/journal", journal, "GET"),
        route("/suivi/transmettre", transmet, "POST"),
    ]


def en_clair(compte: Compte) -> str:
    """What is counted, in words."""
    nom, _, resultat = compte.detail.partition(":")
    titre = contenu().fiches[nom].titre if nom in contenu().fiches else nom
    fin = f", {RESULTATS.get(resultat, resultat)}" if resultat else ""
    return f"{titre}{fin} ({compte.origine})"


def _montrees(nom: str, lignes: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return lignes[-JOURS_MONTRES:] if nom == "jours" else lignes


def _image(nom: str, titre: str, lignes: list[tuple[str, int]]) -> str:
    return barres(f"image-{nom}", titre, _montrees(nom, lignes))
