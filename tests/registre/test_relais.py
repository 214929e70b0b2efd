"""The live hand-over in the register: one at a time, taken once, told once, forgotten."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from registre import Fil, Registre, RegistreRelais
from registre.base import pseudonyme
from registre.chiffres import comptes
from registre.relais import Relais

NULLE, UNE_HEURE = dt.timedelta(0), dt.timedelta(hours=1)
PRISE = [{"text": "un conseiller vous répond"}]
RENDUE = [{"text": "je continue"}]


@pytest.fixture
def relais(registre_reel: Registre) -> RegistreRelais:
    return RegistreRelais(registre_reel)


@pytest.fixture
def fil(registre_reel: Registre) -> Fil:
    return Fil(registre_reel)


@pytest.fixture
def ana(fil: Fil) -> str:
    return fil.ouvre().personne


def demande(relais: RegistreRelais, personne: str, **faits: Any) -> Relais:
    assert relais.demande(personne, "humain", faits)
    trouve = relais.de_la_personne(personne)
    assert trouve is not None
    return trouve


def dits(fil: Fil, personne: str) -> list[tuple[str, str]]:
    return [(m["de"], m["text"]) for m in fil.lit(personne).messages]


def test_a_hand_over_from_the_request_to_the_bot_again(
    relais: RegistreRelais, fil: Fil, ana: str, registre_reel: Registre
) -> None:
    attendu = demande(relais, ana, etape="audience")
    assert (attendu.etat, attendu.faits) == ("demande", {"etape": "audience"})
    assert [un.id for un in relais.en_attente()] == [attendu.id]
    assert relais.prend(attendu.id, "anne", PRISE)
    assert relais.en_attente() == []
    assert [un.id for un in relais.de_l_operateur("anne")] == [attendu.id]
    assert relais.ecrit(attendu.id, "anne", "Bonjour.")
    assert relais.rend(attendu.id, "anne", RENDUE)
    assert relais.de_la_personne(ana) is None and relais.de_l_operateur("anne") == []
    fini = relais.lit(attendu.id)
    assert fini and fini.etat == "rendu" and fini.fini_le and fini.fini_le.tzinfo
    assert dits(fil, ana) == [
        ("bot", PRISE[0]["text"]),
        ("conseiller", "Bonjour."),
        ("bot", RENDUE[0]["text"]),
    ]
    qui = pseudonyme(ana)
    assert registre_reel.lignes_d_audit() == [
        ("anne", "relais pris", qui),
        ("anne", "relais écrit", qui),
        ("anne", "relais rendu", qui),
    ]


def test_a_person_has_one_hand_over_at_a_time(relais: RegistreRelais, ana: str) -> None:
    premier = demande(relais, ana)
    assert not relais.demande(ana, "verification", {})
    relais.prend(premier.id, "anne", PRISE)
    assert not relais.demande(ana, "humain", {})
    relais.rend(premier.id, "anne", RENDUE)
    assert demande(relais, ana).id != premier.id


def test_two_operators_at_once_and_one_has_it(relais: RegistreRelais, fil: Fil, ana: str) -> None:
    attendu = demande(relais, ana)
    operateurs = [f"op{rang}" for rang in range(8)]
    with ThreadPoolExecutor(8) as fils:
        pris = list(fils.map(lambda qui: relais.prend(attendu.id, qui, PRISE), operateurs))
    assert sum(pris) == 1
    tenu = relais.lit(attendu.id)
    assert tenu and tenu.operateur == operateurs[pris.index(True)]
    assert dits(fil, ana) == [("bot", PRISE[0]["text"])]


def test_only_its_operator_writes_and_gives_back(
    relais: RegistreRelais, fil: Fil, ana: str
) -> None:
    attendu = demande(relais, ana)
    assert not relais.ecrit(attendu.id, "anne", "pas encore pris")
    relais.prend(attendu.id, "anne", PRISE)
    assert not relais.ecrit(attendu.id, "marc", "à moi")
    assert not relais.rend(attendu.id, "marc", RENDUE)
    relais.rend(attendu.id, "anne", RENDUE)
    assert not relais.ecrit(attendu.id, "anne", "trop tard")
    assert not relais.ecrit(999, "anne", "jamais demandé")
    assert [texte for _, texte in dits(fil, ana)] == [PRISE[0]["text"], RENDUE[0]["text"]]


def test_nobody_in_time(relais: RegistreRelais, fil: Fil, ana: str) -> None:
    attendu = demande(relais, ana)
    assert relais.echus(UNE_HEURE, UNE_HEURE) == []
    (echu,) = relais.echus(NULLE, UNE_HEURE)
    assert relais.clot(echu, NULLE, UNE_HEURE, [{"text": "personne"}])
    assert not relais.clot(echu, NULLE, UNE_HEURE, [{"text": "personne"}])
    assert not relais.prend(attendu.id, "anne", PRISE)
    fini = relais.lit(attendu.id)
    assert fini and fini.etat == "expire"
    assert dits(fil, ana) == [("bot", "personne")]


def test_an_operator_silent_for_too_long(relais: RegistreRelais, ana: str) -> None:
    attendu = demande(relais, ana)
    relais.prend(attendu.id, "anne", PRISE)
    assert relais.echus(NULLE, UNE_HEURE) == []
    (echu,) = relais.echus(UNE_HEURE, NULLE)
    assert relais.clot(echu, UNE_HEURE, NULLE, RENDUE)
    fini = relais.lit(attendu.id)
    assert fini and fini.etat == "rendu"
    assert not relais.ecrit(attendu.id, "anne", "me revoilà")


def test_the_operator_who_takes_or_writes_at_the_last_moment_keeps_it(
    relais: RegistreRelais, ana: str
) -> None:
    attendu = demande(relais, ana)
    (echu,) = relais.echus(NULLE, UNE_HEURE)
    relais.prend(attendu.id, "anne", PRISE)
    assert not relais.clot(echu, NULLE, UNE_HEURE, RENDUE)
    assert relais.ecrit(attendu.id, "anne", "je suis là")


def test_the_tenant_wants_the_bot_back(relais: RegistreRelais, ana: str) -> None:
    assert not relais.quitte(ana)
    attendu = demande(relais, ana)
    assert relais.quitte(ana)
    assert not relais.prend(attendu.id, "anne", PRISE)


def test_what_is_noted_on_the_way(relais: RegistreRelais, ana: str) -> None:
    avant = demande(relais, ana)
    relais.note_faits(ana, {"etape": "decision"})
    relais.signale(ana, "detresse")
    relais.voit(ana)
    apres = relais.lit(avant.id)
    assert apres and (apres.faits, apres.alerte) == ({"etape": "decision"}, "detresse")
    assert apres.lu_le and avant.lu_le and apres.lu_le >= avant.lu_le


def test_an_erasure_during_the_hand_over_leaves_nothing(
    relais: RegistreRelais, fil: Fil, ana: str, registre_reel: Registre
) -> None:
    attendu = demande(relais, ana)
    relais.prend(attendu.id, "anne", PRISE)
    registre_reel.efface(ana)
    assert relais.lit(attendu.id) is None
    assert not relais.ecrit(attendu.id, "anne", "Êtes-vous là ?")
    assert not relais.demande(ana, "humain", {})
    assert fil.lit(ana).messages == []


def test_an_erasure_and_a_taking_at_once_never_wait_for_each_other(
    relais: RegistreRelais, fil: Fil, registre_reel: Registre
) -> None:
    for _ in range(10):
        personne = fil.ouvre().personne
        attendu = demande(relais, personne)
        with ThreadPoolExecutor(2) as fils:
            pris = fils.submit(relais.prend, attendu.id, "anne", PRISE)
            efface = fils.submit(registre_reel.efface, personne)
        assert pris.exception() is None and efface.exception() is None
        assert relais.lit(attendu.id) is None and fil.lit(personne).messages == []


def test_availability_is_said_by_each_operator(relais: RegistreRelais) -> None:
    assert not relais.disponible("anne")
    relais.regle_disponibilite("anne", True)
    assert relais.disponible("anne") and not relais.disponible("marc")
    relais.regle_disponibilite("anne", False)
    assert not relais.disponible("anne")


def test_retention(relais: RegistreRelais, ana: str) -> None:
    demande(relais, ana)
    assert relais.purge(1) == 0
    assert relais.purge(-1) == 1
    assert relais.de_la_personne(ana) is None


def test_supervisors_get_counts_without_a_word(
    relais: RegistreRelais, fil: Fil, registre_reel: Registre
) -> None:
    pris, perdu = (demande(relais, fil.ouvre().personne) for _ in range(2))
    relais.prend(pris.id, "anne", PRISE)
    relais.clot(perdu, NULLE, UNE_HEURE, RENDUE)
    lus = {c.detail: c.nombre for c in comptes(registre_reel, "sqlite://") if c.serie == "humain"}
    assert lus["conseiller demandé sur le site"] == 2
    assert lus["conversation prise par un conseiller"] == 1
    assert lus["personne de libre à temps"] == 1
