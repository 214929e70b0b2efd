"""Quiet logs for every process that uses Rasa: warnings and errors, never a message's text."""

from __future__ import annotations

import logging

from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog


def regle_le_journal() -> None:
    """Set Rasa's two loggers (logging and structlog) to warnings."""
    configure_logging_and_warnings(
        log_level=logging.WARNING, warn_only_once=True, filter_repeated_logs=True
    )
    configure_structlog(logging.WARNING)
