"""Facts of a call: those its words tell, and those the adviser typed, which win.

What is typed is kept as typed and read at each display: a value that cannot be read is shown with
the reason, beside the words, and counts as unknown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from guide import communes
from guide.contenu import contenu
from guide.contenu.modeles import FaitSaisi
from guide.dates import Date, Demander, Mot, resout
from guide.dates.lexique import lexique
from guide.dates_fr import en_toutes_lettres, sans_jour
from guide.delais.chargement import loi
from guide.montants import en_euros, montants_dits
from guide.reponses import nombre

HORS = "hors:"


@dataclass(frozen=True)
class Champ:
    """A fact as the screen shows it.

    ``ecrit``: what stands in the field; ``lu``: how it was read, in full; ``refus``: why it could
    not be; ``origine``: ``texte`` (told by the caller's words), ``saisi`` (typed) or "".
    """

    fait: FaitSaisi
    ecrit: str = ""
    valeur: str | None = None
    lu: str = ""
    refus: str = ""
    origine: str = ""


def champs(dits: dict[str, str], saisis: dict[str, str], aujourdhui: dt.date) -> dict[str, Champ]:
    """Every fact of the desk: ``dits`` by the words (values), ``saisis`` by the adviser (words)."""
    trouves = {}
    for fait in contenu().operateur.faits:
        if fait.id in saisis:
            trouves[fait.id] = lit(fait, saisis[fait.id], aujourdhui)
        elif fait.id in dits:
            ecrit = en_clair(fait, dits[fait.id])
            trouves[fait.id] = Champ(fait, ecrit, dits[fait.id], origine="texte")
        else:
            trouves[fait.id] = Champ(fait)
    return trouves


def lit(fait: FaitSaisi, ecrit: str, aujourdhui: dt.date) -> Champ:
    """Read what the adviser typed for a fact ("" takes it away)."""
    if not ecrit:
        return Champ(fait, origine="saisi")
    valeur, refus = _LECTURES[fait.genre](fait, ecrit, aujourdhui)
    lu = en_clair(fait, valeur) if valeur else ""
    return Champ(fait, ecrit, valeur, "" if lu == ecrit else lu, refus, "saisi")


def en_clair(fait: FaitSaisi, valeur: str) -> str:
    """A fact's value as an adviser writes it: what is read again gives the same value."""
    if fait.genre == "choix":
        return valeur
    if fait.genre == "montant":
        return en_euros(Decimal(valeur))
    if fait.genre == "date":
        if valeur in loi().faits.faits["bail"].mots:
            mot = loi().faits.faits["bail"].mots[valeur]
            return (
                f"avant le {sans_jour(lexique().pivot_bail)}"
                if mot.au
                else (f"depuis le {sans_jour(lexique().pivot_bail)}")
            )
        return en_toutes_lettres(dt.date.fromisoformat(valeur))
    return valeur.removeprefix(HORS)


def _lit_date(fait: FaitSaisi, ecrit: str, aujourdhui: dt.date) -> tuple[str | None, str]:
    lu = resout(ecrit, aujourdhui, fait.role or "recu")
    if lu == Demander("passee"):
        # A hearing or a day to leave that has gone by is a fact too.
        lu = resout(ecrit, aujourdhui, "recu")
    if isinstance(lu, Date):
        return lu.jour.isoformat(), ""
    if isinstance(lu, Mot):
        return lu.mot, ""
    raison = lu.raison if isinstance(lu, Demander) else "vague"
    return None, f"Date à préciser : {lexique().raisons[raison]}"


def _lit_choix(fait: FaitSaisi, ecrit: str, _aujourdhui: dt.date) -> tuple[str | None, str]:
    connu = ecrit in {choix.valeur for choix in fait.choix}
    return (ecrit, "") if connu else (None, "Choisissez dans la liste.")


def _lit_commune(_fait: FaitSaisi, ecrit: str, _aujourdhui: dt.date) -> tuple[str | None, str]:
    trouvees = communes.trouve(ecrit)
    if len(trouvees) == 1:
        return trouvees[0].nom, ""
    if trouvees:
        return None, "Plusieurs communes : " + ", ".join(c.nom for c in trouvees) + "."
    ailleurs = communes.hors_territoire(ecrit)
    if ailleurs:
        return HORS + ailleurs, ""
    return None, "Commune inconnue : vérifiez le nom, ou donnez le code postal."


def _lit_nombre(_fait: FaitSaisi, ecrit: str, _aujourdhui: dt.date) -> tuple[str | None, str]:
    lu = nombre(ecrit)
    return (str(lu), "") if lu is not None else (None, "Un nombre de 1 à 60 est attendu.")


def _lit_montant(_fait: FaitSaisi, ecrit: str, _aujourdhui: dt.date) -> tuple[str | None, str]:
    lus = montants_dits(f"{ecrit} euros" if ecrit[-1].isdigit() else ecrit)
    return (str(lus[0].euros), "") if len(lus) == 1 else (None, "Un montant en euros est attendu.")


_LECTURES = {
    "date": _lit_date,
    "choix": _lit_choix,
    "commune": _lit_commune,
    "nombre": _lit_nombre,
    "montant": _lit_montant,
}
