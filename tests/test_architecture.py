"""The architecture rule: arrows run one way, and facts stand in ``knowledge/`` only."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[1]

# Package -> what it may never import (own packages above it, and frameworks it must not know).
WEB = {"starlette", "sanic", "aiohttp", "uvicorn", "jinja2", "requests", "flask"}
INTERDITS = {
    "guide": {"rasa", "rasa_sdk", "actions", "channels", "web", "console", "nlu", "serveur"} | WEB,
    "nlu": {"actions", "channels", "web", "console", "serveur"} | WEB,
    "registre": {"rasa", "rasa_sdk", "actions", "channels", "web", "console"} | WEB,
    "actions": {"rasa", "channels", "web", "console"} | WEB,
    "channels": {"web", "console"},
    "web": {"rasa", "rasa_sdk", "console", "channels"},
    "console": {"rasa", "rasa_sdk", "nlu"},
}


def importes(fichier: Path) -> set[str]:
    """Top-level names of the modules that a file imports."""
    noms: set[str] = set()
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Import):
            noms |= {alias.name.split(".")[0] for alias in noeud.names}
        elif isinstance(noeud, ast.ImportFrom) and noeud.level == 0 and noeud.module:
            noms.add(noeud.module.split(".")[0])
    return noms


@pytest.mark.parametrize("paquet", sorted(INTERDITS))
def test_nothing_imports_upward(paquet: str) -> None:
    fautes = {
        str(fichier.relative_to(RACINE)): sorted(importes(fichier) & INTERDITS[paquet])
        for fichier in (RACINE / paquet).rglob("*.py")
        if importes(fichier) & INTERDITS[paquet]
    }
    assert not fautes


def test_spacy_stays_in_comprehension() -> None:
    fautes = [
        str(fichier.relative_to(RACINE))
        for paquet in INTERDITS
        for fichier in (RACINE / paquet).rglob("*.py")
        if "spacy" in importes(fichier) and "comprehension" not in str(fichier)
    ]
    assert not fautes


NUMERO = re.compile(r"\b0(?!123456789)\d([ .]?\d\d){4}\b|\b0 ?8\d\d ?\d{3} ?\d{3}\b")
FAIT_DE_DROIT = re.compile(r"\b(article|art\.) [LRD]?\d|\b\d+ ?(euros|€)|\b202\d-\d\d-\d\d\b")


def test_no_fact_in_code() -> None:
    fautes = []
    for paquet in ("guide", "actions", "channels", "web", "serveur", "nlu", "registre", "console"):
        for fichier in (RACINE / paquet).rglob("*.py"):
            arbre = ast.parse(fichier.read_text(encoding="utf-8"))
            docstrings = _docstrings(arbre)
            for noeud in ast.walk(arbre):
                if not isinstance(noeud, ast.Constant) or not isinstance(noeud.value, str):
                    continue
                if noeud in docstrings:
                    continue
                if NUMERO.search(noeud.value) or FAIT_DE_DROIT.search(noeud.value):
                    fautes.append(f"{fichier.relative_to(RACINE)}:{noeud.lineno}")
    assert not fautes


def _docstrings(arbre: ast.AST) -> set[ast.Constant]:
    return {
        noeud.value
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.Expr) and isinstance(noeud.value, ast.Constant)
    }
