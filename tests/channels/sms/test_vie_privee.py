"""Nothing private leaks and everything can be forgotten: rest, widget and SMS on the real system.

Messages are marked; then every log, every figure, every table and every file is searched.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from channels.garde import phrase
from channels.sms.cles import lit_cles
from registre import DatesDites, Registre
from registre.conservation import SECONDES_PAR_JOUR, applique
from serveur.reglages import RACINE, lit_reglages, lit_reglages_sms
from tests.channels.sms.conftest import jusqua
from tests.conftest import JETON, Conversation

pytestmark = pytest.mark.systeme

# At least one of these is not understood, whatever the model of the day.
OBSCURS = ("et alors", "j'ai vu la dame", "xqzt", "le machin du truc", "et donc la suite du bidule")
PAPIER = "jai recu un commandement de payer le 5 octobre {}"


class Widget:
    """A visitor of the page, over the widget's connector."""

    def __init__(self) -> None:
        self.jeton = ""
        ouverte = self.demande("session", {})
        self.jeton, self.personne = ouverte["jeton"], ouverte["session"]

    def demande(self, chemin: str, corps: dict[str, str]) -> dict[str, Any]:
        entetes = {
            "Origin": lit_reglages().url_web,
            "X-Forwarded-For": f"2001:db8::{uuid.uuid4().hex[:4]}",
        }
        if self.jeton:
            entetes["Authorization"] = f"Bearer {self.jeton}"
        requete = urllib.request.Request(
            f"{lit_reglages().url_rasa}/webhooks/widget/{chemin}",
            json.dumps(corps).encode(),
            entetes,
        )
        with urllib.request.urlopen(requete, timeout=60) as reponse:
            return dict(json.load(reponse))

    def texte(self, texte: str) -> str:
        recu = self.demande("message", {"id": uuid.uuid4().hex, "texte": texte})
        return "\n".join(m.get("text", "") for m in recu["messages"] if m["de"] != "moi")


class Sms:
    """A person who writes by SMS."""

    def __init__(self, systeme_sms: Any) -> None:
        self.telephone = systeme_sms.telephone()
        self.personne = lit_cles(lit_reglages(), lit_reglages_sms()).personne(self.telephone.numero)

    def texte(self, texte: str) -> str:
        return str(self.telephone.dit(texte))


@pytest.fixture
def gens(systeme_sms: Any) -> dict[str, Any]:
    """One person a channel."""
    return {
        "rest": Conversation(lit_reglages().url_rasa),
        "widget": Widget(),
        "sms": Sms(systeme_sms),
    }


def change_un_fait(personne: str, fait: str, valeur: Any) -> None:
    adresse = f"{lit_reglages().url_rasa}/conversations/{personne}/tracker/events?token={JETON}"
    corps = json.dumps({"event": "slot", "name": fait, "value": valeur}).encode()
    requete = urllib.request.Request(adresse, corps, {"Content-Type": "application/json"})
    urllib.request.urlopen(requete, timeout=30).close()


def metriques() -> dict[str, str]:
    reglages = lit_reglages()
    adresses = {
        "rasa": f"{reglages.url_rasa}/metrics",
        "actions": reglages.url_actions.replace("/webhook", "/metrics"),
    }
    lues = {}
    for nom, adresse in adresses.items():
        with urllib.request.urlopen(adresse, timeout=30) as reponse:
            lues[nom] = reponse.read().decode()
    return lues


def valeur(texte: str, serie: str, avec: str = "") -> float:
    """Sum of the series whose line begins with ``serie`` and holds ``avec``."""
    return sum(
        float(ligne.rsplit(" ", 1)[1])
        for ligne in texte.splitlines()
        if ligne.startswith(serie) and avec in ligne
    )


def lignes_des_journaux(var: Path) -> list[dict[str, Any]]:
    return [
        json.loads(ligne)
        for fichier in (var / "journaux").glob("*.log")
        for ligne in fichier.read_text(encoding="utf-8").splitlines()
    ]


def valeurs_de_toutes_les_tables(var: Path) -> Iterator[tuple[str, str]]:
    """Every value of every table of every database, with where it stands."""
    for base in var.glob("*.db"):
        with closing(sqlite3.connect(base)) as connexion:
            tables = connexion.execute("select name from sqlite_master where type = 'table'")
            for (table,) in tables.fetchall():
                for ligne in connexion.execute(f'select * from "{table}"'):
                    for cellule in ligne:
                        yield f"{base.name}, {table}", str(cellule)


