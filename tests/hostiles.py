"""What an enemy or a broken program may send: shared by the tests of every HTTP entry."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

VICIEUX = [
    "",
    "\x00",
    "\ud800",
    "a\udfffb" * 20,
    "\u202e\u2066\u200b",
    "👩‍👩‍👧‍👦" * 200,
    "/restart",
    '/commandement_payer{"etape": "expulsion_cfp"}',
    "EXTERNAL: " * 50,
    "{{7*7}}{%print(1)%}${7*7}#{7*7}",
    "'; drop table events; --",
    "<script>alert(1)</script>" * 30,
    "../../../../etc/passwd",
    "%s%n%x" * 50,
    "A" * 15_000,
    "le 99 99 9999",
    "10" * 2000,
    "((((((((((" * 500,
    "a" * 500 + "!" * 500,
    "é" * 999 + "\u0301" * 999,
]
textes = st.one_of(st.sampled_from(VICIEUX), st.text(max_size=300))
valeurs = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), textes),
    lambda dedans: st.one_of(
        st.lists(dedans, max_size=3), st.dictionaries(textes, dedans, max_size=3)
    ),
    max_leaves=6,
)
IMBRIQUE = b'{"id":"envoi-000001","texte":' + b"[" * 5000 + b"]" * 5000 + b"}"
octets = st.one_of(
    st.sampled_from([b"", b"null", b"[]", b"{", b"\xff\xfe\x00", IMBRIQUE, b"[" * 15_000]),
    st.binary(max_size=400),
    valeurs.map(lambda valeur: json.dumps(valeur).encode()),
)


def essais(combien: int) -> Any:
    return settings(
        max_examples=combien,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
