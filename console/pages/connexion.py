"""Entering and leaving. The same sentence answers a wrong name, a wrong password and a lock."""

from __future__ import annotations

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from console.acces import TEMOIN, Demande, formulaire, page, pose_le_temoin
from console.maison import Console
from registre import RegistreRelais
from registre.comptes import BLOCAGE, ESSAIS

FAUX = (
    "Identifiant ou mot de passe faux. "
    "Après {essais} essais, le compte se bloque {minutes} minutes."
)
TROP_D_ESSAIS = "Trop d'essais depuis cette adresse. Attendez une minute."
# Each attempt costs a slow hash: the limit spares the processor.
DEBIT = parse("20/minute")


def routes(console: Console) -> list[Route]:
    """``/connexion`` and ``/deconnexion``."""
    memoire = MemoryStorage()

    async def montre(requete: Request) -> Response:
        return console.gabarits.TemplateResponse(
            requete, "connexion.html", {"suite": _suite(requete.query_params.get("suite", "/"))}
        )

    async def entre(requete: Request) -> Response:
        champs = await formulaire(requete)
        identifiant, suite = str(champs.get("identifiant", "")), str(champs.get("suite", "/"))
        adresse = requete.client.host if requete.client else ""
        session = None
        phrase = FAUX.format(essais=ESSAIS, minutes=int(BLOCAGE.total_seconds() // 60))
        if not FixedWindowRateLimiter(memoire).hit(DEBIT, adresse):
            phrase = TROP_D_ESSAIS
        else:
            session = await run_in_threadpool(
                _ouvre, console, identifiant, str(champs.get("mot_de_passe", ""))
            )
        sur_place = "hx-request" in requete.headers
        if session is None:
            if sur_place:
                return JSONResponse({"erreur": phrase}, status_code=400)
            contexte = {"suite": _suite(suite), "erreur": phrase, "identifiant": identifiant}
            return console.gabarits.TemplateResponse(
                requete, "connexion.html", contexte, status_code=400
            )
        jeton, jeton_des_formulaires = session
        reponse: Response = RedirectResponse(_suite(suite), status_code=303)
        if sur_place:
            reponse = JSONResponse({"jeton": jeton_des_formulaires})
        pose_le_temoin(requete, reponse, jeton)
        return reponse

    def sort(demande: Demande) -> Response:
        console.comptes.ferme_session(demande.requete.cookies[TEMOIN])
        console.registre.note(demande.compte.identifiant, "déconnexion")
        reponse = RedirectResponse("/connexion", status_code=303)
        reponse.delete_cookie(TEMOIN, path="/", httponly=True, samesite="strict")
        # What the browser kept of the pages goes with the session.
        reponse.headers["Clear-Site-Data"] = '"cache", "storage"'
        return reponse

    return [
        Route("/connexion", montre, methods=["GET"]),
        Route("/connexion", entre, methods=["POST"]),
        Route("/deconnexion", page(console.comptes, sort), methods=["POST"]),
    ]


def _ouvre(console: Console, identifiant: str, mot_de_passe: str) -> tuple[str, str] | None:
    """Tokens of a new session (the cookie's, the forms'); None when the password is refused."""
    compte = console.comptes.verifie(identifiant, mot_de_passe)
    if compte is None:
        # An unknown name may be a password typed in the wrong field: it is not written down.
        connu = identifiant.strip().lower() in console.comptes.identifiants()
        console.registre.note(identifiant.strip().lower() if connu else "?", "connexion refusée")
        return None
    jeton = console.comptes.ouvre_session(compte)
    console.registre.note(compte.identifiant, "connexion")
    # Nobody is offered a conversation before he has said that he is free.
    relais = RegistreRelais(console.registre)
    if relais.disponible(compte.identifiant):
        relais.regle_disponibilite(compte.identifiant, False)
    session = console.comptes.session(jeton)
    assert session is not None, "just opened"
    return jeton, session.jeton


def _suite(chemin: str) -> str:
    """Where to go once entered: a page of ours only."""
    return chemin if chemin.startswith("/") and not chemin.startswith(("//", "/\\")) else "/"
