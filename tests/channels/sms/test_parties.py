"""Every text that can be sent by SMS fits two parts, in the alphabet of SMS."""

from __future__ import annotations

import pytest

from channels.sms.alphabet import est_gsm7
from channels.sms.parties import Texte, textes_envoyables
from guide.textes_locataire import familles

TEXTES = textes_envoyables()
# Descriptions of pictures, and what the console says.
PAS_PAR_SMS = {"images", "reprise"}


def test_the_report_covers_every_kind_of_text() -> None:
    genres = {un.ou.split("/")[0] for un in TEXTES}
    assert genres >= {
        "fiches", "dispositifs", "questions", "situations", "glossaire", "idees_recues",
        "contacts", "phrases", "demandes", "delais", "frise", "verification",
    }  # fmt: skip
    assert len(TEXTES) > 1000


def test_no_text_takes_more_than_two_parts() -> None:
    assert [(un.ou, un.parties) for un in TEXTES if un.parties > 2] == []


def test_every_text_is_in_the_alphabet() -> None:
    assert [un.ou for un in TEXTES if not est_gsm7(un.texte)] == []


def test_no_placeholder_is_left() -> None:
    assert [un.ou for un in TEXTES if "{" in un.texte] == []


def test_no_family_of_texts_is_left_out() -> None:
    """A new kind of file that tenants read (measured for readability) must be counted here too."""
    lues = {famille.split("/")[0] for famille in familles()}
    assert lues - PAS_PAR_SMS <= {un.ou.split("/")[0] for un in TEXTES}


@pytest.mark.parametrize("texte", ["é" * 161, "ç" * 71])
def test_a_long_text_would_be_seen(texte: str) -> None:
    assert Texte("essai", texte).parties == 2
