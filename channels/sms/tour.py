"""One SMS turn: keywords, the channel's own questions, choices, then Rasa; what is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from actions import suivi
from actions.echeances import date_a_retenir
from actions.tour import Message as MessageLu
from actions.tour import Tour
from channels.effacement import intercepte
from channels.garde import Entree, dit_un_danger, phrase, prepare
from channels.sms.fil import Fil
from channels.sms.lecture import choix_dit, mot_cle
from channels.sms.redaction import compose
from channels.tour import deja_repondu, joue
from guide.contenu import contenu
from guide.contenu.rendu import Canal, rend
from guide.dates_fr import en_toutes_lettres
from guide.horloge import aujourdhui
from guide.reponses import avis, interroge

CANAL: Canal = "sms"
AVANCES = (7, 1)
# Questions that ask for nothing: what is told before them comes first.
OFFRES_OUVERTES = ("quelle_suite", "ou_en_etes_vous")


@dataclass
class Reponse:
    """Bubbles and choices of one reply; ``tel_quel``: a message of SUITE, cut already;
    ``en_passant``: what was asked or left to tell before still stands; ``consentement``: the day
    for which reminders were just accepted; ``annule_rappel``: those accepted before no longer
    hold; ``jour``: the person's date after this turn, None when unknown or when the conversation
    did not move; ``efface``: everything about the person was just erased."""

    textes: list[str] = field(default_factory=list)
    choix: list[str] = field(default_factory=list)
    tel_quel: str | None = None
    en_passant: bool = False
    consentement: date | None = None
    annule_rappel: bool = False
    jour: date | None = None
    efface: bool = False


def avances_utiles(jour: date) -> list[int]:
    """How many days before ``jour`` a reminder can still be sent, among the planned ones."""
    return [avance for avance in AVANCES if jour - timedelta(days=avance) > aujourdhui()]


class Conversation:
    """Answers of the channel, over a Rasa agent."""

    def __init__(self, agent: Any, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
        self._agent, self._on_new_message = agent, on_new_message

    async def repond(
        self, personne: str, texte: str, images: int, identifiant: str, fil: Fil, nouveau: bool
    ) -> tuple[Fil, Reponse, list[str]]:
        """The thread after this message, the reply, and its messages (the first is to be sent).

        ``identifiant``: digest of the message, by which a turn cut before its end is recognised.
        """
        reponse = await self._choisit(personne, texte, images, identifiant, fil)
        await self._garde_les_dates(personne, fil, reponse)
        if reponse.tel_quel is not None:
            return fil, reponse, [reponse.tel_quel]
        presente = [phrase("sms_presentation", CANAL)] if nouveau else []
        ouverte = reponse.textes[-1:] in ([phrase(nom, CANAL)] for nom in OFFRES_OUVERTES)
        messages = compose([*presente, *reponse.textes], reponse.choix, not ouverte)
        if not reponse.en_passant:
            fil.suite, fil.choix = messages[1:], reponse.choix
        return fil, reponse, messages[:1]

    async def _choisit(
        self, personne: str, texte: str, images: int, identifiant: str, fil: Fil
    ) -> Reponse:
        cle = mot_cle(texte)
        if cle == "suite":
            return _suite(fil)
        if cle == "aide":
            return Reponse([phrase("sms_aide", CANAL)], en_passant=True)
        if cle == "contact":
            return Reponse([phrase("sms_contact", CANAL)], en_passant=True)
        if cle == "rappel":
            return await self._demande_rappel(personne, fil)
        photo = [phrase("sms_photo", CANAL)] if images else []
        if images and not texte.strip():
            return Reponse(photo, en_passant=True)
        if not dit_un_danger(texte):
            texte = choix_dit(texte, fil.choix) or texte
            if fil.attente:
                propre = _lit_le_rappel(texte, fil)
                if propre is not None:
                    return propre
        entree = prepare(texte, CANAL)
        if entree.refus:
            return Reponse([*photo, entree.refus], en_passant=True)
        effacement = await intercepte(self._agent, personne, entree.texte)
        if effacement is not None:
            reponse = _reponse(effacement)
            reponse.efface = reponse.textes == [phrase("efface_fait")]
            return reponse
        reponse = await self._demande_a_rasa(personne, entree, identifiant)
        reponse.textes = photo + reponse.textes
        return await self._propose_rappel(personne, fil, reponse)

    async def _demande_a_rasa(self, personne: str, entree: Entree, identifiant: str) -> Reponse:
        deja = await deja_repondu(self._agent, personne, identifiant)
        if deja is not None:
            return _reponse(deja)
        message = UserMessage(
            entree.texte,
            CollectingOutputChannel(),
            personne,
            input_channel=CANAL,
            message_id=identifiant,
            metadata={"tronque": True} if entree.tronque else None,
        )
        return _reponse((await joue(self._on_new_message, message, CANAL)).messages)

    # -- reminders ---------------------------------------------------------------------------

    async def date_du_locataire(self, personne: str) -> tuple[date | None, bool]:
        """His own date to keep (deadline or hearing), and whether no question is pending."""
        traqueur = await self._agent.tracker_store.retrieve(personne)
        if traqueur is None:
            return None, True
        faits = traqueur.current_slot_values()
        if not faits.get("etape"):
            return None, not faits.get("attente")
        tour = Tour(MessageLu("", "", 0.0, []), dict(faits), aujourdhui(), CANAL)
        return date_a_retenir(tour), not faits.get("attente")

    async def _garde_les_dates(self, personne: str, fil: Fil, reponse: Reponse) -> None:
        """A date that the channel itself tells is kept with its rule's version, as the others."""
        if reponse.consentement is None and fil.attente is None:
            return
        traqueur = await self._agent.tracker_store.retrieve(personne)
        faits = traqueur.current_slot_values() if traqueur else {}
        tour = Tour(MessageLu("", "", 0.0, []), dict(faits), aujourdhui(), CANAL)
        date_a_retenir(tour)
        await asyncio.to_thread(suivi.note_les_dates, tour, personne, CANAL, reponse.textes)

    async def _demande_rappel(self, personne: str, fil: Fil) -> Reponse:
        jour, _ = await self.date_du_locataire(personne)
        if jour is None:
            return Reponse([phrase("rappel_sans_date", CANAL)], en_passant=True)
        if not avances_utiles(jour):
            return Reponse([phrase("rappel_trop_tard", CANAL)], en_passant=True)
        fil.attente, fil.date_proposee = "rappel_lecteur", jour.isoformat()
        return _question("rappel_lecteur")

    async def _propose_rappel(self, personne: str, fil: Fil, reponse: Reponse) -> Reponse:
        """Offer the reminder once for each date, when nothing else is asked; forget a moved one."""
        fil.attente = None
        jour, rien_n_attend = await self.date_du_locataire(personne)
        reponse.jour = jour
        if fil.date_consentie and (jour is None or jour.isoformat() != fil.date_consentie):
            fil.date_consentie = fil.date_proposee = None
            reponse.annule_rappel = True
            reponse.textes.insert(max(len(reponse.textes) - 1, 1), phrase("rappel_annule", CANAL))
        if jour is None or not rien_n_attend or jour.isoformat() == fil.date_proposee:
            return reponse
        avances = avances_utiles(jour)
        if not avances:
            return reponse
        offre = "rappel_offre" if len(avances) == len(AVANCES) else "rappel_offre_veille"
        fil.attente, fil.date_proposee = "rappel_offre", jour.isoformat()
        ouverte = phrase("quelle_suite", CANAL)
        gardes = [texte for texte in reponse.textes if texte != ouverte]
        modele = contenu().phrases[offre]
        reponse.textes = [*gardes, rend(modele, CANAL, date=en_toutes_lettres(jour))]
        reponse.choix = list(modele.choix)
        return reponse


