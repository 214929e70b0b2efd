"""The postman: answers what was received, sends what waits, puts due reminders in the outbox.

Every process receives; one at a time is the postman, under a lock of the lock store. All of it
starts from the register, so that a restart loses nothing and does nothing twice.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from rasa.core.lock_store import LockError, LockStore

from channels.garde import phrase
from channels.sms.alphabet import parties, translittere
from channels.sms.assemblage import Message, Part, ecrit, lit, premier_message
from channels.sms.cles import Cles
from channels.sms.depot import cachete
from channels.sms.fil import Fil
from channels.sms.lecture import mot_cle
from channels.sms.port import AEnvoyer, EnvoiRate, EnvoiRefuse, Passerelle, Recu
from channels.sms.tour import CANAL, Conversation, avances_utiles
from guide.contenu import contenu
from guide.contenu.rendu import rend
from guide.dates_fr import en_toutes_lettres
from guide.horloge import PARIS, maintenant
from registre.base import Registre
from registre.base import maintenant as heure_reelle
from registre.sms import Envoi, Promesse, Rappel, RegistreSms
from serveur import mesures

PAUSE_S = 0.5
PAUSE_DES_RAPPELS_S = 60
VERROU, PAUSE_DU_VERROU_S = "facteur-sms", 2
# Turns of SMS at once: the tenants of the web must not wait behind a backlog.
PERSONNES_ENSEMBLE = 8
# Back-off doubles up to an hour; a reply a day late would only confuse.
PREMIERE_ATTENTE_S, ATTENTE_MAXIMALE_S = 2, 3600
ABANDON = dt.timedelta(hours=24)
# A message that fails so often by itself is answered by the sentence of a breakdown.
ECHECS_AU_PLUS = 3
ENVOIS_ENSEMBLE = 10

journal = logging.getLogger(__name__)


class Facteur:
    """Background work of the channel in one process."""

    def __init__(
        self,
        passerelle: Passerelle,
        registre: Registre,
        cles: Cles,
        heures_des_rappels: tuple[int, int],
    ) -> None:
        self._passerelle, self._cles = passerelle, cles
        self._registre, self._sms = registre, RegistreSms(registre)
        self._heures = heures_des_rappels
        self._en_cours: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._echecs: Counter[str] = Counter()
        self._ensemble = asyncio.Semaphore(ENVOIS_ENSEMBLE)
        self._reveil = asyncio.Event()
        self._tache: asyncio.Task[None] | None = None

    # -- received ----------------------------------------------------------------------------

    async def recoit(self, recu: Recu) -> bool:
        """Keep a message to be answered; False when it was received before.

        STOP is obeyed here: it does not wait behind messages that are still being answered.
        """
        empreinte, personne = self._cles.message(recu.id), self._cles.personne(recu.de)
        opposition = self._cles.opposition(recu.de)
        if recu.parties is None and mot_cle(recu.texte) == "stop":
            adieu = self._lettre(recu.de, translittere(phrase("sms_adieu", CANAL)))
            faire = partial(self._sms.recoit_stop, empreinte, personne, opposition, adieu)
        else:
            contenu_ = self._cles.chiffre(ecrit(recu))
            faire = partial(self._sms.recoit, empreinte, personne, opposition, contenu_)
        nouveau = await asyncio.to_thread(faire)
        self._reveil.set()
        return nouveau

    def demarre(self, conversation: Conversation, verrous: LockStore) -> None:
        """Become the postman as soon as no other process is."""
        self._tache = asyncio.ensure_future(
            _sans_fin(lambda: self._seul(conversation, verrous), self._dort)
        )

    async def arrete(self) -> None:
        """End the loops; what was cut is taken up at the next start."""
        if self._tache:
            self._tache.cancel()
            await asyncio.gather(self._tache, return_exceptions=True)

    async def _seul(self, conversation: Conversation, verrous: LockStore) -> None:
        """Run the three loops until this process ends, or loses the lock."""
        try:
            async with verrous.lock(VERROU, wait_time_in_seconds=PAUSE_DU_VERROU_S):
                await self._travaille(conversation)
        except LockError:  # another process is the postman, or Redis does not answer
            return

    async def _travaille(self, conversation: Conversation) -> None:
        boucles = [
            asyncio.ensure_future(_sans_fin(lambda: self.repond_a_tous(conversation), self._dort)),
            asyncio.ensure_future(_sans_fin(self.lance_les_envois, self._dort)),
            asyncio.ensure_future(_sans_fin(self.prepare_rappels, self._dort_longtemps)),
        ]
        try:
            await asyncio.gather(*boucles)
        finally:
            en_cours = [*boucles, *self._en_cours.values()]
            for tache in en_cours:
                tache.cancel()
            await asyncio.gather(*en_cours, return_exceptions=True)

    async def _dort(self) -> None:
        try:
            await asyncio.wait_for(self._reveil.wait(), PAUSE_S)
        except asyncio.TimeoutError:
            return
        await asyncio.sleep(0)
        self._reveil.clear()

    async def _dort_longtemps(self) -> None:
        await asyncio.sleep(PAUSE_DES_RAPPELS_S)

    async def repond_a_tous(self, conversation: Conversation) -> None:
        """Start a task for each person who waits and has none; a person's turns never overlap."""
        for personne in await asyncio.to_thread(self._sms.personnes_en_attente):
            if sum(quoi == "tour" for quoi, _ in self._en_cours) >= PERSONNES_ENSEMBLE:
                return  # the others wait in the register
            self._lance("tour", personne, partial(self._repond_a, conversation, personne))

    def _lance(
        self, quoi: str, personne: str, fait: Callable[[], Coroutine[Any, Any, None]]
    ) -> asyncio.Task[None] | None:
        """Start a task, unless the same one runs for this person already."""
        cle = (quoi, personne)
        if cle in self._en_cours:
            return None
        tache = asyncio.ensure_future(fait())
        self._en_cours[cle] = tache
        tache.add_done_callback(partial(self._range, cle))
        return tache

    def _range(self, cle: tuple[str, str], tache: asyncio.Task[None]) -> None:
        self._en_cours.pop(cle, None)
        # What failed is still in the register, and is tried again at the next round.
        if not tache.cancelled() and tache.exception():
            journal.error("%s SMS en échec : %s", cle[0], type(tache.exception()).__name__)

    async def _repond_a(self, conversation: Conversation, personne: str) -> None:
        while await self.repond_une_fois(conversation, personne):
            self._reveil.set()

    async def repond_une_fois(self, conversation: Conversation, personne: str) -> bool:
        """Answer the first whole message of a person; False when there is none."""
        lignes = await asyncio.to_thread(self._sms.recus_de, personne)
        parts, illisibles = [], []
        for ligne in lignes:
            clair = self._cles.dechiffre(ligne.contenu)
            if clair is None:
                illisibles.append(ligne.id)
            else:
                parts.append(Part(ligne.id, lit(clair), ligne.moment))
        if illisibles:
            journal.error("SMS reçus illisibles : aucune clé ne les ouvre")
            await asyncio.to_thread(self._sms.oublie, illisibles)
        message = premier_message(parts, heure_reelle()) if parts else None
        if message is None:
            return False
        try:
            await self._traite(conversation, personne, message)
        except Exception as erreur:
            await self._essaie_encore(personne, message, erreur)
        return True

    async def _essaie_encore(self, personne: str, message: Message, erreur: Exception) -> None:
        """Leave the message in the queue; after some failures, say that something broke down."""
        journal.error("message SMS en échec : %s", type(erreur).__name__)
        cle = self._cles.message(message.recu.id)
        self._echecs[cle] += 1
        if self._echecs[cle] < ECHECS_AU_PLUS:
            await asyncio.sleep(PREMIERE_ATTENTE_S)
            return
        del self._echecs[cle]
        panne = self._lettre(message.recu.de, translittere(phrase("panne", CANAL)))
        fil = await asyncio.to_thread(self._sms.fil, personne)
        garde = fil or self._cles.chiffre(Fil().ecrit())
        await asyncio.to_thread(self._sms.conclut, personne, message.ids, garde, [panne])
        self._reveil.set()

    async def _traite(self, conversation: Conversation, personne: str, message: Message) -> None:
        numero = message.recu.de
        chiffre = await asyncio.to_thread(self._sms.fil, personne)
        texte_du_fil = self._cles.dechiffre(chiffre) if chiffre else None
        promis = await asyncio.to_thread(self._sms.jour_promis, personne)
        fil, reponse, a_dire = await conversation.repond(
            personne,
            message.texte,
            message.images,
            self._cles.message(message.recu.id),
            Fil.lit(texte_du_fil),
            texte_du_fil is None,
        )
        promesse = None
        if reponse.consentement:
            jour = reponse.consentement
            promesse = Promesse(jour, avances_utiles(jour), self._cles.chiffre(numero))
        await asyncio.to_thread(
            self._sms.conclut,
            personne,
            message.ids,
            None if reponse.efface else self._cles.chiffre(fil.ecrit()),
            [self._lettre(numero, texte) for texte in a_dire],
            promesse,
            # An old thread may be forgotten while its reminder is still to come.
            reponse.annule_rappel or bool(promis and reponse.jour and reponse.jour != promis),
        )
        self._reveil.set()

    def _lettre(self, numero: str, texte: str, jour: dt.date | None = None) -> bytes:
        return cachete(self._cles, numero, texte, jour)

    # -- sent --------------------------------------------------------------------------------

    async def envoie_tout(self) -> None:
        """Try every message whose time has come, one a person at once, and wait for the end."""
        await asyncio.gather(*await self.lance_les_envois())

    async def lance_les_envois(self) -> list[asyncio.Task[None]]:
        """Start to send every message whose time has come; nobody waits for a slow answer."""
        dus = await asyncio.to_thread(self._sms.a_envoyer)
        taches = [self._lance("envoi", e.personne, partial(self._envoie, e)) for e in dus]
        return [tache for tache in taches if tache]

    async def _envoie(self, envoi: Envoi) -> None:
        async with self._ensemble:
            await self._envoie_maintenant(envoi)

    async def _envoie_maintenant(self, envoi: Envoi) -> None:
        clair = self._cles.dechiffre(envoi.contenu)
        if clair is None:
            await self._abandonne(envoi, "illisible")
            return
        lettre = json.loads(clair)
        opposition = self._cles.opposition(lettre["a"])
        refus = await asyncio.to_thread(self._sms.s_oppose, opposition)
        if refus and envoi.genre != "adieu":
            await asyncio.to_thread(self._sms.finit_envoi, envoi.id)
            return
        if envoi.genre == "rappel" and not self._heure_permise():
            await asyncio.to_thread(
                self._sms.remet_envoi, envoi.id, dt.timedelta(minutes=10), envoi.douteux
            )
            return
        if self._vient_trop_tard(envoi, lettre["jour"]):
            await self._abandonne(envoi, "trop tard")
            return
        message = AEnvoyer(lettre["a"], lettre["texte"], f"gt-{envoi.id}", envoi.moment)
        try:
            if not (envoi.douteux and await self._est_parti(message)):
                if not await asyncio.to_thread(self._sms.commence_envoi, envoi):
                    return
                await self._passerelle.envoie(message)
                mesures.parties_sms.inc(parties(message.texte))
        except EnvoiRefuse as erreur:
            if erreur.opposition:
                await asyncio.to_thread(self._sms.oppose, opposition, envoi.personne)
            await self._abandonne(envoi, str(erreur))
        except EnvoiRate as erreur:
            attente = min(PREMIERE_ATTENTE_S * 2**envoi.essais, ATTENTE_MAXIMALE_S)
            journal.warning("SMS remis à plus tard : %s", erreur)
            douteux = erreur.douteux or envoi.douteux
            await asyncio.to_thread(
                self._sms.remet_envoi, envoi.id, dt.timedelta(seconds=attente), douteux
            )
        else:
            await asyncio.to_thread(self._sms.finit_envoi, envoi.id)
            self._reveil.set()

    @staticmethod
    def _vient_trop_tard(envoi: Envoi, jour: str | None) -> bool:
        """A reminder is of use until its day; any other message, for a day."""
        if jour:
            return dt.date.fromisoformat(jour) < maintenant().date()
        return heure_reelle() - envoi.moment > ABANDON

    async def _est_parti(self, message: AEnvoyer) -> bool:
        try:
            return await self._passerelle.est_parti(message)
        except EnvoiRefuse:  # the provider does not let us look: better twice than never
            return False

    async def _abandonne(self, envoi: Envoi, raison: str) -> None:
        journal.error("SMS abandonné : %s", raison)
        await asyncio.to_thread(self._registre.note, "sms", "envoi abandonné", raison[:80])
        await asyncio.to_thread(self._sms.finit_envoi, envoi.id)

    # -- reminders ---------------------------------------------------------------------------

    async def prepare_rappels(self) -> None:
        """Put in the outbox the reminders whose day has come; never at night, once each."""
        if not self._heure_permise():
            return
        ce_jour = maintenant().date()
        dus: dict[str, Rappel] = {}
        for rappel in await asyncio.to_thread(self._sms.rappels_prevus):
            if rappel.jour <= ce_jour:
                await asyncio.to_thread(self._sms.envoie_rappel, rappel, None)
            elif rappel.jour - dt.timedelta(days=rappel.avance) <= ce_jour:
                # The nearest to the day comes first; after a long stop it alone is sent.
                if dus.setdefault(rappel.personne, rappel) is not rappel:
                    await asyncio.to_thread(self._sms.envoie_rappel, rappel, None)
        for rappel in dus.values():
            numero = self._cles.dechiffre(rappel.numero)
            modele, date = contenu().phrases["rappel_message"], en_toutes_lettres(rappel.jour)
            texte = translittere(rend(modele, CANAL, date=date))
            lettre = self._lettre(numero, texte, rappel.jour) if numero else None
            await asyncio.to_thread(self._sms.envoie_rappel, rappel, lettre)
            self._reveil.set()

    def _heure_permise(self) -> bool:
        debut, fin = self._heures
        return debut <= maintenant().astimezone(PARIS).hour < fin


async def _sans_fin(
    fait: Callable[[], Awaitable[Any]], dort: Callable[[], Awaitable[None]]
) -> None:
    while True:
        try:
            await fait()
        except asyncio.CancelledError:
            raise
        except Exception as erreur:  # the loop outlives any fault; the work stays in the register
            journal.error("facteur SMS : %s", type(erreur).__name__)
        await dort()
