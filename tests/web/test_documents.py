"""Calendar file, PDF and printable page of a deadline: computed by ``guide``, never a free text."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import socket
import sys
import threading
import zlib
from collections.abc import Iterator

import pytest
import requests
import uvicorn
from icalendar import Calendar

from guide.contenu import contenu
from guide.delais.chargement import loi
from guide.horloge import horloge
from serveur.reglages import lit_reglages
from web import documents
from web.application import application

AUJOURDHUI = dt.date(2026, 11, 23)
DEUX_MOIS = {
    "regle": "commandement_payer",
    "depuis": "2026-11-05",
    "bail": "avant_2023_07_29",
    "ecrit": "2_mois",
}


@pytest.fixture(autouse=True)
def le_23_novembre() -> Iterator[None]:
    horloge.regle(AUJOURDHUI)
    yield
    horloge.regle(None)


def test_the_calendar_file_reminds_a_week_and_a_day_before() -> None:
    agenda = Calendar.from_ical(documents.calendrier(documents.echeance(DEUX_MOIS)))
    (evenement,) = agenda.walk("VEVENT")
    assert evenement["dtstart"].dt == dt.date(2027, 1, 5)
    minuit = dt.datetime(2027, 1, 5)
    rappels = {minuit + alarme["trigger"].dt for alarme in evenement.walk("VALARM")}
    assert rappels == {dt.datetime(2026, 12, 29, 9), dt.datetime(2027, 1, 4, 9)}


def test_what_others_may_see_on_the_phone_tells_nothing() -> None:
    fichier = documents.calendrier(documents.echeance(DEUX_MOIS)).decode().lower()
    for mot in ("expuls", "loyer", "commandement", "garde-toit ", "payer", "juge", "dette"):
        assert mot not in fichier


def test_the_same_deadline_keeps_its_identifier() -> None:
    uid = [
        Calendar.from_ical(documents.calendrier(documents.echeance(champs))).events[0]["uid"]
        for champs in (DEUX_MOIS, DEUX_MOIS, {**DEUX_MOIS, "depuis": "2026-11-06"})
    ]
    assert uid[0] == uid[1] != uid[2]


PAS_LA_SIENNE = [nom for nom, une in loi().regles.items() if une.pour_qui != "locataire"]


@pytest.mark.parametrize("regle", PAS_LA_SIENNE)
def test_a_date_that_is_not_the_tenants_is_refused(regle: str) -> None:
    with pytest.raises(documents.Refus):
        documents.echeance({"regle": regle, "depuis": "2026-11-05", "mois": "3"})


@pytest.mark.parametrize(
    "champs",
    [
        {},
        {"regle": "n'importe quoi", "depuis": "2026-11-05"},
        {"regle": "commandement_payer"},
        {"regle": "commandement_payer", "depuis": "demain"},
        {"regle": "commandement_payer", "depuis": "2026-11-05", "ecrit": "<script>"},
        {"regle": "commandement_payer", "depuis": "2026-11-05", "lectures": "2030-01-01:certain"},
        {"regle": "commandement_payer", "depuis": "2020-01-05"},
    ],
)
def test_anything_else_is_refused_with_a_sentence(champs: dict[str, str]) -> None:
    with pytest.raises(documents.Refus, match=r"\w{3}"):
        documents.echeance(champs)


def test_the_readings_that_were_told_decide_the_facts() -> None:
    nu = {"regle": "commandement_payer", "depuis": "2026-11-05"}
    assert documents.echeance(nu).date_a_retenir == dt.date(2026, 12, 17)
    certaine = documents.echeance({**nu, "lectures": "2027-01-05:certain"})
    assert certaine.date_a_retenir == dt.date(2027, 1, 5)
    discutee = {**nu, "lectures": "2026-12-17:discute,2027-01-05:discute"}
    assert [lecture.statut for lecture in documents.echeance(discutee).lectures] == ["discute"] * 2


def test_the_page_has_the_date_the_count_and_the_numbers() -> None:
    page = documents.document(documents.echeance(DEUX_MOIS))
    assert page.date == "mardi 5 janvier 2027"
    assert page.envoi and page.explications and page.conseils
    assert contenu().telephone("sos_loyers_impayes") in [numero for _, numero in page.numeros]


def lu(fichier: bytes) -> bytes:
    """A PDF with its compressed streams in clear."""
    morceaux = [fichier]
    for flux in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", fichier, re.DOTALL):
        with contextlib.suppress(zlib.error):
            morceaux.append(zlib.decompress(flux))
    return b"\n".join(morceaux)


@pytest.fixture(scope="module")
def url_web() -> Iterator[str]:
    """The public process, in this one: its clock and its modules are ours."""
    prise = socket.create_server(("127.0.0.1", 0))
    serveur = uvicorn.Server(uvicorn.Config(application(lit_reglages()), ws="none"))
    fil = threading.Thread(target=serveur.run, args=([prise],))
    fil.start()
    yield f"http://127.0.0.1:{prise.getsockname()[1]}"
    serveur.should_exit = True
    fil.join()


def demande(url_web: str, forme: str, **faits: str) -> requests.Response:
    reponse = requests.get(f"{url_web}/echeance.{forme}", {**DEUX_MOIS, **faits}, timeout=20)
    assert reponse.status_code == 200, reponse.text
    return reponse


def test_the_pdf_is_tagged(url_web: str) -> None:
    reponse = demande(url_web, "pdf")
    assert reponse.headers["content-type"] == "application/pdf", (
        "il manque libpango : apt-get install libpango-1.0-0"
    )
    tout = lu(reponse.content)
    for marque in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid", b"/Lang"):
        assert marque in tout


# The judge's months are told in no conversation yet: no document either.
LES_SIENNES = [nom for nom, r in loi().regles.items() if r.dite_au_locataire and r.mois is None]


@pytest.mark.parametrize("regle", LES_SIENNES)
def test_the_pdf_is_one_page_with_every_reading_said(url_web: str, regle: str) -> None:
    faits = {"regle": regle, "depuis": "2026-11-20", "ecrit": "6_semaines"}
    tout = lu(demande(url_web, "pdf", **faits).content)
    assert len(re.findall(rb"/Type\s*/Page\b", tout)) == 1


def test_a_later_reading_is_said_to_be_unsure(url_web: str) -> None:
    page = demande(url_web, "html", bail="depuis_2023_07_29").text
    assert '<p class="date">jeudi 17 décembre 2026</p>' in page
    assert re.search(r"Peut-être jusqu&#39;au mardi 5 janvier 2027, .*Ce n&#39;est pas sûr", page)


def test_without_the_library_for_pdf_a_page_to_print_comes(
    url_web: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What Python does with a module whose system library is missing.
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    reponse = demande(url_web, "pdf")
    assert reponse.headers["content-type"].startswith("text/html")
    assert "attachment" not in reponse.headers.get("content-disposition", "")
    for attendu in ("mardi 5 janvier 2027", contenu().telephone("sos_loyers_impayes")):
        assert attendu in reponse.text


def test_the_page_to_print_keeps_its_style_under_our_own_policy(url_web: str) -> None:
    reponse = demande(url_web, "html")
    assert (
        "<style" not in reponse.text
        and "style-src 'self'" in (reponse.headers["content-security-policy"])
    )
    (feuille,) = re.findall(r'rel="stylesheet" href="([^"]+)"', reponse.text)
    assert requests.get(f"{url_web}/{feuille}", timeout=20).status_code == 200


def test_the_widgets_files_travel_compressed(url_web: str) -> None:
    for nom in ("garde-toit.js", "fenetre.js", "glossaire.json", "images/assignation.svg"):
        reponse = requests.get(f"{url_web}/widget/{nom}", timeout=20)
        assert reponse.headers["content-encoding"] == "gzip", nom
        assert reponse.headers["access-control-allow-origin"] == "*"
