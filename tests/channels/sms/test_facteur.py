"""The postman alone: order, joining, retries, restarts, STOP, reminders, erasure."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

from channels.sms import facteur as module_facteur
from channels.sms.cles import Cles, cle_du_fichier, numero_e164
from channels.sms.facteur import Facteur
from channels.sms.fil import Fil
from channels.sms.port import (
    AEnvoyer,
    EnvoiRate,
    EnvoiRefuse,
    Parties,
    Recu,
    Reponse,
    RequeteBrute,
)
from channels.sms.tour import Reponse as ReponseDuTour
from guide.horloge import horloge
from registre import sms as module_registre
from registre.base import Registre
from registre.sms import RegistreSms, envois, metadonnees

NUMERO = "+33639980001"
LUNDI = dt.datetime(2026, 11, 23, 10, 0)


@dataclass
class Fournisseur:
    """A provider in memory; ``pannes``: errors to raise, one an attempt."""

    accuse: Reponse = field(default_factory=Reponse)
    envoyes: list[AEnvoyer] = field(default_factory=list)
    pannes: list[Exception] = field(default_factory=list)
    deja: bool | Exception = False
    lent_pour: str = ""
    repond: asyncio.Event = field(default_factory=asyncio.Event)

    def verifie(self, requete: RequeteBrute) -> None: ...

    def lit(self, requete: RequeteBrute) -> Recu:
        raise NotImplementedError

    async def envoie(self, message: AEnvoyer) -> None:
        if self.pannes:
            raise self.pannes.pop(0)
        if message.a == self.lent_pour:
            await self.repond.wait()
        self.envoyes.append(message)

    async def est_parti(self, message: AEnvoyer) -> bool:
        if isinstance(self.deja, Exception):
            raise self.deja
        return self.deja

    @property
    def textes(self) -> list[str]:
        return [message.texte for message in self.envoyes]


@dataclass
class Echo:
    """A conversation that repeats what it reads; ``consent``: the next turn accepts reminders."""

    lus: list[str] = field(default_factory=list)
    jour: dt.date | None = None
    jour_connu: dt.date | None = None
    oublie: bool = False
    casse_sur: str = ""
    pendant: Callable[[], Awaitable[object]] | None = None

    async def repond(
        self, personne: str, texte: str, images: int, identifiant: str, fil: Fil, nouveau: bool
    ) -> tuple[Fil, ReponseDuTour, list[str]]:
        self.lus.append(texte)
        if texte == self.casse_sur:
            raise ValueError(texte)
        if self.pendant:
            await self.pendant()
        reponse = ReponseDuTour(
            [f"lu : {texte}"], consentement=self.jour, jour=self.jour or self.jour_connu
        )
        if self.jour:
            fil.date_consentie = self.jour.isoformat()
        elif self.oublie:
            fil.date_consentie, reponse.annule_rappel = None, True
        return fil, reponse, reponse.textes


@dataclass
class Atelier:
    """A postman over a register in a file, which can be made again as after a restart."""

    adresse: str
    fournisseur: Fournisseur = field(default_factory=Fournisseur)
    conversation: Echo = field(default_factory=Echo)

    def __post_init__(self) -> None:
        self.redemarre()

    def redemarre(self) -> None:
        self.registre = Registre(self.adresse)
        self.cles = Cles(["cle-de-test"], "cle-opposition")
        self.facteur = Facteur(self.fournisseur, self.registre, self.cles, (9, 19))

    async def recoit(
        self, texte: str, identifiant: str = "", parties: Parties | None = None, de: str = NUMERO
    ) -> bool:
        numero = identifiant or f"m{len(self.conversation.lus)}-{texte[:20]}"
        maintenant = dt.datetime.now(dt.timezone.utc)
        return await self.facteur.recoit(Recu(numero, de, "", texte, maintenant, parties))

    async def repond(self, de: str = NUMERO) -> None:
        while await self.facteur.repond_une_fois(self.conversation, self.cles.personne(de)):  # type: ignore[arg-type]
            pass

    async def envoie(self, tours: int = 1) -> None:
        for _ in range(tours):
            await self.facteur.envoie_tout()

    async def dit(self, texte: str) -> list[str]:
        avant = len(self.fournisseur.envoyes)
        await self.recoit(texte)
        await self.repond()
        await self.envoie(3)
        return self.fournisseur.textes[avant:]

    def avance(self, **duree: int) -> None:
        """Bring the waiting messages' time nearer, as if this time had passed."""
        with self.registre.ecriture() as connexion:
            for ligne in connexion.execute(envois.select()).all():
                connexion.execute(
                    envois.update()
                    .where(envois.c.id == ligne.id)
                    .values(
                        prochain=ligne.prochain - dt.timedelta(**duree),
                        moment=ligne.moment - dt.timedelta(**duree),
                    )
                )