def ou_se_trouve(var: Path, mots: list[str]) -> set[str]:
    return {
        ou
        for ou, cellule in valeurs_de_toutes_les_tables(var)
        if any(mot in cellule for mot in mots)
    }


def fichiers_qui_contiennent(var: Path, mots: list[str]) -> set[str]:
    return {
        fichier.name
        for fichier in var.rglob("*")
        if fichier.is_file() and any(mot.encode() in fichier.read_bytes() for mot in mots)
    }


def test_no_text_nor_number_in_logs_and_figures_even_when_everything_fails(
    systeme_sms: Any, gens: dict[str, Any]
) -> None:
    marque = f"marque{uuid.uuid4().hex}"
    for personne in gens.values():
        assert personne.texte(PAPIER.format(marque))
        assert personne.texte(f"0639981234 {marque} /restart é")

    # An action that fails: its answer to Rasa holds the whole conversation.
    for personne in gens.values():
        change_un_fait(personne.personne, "etape", "etape_qui_n_existe_pas")
        assert personne.texte(f"et la suite {marque}")

    # A database that fails: its error holds what it was to write.
    with closing(sqlite3.connect(systeme_sms.var / "conversations.db")) as connexion:
        connexion.execute("alter table events rename to events_ailleurs")
        try:
            assert Conversation(lit_reglages().url_rasa).texte(PAPIER.format(marque))
        finally:
            connexion.execute("alter table events_ailleurs rename to events")

    # An action server that is down.
    actions = next(p for p in systeme_sms.maison.processus if "actions" in p.nom)
    actions.arrete()
    try:
        for personne in gens.values():
            assert personne.texte(PAPIER.format(marque))
    finally:
        systeme_sms.maison.relance(actions)

    lignes = lignes_des_journaux(systeme_sms.var)
    assert {"rasa", "actions"} <= {ligne["processus"] for ligne in lignes}
    assert any(ligne["niveau"] == "ERROR" and ligne.get("erreur") for ligne in lignes)
    assert any("OperationalError" in ligne["message"] for ligne in lignes)
    jamais = [marque, gens["sms"].telephone.numero[3:], "639981234"]
    jamais += [personne.personne for personne in gens.values()]
    ecrits = "\n".join(
        fichier.read_text(encoding="utf-8") for fichier in (systeme_sms.var / "journaux").iterdir()
    )
    montres = "\n".join(metriques().values())
    assert "garde_toit_tour_secondes" in montres and "garde_toit_erreurs_total" in montres
    assert [mot for mot in jamais if mot in ecrits] == []
    assert [mot for mot in jamais if mot in montres] == []


def test_figures_say_what_happened(systeme_sms: Any, gens: dict[str, Any]) -> None:
    avant = metriques()
    for personne in gens.values():
        personne.texte(PAPIER.format(""))
        personne.texte("2 mois")
    for texte in OBSCURS:
        Conversation(lit_reglages().url_rasa).texte(texte)
    with pytest.raises(urllib.error.HTTPError):
        gens["widget"].demande("message", {"id": "x"})
    apres = metriques()

    def gagne(processus: str, serie: str, avec: str = "") -> float:
        return valeur(apres[processus], serie, avec) - valeur(avant[processus], serie, avec)

    for canal in gens:
        serie = f'garde_toit_tour_secondes_count{{canal="{canal}",etape="commandement_payer"}}'
        assert gagne("rasa", serie) >= 1, canal
        assert gagne("actions", f'garde_toit_reponses_total{{canal="{canal}"') >= 2, canal
    assert gagne("actions", "garde_toit_reponses_total") >= 6
    assert gagne("actions", "garde_toit_reponses_total", 'repli="oui"') >= 1
    assert gagne("rasa", 'garde_toit_refus_total{canal="widget",raison="widget_demande"}') == 1
    assert gagne("rasa", "garde_toit_sms_parties_total") >= 2


