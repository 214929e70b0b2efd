"""How tenants write dates: tables by kind, and the bars of the project on the sets of sentences."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from guide.dates import Date, Demander, Intervalle, Mot, Reponse, Role, resout

ICI = Path(__file__).parent
PHRASES: dict[str, list[tuple[str, date, Role, str]]] = yaml.load(
    (ICI / "phrases.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
ROLES: dict[str, Role] = {"received": "recu", "upcoming": "a_venir"}
# Per set: at least so many good answers, at most so many wrong dates (asking again is none).
BARRES = {"dates_dev": (0.88, 0.03), "dates_reserve": (0.95, 0.01)}


def ecrit(reponse: Reponse) -> str:
    """One answer as the tables write it."""
    if isinstance(reponse, Date):
        return reponse.jour.isoformat()
    if isinstance(reponse, Intervalle):
        return f"{reponse.du}..{reponse.au}"
    return reponse.mot if isinstance(reponse, Mot) else "demander"


@pytest.mark.parametrize("titre", PHRASES)
def test_chaque_phrase_de_la_table(titre: str) -> None:
    fautes = [
        f"{texte!r} ({jour}, {role}) : {ecrit(resout(texte, jour, role))} au lieu de {attendu}"
        for texte, jour, role, attendu in PHRASES[titre]
        if ecrit(resout(texte, jour, role)) != attendu
    ]
    assert not fautes


def _juste(reponse: Reponse, attendu: dict[str, str]) -> bool:
    if "ask" in attendu:
        return isinstance(reponse, Demander)
    if "date" in attendu:
        return ecrit(reponse) == attendu["date"]
    if not isinstance(reponse, Intervalle):
        return False
    du, au = date.fromisoformat(attendu["from"]), date.fromisoformat(attendu["to"])
    commun = (min(au, reponse.au) - max(du, reponse.du)).days + 1
    union = (max(au, reponse.au) - min(du, reponse.du)).days + 1
    return commun / union >= 0.5


@pytest.mark.parametrize("nom", BARRES)
def test_la_barre_du_projet(nom: str) -> None:
    lignes = (ICI.parents[1] / "donnees" / f"{nom}.jsonl").read_text(encoding="utf-8")
    cas = [json.loads(ligne) for ligne in lignes.splitlines()]
    reponses = [
        (c["text"], resout(c["text"], date.fromisoformat(c["ref"]), ROLES[c["role"]]), c["expect"])
        for c in cas
    ]
    rates = [(texte, lu) for texte, lu, attendu in reponses if not _juste(lu, attendu)]
    fausses = [(texte, lu) for texte, lu in rates if not isinstance(lu, Demander)]
    bonnes_au_moins, fausses_au_plus = BARRES[nom]
    assert 1 - len(rates) / len(cas) >= bonnes_au_moins, rates
    assert len(fausses) / len(cas) <= fausses_au_plus, fausses
