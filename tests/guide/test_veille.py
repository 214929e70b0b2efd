"""What is to be looked at again: old checks relative to a day, cited articles, dead addresses."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
import yaml

from guide.commandes import principal
from guide.veille import FichierVeille, faute, veille

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
JOUR = dt.date(2026, 11, 26)


@pytest.fixture
def contenu_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content that a test may change."""
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    monkeypatch.setenv("GARDE_TOIT_KNOWLEDGE", str(tmp_path / "knowledge"))
    return tmp_path / "knowledge"


def date_la_regle(dossier: Path, jour: str) -> None:
    fichier = dossier / "delais" / "treve.yml"
    lu = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    lu["versions"][0]["verifie_le"] = dt.date.fromisoformat(jour)
    fichier.write_text(yaml.safe_dump(lu, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize(
    ("verifie_le", "a_revoir"), [("2026-05-25", True), ("2026-05-26", False), ("2026-11-24", False)]
)
def test_a_rule_is_listed_once_its_check_is_older_than_six_months(
    contenu_change: Path, verifie_le: str, a_revoir: bool
) -> None:
    date_la_regle(contenu_change, verifie_le)
    trouvees = [une for une in veille(JOUR).regles if une.ou == "delais/treve.yml"]
    assert bool(trouvees) == a_revoir


def test_every_dated_check_is_watched() -> None:
    """Far in the future everything is old: as many lines as there are ``verifie_le``."""
    trouvee = veille(dt.date(2099, 1, 1))
    ecrits = sum(
        fichier.read_text(encoding="utf-8").count("verifie_le:")
        for fichier in KNOWLEDGE.rglob("*.yml")
    )
    assert len(trouvee.regles) + len(trouvee.contacts) == ecrits
    assert all(une.quoi for une in [*trouvee.regles, *trouvee.contacts])


def test_contacts_of_the_guide_are_listed_today_and_known_good_ones_are_not() -> None:
    anciens = {un.quoi for un in veille(JOUR).contacts}
    assert "Banque de France de Lens" in anciens
    assert all(un.verifie_le < dt.date(2026, 5, 26) for un in veille(JOUR).contacts)


def test_articles_of_rules_and_statements_are_all_there() -> None:
    articles = veille(JOUR).articles
    assert "fiches/decision.yml" in articles["CPC 490"] or articles["CPC 490"]
    assert "delais/appel_refere.yml" in articles["Code de procédure civile, art. 490"]
    assert not [cite for cite in articles if cite.startswith("guide")]


REGLAGES = FichierVeille(
    mois=6,
    terminaisons_reservees=["test", "example"],
    domaines_quittes=[{"domaine": "ancien.fr", "raison": "a changé de nom"}],
)


@pytest.mark.parametrize(
    "courriel",
    [
        "sans-arobase.fr",
        "deux@@ville.fr",
        "mairie@ville",
        "mairie@ville..fr",
        "mairie@-ville.fr",
        "mairie@ville.f",
        "mairie@ville.62",
        "mairie @ville.fr",
        "mairie@ville.test",
        "x@ancien.fr",
        "x@lille.ancien.fr",
        "mairie@ville_basse.fr",
    ],
)
def test_a_dead_address_is_told_by_its_form(courriel: str) -> None:
    assert faute(courriel, REGLAGES)


@pytest.mark.parametrize(
    "courriel", ["mjd-lens@justice.fr", "a.b+c@ville-eleuditleauwette.fr", "x@tresancien.fr"]
)
def test_a_live_looking_address_is_left_alone(courriel: str) -> None:
    assert faute(courriel, REGLAGES) is None


def test_a_dead_address_of_a_contact_is_listed(contenu_change: Path) -> None:
    fichier = next((contenu_change / "territoires/lens/contacts").glob("acces_au_droit.yml"))
    texte = fichier.read_text(encoding="utf-8")
    fichier.write_text(texte.replace("mjd-lens@justice.fr", "mjd-lens@justice"), encoding="utf-8")
    assert "mjd-lens@justice" in {mort.courriel for mort in veille(JOUR).courriels}


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["veille", "--json", "--aujourdhui", "2026-11-26"]) == 0
    lu = json.loads(capsys.readouterr().out)
    assert lu["avant"] == "2026-05-26"
    assert set(lu) == {"avant", "regles", "contacts", "articles", "courriels"}
    assert principal(["veille", "--mois", "0", "--aujourdhui", "2026-11-26"]) == 0
    assert "delais/commandement_payer.yml" in capsys.readouterr().out
    assert principal(["veille", "--mois", "six"]) == 2
    assert "nombre entier" in capsys.readouterr().err
