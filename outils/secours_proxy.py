"""Write what the proxy says when nothing else answers: ``python -m outils.secours_proxy``.

Its sentences and numbers come from ``knowledge/``; a test compares the files.
"""

from __future__ import annotations

import html
import json
from pathlib import Path

from guide.contenu import contenu
from guide.contenu.rendu import rend

DOSSIER = Path(__file__).resolve().parents[1] / "deploy" / "nginx" / "secours"
PHRASES = {"panne": "panne", "trop_vite": "widget_trop_vite", "trop_long": "widget_trop_long"}
NUMEROS = ("sos_loyers_impayes", "siao_115", "urgences_112")
STYLE = "body{font:1.2rem/1.5 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}"


def fichiers() -> dict[str, str]:
    """Name and content of each file."""
    textes = {
        f"{nom}.json": json.dumps({"erreur": _phrase(phrase)}, ensure_ascii=False) + "\n"
        for nom, phrase in PHRASES.items()
    }
    return {**textes, "panne.html": _page("panne"), "absent.html": _page("page_absente")}


def _phrase(identifiant: str) -> str:
    return rend(contenu().phrases[identifiant])


def _page(identifiant: str) -> str:
    contacts = [contenu().contacts[nom] for nom in NUMEROS]
    numeros = "".join(
        f'<li>{html.escape(contact.nom)} : <a href="tel:{contact.telephones[0].replace(" ", "")}">'
        f"{contact.telephones[0]}</a></li>\n"
        for contact in contacts
    )
    return (
        '<!doctype html>\n<html lang="fr">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>Garde-Toit</title>\n<style>{STYLE}</style>\n"
        f"<main>\n<h1>Garde-Toit</h1>\n<p>{html.escape(_phrase(identifiant))}</p>\n"
        f"<ul>\n{numeros}</ul>\n</main>\n</html>\n"
    )


if __name__ == "__main__":
    DOSSIER.mkdir(parents=True, exist_ok=True)
    for nom, texte in fichiers().items():
        (DOSSIER / nom).write_text(texte, encoding="utf-8")