@pytest.fixture
def atelier(tmp_path: Path) -> Iterator[Atelier]:
    horloge.regle(LUNDI)
    yield Atelier(f"sqlite:///{tmp_path / 'registre.db'}")
    horloge.regle(None)


# -- received --------------------------------------------------------------------------------


async def test_order_is_kept_for_one_person(atelier: Atelier) -> None:
    for rang in range(5):
        await atelier.recoit(f"message {rang}", identifiant=str(rang))
    await atelier.repond()
    await atelier.envoie(10)
    assert atelier.conversation.lus == [f"message {rang}" for rang in range(5)]
    assert atelier.fournisseur.textes == [f"lu : message {rang}" for rang in range(5)]


async def test_a_replay_is_not_answered_even_after_a_restart(atelier: Atelier) -> None:
    assert await atelier.recoit("bonjour", identifiant="SM1")
    await atelier.repond()
    await atelier.envoie()
    atelier.redemarre()
    assert not await atelier.recoit("bonjour", identifiant="SM1")
    await atelier.repond()
    await atelier.envoie()
    assert atelier.fournisseur.textes == ["lu : bonjour"]


async def test_ten_parts_in_any_order_make_one_message(atelier: Atelier) -> None:
    morceaux = [f"partie {rang} " for rang in range(1, 11)]
    for rang in (3, 1, 2, 10, 9, 4, 8, 5, 7):
        await atelier.recoit(morceaux[rang - 1], f"p{rang}", Parties("ref", rang, 10))
    await atelier.repond()
    assert atelier.conversation.lus == []
    await atelier.recoit(morceaux[5], "p6", Parties("ref", 6, 10))
    await atelier.repond()
    assert atelier.conversation.lus == ["".join(morceaux)]


