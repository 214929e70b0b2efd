"""The proxy of ``deploy/``: the needed paths only, headers, limits, and words in any case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from channels.garde import phrase
from outils.secours_proxy import DOSSIER, fichiers
from tests.moteurs import jusqua
from tests.pannes.conftest import JETON, Installation, poursuit, suspend
from tests.pannes.visiteur import Reponse, demande

pytestmark = pytest.mark.pannes


def va(installation: Installation, chemin: str, corps: object = None, **entetes: str) -> Reponse:
    return demande(installation.url + chemin, corps, entetes, installation.contexte)


@pytest.mark.parametrize("chemin", ["/", "/sante", "/widget/garde-toit.js", "/widget/accueil.json"])
def test_needed_paths_are_served_with_security_headers(
    installation: Installation, chemin: str
) -> None:
    reponse = va(installation, chemin)
    assert reponse.statut == 200
    assert reponse.entetes["strict-transport-security"].startswith("max-age=31536000")
    assert reponse.entetes["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reponse.entetes["content-security-policy"]
    assert reponse.entetes["server"] == "nginx"


@pytest.mark.parametrize(
    "chemin",
    [
        "/webhooks/rest/webhook",
        "/webhooks/rest",
        "/webhooks/widget",
        "/webhooks/widget/autre",
        "/webhooks/widget/../rest/webhook",
        "/webhooks/widget/%2e%2e/rest/webhook",
        "//status",
        f"/status?token={JETON}",
        f"/model/parse?token={JETON}",
        f"/conversations/x/tracker?token={JETON}",
        "/model",
        "/metrics",
        "/pret",
        "/demo",
        "/docs",
        "/webhook",
        "/actions",
        "/_secours/panne.html",
        "/.env",
    ],
)
@pytest.mark.parametrize("corps", [None, {"sender": "x", "message": "bonjour"}])
def test_nothing_else_is(installation: Installation, chemin: str, corps: object) -> None:
    reponse = va(installation, chemin, corps)
    assert reponse.statut == 404
    assert phrase("page_absente").split(".")[1] in reponse.texte.replace("&#x27;", "'")


def test_plain_http_goes_to_https(installation: Installation) -> None:
    url = f"http://127.0.0.1:{installation.grappe.ports.redirection}/"
    reponse = demande(url, entetes={"Host": "mal.example"})
    assert reponse.statut == 301
    assert reponse.entetes["location"] == "https://garde-toit.example/"


def test_a_huge_body_is_refused_with_a_sentence(installation: Installation) -> None:
    reponse = va(installation, "/webhooks/widget/message", b"x" * 20_000)
    assert (reponse.statut, reponse.json) == (413, {"erreur": phrase("widget_trop_long")})


def test_an_address_that_asks_too_much_at_once_is_slowed_down(installation: Installation) -> None:
    """Forty connections of one address may wait; the next ones are told to come back."""
    web = installation.grappe.web
    suspend(web)
    try:
        with ThreadPoolExecutor(50) as fils:
            demandes = [fils.submit(va, installation, "/widget/accueil.json") for _ in range(50)]
            jusqua(lambda: sum(demande.done() for demande in demandes) == 10, "dix refus")
            poursuit(web)
            reponses = [demande.result() for demande in demandes]
    finally:
        poursuit(web)
    refus = [reponse for reponse in reponses if reponse.statut != 200]
    assert len(refus) == 10
    for reponse in refus:
        assert (reponse.statut, reponse.json) == (429, {"erreur": phrase("widget_trop_vite")})
        assert reponse.entetes["retry-after"]


def test_the_words_of_the_proxy_are_those_of_the_knowledge() -> None:
    ecrits = {f.name: f.read_text(encoding="utf-8") for f in DOSSIER.iterdir()}
    assert ecrits == fichiers(), "python -m outils.secours_proxy"
