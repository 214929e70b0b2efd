"""Rasa connector of SMS: proves where a request comes from, keeps it, acknowledges at once."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw, text

from channels.sms.cles import lit_cles
from channels.sms.facteur import Facteur
from channels.sms.generique import Generique, lit_description
from channels.sms.port import (
    Identite,
    Passerelle,
    RequeteBrute,
    RequeteIllisible,
    RequeteRefusee,
)
from channels.sms.tour import CANAL, Conversation
from channels.sms.twilio import Twilio
from channels.widget.acces import Mandataires
from registre import registre
from serveur import mesures
from serveur.reglages import ReglagesSms, lit_reglages, lit_reglages_sms

CORPS_MAXIMAL = 65_536

journal = logging.getLogger(__name__)


def passerelle(reglages: ReglagesSms) -> Passerelle:
    """The adapter of the configured provider; raise ValueError or ErreurContenu when it lacks."""
    identite = Identite(
        url_publique=reglages.url_publique,
        api=reglages.api,
        numero=reglages.numero,
        compte=reglages.compte,
        secret=reglages.secret,
        cle_application=reglages.cle_application,
        cle_consommateur=reglages.cle_consommateur,
        secret_entrant=reglages.secret_entrant,
        adresses=reglages.adresses,
    )
    if reglages.fournisseur != "twilio":
        return Generique(lit_description(reglages.fournisseur), identite)
    if not identite.compte or not identite.secret:
        raise ValueError("GARDE_TOIT_SMS_COMPTE et GARDE_TOIT_SMS_SECRET sont nécessaires.")
    return Twilio(identite)


class SmsInput(InputChannel):
    """Channel ``sms``; without a provider it has no address."""

    @classmethod
    def name(cls) -> str:
        return CANAL

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Route ``/webhooks/sms/webhook`` (and the same followed by a secret)."""
        routes = Blueprint("sms_garde_toit", __name__)
        reglages, sms = lit_reglages(), lit_reglages_sms()
        if not sms.fournisseur:
            return routes
        fournisseur, mandataires = passerelle(sms), Mandataires.lit(reglages.mandataires)
        facteurs: list[Facteur] = []

        @routes.listener("after_server_start")
        async def ouvre(app: Any, _boucle: Any) -> None:
            facteur = Facteur(
                fournisseur, registre(), lit_cles(reglages, sms), sms.heures_des_rappels
            )
            agent = app.ctx.agent
            facteur.demarre(Conversation(agent, on_new_message), agent.lock_store)
            facteurs.append(facteur)

        @routes.listener("before_server_stop")
        async def ferme(_app: Any, _boucle: Any) -> None:
            for facteur in facteurs:
                await facteur.arrete()

        async def recoit(requete: Request, secret: str = "") -> HTTPResponse:
            if len(requete.body) > CORPS_MAXIMAL:
                mesures.refus.labels(CANAL, "trop_long").inc()
                return text("", status=413)
            pair = mandataires.adresse(requete.ip, requete.headers.get("x-forwarded-for"))
            entetes = {nom.lower(): valeur for nom, valeur in requete.headers.items()}
            brute = RequeteBrute(
                requete.method, requete.body, requete.query_string, entetes, pair, secret
            )
            try:
                fournisseur.verifie(brute)
                recu = fournisseur.lit(brute)
            except RequeteRefusee:
                mesures.refus.labels(CANAL, "signature").inc()
                return text("", status=403)
            except RequeteIllisible:
                # Ours to mend, not the provider's: asking again would bring the same.
                recu = None
            if recu is not None:
                try:
                    await facteurs[0].recoit(recu)
                except Exception as erreur:  # not kept: the provider must send it again
                    journal.error("SMS non reçu : %s", type(erreur).__name__)
                    return text("", status=503)
            accuse = fournisseur.accuse
            return raw(
                accuse.corps.encode(), content_type=accuse.type_de_contenu, status=accuse.statut
            )

        for adresse in ("/webhook", "/webhook/<secret>"):
            nom = "recoit" if adresse == "/webhook" else "recoit_secret"
            routes.add_route(recoit, adresse, methods=["GET", "POST"], name=nom)
        return routes