async def test_a_missing_part_is_not_awaited_for_ever(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    await atelier.recoit("debut ", "p1", Parties("ref", 1, 3))
    await atelier.recoit("fin", "p3", Parties("ref", 3, 3))
    await atelier.recoit("ensuite", "autre")
    await atelier.repond()
    assert atelier.conversation.lus == []
    plus_tard = dt.datetime.now(dt.timezone.utc) + dt.timedelta(seconds=31)
    monkeypatch.setattr(module_facteur, "heure_reelle", lambda: plus_tard)
    await atelier.repond()
    assert atelier.conversation.lus == ["debut fin", "ensuite"]


async def test_a_full_part_without_rank_waits_for_its_continuation(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    await atelier.recoit("a" * 153, "p1")
    await atelier.repond()
    assert atelier.conversation.lus == []
    await atelier.recoit("b" * 20, "p2")
    await atelier.repond()
    assert atelier.conversation.lus == ["a" * 153 + "b" * 20]


async def test_a_message_that_always_fails_is_answered_and_blocks_nobody(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module_facteur, "PREMIERE_ATTENTE_S", 0)
    atelier.conversation.casse_sur = "casse"
    await atelier.recoit("casse", identifiant="1")
    await atelier.recoit("ensuite", identifiant="2")
    await atelier.repond()
    await atelier.envoie(3)
    panne, suite = atelier.fournisseur.textes
    assert "reessayez" in panne and suite == "lu : ensuite"
    assert atelier.conversation.lus == ["casse"] * 3 + ["ensuite"]


async def test_a_message_that_failed_once_is_answered_as_usual(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module_facteur, "PREMIERE_ATTENTE_S", 0)
    atelier.conversation.casse_sur = "casse"

    async def gueri() -> None:
        atelier.conversation.casse_sur = ""

    monkeypatch.setattr(module_facteur.asyncio, "sleep", lambda _s: gueri())
    assert await atelier.dit("casse") == ["lu : casse"]


async def test_parts_that_no_key_opens_are_dropped_and_the_rest_is_answered(
    atelier: Atelier,
) -> None:
    personne, opposition = atelier.cles.personne(NUMERO), atelier.cles.opposition(NUMERO)
    etrangere = Cles(["autre"], "o").chiffre("{}")
    RegistreSms(atelier.registre).recoit("vieux", personne, opposition, etrangere)
    assert await atelier.dit("bonjour") == ["lu : bonjour"]
    assert RegistreSms(atelier.registre).recus_de(personne) == []


# -- sent ------------------------------------------------------------------------------------


async def test_a_slow_answer_for_one_person_delays_nobody(atelier: Atelier) -> None:
    autre = "+33639980002"
    atelier.fournisseur.lent_pour = NUMERO
    await atelier.recoit("un", "1")
    await atelier.repond()
    [lente] = await atelier.facteur.lance_les_envois()
    await atelier.recoit("deux", "2", de=autre)
    await atelier.repond(autre)
    await asyncio.gather(*await atelier.facteur.lance_les_envois())
    assert atelier.fournisseur.textes == ["lu : deux"]
    # The one under way is not started a second time.
    assert await atelier.facteur.lance_les_envois() == []
    atelier.fournisseur.repond.set()
    await lente
    assert atelier.fournisseur.textes == ["lu : deux", "lu : un"]


async def test_a_message_read_before_another_attempt_is_not_sent_again(atelier: Atelier) -> None:
    await atelier.recoit("un")
    await atelier.repond()
    sms = RegistreSms(atelier.registre)
    [envoi] = sms.a_envoyer()
    assert sms.commence_envoi(envoi)
    assert not sms.commence_envoi(envoi)


async def test_provider_down_then_back_loses_nothing_and_keeps_order(atelier: Atelier) -> None:
    atelier.fournisseur.pannes = [EnvoiRate("503"), EnvoiRate("503"), EnvoiRate("injoignable")]
    for rang in range(3):
        await atelier.recoit(f"m{rang}", identifiant=str(rang))
    await atelier.repond()
    for restent in (2, 1, 0):
        # One attempt, then none before its time.
        await atelier.envoie(3)
        assert len(atelier.fournisseur.pannes) == restent
        assert atelier.fournisseur.textes == []
        atelier.avance(seconds=40)
    await atelier.envoie(3)
    assert atelier.fournisseur.textes == ["lu : m0", "lu : m1", "lu : m2"]


async def test_a_restart_between_reading_and_sending_loses_nothing(atelier: Atelier) -> None:
    await atelier.recoit("un", identifiant="1")
    atelier.redemarre()
    await atelier.repond()
    atelier.redemarre()
    await atelier.envoie()
    atelier.redemarre()
    await atelier.repond()
    await atelier.envoie()
    assert atelier.fournisseur.textes == ["lu : un"]


@pytest.mark.parametrize("deja", [True, False, EnvoiRefuse("404")], ids=repr)
async def test_an_attempt_without_answer_is_checked_before_it_is_made_again(
    atelier: Atelier, deja: bool | Exception
) -> None:
    atelier.fournisseur.pannes = [EnvoiRate("sans réponse", douteux=True)]
    atelier.fournisseur.deja = deja
    assert await atelier.dit("un") == []
    atelier.redemarre()
    atelier.avance(seconds=10)
    await atelier.envoie(2)
    assert atelier.fournisseur.textes == ([] if deja is True else ["lu : un"])


async def test_while_the_provider_cannot_be_asked_nothing_is_sent_again(atelier: Atelier) -> None:
    atelier.fournisseur.pannes = [EnvoiRate("sans réponse", douteux=True)]
    await atelier.dit("un")
    atelier.fournisseur.deja = EnvoiRate("injoignable")
    atelier.avance(seconds=10)
    await atelier.envoie()
    atelier.fournisseur.deja = True
    atelier.avance(seconds=60)
    await atelier.envoie(2)
    assert atelier.fournisseur.textes == []


async def test_a_process_killed_while_sending_checks_at_its_return(atelier: Atelier) -> None:
    await atelier.recoit("un")
    await atelier.repond()
    atelier.fournisseur.pannes = [asyncio.CancelledError()]  # type: ignore[list-item]
    with pytest.raises(asyncio.CancelledError):
        await atelier.envoie()
    atelier.redemarre()
    atelier.fournisseur.deja = True
    await atelier.envoie(2)
    assert atelier.fournisseur.textes == []
    assert RegistreSms(atelier.registre).a_envoyer() == []


async def test_a_refused_message_is_given_up_and_noted_without_number(atelier: Atelier) -> None:
    atelier.fournisseur.pannes = [EnvoiRefuse("statut 400, code 21211")]
    assert await atelier.dit("un") == []
    assert await atelier.dit("deux") == ["lu : deux"]
    assert ("sms", "envoi abandonné", "statut 400, code 21211") in (
        atelier.registre.lignes_d_audit()
    )


async def test_a_reply_a_day_late_is_given_up(atelier: Atelier) -> None:
    await atelier.recoit("un")
    await atelier.repond()
    atelier.avance(hours=25)
    await atelier.envoie()
    assert atelier.fournisseur.textes == []


# -- STOP ------------------------------------------------------------------------------------


async def test_stop_is_confirmed_once_then_silence_until_the_person_writes(
    atelier: Atelier,
) -> None:
    await atelier.dit("bonjour")
    [adieu] = await atelier.dit("Stop.")
    assert "plus rien" in adieu
    await atelier.recoit("ARRET", identifiant="encore")
    await atelier.repond()
    await atelier.envoie(3)
    assert len(atelier.fournisseur.envoyes) == 2
    assert await atelier.dit("en fait j'ai un papier") == ["lu : en fait j'ai un papier"]


async def test_stop_drops_what_waits(atelier: Atelier) -> None:
    atelier.fournisseur.pannes = [EnvoiRate("503")]
    assert await atelier.dit("bonjour") == []
    await atelier.recoit("STOP", identifiant="stop")
    await atelier.repond()
    atelier.avance(seconds=60)
    await atelier.envoie(3)
    assert [message.texte[:12] for message in atelier.fournisseur.envoyes] == ["C'est noté :"]


async def test_stop_does_not_wait_behind_other_messages(atelier: Atelier) -> None:
    await atelier.recoit("bonjour", identifiant="1")
    await atelier.recoit("STOP", identifiant="2")
    await atelier.repond()
    await atelier.envoie(5)
    assert atelier.conversation.lus == []
    assert [texte[:12] for texte in atelier.fournisseur.textes] == ["C'est noté :"]


async def test_stop_during_a_turn_silences_its_answer_and_its_reminders(atelier: Atelier) -> None:
    atelier.conversation.pendant = lambda: atelier.recoit("STOP", identifiant="stop")
    atelier.conversation.jour = JOUR
    await atelier.recoit("moi seul", identifiant="1")
    await atelier.repond()
    await atelier.envoie(5)
    assert [texte[:12] for texte in atelier.fournisseur.textes] == ["C'est noté :"]
    atelier.conversation.pendant, atelier.conversation.jour = None, None
    await atelier.dit("bonjour")
    assert await passe_au(atelier, le(27)) == []


async def test_a_replayed_stop_says_nothing_more(atelier: Atelier) -> None:
    await atelier.recoit("STOP", identifiant="S")
    await atelier.envoie(2)
    assert await atelier.dit("bonjour") == ["lu : bonjour"]
    assert not await atelier.recoit("STOP", identifiant="S")
    await atelier.envoie(2)
    assert await atelier.dit("encore") == ["lu : encore"]
    assert len(atelier.fournisseur.envoyes) == 3


async def test_a_message_replayed_after_stop_does_not_end_it(atelier: Atelier) -> None:
    await atelier.dit("bonjour")
    identifiant = "m0-bonjour"
    await atelier.recoit("STOP", identifiant="S")
    assert not await atelier.recoit("bonjour", identifiant=identifiant)
    assert RegistreSms(atelier.registre).s_oppose(atelier.cles.opposition(NUMERO))


async def test_the_provider_s_own_opt_out_counts(atelier: Atelier) -> None:
    atelier.fournisseur.pannes = [EnvoiRefuse("21610", opposition=True)]
    await atelier.dit("bonjour")
    assert RegistreSms(atelier.registre).s_oppose(atelier.cles.opposition(NUMERO))


async def test_the_opt_out_survives_erasure_and_a_new_key(atelier: Atelier) -> None:
    await atelier.dit("STOP")
    personne = atelier.cles.personne(NUMERO)
    atelier.registre.efface(personne)
    tournee = Cles(["nouvelle", "cle-de-test"], "cle-opposition")
    assert tournee.personne(NUMERO) != personne
    assert RegistreSms(atelier.registre).s_oppose(tournee.opposition("06 39 98 00 01"))


# -- reminders -------------------------------------------------------------------------------

JOUR = dt.date(2026, 12, 4)


async def consent(atelier: Atelier, jour: dt.date = JOUR) -> None:
    atelier.conversation.jour = jour
    await atelier.dit("moi seul")
    atelier.conversation.jour = None
    atelier.fournisseur.envoyes.clear()


async def passe_au(atelier: Atelier, moment: dt.datetime) -> list[str]:
    horloge.regle(moment)
    avant = len(atelier.fournisseur.envoyes)
    await atelier.facteur.prepare_rappels()
    await atelier.envoie(3)
    return atelier.fournisseur.textes[avant:]


def le(jour: int, heure: int = 10, mois: int = 11) -> dt.datetime:
    return dt.datetime(2026, mois, jour, heure)


async def test_reminders_a_week_and_a_day_before_once_each(atelier: Atelier) -> None:
    await consent(atelier)
    assert await passe_au(atelier, le(26)) == []
    [semaine] = await passe_au(atelier, le(27))
    assert "rendez-vous important le vendredi 4 décembre 2026" in semaine
    atelier.redemarre()
    assert await passe_au(atelier, le(27, 15)) == []
    assert await passe_au(atelier, le(30)) == []
    [veille] = await passe_au(atelier, le(3, mois=12))
    assert veille == semaine
    atelier.redemarre()
    assert await passe_au(atelier, le(4, mois=12)) == []


async def test_neutral_words(atelier: Atelier) -> None:
    await consent(atelier)
    [texte] = await passe_au(atelier, le(27))
    for mot in ("loyer", "expulsion", "huissier", "tribunal", "audience", "payer", "logement"):
        assert mot not in texte.lower()


async def test_never_at_night(atelier: Atelier) -> None:
    await consent(atelier)
    assert await passe_au(atelier, le(27, 3)) == []
    assert await passe_au(atelier, le(27, 21)) == []
    # Put in the outbox by day, but the provider is down until the night.
    atelier.fournisseur.pannes = [EnvoiRate("503")]
    assert await passe_au(atelier, le(28, 18)) == []
    horloge.regle(le(28, 22))
    atelier.avance(seconds=30)
    await atelier.envoie()
    assert atelier.fournisseur.textes == []
    horloge.regle(le(29, 9))
    atelier.avance(minutes=11)
    await atelier.envoie()
    assert len(atelier.fournisseur.textes) == 1


async def test_never_after_stop(atelier: Atelier) -> None:
    await consent(atelier)
    await atelier.dit("stop")
    atelier.fournisseur.envoyes.clear()
    assert await passe_au(atelier, le(27)) == []
    await atelier.dit("bonjour")
    assert await passe_au(atelier, le(3, mois=12)) == []


async def test_stopped_when_the_date_changes(atelier: Atelier) -> None:
    await consent(atelier)
    atelier.conversation.oublie = True
    await atelier.dit("non c'était le 12")
    assert await passe_au(atelier, le(27)) == []
    assert await passe_au(atelier, le(3, mois=12)) == []


async def test_a_new_date_replaces_the_old_one(atelier: Atelier) -> None:
    await consent(atelier)
    await consent(atelier, dt.date(2026, 12, 11))
    assert await passe_au(atelier, le(27)) == []
    [semaine] = await passe_au(atelier, le(4, mois=12))
    assert "11 décembre" in semaine


async def test_consent_too_near_keeps_only_what_is_to_come(atelier: Atelier) -> None:
    await consent(atelier, dt.date(2026, 11, 27))
    assert await passe_au(atelier, le(23, 15)) == []
    assert len(await passe_au(atelier, le(26))) == 1


async def test_after_a_long_stop_only_the_nearest_reminder_leaves(atelier: Atelier) -> None:
    await consent(atelier)
    assert len(await passe_au(atelier, le(3, mois=12))) == 1
    assert await passe_au(atelier, le(3, 15, mois=12)) == []


async def test_a_reminder_waits_for_the_provider_longer_than_a_reply(atelier: Atelier) -> None:
    await consent(atelier)
    atelier.fournisseur.pannes = [EnvoiRate("503")]
    assert await passe_au(atelier, le(27)) == []
    atelier.avance(hours=30)
    assert len(await passe_au(atelier, le(28, 17))) == 1


async def test_a_reminder_that_could_not_leave_gives_way_to_the_next(atelier: Atelier) -> None:
    await consent(atelier)
    atelier.fournisseur.pannes = [EnvoiRate("503")]
    assert await passe_au(atelier, le(27)) == []
    atelier.avance(days=6)
    assert len(await passe_au(atelier, le(3, mois=12))) == 1
    assert await passe_au(atelier, le(3, 15, mois=12)) == []


async def test_another_date_told_after_the_thread_was_forgotten_ends_the_reminders(
    atelier: Atelier,
) -> None:
    await consent(atelier)
    with atelier.registre.ecriture() as connexion:
        connexion.execute(module_registre.fils.delete())
    await atelier.dit("bonjour")
    assert len(await passe_au(atelier, le(27))) == 1
    atelier.conversation.jour_connu = dt.date(2026, 12, 11)
    await atelier.dit("c'est le 11 maintenant")
    assert await passe_au(atelier, le(3, mois=12)) == []


async def test_erasure_forgets_reminders_threads_and_what_waits(atelier: Atelier) -> None:
    await consent(atelier)
    atelier.fournisseur.pannes = [EnvoiRate("503")]
    await atelier.dit("bonjour")
    personne = atelier.cles.personne(NUMERO)
    atelier.registre.efface(personne)
    with atelier.registre.lecture() as connexion:
        for table in metadonnees.tables.values():
            if "personne" in table.c:
                voulues = sa.select(sa.func.count()).where(table.c.personne == personne)
                assert connexion.execute(voulues.select_from(table)).scalar() == 0, table.name
    assert await passe_au(atelier, le(27)) == []


async def test_nothing_is_kept_in_clear(atelier: Atelier, tmp_path: Path) -> None:
    await consent(atelier)
    atelier.fournisseur.pannes = [EnvoiRate("503")] * 3
    await atelier.dit("je suis tres inquiet")
    await atelier.recoit("j'ai peur", identifiant="SM-9")
    tout = b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())
    assert len(tout) > 10_000
    for clair in (b"39980001", b"inquiet", b"peur", b"SM-9"):
        assert clair not in tout


async def test_sent_messages_are_forgotten(atelier: Atelier) -> None:
    await atelier.dit("bonjour")
    with atelier.registre.lecture() as connexion:
        assert connexion.execute(sa.select(sa.func.count()).select_from(envois)).scalar() == 0


# -- keys ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ecrit", ["+33639980001", "0033639980001", "33639980001", "06 39 98 00 01", "06.39.98.00.01"]
)
def test_one_number_written_in_many_ways_is_one_person(ecrit: str) -> None:
    assert numero_e164(ecrit) == NUMERO


def test_short_codes_stay_as_they_are() -> None:
    assert numero_e164("36105") == "36105"


def test_keys_are_kept_for_their_owner_only(tmp_path: Path) -> None:
    premiere = cle_du_fichier(tmp_path / "var" / "cle")
    assert cle_du_fichier(tmp_path / "var" / "cle") == premiere
    assert (tmp_path / "var" / "cle").stat().st_mode & 0o777 == 0o600


def test_an_older_key_still_decrypts() -> None:
    ancien = Cles(["a"], "o").chiffre("texte")
    assert Cles(["b", "a"], "o").dechiffre(ancien) == "texte"
    assert Cles(["b"], "o").dechiffre(ancien) is None
