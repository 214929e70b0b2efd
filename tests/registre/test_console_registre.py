"""Accounts, calls, corrections and counts of the console, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from registre import Appels, Comptes, Corrections, Registre
from registre.appels import appels, verifications
from registre.base import maintenant
from registre.chiffres import comptes as chiffres
from registre.comptes import ESSAIS
from registre.comptes import comptes as table_des_comptes
from registre.corrections import Correction

MOT_DE_PASSE = "un mot de passe long"


def test_attempts_made_at_once_cannot_pass_the_lock(registre_reel: Registre) -> None:
    comptes = Comptes(registre_reel)
    comptes.cree("ana", "Ana", "conseiller", MOT_DE_PASSE)
    with ThreadPoolExecutor(4) as fils:
        lus = list(fils.map(lambda _: comptes.verifie("ana", "faux"), range(ESSAIS * 2)))
    assert lus == [None] * ESSAIS * 2
    assert comptes.verifie("ana", MOT_DE_PASSE) is None
    passe = maintenant() - dt.timedelta(seconds=1)
    with registre_reel.ecriture() as connexion:
        connexion.execute(table_des_comptes.update().values(bloque_jusqu=passe))
    assert comptes.verifie("ana", MOT_DE_PASSE) is not None


def test_a_session_is_found_again_until_it_is_closed(registre_reel: Registre) -> None:
    comptes = Comptes(registre_reel)
    compte = comptes.cree("ana", "Ana", "superviseur", MOT_DE_PASSE)
    jeton = comptes.ouvre_session(compte)
    session = comptes.session(jeton)
    assert session is not None and session.compte == compte and session.compte.supervise
    assert comptes.session(jeton + "x") is None
    comptes.ferme_session(jeton)
    assert comptes.session(jeton) is None


def test_panels_saved_at_the_same_moment_never_undo_one_another(registre_reel: Registre) -> None:
    registre = Appels(registre_reel)
    code = registre.ouvre(1)
    valeurs = [{"texte": "mots"}, {"note": "note"}, {"faits": {"dette": "1 800"}}, {"mot": "mot"}]
    with ThreadPoolExecutor(4) as fils:
        list(fils.map(lambda valeur: registre.ecrit(code, **valeur), valeurs * 5))
    appel = registre.trouve(code)
    assert appel is not None
    assert (appel.texte, appel.note, appel.mot) == ("mots", "note", "mot")
    assert appel.faits == {"dette": "1 800"}
    assert appel.cree.tzinfo is not None and appel.modifie >= appel.cree


def test_old_calls_go_with_all_that_hangs_on_them(registre_reel: Registre) -> None:
    registre = Appels(registre_reel)
    vieux = [registre.ouvre(1) for _ in range(3)]
    neuf = registre.ouvre(1)
    for code in (*vieux, neuf):
        registre.note_verification(code, "impaye", "que_faire", "compris")
    avant = maintenant() - dt.timedelta(days=91)
    with registre_reel.ecriture() as connexion:
        connexion.execute(appels.update().where(appels.c.code.in_(vieux)).values(modifie=avant))
    assert registre.purge(90) == 3
    with registre_reel.lecture() as connexion:
        assert list(
            connexion.execute(
                verifications.select().with_only_columns(verifications.c.code)
            ).scalars()
        ) == [neuf]
    assert [appel.code for appel in registre.de(1, 10)] == [neuf]


def test_the_last_correction_of_a_thing_counts(registre_reel: Registre) -> None:
    registre = Corrections(registre_reel)
    for corrige in ("decision", "audience"):
        registre.note("ABCDEF", Correction("etape", "etape", "texte", "impaye", corrige))
    registre.note("ABCDEF", Correction("date", "date_acte", "texte", "2026-11-02", "2026-11-03"))
    assert [(c.genre, c.corrige) for c in registre.toutes()] == [
        ("etape", "audience"),
        ("date", "2026-11-03"),
    ]
    registre.note("ABCDEF", Correction("etape", "etape", "texte", "impaye", "impaye"))
    assert [c.genre for c in registre.toutes()] == ["date"]


def test_counts_of_the_console_need_no_conversation_of_the_robot(registre_reel: Registre) -> None:
    registre = Appels(registre_reel)
    for etape in ("impaye", "impaye", None):
        registre.ecrit(registre.ouvre(1), texte="mots", etape=etape)
    registre.transmet(registre.ouvre(1), vers=2, par=1)
    lus = {(c.serie, c.detail): c.nombre for c in chiffres(registre_reel, "sqlite://")}
    assert lus["etapes", "impaye"] == 2
    assert lus["sans_reponse", "étape non trouvée"] == 1
    assert lus["humain", "transmis à un collègue"] == 1