def test_what_is_asked_to_be_erased_is_nowhere(systeme_sms: Any, gens: dict[str, Any]) -> None:
    marque = f"secret{uuid.uuid4().hex}"
    for personne in gens.values():
        personne.texte(PAPIER.format(marque))
        personne.texte("2 mois")
    ids = [personne.personne for personne in gens.values()]
    avant = ou_se_trouve(systeme_sms.var, ids)
    assert {"registre.db, dates_dites", "conversations.db, events"} <= avant
    assert ou_se_trouve(systeme_sms.var, [marque])

    gens["rest"].texte("efface tout")
    assert phrase("efface_fait") in gens["rest"].texte("oui")
    assert gens["widget"].demande("effacer", {}) == {"efface": True}
    gens["sms"].texte("EFFACER")
    assert "effacé" in gens["sms"].texte("1")
    jusqua(lambda: not ou_se_trouve(systeme_sms.var, [gens["sms"].personne]), "dernier SMS parti")

    assert ou_se_trouve(systeme_sms.var, [*ids, marque]) == set()
    # Not in the free pages nor in the write-ahead logs either.
    numero = gens["sms"].telephone.numero
    assert fichiers_qui_contiennent(systeme_sms.var, [marque, numero, numero[3:]]) == set()
    applique()
    assert fichiers_qui_contiennent(systeme_sms.var, ids) == set()


def test_what_has_passed_its_time_is_deleted_by_the_command(
    systeme_sms: Any, gens: dict[str, Any]
) -> None:
    for personne in gens.values():
        personne.texte(PAPIER.format(""))
    vivante = Conversation(lit_reglages().url_rasa)
    vivante.texte(PAPIER.format(""))
    vivante.texte("2 mois")
    ids = [personne.personne for personne in gens.values()]
    with closing(sqlite3.connect(systeme_sms.var / "conversations.db")) as base:
        for personne in ids:
            base.execute(
                "update events set timestamp = timestamp - ? where sender_id = ?",
                (40 * SECONDES_PAR_JOUR, personne),
            )
        base.commit()
    with closing(sqlite3.connect(systeme_sms.var / "registre.db")) as base:
        for table, colonne in (("fil_sessions", "vue"), ("sms_fils", "moment")):
            base.execute(f"update {table} set {colonne} = '2026-01-01 00:00:00'")
        base.commit()
    purge = [sys.executable, "-m", "registre", "purge"]
    fini = subprocess.run(purge, cwd=RACINE, capture_output=True, text=True, timeout=120)
    assert fini.returncode == 0, fini.stderr
    assert "conversations : 3 supprimées" in fini.stdout
    assert ou_se_trouve(systeme_sms.var, ids) == set()
    assert "registre.db, dates_dites" in ou_se_trouve(systeme_sms.var, [vivante.personne])


def test_the_timer_runs_with_the_system(systeme_sms: Any) -> None:
    lignes = lignes_des_journaux(systeme_sms.var)
    dites = [ligne for ligne in lignes if ligne["processus"] == "gardien"]
    assert dites and dites[0]["message"] == "conservation appliquée"
    assert dites[0]["supprimes"]["conversations"] == 0


@pytest.mark.parametrize("canal", ["rest", "widget", "sms"])
def test_each_date_told_is_kept_with_the_version_of_its_rule(
    systeme_sms: Any, gens: dict[str, Any], canal: str
) -> None:
    personne = gens[canal]
    personne.texte(PAPIER.format(""))
    personne.texte("2 mois")
    personne.texte("en 2019")
    concernes = [sys.executable, "-m", "registre", "concernes", "commandement_payer", "--json"]
    fini = subprocess.run(concernes, cwd=RACINE, capture_output=True, text=True, timeout=60)
    dites = [d for d in json.loads(fini.stdout) if d["personne"] == personne.personne]
    assert dites and {d["canal"] for d in dites} == {canal}
    assert any("2026-12-04" in d["dates"] for d in dites)
    assert all(d["depuis"] == "2026-10-05" and d["version"][:10] == "2023-07-29" for d in dites)
    Registre(f"sqlite:///{systeme_sms.var / 'registre.db'}").efface(personne.personne)
    fini = subprocess.run(concernes, cwd=RACINE, capture_output=True, text=True, timeout=60)
    assert personne.personne not in fini.stdout


def test_a_date_that_only_a_reminder_tells_is_kept_too(systeme_sms: Any) -> None:
    """RAPPEL before the last question: the promise tells a date that the dialogue has not told."""
    personne = Sms(systeme_sms)
    personne.texte("jai recu un commandement de payer le 20 octobre")
    assert personne.texte("RAPPEL")
    assert "1er décembre 2026" in personne.texte("moi seul")
    registre = Registre(f"sqlite:///{systeme_sms.var / 'registre.db'}")
    dites = DatesDites(registre).concernes("commandement_payer")
    assert [c for c in dites if c.personne == personne.personne and c.canal == "sms"]
