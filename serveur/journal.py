"""Logs of every process: one JSON object a line on standard error, never a text nor a number.

What a person wrote can hide in an exception's message, in the arguments of a library's log line or
in the keys of a structlog event. None of these is written: an exception is told by its type and
the places it went through, a library's line by its template. Our own lines hold no personal data.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

from serveur.mesures import CompteErreurs

NOS_PAQUETS = frozenset(
    ("actions", "channels", "console", "guide", "nlu", "registre", "serveur", "web")
)
AVEC_LEUR_SORTIE = ("sanic.root", "sanic.error", "sanic.access", "uvicorn", "uvicorn.error")
LONGUEUR_MAXIMALE = 300
PLACES_AU_PLUS = 12
_LIEU_D_UN_AVERTISSEMENT = re.compile(r"[^\n:]+:\d+: \w+")
# The last net under the rules above: nine digits in a row or more may be a telephone number.
_NUMERO = re.compile(r"\+?\d(?:[ .-]?\d){8,}")


class EnLignesJson(logging.Formatter):
    """``moment`` (UTC), ``niveau``, ``processus``, ``source``, ``message``; with an exception,
    ``erreur`` (its type) and ``pile``; with ``extra={"champs": {...}}``, these fields too."""

    def __init__(self, processus: str) -> None:
        super().__init__()
        self._processus = processus

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        moment = dt.datetime.fromtimestamp(record.created, dt.timezone.utc)
        ligne: dict[str, Any] = {
            "moment": moment.isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "processus": self._processus,
            "source": record.name,
            "message": _NUMERO.sub("[numéro]", _message(record))[:LONGUEUR_MAXIMALE],
            **getattr(record, "champs", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            ligne["erreur"] = record.exc_info[0].__name__
            ligne["pile"] = _pile(record.exc_info[2])
        return json.dumps(ligne, ensure_ascii=False, default=str)


def regle_le_journal(processus: str) -> None:
    """Send every log of this process to standard error as JSON: ours from INFO, others' warnings.

    Also warnings, structlog events and the exception that ends the process.
    """
    sortie = logging.StreamHandler()
    sortie.setFormatter(EnLignesJson(processus))
    racine = logging.getLogger()
    racine.handlers = [sortie, CompteErreurs()]
    racine.setLevel(logging.WARNING)
    for paquet in NOS_PAQUETS:
        logging.getLogger(paquet).setLevel(logging.INFO)
    for nom in AVEC_LEUR_SORTIE:
        autre = logging.getLogger(nom)
        autre.handlers, autre.propagate = [], True
    logging.captureWarnings(True)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, _nom_de_l_evenement],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _dit_la_fin


def _message(record: logging.LogRecord) -> str:
    if record.name == "py.warnings":
        lieu = _LIEU_D_UN_AVERTISSEMENT.match(record.getMessage())
        return lieu[0] if lieu else "avertissement"
    notre = record.name.split(".")[0] in NOS_PAQUETS
    return record.getMessage() if notre or not record.args else str(record.msg)


def _pile(trace: TracebackType | None) -> list[str]:
    places = traceback.extract_tb(trace)[-PLACES_AU_PLUS:]
    return [f"{place.filename}:{place.lineno} {place.name}" for place in places]


def _nom_de_l_evenement(
    _journal: Any, _methode: str, evenement: MutableMapping[str, Any]
) -> tuple[Any, ...]:
    """Keep the name of a structlog event and its exception; its other keys may hold a text."""
    return (str(evenement.get("event", "")),), {"exc_info": evenement.get("exc_info")}


def _dit_la_fin(
    genre: type[BaseException], erreur: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(genre, KeyboardInterrupt):
        return
    logging.getLogger("serveur").critical("arrêt sur une erreur", exc_info=(genre, erreur, trace))
