"""Entering the console: accounts, lock-out, sessions, forged requests."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

import registre.comptes as module_des_comptes
from console import __main__ as commande
from registre import Comptes, Registre
from registre.base import maintenant
from registre.comptes import BLOCAGE, ESSAIS, ErreurCompte
from registre.comptes import comptes as table
from tests.console.conftest import MOT_DE_PASSE, SITE, Client

Ouvre = Callable[..., Client]


def test_without_a_session_every_page_leads_to_the_login(ouvre_client: Ouvre) -> None:
    reponse = ouvre_client(None).lit("/")
    assert reponse.status_code == 303
    assert reponse.headers["location"] == "/connexion?suite=/"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(ouvre_client: Ouvre) -> None:
    client = ouvre_client(None)
    reponse = client.http.post(
        "/connexion",
        data={"identifiant": "ana", "mot_de_passe": MOT_DE_PASSE},
        headers={"Origin": SITE},
        follow_redirects=False,
    )
    temoin = reponse.headers["set-cookie"].lower()
    assert "httponly" in temoin and "samesite=strict" in temoin and "path=/" in temoin
    assert "max-age" not in temoin and "expires" not in temoin, "ended with the browser"
    assert "secure" not in temoin, "plain http on the loopback"


def test_the_cookie_is_secure_behind_tls(registre: Registre, comptes: Comptes) -> None:
    from starlette.testclient import TestClient

    from console.application import application
    from serveur.reglages import lit_reglages

    site = "https://console.test"
    http = TestClient(application(lit_reglages(), registre), base_url=site)
    reponse = http.post(
        "/connexion",
        data={"identifiant": "ana", "mot_de_passe": MOT_DE_PASSE},
        headers={"Origin": site},
        follow_redirects=False,
    )
    assert "secure" in reponse.headers["set-cookie"].lower()


def test_a_stolen_cookie_opens_nothing_after_the_logout(ouvre_client: Ouvre) -> None:
    client, voleur = ouvre_client(), ouvre_client(None)
    vole = dict(client.http.cookies)
    voleur.http.cookies.update(vole)
    assert voleur.lit("/").status_code == 200
    assert client.poste("/deconnexion").status_code == 303
    assert voleur.lit("/").status_code == 303


def test_a_session_ends_when_silent_or_too_old(ouvre_client: Ouvre, registre: Registre) -> None:
    sessions = module_des_comptes.sessions
    for colonne, duree in (
        ("vue", module_des_comptes.INACTIVITE),
        ("ouverte", module_des_comptes.DUREE_D_UNE_SESSION),
    ):
        client = ouvre_client()
        assert client.lit("/").status_code == 200
        avant = maintenant() - duree - dt.timedelta(seconds=1)
        with registre.ecriture() as connexion:
            connexion.execute(sessions.update().values({colonne: avant}))
        assert client.lit("/").status_code == 303
    Comptes(registre).purge_sessions()
    with registre.lecture() as connexion:
        assert connexion.execute(sa.select(sessions)).all() == []


def test_the_database_holds_neither_password_nor_session(
    ouvre_client: Ouvre, registre: Registre
) -> None:
    client = ouvre_client()
    jeton = next(iter(dict(client.http.cookies).values()))
    with registre.lecture() as connexion:
        lignes = [
            *connexion.execute(sa.select(table)),
            *connexion.execute(sa.select(module_des_comptes.sessions)),
        ]
    tout = " ".join(str(tuple(ligne)) for ligne in lignes)
    assert MOT_DE_PASSE not in tout and jeton not in tout
    assert "$argon2id$" in tout


@pytest.mark.parametrize("identifiant", ["ana", "personne"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_words(
    ouvre_client: Ouvre, identifiant: str
) -> None:
    client = ouvre_client(None)
    reponse = client.http.post(
        "/connexion",
        data={"identifiant": identifiant, "mot_de_passe": "faux"},
        headers={"Origin": SITE},
    )
    assert reponse.status_code == 400
    assert "Identifiant ou mot de passe faux." in reponse.text
    assert "faux" not in reponse.text.replace("mot de passe faux", "")


def test_an_account_is_locked_after_too_many_errors_then_opens_again(
    comptes: Comptes, registre: Registre
) -> None:
    for _ in range(ESSAIS):
        assert comptes.verifie("ana", "faux") is None
    assert comptes.verifie("ana", MOT_DE_PASSE) is None, "locked, even with the right password"
    assert comptes.verifie("bob", MOT_DE_PASSE) is not None, "others are not"
    with registre.ecriture() as connexion:
        connexion.execute(
            table.update()
            .where(table.c.identifiant == "ana")
            .values(bloque_jusqu=maintenant() - dt.timedelta(seconds=1))
        )
    assert comptes.verifie("ana", "faux") is None
    assert comptes.verifie("ana", MOT_DE_PASSE) is not None, "one error is forgiven again"
    assert BLOCAGE >= dt.timedelta(minutes=10)


def test_a_success_forgets_the_errors_before_it(comptes: Comptes) -> None:
    for _ in range(2):
        for _ in range(ESSAIS - 1):
            assert comptes.verifie("ana", "faux") is None
        assert comptes.verifie("ana", MOT_DE_PASSE) is not None


def test_a_form_without_its_token_is_refused(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    for jeton in ("", "faux", "é"):
        client.jeton = jeton
        assert client.poste("/deconnexion").status_code == 403
    assert client.lit("/").status_code == 200, "still logged in"


def test_a_token_of_another_session_is_refused(ouvre_client: Ouvre) -> None:
    client, autre = ouvre_client(), ouvre_client("bob")
    client.jeton = autre.jeton
    assert client.poste("/deconnexion").status_code == 403


@pytest.mark.parametrize("origine", ["http://ailleurs.test", "null", None])
def test_a_form_from_another_site_is_refused(ouvre_client: Ouvre, origine: str | None) -> None:
    client = ouvre_client()
    entetes = {"Origin": origine} if origine else {}
    for chemin in ("/deconnexion", "/connexion"):
        reponse = client.http.post(chemin, data={"jeton": client.jeton}, headers=entetes)
        assert reponse.status_code == 403
        assert "ne vient pas de la console" in reponse.text


@pytest.mark.parametrize(
    "suite", ["//ailleurs.test", "https://ailleurs.test", "/\\ailleurs.test", "javascript:x"]
)
def test_the_login_leads_to_no_other_site(ouvre_client: Ouvre, suite: str) -> None:
    reponse = ouvre_client(None).http.post(
        "/connexion",
        data={"identifiant": "ana", "mot_de_passe": MOT_DE_PASSE, "suite": suite},
        headers={"Origin": SITE},
        follow_redirects=False,
    )
    assert reponse.headers["location"] == "/"


def test_every_answer_has_the_security_headers(ouvre_client: Ouvre) -> None:
    client = ouvre_client(None)
    for chemin in ("/connexion", "/", "/rien", "/statique/console.css"):
        entetes = client.lit(chemin).headers
        assert "default-src 'none'" in entetes["content-security-policy"], chemin
        assert "frame-ancestors 'none'" in entetes["content-security-policy"]
        assert entetes["x-content-type-options"] == "nosniff"
    assert client.lit("/connexion").headers["cache-control"] == "no-store"


def test_the_audit_tells_who_entered_and_never_an_unknown_name(
    ouvre_client: Ouvre, registre: Registre
) -> None:
    client = ouvre_client(None)
    client.entre("ana")
    client.entre("ana", "faux")
    client.entre("un mot de passe tape au mauvais endroit", "x")
    assert registre.lignes_d_audit() == [
        ("ana", "connexion", ""),
        ("ana", "connexion refusée", ""),
        ("?", "connexion refusée", ""),
    ]


def test_a_closed_account_or_a_new_password_ends_the_sessions(
    ouvre_client: Ouvre, comptes: Comptes
) -> None:
    client = ouvre_client()
    comptes.change_mot_de_passe("ana", "un autre mot de passe")
    assert client.lit("/").status_code == 303
    assert comptes.verifie("ana", MOT_DE_PASSE) is None
    assert comptes.verifie("ana", "un autre mot de passe") is not None
    comptes.ferme("ana")
    assert comptes.verifie("ana", "un autre mot de passe") is None


@pytest.mark.parametrize(
    ("identifiant", "nom", "role", "secret"),
    [
        ("ana", "Encore", "conseiller", MOT_DE_PASSE),
        ("", "Nom", "conseiller", MOT_DE_PASSE),
        ("eva", "Eva", "directeur", MOT_DE_PASSE),
        ("eva", "Eva", "conseiller", "court"),
    ],
)
def test_a_bad_account_is_refused_with_a_sentence(
    comptes: Comptes, identifiant: str, nom: str, role: str, secret: str
) -> None:
    with pytest.raises(ErreurCompte, match=r"\w+ \w+"):
        comptes.cree(identifiant, nom, role, secret)


def test_the_first_account_is_made_by_a_command_that_reads_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    neuf = Registre(f"sqlite:///{tmp_path / 'neuf.db'}")
    monkeypatch.setattr(commande, "registre", lambda: neuf)
    monkeypatch.setattr("sys.stdin", io.StringIO("une phrase assez longue\n"))
    arguments = ["compte", "lea", "--nom", "Léa Chef", "--role", "superviseur"]
    assert commande.principal(arguments) == 0
    assert Comptes(neuf).verifie("lea", "une phrase assez longue") is not None
    monkeypatch.setattr("sys.stdin", io.StringIO("court\n"))
    assert commande.principal(["motdepasse", "lea"]) == 2
    assert "caractères" in capsys.readouterr().err
