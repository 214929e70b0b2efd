"""What stands in ``deploy/``: nothing runs as root, nothing private is published, no secret."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from serveur.reglages import RACINE

DEPLOY = RACINE / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
UNITES = sorted((DEPLOY / "systemd").glob("*.service"))


def test_the_rest_channel_is_absent() -> None:
    connecteurs = yaml.safe_load((DEPLOY / "credentials.yml").read_text())
    ici = yaml.safe_load((RACINE / "credentials.yml").read_text())
    assert set(ici) - set(connecteurs) == {"channels.rest.RestInput"}
    assert not set(connecteurs) - set(ici)


def test_only_the_proxy_is_published_to_everybody() -> None:
    publies = {nom: service["ports"] for nom, service in SERVICES.items() if "ports" in service}
    assert publies.pop("mandataire") == ["80:80", "443:443"]
    assert publies == {"console": ["${ADRESSE_DE_LA_CONSOLE:-127.0.0.1}:8001:8001"]}


def test_stores_and_actions_have_no_way_out() -> None:
    assert COMPOSE["networks"]["prive"]["internal"] is True
    for nom in ("postgresql", "redis", "actions1", "actions2", "web"):
        assert SERVICES[nom]["networks"] == ["prive"]


@pytest.mark.parametrize("nom", sorted(SERVICES))
def test_no_container_runs_as_root_or_gains_rights(nom: str) -> None:
    service = SERVICES[nom]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    if "build" not in service:
        assert service["user"] not in ("root", "0", "0:0")
        return
    assert service["read_only"] is True
    lignes = (DEPLOY / "Dockerfile").read_text().splitlines()
    assert [ligne for ligne in lignes if ligne.startswith("USER")] == ["USER 10001:10001"]
    assert lignes.index("USER 10001:10001") > max(
        rang for rang, ligne in enumerate(lignes) if ligne.startswith("RUN")
    )


def test_every_server_of_ours_is_probed() -> None:
    for nom in ("rasa1", "rasa2", "actions1", "actions2", "web", "console"):
        assert "serveur.sonde" in SERVICES[nom]["healthcheck"]["test"]


def test_no_secret_is_written_and_none_may_be_missing() -> None:
    reglages = SERVICES["rasa1"]["environment"]
    assert reglages["RASA_TOKEN"] == "${RASA_TOKEN:?}"
    for nom in ("GARDE_TOIT_CONVERSATIONS", "GARDE_TOIT_REGISTRE", "GARDE_TOIT_REDIS"):
        assert re.search(r":\$\{MOT_DE_PASSE_\w+:\?\}@", reglages[nom])
    for ligne in (DEPLOY / "environnement.exemple").read_text().splitlines():
        if re.match(r"(RASA_TOKEN|MOT_DE_PASSE|\w+_(SECRET|CLES|CLE_\w+))", ligne):
            assert ligne.endswith("="), ligne


def test_every_setting_named_in_deploy_is_documented() -> None:
    documentes = (RACINE / "docs" / "reglages.md").read_text(encoding="utf-8")
    nommes: set[str] = set()
    for fichier in DEPLOY.rglob("*"):
        if fichier.is_file():
            nommes |= set(re.findall(r"GARDE_TOIT_[A-Z_]+", fichier.read_text(encoding="utf-8")))
    assert {nom for nom in nommes if f"`{nom}`" not in documentes} == set()


def test_what_runs_is_in_the_image() -> None:
    garde = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    lances = {
        mot
        for service in SERVICES.values()
        if "build" in service
        for mot in re.findall(r"-m', '(\w+)", str(service["command"]))
    }
    assert {f"!{paquet}" for paquet in lances | {"actions", "channels", "guide", "nlu"}} <= set(
        garde
    )
    assert "!tests" not in garde


def test_both_lists_of_upstreams_say_the_same() -> None:
    hote, conteneurs = (
        re.sub(r"[\w.]+:\d+|listen [^;]+|^#.*$", "", texte, flags=re.MULTILINE)
        for texte in (
            (DEPLOY / "nginx" / "amonts" / f"{nom}.conf").read_text()
            for nom in ("hote", "conteneurs")
        )
    )
    assert hote == conteneurs


@pytest.mark.parametrize("unite", UNITES, ids=lambda unite: unite.name)
def test_units_run_without_root_in_a_closed_room(unite: Path) -> None:
    texte = unite.read_text()
    for ligne in (
        "User=garde-toit",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=",
        "Restart=always",
        "EnvironmentFile=/etc/garde-toit/environnement",
    ):
        assert f"\n{ligne}\n" in texte


def test_the_target_starts_two_of_what_an_answer_needs() -> None:
    texte = (DEPLOY / "systemd" / "garde-toit.target").read_text()
    for genre in ("actions", "rasa"):
        assert len(re.findall(rf"garde-toit-{genre}@\d+\.service", texte)) == 2
