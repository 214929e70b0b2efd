"""The screen of a call: every change is saved as it is made, and the results come back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from channels.sms.alphabet import parties as parties_de_sms
from channels.sms.cles import lit_cles
from channels.sms.depot import DepotRefuse, depose
from console import apprentissage
from console.acces import Demande, Refus, page
from console.lecture import AUCUNE, CONTACTS_EN_VUE, Ecran, lit
from console.maison import ICI, Console
from console.resume import en_sms, en_texte, resume
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES
from guide.dates_fr import en_toutes_lettres
from guide.horloge import PARIS, aujourdhui, maintenant
from registre.appels import Appel
from registre.conservation import jours_d_appel
from serveur.reglages import lit_reglages_sms
from web.documents import pdf

# Anchor and name of the parts of the screen, in the order of the keys Ctrl+1 to Ctrl+9.
PARTIES = (
    ("mots", "Mots"),
    ("etape", "Étape"),
    ("dates", "Dates"),
    ("lire", "À lire"),
    ("fiche", "Fiche"),
    ("contacts", "Contacts"),
    ("verifier", "Vérifier"),
    ("aide-memoire", "Aide-mémoire"),
    ("fin", "Fin"),
)
STYLE_DU_RESUME = ICI / "statique" / "resume.css"
RESULTATS_DE_VERIFICATION = ("", "compris", "a_revoir")


def routes(console: Console) -> list[Route]:
    """``/appels`` and ``/appel/{code}/…``."""
    ecran = EcranDAppel(console)

    def route(chemin: str, fonction: Callable[[Demande], Response], methode: str) -> Route:
        return Route(chemin, page(console.comptes, fonction), methods=[methode])

    return [
        route("/appels", ecran.ouvre, "POST"),
        route("/appel/{code}", ecran.montre, "GET"),
        route("/appel/{code}/texte", ecran.texte, "POST"),
        route("/appel/{code}/etape", ecran.etape, "POST"),
        route("/appel/{code}/faits", ecran.faits, "POST"),
        route("/appel/{code}/coches", ecran.coches, "POST"),
        route("/appel/{code}/notes", ecran.notes, "POST"),
        route("/appel/{code}/verification", ecran.verification, "POST"),
        route("/appel/{code}/fausse", ecran.fausse, "POST"),
        route("/appel/{code}/resume", ecran.resume, "GET"),
        route("/appel/{code}/resume.txt", ecran.resume_en_texte, "GET"),
        route("/appel/{code}/resume.pdf", ecran.resume_en_pdf, "GET"),
        route("/appel/{code}/sms", ecran.sms, "POST"),
        route("/appel/{code}/transmettre", ecran.transmet, "POST"),
        route("/appel/{code}/effacer", ecran.efface, "POST"),
    ]


class EcranDAppel:
    """The pages of one call; each begins with :meth:`_le_mien`."""

    def __init__(self, console: Console) -> None:
        self._console = console

    # -- opening -------------------------------------------------------------------------------

    def ouvre(self, demande: Demande) -> Response:
        """A new call."""
        code = self._console.appels.ouvre(demande.compte.id)
        self._console.journal.note(demande.compte.identifiant, "dossier ouvert", code)
        return RedirectResponse(f"/appel/{code}", status_code=303)

    def montre(self, demande: Demande) -> Response:
        """The whole screen."""
        appel = self._comprend_enfin(self._le_mien(demande))
        self._note(demande, "dossier vu", appel)
        noms = self._console.comptes.noms()
        return self._console.rend(
            demande,
            "appel/page.html",
            **self._contexte(demande, appel),
            parties=PARTIES,
            operateur=contenu().operateur,
            collegues=[c for c in self._console.comptes.tous() if c.id != demande.compte.id],
            transmis_par=noms.get(appel.transmis_par or 0, ""),
            garde_jusqu_au=en_toutes_lettres(
                (appel.modifie.astimezone(PARIS) + dt.timedelta(days=jours_d_appel())).date()
            ),
            **self._sms(lit(appel, aujourdhui())),
        )

    # -- saving as one goes --------------------------------------------------------------------

    def texte(self, demande: Demande) -> Response:
        """The caller's words: understood again, every panel follows."""
        appel = self._le_mien(demande)
        texte = demande.champ("texte")
        compris = self._console.rasa.comprend(texte)
        self._ecrit(demande, appel, texte=texte, comprehension=compris or {})
        return self._resultats(demande, appel.code, panneaux=True)

    def etape(self, demande: Demande) -> Response:
        """The adviser chooses the stage; a correction is kept for review."""
        appel = self._le_mien(demande)
        choisie = demande.champ("etape")
        if choisie not in (*ETAPES, AUCUNE):
            raise Refus(400, "Cette étape n'existe pas.")
        avant = lit(appel, aujourdhui())
        self._ecrit(demande, appel, action="étape choisie", etape_choisie=choisie)
        if appel.texte:
            correction = apprentissage.d_etape(appel.texte, avant.proposee, choisie)
            self._console.corrections.note(appel.code, correction)
        if not demande.par_htmx:
            return RedirectResponse(f"/appel/{appel.code}", status_code=303)
        return self._resultats(demande, appel.code, panneaux=True)

    def faits(self, demande: Demande) -> Response:
        """Facts typed: only those changed since the panel was shown count."""
        appel = self._le_mien(demande)
        avant = lit(appel, aujourdhui())
        saisis = dict(appel.faits)
        changes = []
        for nom in avant.champs:
            montre, ecrit = demande.champs.get(f"avant:{nom}"), demande.champ(nom)
            if montre is not None and ecrit != montre:
                saisis[nom] = ecrit
                changes.append(nom)
        self._ecrit(demande, appel, faits=saisis)
        apres = lit(self._relit(appel.code), aujourdhui())
        for nom in changes:
            lue = avant.champs[nom]
            if lue.origine == "texte" and lue.valeur:
                corrige = apres.champs[nom].valeur or ""
                correction = apprentissage.de_date(appel.texte, nom, lue.valeur, corrige)
                self._console.corrections.note(appel.code, correction)
        return self._resultats(demande, appel.code, panneaux=False)

    def coches(self, demande: Demande) -> Response:
        """Lines of the checklist, and cases that the adviser holds urgent."""
        appel = self._le_mien(demande)
        self._ecrit(demande, appel, coches=demande.liste("coche"))
        return self._resultats(demande, appel.code, panneaux=False)

    def notes(self, demande: Demande) -> Response:
        """The adviser's notes, and his own words for the caller."""
        appel = self._le_mien(demande)
        self._ecrit(demande, appel, note=demande.champ("note"), mot=demande.champ("mot"))
        return self._enregistre(Response(status_code=204))

    def verification(self, demande: Demande) -> Response:
        """The outcome of a teach-back question."""
        appel = self._le_mien(demande)
        etape, genre, resultat = (demande.champ(n) for n in ("etape", "genre", "resultat"))
        connue = etape in ETAPES and genre in contenu().parcours[etape].verification
        if not connue or resultat not in RESULTATS_DE_VERIFICATION:
            raise Refus(400, "Cette question n'existe pas.")
        self._console.appels.note_verification(appel.code, etape, genre, resultat)
        self._ecrit(demande, appel)
        return self._enregistre(Response(status_code=204))

    def fausse(self, demande: Demande) -> Response:
        """An answer judged wrong, with the reason."""
        appel = self._le_mien(demande)
        raison = demande.champ("raison")
        if not raison:
            raise Refus(400, "Dites pourquoi c'est faux : une phrase suffit.")
        correction = apprentissage.de_reponse(appel.texte, demande.champ("quoi")[:60], raison)
        self._console.corrections.note(appel.code, correction)
        self._console.journal.note(demande.compte.identifiant, "réponse fausse", appel.code)
        return self._dit(Response(status_code=204), "Signalé. Merci.")

    # -- what the caller gets ------------------------------------------------------------------

    def resume(self, demande: Demande) -> Response:
        """The summary as a page to print."""
        appel = self._le_mien(demande)
        self._console.journal.note(demande.compte.identifiant, "résumé imprimé", appel.code)
        return self._console.rend(demande, "appel/resume.html", r=resume(lit(appel, aujourdhui())))

    def resume_en_texte(self, demande: Demande) -> Response:
        """The summary as text, to be copied."""
        appel = self._le_mien(demande)
        self._console.journal.note(demande.compte.identifiant, "résumé copié", appel.code)
        texte = en_texte(resume(lit(appel, aujourdhui())))
        return Response(texte, media_type="text/plain; charset=utf-8")

    def resume_en_pdf(self, demande: Demande) -> Response:
        """The summary as a tagged PDF."""
        appel = self._le_mien(demande)
        page_html = self._console.rend(
            demande,
            "appel/resume.html",
            r=resume(lit(appel, aujourdhui())),
            style=STYLE_DU_RESUME.read_text(encoding="utf-8"),
        )
        fichier = pdf(bytes(page_html.body).decode())
        if fichier is None:
            raise Refus(503, "Le PDF n'est pas installé ici. Imprimez la page du résumé.")
        self._console.journal.note(demande.compte.identifiant, "résumé en PDF", appel.code)
        return Response(
            fichier,
            media_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="resume-{appel.code}.pdf"'},
        )

    def sms(self, demande: Demande) -> Response:
        """The summary by SMS, with consent; the number is not kept in the file."""
        appel = self._le_mien(demande)
        ecran = lit(appel, aujourdhui())
        numero, reglages = demande.champ("numero"), lit_reglages_sms()
        refus = ""
        if not reglages.fournisseur:
            refus = "L'envoi de SMS n'est pas installé ici."
        elif not demande.champ("accord"):
            refus = "Demandez d'abord l'accord de la personne, puis cochez la case."
        else:
            try:
                cles = lit_cles(self._console.reglages, reglages)
                depose(self._console.registre, cles, numero, en_sms(ecran))
            except DepotRefuse as erreur:
                refus = str(erreur)
        dit = refus or "C'est parti. Le SMS arrive dans quelques secondes."
        if not refus:
            self._console.journal.note(
                demande.compte.identifiant, "résumé par SMS, avec accord", appel.code
            )
        return self._console.rend(
            demande,
            "appel/sms.html",
            e=ecran,
            sms_dit=dit,
            sms_refus=bool(refus),
            sms_numero=numero if refus else "",
            **self._sms(ecran),
        )

    # -- the end of a file ---------------------------------------------------------------------

    def transmet(self, demande: Demande) -> Response:
        """Hand the file to a colleague."""
        appel = self._le_mien(demande)
        vers = {str(c.id): c for c in self._console.comptes.tous()}.get(demande.champ("vers"))
        if vers is None or vers.id == demande.compte.id:
            raise Refus(400, "Choisissez un collègue.")
        self._console.appels.transmet(appel.code, vers.id, demande.compte.id)
        self._console.journal.note(
            demande.compte.identifiant, f"dossier transmis à {vers.identifiant}", appel.code
        )
        return RedirectResponse("/", status_code=303)

    def efface(self, demande: Demande) -> Response:
        """Forget the file."""
        appel = self._le_mien(demande)
        self._console.appels.efface(appel.code)
        self._console.journal.note(demande.compte.identifiant, "dossier effacé", appel.code)
        return RedirectResponse("/", status_code=303)

    # -- shared --------------------------------------------------------------------------------

    def _le_mien(self, demande: Demande) -> Appel:
        """The call of the address when it is this adviser's; raise :class:`Refus` otherwise."""
        appel = self._console.appels.trouve(demande.requete.path_params["code"])
        if appel is None:
            raise Refus(404, "Aucun dossier n'a ce code. Il est peut-être effacé.")
        if appel.conseiller != demande.compte.id:
            self._console.journal.note(demande.compte.identifiant, "dossier refusé", appel.code)
            nom = self._console.comptes.noms().get(appel.conseiller, "un collègue")
            raise Refus(403, f"Ce dossier est suivi par {nom}. Demandez-lui de le transmettre.")
        return appel

    def _relit(self, code: str) -> Appel:
        appel = self._console.appels.trouve(code)
        if appel is None:
            raise Refus(404, "Ce dossier vient d'être effacé.")
        return appel

    def _comprend_enfin(self, appel: Appel) -> Appel:
        """Words typed while Rasa was off are understood at the next sight of the file."""
        if appel.texte and not appel.comprehension:
            compris = self._console.rasa.comprend(appel.texte)
            if compris:
                self._console.appels.ecrit(appel.code, comprehension=compris)
        return self._relit(appel.code)

    def _ecrit(
        self, demande: Demande, appel: Appel, action: str = "dossier modifié", **valeurs: Any
    ) -> None:
        self._console.appels.ecrit(appel.code, **valeurs)
        self._note(demande, action, appel)

    def _note(self, demande: Demande, action: str, appel: Appel) -> None:
        self._console.journal.note_de_temps_en_temps(demande.compte.identifiant, action, appel.code)

    def _contexte(self, demande: Demande, appel: Appel) -> dict[str, Any]:
        e = lit(appel, aujourdhui())
        return {
            "e": e,
            "fiches": contenu().fiches,
            "en_vue": CONTACTS_EN_VUE,
            "connus": {
                point.id: "connu"
                for point in contenu().operateur.appel
                if point.fait and point.fait in e.champs and e.champs[point.fait].valeur
            },
        }

    def _resultats(self, demande: Demande, code: str, panneaux: bool) -> Response:
        """The results again; with ``panneaux``, the stage and the facts too."""
        appel = self._relit(code)
        contexte = self._contexte(demande, appel)
        e: Ecran = contexte["e"]
        if e.etape != appel.etape:
            self._console.appels.ecrit(code, etape=e.etape)
        reponse = self._console.rend(
            demande,
            "appel/suite.html",
            **contexte,
            panneaux=panneaux,
            operateur=contenu().operateur,
        )
        return self._enregistre(reponse, e)

    def _enregistre(self, reponse: Response, ecran: Ecran | None = None) -> Response:
        """Tell that all is saved, and what the stage is, for those who do not see the screen."""
        phrase = f"Enregistré à {maintenant():%H h %M}"
        if ecran is not None and ecran.titre:
            phrase = f"{ecran.titre}{', urgent' if ecran.urgent else ''}. {phrase}"
        return self._dit(reponse, phrase)

    def _dit(self, reponse: Response, phrase: str) -> Response:
        reponse.headers["HX-Trigger"] = json.dumps({"etat": phrase})
        return reponse

    def _sms(self, ecran: Ecran) -> dict[str, Any]:
        texte = en_sms(ecran)
        return {
            "sms_possible": bool(lit_reglages_sms().fournisseur),
            "sms_texte": texte,
            "sms_parties": parties_de_sms(texte),
        }
