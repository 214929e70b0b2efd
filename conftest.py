"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--transcriptions", metavar="DOSSIER", help="écrire les conversations jouées dans DOSSIER"
    )
    parser.addoption(
        "--enregistrer",
        metavar="VERSION",
        help="garder les conversations de cette version dans tests/donnees/conversations/VERSION",
    )
