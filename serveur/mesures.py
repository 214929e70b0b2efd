"""What is measured, for Prometheus: never a text, a number nor a person as a label.

Each process counts for itself and shows its figures at ``/metrics`` of its private address.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

GENRE = CONTENT_TYPE_LATEST
DUREES_S = (0.05, 0.1, 0.2, 0.3, 0.6, 1, 2, 5, 10, 30)

durees = Histogram(
    "garde_toit_tour_secondes",
    "Time to answer a message, from its reading by the channel to its answer",
    ["canal", "etape"],
    buckets=DUREES_S,
)
reponses = Counter(
    "garde_toit_reponses",
    "Messages answered by the dialogue; repli=oui: it did not understand, or hesitated",
    ["canal", "etape", "repli"],
)
verifications = Counter(
    "garde_toit_verifications", "Outcomes of teach-back", ["canal", "etape", "resultat"]
)
parties_sms = Counter("garde_toit_sms_parties", "SMS parts sent")
refus = Counter("garde_toit_refus", "Requests refused by a channel", ["canal", "raison"])
pannes = Counter(
    "garde_toit_pannes", "Messages answered with the sentence for a breakdown", ["canal"]
)
erreurs = Counter("garde_toit_erreurs", "Errors written to the log", ["source"])


SANS_ETAPE = "aucune"


@dataclass
class Tour:
    """The turn that runs: the stage is known once the conversation is saved."""

    etape: str = SANS_ETAPE


_tour: ContextVar[Tour | None] = ContextVar("tour", default=None)


@contextmanager
def tour(canal: str) -> Iterator[None]:
    """Time what is inside as one turn of a channel."""
    courant, debut = Tour(), time.perf_counter()
    jeton = _tour.set(courant)
    try:
        yield
    finally:
        _tour.reset(jeton)
        durees.labels(canal, courant.etape).observe(time.perf_counter() - debut)


def note_l_etape(etape: str | None) -> None:
    """Say at which stage the running turn ended; nothing outside a turn."""
    courant = _tour.get()
    if courant is not None:
        courant.etape = etape or SANS_ETAPE


def en_texte() -> bytes:
    """The figures of this process in Prometheus' text format (media type ``GENRE``)."""
    return generate_latest()


class CompteErreurs(logging.Handler):
    """Count the errors of the log by the package they come from."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """Count one record."""
        erreurs.labels(record.name.split(".")[0]).inc()