def _suite(fil: Fil) -> Reponse:
    if not fil.suite:
        return Reponse([phrase("sms_rien_apres", CANAL)], en_passant=True)
    return Reponse(tel_quel=fil.suite.pop(0))


def _lit_le_rappel(texte: str, fil: Fil) -> Reponse | None:
    """The answer to the channel's own question; None when the message is about something else."""
    question, fil.attente = fil.attente, None
    choix = contenu().phrases[question or ""].choix
    dit = choix_dit(texte, choix)
    opinion = None if interroge(texte) else avis(texte)
    if question == "rappel_offre":
        if dit == choix[0] or opinion == "oui":
            fil.attente = "rappel_lecteur"
            return _question("rappel_lecteur")
        refuse = opinion in ("non", "inconnu")
        return Reponse([phrase("rappel_refuse", CANAL)]) if refuse else None
    # "Oui" alone means that somebody reads: nothing is sent without the words that ask for it.
    if dit in choix[:2] or (dit is None and opinion == "non"):
        fil.date_consentie = fil.date_proposee
        jour = fil.jour_consenti
        assert jour is not None, "a reminder is offered for a date"
        promesse = rend(contenu().phrases["rappel_promis"], CANAL, date=en_toutes_lettres(jour))
        return Reponse([promesse], consentement=jour)
    if dit == choix[2] or opinion in ("oui", "inconnu"):
        return Reponse([phrase("rappel_refuse", CANAL)])
    return None


def _question(identifiant: str) -> Reponse:
    return Reponse([phrase(identifiant, CANAL)], list(contenu().phrases[identifiant].choix))


def _reponse(messages: Sequence[dict[str, Any]]) -> Reponse:
    textes = [message["text"] for message in messages if message.get("text")]
    boutons = [bouton["title"] for m in messages for bouton in m.get("buttons") or []]
    return Reponse(textes, boutons)
