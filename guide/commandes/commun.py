"""What every command shares: strict dates, ``--json``, ``--lot``, ``--aujourdhui``, errors.

A command gives :func:`lance` one function, ``repond(entree, aujourdhui) -> dict``: ``entree``
holds the options by their contract names (``prefet_informe``), from the command line or from one
JSON line; bad input is told by a ``ValueError`` whose message is one clear French sentence.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from typing import Any, NoReturn

from guide import horloge

Entree = dict[str, Any]
Reponse = dict[str, Any]
Repond = Callable[[Entree, dt.date], Any]

ERREURS_CLAIRES = (ValueError,)
_DATE_STRICTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ErreurEntree(ValueError):
    """Bad input; the message is one clear French sentence."""


class Analyseur(argparse.ArgumentParser):
    """Parser that tells a malformed command in one French line, with status 2."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        super().__init__(*args, **options)

    def error(self, message: str) -> NoReturn:
        aide = f"voir « {self.prog} --help »"
        detail = re.sub(r"\s+", " ", message)
        self.exit(2, f"Commande mal écrite ({detail}) : {aide}.\n")


def prepare_flux() -> None:
    """Read and write UTF-8 whatever the terminal, and never fail on a stray byte."""
    for flux, erreurs in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(flux, TextIOWrapper):
            flux.reconfigure(encoding="utf-8", errors=erreurs)


def date_stricte(valeur: object, champ: str) -> dt.date:
    """Date written YYYY-MM-DD; raise :class:`ErreurEntree` naming ``champ`` otherwise."""
    if isinstance(valeur, str) and _DATE_STRICTE.fullmatch(valeur):
        try:
            return dt.date.fromisoformat(valeur)
        except ValueError:
            pass
    raise ErreurEntree(f"{champ} : une date AAAA-MM-JJ est attendue, pas « {valeur} ».")


def options_communes(analyseur: argparse.ArgumentParser, lot: bool = False) -> None:
    """Add ``--aujourdhui``, ``--json`` and, if asked, ``--lot`` to a command's parser."""
    analyseur.add_argument("--aujourdhui", metavar="AAAA-MM-JJ", help="jour de référence")
    analyseur.add_argument("--json", action="store_true", help="répondre en JSON")
    if lot:
        analyseur.add_argument(
            "--lot", action="store_true", help="lire des lignes JSON sur l'entrée standard"
        )


def lance(
    args: argparse.Namespace,
    repond: Repond,
    en_texte: Callable[[Any], str],
    en_objet: Callable[[Any], Reponse] = lambda reponse: reponse,
) -> int:
    """Answer the options, or each JSON line with ``--lot``; return the exit status (0 or 2).

    ``en_texte`` writes an answer in plain French; ``en_objet`` gives its JSON object, when the
    answer is not that object already.
    """
    try:
        if getattr(args, "lot", False):
            for objet in _objets(sys.stdin, repond, en_objet, _aujourdhui(args.aujourdhui)):
                print(en_json(objet))
            return 0
        entree = {nom: valeur for nom, valeur in vars(args).items() if valeur is not None}
        reponse = repond(entree, _aujourdhui(args.aujourdhui))
    except ERREURS_CLAIRES as erreur:
        return refuse(erreur)
    print(en_json(en_objet(reponse)) if args.json else en_texte(reponse))
    return 0


def refuse(erreur: Exception) -> int:
    """Tell one error in one line on standard error; return the status 2."""
    print(_une_ligne(erreur), file=sys.stderr)
    return 2


def en_json(reponse: Reponse) -> str:
    """One line of JSON with readable accents."""
    return json.dumps(reponse, ensure_ascii=False)


def _objets(
    lignes: Iterable[str],
    repond: Repond,
    en_objet: Callable[[Any], Reponse],
    defaut: dt.date,
) -> Iterable[Reponse]:
    for ligne in lignes:
        try:
            entree = _objet(ligne)
            jour = entree.get("aujourdhui")
            aujourdhui = defaut if jour is None else date_stricte(jour, "aujourdhui")
            utiles = {nom: valeur for nom, valeur in entree.items() if valeur is not None}
            yield en_objet(repond(utiles, aujourdhui))
        except ERREURS_CLAIRES as erreur:
            yield {"erreur": _une_ligne(erreur)}


def _objet(ligne: str) -> Entree:
    try:
        entree = json.loads(ligne)
    except (ValueError, RecursionError) as erreur:
        raise ErreurEntree("Cette ligne n'est pas du JSON.") from erreur
    if not isinstance(entree, dict):
        raise ErreurEntree("Cette ligne n'est pas un objet JSON.")
    return entree


def _aujourdhui(option: str | None) -> dt.date:
    return horloge.aujourdhui() if option is None else date_stricte(option, "aujourdhui")


def _une_ligne(erreur: Exception) -> str:
    return " ".join(str(erreur).split())
