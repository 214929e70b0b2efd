"""Log lines: JSON, and nothing that a person wrote, wherever a library puts it."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
import structlog

from registre import Registre
from serveur import journal as module
from serveur.mesures import CompteErreurs, erreurs
from serveur.reglages import RACINE

SECRET = "je n'arrive plus à payer"


@pytest.fixture
def lignes() -> Iterator[Any]:
    """The lines written so far, as objects; loggers are put back afterwards."""
    racine = logging.getLogger()
    avant, niveau, crochet = racine.handlers, racine.level, sys.excepthook
    flux = io.StringIO()
    module.regle_le_journal("essai")
    racine.handlers[0].setStream(flux)  # type: ignore[attr-defined]
    yield lambda: [json.loads(ligne) for ligne in flux.getvalue().splitlines()]
    racine.handlers, sys.excepthook = avant, crochet
    racine.setLevel(niveau)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def test_a_line_says_when_who_and_what(lignes: Any) -> None:
    logging.getLogger("serveur.gardien").info("fait", extra={"champs": {"combien": 3}})
    (ligne,) = lignes()
    assert ligne.pop("moment").endswith("+00:00")
    assert ligne == {
        "niveau": "INFO",
        "processus": "essai",
        "source": "serveur.gardien",
        "message": "fait",
        "combien": 3,
    }


def test_an_exception_is_told_by_its_type_and_places(lignes: Any) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("channels.rest").exception("tour en échec")
    (ligne,) = lignes()
    assert ligne["erreur"] == "ValueError"
    assert any("test_journal.py" in place for place in ligne["pile"])
    assert SECRET not in json.dumps(ligne, ensure_ascii=False)


def test_a_library_s_arguments_are_not_written_ours_are(lignes: Any) -> None:
    logging.getLogger("rasa.core").warning("cannot read %s", SECRET)
    logging.getLogger("channels.sms").warning("remis à plus tard : %s", "statut 503")
    autre, notre = lignes()
    assert autre["message"] == "cannot read %s"
    assert notre["message"] == "remis à plus tard : statut 503"


def test_a_structlog_event_keeps_its_name_only(lignes: Any) -> None:
    structlog.get_logger("rasa.x").warning("processor.message.parse", text=SECRET)
    (ligne,) = lignes()
    assert ligne["message"] == "processor.message.parse"
    assert SECRET not in json.dumps(ligne, ensure_ascii=False)


def test_a_warning_keeps_its_place_only(lignes: Any) -> None:
    warnings.warn(SECRET, UserWarning, stacklevel=1)
    (ligne,) = lignes()
    assert "test_journal.py" in ligne["message"] and "UserWarning" in ligne["message"]
    assert SECRET not in ligne["message"]


@pytest.mark.parametrize(
    "numero", ["06 39 98 12 34", "+33639981234", "0639981234", "06.39.98.12.34"]
)
def test_what_looks_like_a_telephone_number_is_masked(lignes: Any, numero: str) -> None:
    logging.getLogger("channels").error("appel de %s", numero)
    assert lignes()[0]["message"] == "appel de [numéro]"


def test_errors_are_counted_by_package(lignes: Any) -> None:
    avant = erreurs.labels("channels")._value.get()
    logging.getLogger("channels.sms").error("raté")
    logging.getLogger("channels.sms").warning("presque")
    assert erreurs.labels("channels")._value.get() == avant + 1
    assert isinstance(logging.getLogger().handlers[1], CompteErreurs)


def test_an_error_of_the_register_hides_its_values(tmp_path: Any) -> None:
    registre = Registre(f"sqlite:///{tmp_path / 'r.db'}")
    with pytest.raises(sa.exc.StatementError) as erreur, registre.ecriture() as connexion:
        connexion.execute(sa.text("insert into rien values (:texte)"), {"texte": SECRET})
    assert SECRET not in str(erreur.value)


def test_the_end_of_a_process_is_a_line_too() -> None:
    programme = (
        "from serveur.journal import regle_le_journal; regle_le_journal('essai'); "
        f"raise RuntimeError({SECRET!r})"
    )
    fini = subprocess.run(
        [sys.executable, "-c", programme], cwd=RACINE, capture_output=True, text=True, timeout=60
    )
    assert fini.returncode == 1
    ligne = json.loads(fini.stderr)
    assert (ligne["niveau"], ligne["erreur"]) == ("CRITICAL", "RuntimeError")
    assert SECRET not in fini.stderr
