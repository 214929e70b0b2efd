"""How many SMS parts each text takes: ``python -m channels.sms.parties``.

Every text that can be sent by SMS: statements (their ``sms`` form), phrases, questions with their
choices, deadline texts, teach-back. Placeholders take the longest value they are known to get.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from pydantic import BaseModel

from channels.sms.alphabet import est_gsm7, parties, septets, translittere
from channels.sms.redaction import PARTIES_AU_PLUS, compose
from guide.contenu import contenu
from guide.contenu.lecture import dossier_connaissances, lire_yaml
from guide.contenu.modeles import Contact, Demande, Phrase
from guide.contenu.rendu import remplit, rend
from guide.delais import regles, textes
from guide.delais.chargement import loi
from guide.frise.modeles import fichier_frise

# The longest of each kind: a date in full, an aim, a duration, a commune, a question.
_DATE = "mercredi 30 septembre 2026"
_LONGUES = {
    "duree": "6 semaines (42 jours)",
    "autre_duree": "2 mois",
    "objet": "pour demander du temps au juge de l'exécution, ou partir",
    "commune": "Noyelles-sous-Bellonne",
    "tiers": "votre grand-mère",
    "jours": "30",
    "sujet": "papier pour quitter le logement",
    "titre": "Commandement de quitter les lieux",
    "question": "Regardez le papier : quel délai est écrit pour payer ?",
}
_VALEUR = re.compile(r"\{([a-z_]+)\}")
_CHAMPS_DES_DELAIS = ("regle_simple", "ou_regarder", "aujourdhui", "passe", "sans_delai")


@dataclass(frozen=True)
class Texte:
    """A text as it would be sent, and where it comes from."""

    ou: str
    texte: str

    @property
    def parties(self) -> int:
        return parties(self.texte)


def textes_envoyables() -> list[Texte]:
    """Every text that can be sent by SMS, in the alphabet of SMS."""
    bruts = [*_du_contenu(), *_des_delais(), *_de_la_frise(), *_des_verifications()]
    return [Texte(ou, translittere(texte)) for ou, texte in bruts]


def _du_contenu() -> Iterator[tuple[str, str]]:
    tout = contenu()
    # What is not indexed by ids is written for operators.
    indexes = {champ.name: getattr(tout, champ.name) for champ in fields(tout)}
    for nom, index in indexes.items():
        for identifiant, objet in index.items() if isinstance(index, dict) else ():
            yield from _textes(f"{nom}/{identifiant}", objet)


def _textes(ou: str, objet: Any) -> Iterator[tuple[str, str]]:
    """Texts of an object and of what it holds."""
    if isinstance(objet, Contact):
        numero = objet.telephones[0] if objet.telephones else ""
        yield ou, f"{objet.nom} : {numero}."
    elif isinstance(objet, Phrase):
        yield ou, "\n".join(compose([_rendu(objet)], objet.choix))
    elif isinstance(objet, Demande):
        choix = [un.texte for un in objet.choix]
        for nom, texte in {"": objet.sms or objet.texte, **objet.par_etape}.items():
            yield f"{ou}/{nom}".rstrip("/"), "\n".join(compose([_rempli(texte)], choix))
        yield from ((ou, _rempli(texte)) for texte in (objet.aide, objet.utile) if texte)
    elif isinstance(objet, BaseModel):
        if hasattr(objet, "texte") and hasattr(objet, "sms"):
            yield f"{ou}/{getattr(objet, 'id', '')}".rstrip("/"), _rendu(objet)
        for nom in objet.__fields__:
            yield from _textes(f"{ou}/{nom}", getattr(objet, nom))
    elif isinstance(objet, (list, tuple)):
        for un in objet:
            yield from _textes(ou, un)


def _rendu(objet: Any) -> str:
    return rend(objet, "sms", **_valeurs(objet.sms or objet.texte))


def _rempli(texte: str) -> str:
    return remplit(texte, **_valeurs(texte))


def _valeurs(texte: str) -> dict[str, str]:
    return {nom: _LONGUES.get(nom, _DATE) for nom in _VALEUR.findall(texte)}


def _des_delais() -> Iterator[tuple[str, str]]:
    for regle in regles():
        dits = textes(regle)
        for champ in _CHAMPS_DES_DELAIS:
            if getattr(dits, champ):
                yield f"delais/{regle}/{champ}", _rempli(dits.sms(champ))
    for nom, texte in loi().phrases.explication.items():
        yield f"delais/explication/{nom}", _rempli(texte)
    yield from (("delais/seuils_apl", seuil.texte) for seuil in loi().seuils_apl)


def _de_la_frise() -> Iterator[tuple[str, str]]:
    phrases = fichier_frise().phrases
    for etape in fichier_frise().etapes:
        for quand in ("connue", "au_plus_tot", "inconnue"):
            ligne = f"- {etape.titre} : {etape.texte} {phrases[quand]}"
            yield f"frise/{etape.id}/{quand}", _rempli(ligne)
        if etape.avertissement:
            yield f"frise/{etape.id}/avertissement", etape.avertissement
    for nom in ("ici", "ici_date", "fini", "echeance", "echeance_passee", "prudence"):
        yield f"frise/{nom}", _rempli(phrases[nom])


def _des_verifications() -> Iterator[tuple[str, str]]:
    for chemin in sorted((dossier_connaissances() / "verification").glob("*.yml")):
        brut = lire_yaml(chemin)
        for genre in ("avant_quand", "que_faire"):
            question = brut.get(genre) if isinstance(brut, dict) else None
            if not isinstance(question, dict):
                continue
            ou = f"verification/{chemin.stem}/{genre}"
            offre = compose([_rempli(question["texte"])], question.get("choix", []))
            yield ou, "\n".join(offre)
            for cle in ("explications", "explications_sans_date"):
                yield from ((ou, _rempli(texte)) for texte in question.get(cle, []))


def main() -> None:
    """Print the longest texts, then how many take one, two or more parts."""
    tous = sorted(textes_envoyables(), key=lambda un: -septets(un.texte))
    for un in tous[:25]:
        print(f"{un.parties} parties {septets(un.texte):4d} septets  {un.ou}")
    comptes = Counter(un.parties for un in tous)
    print(
        f"\n{len(tous)} textes : "
        + ", ".join(
            f"{comptes[nombre]} de {nombre} partie{'s' if nombre > 1 else ''}"
            for nombre in sorted(comptes)
        )
    )
    fautes = [un for un in tous if un.parties > PARTIES_AU_PLUS or not est_gsm7(un.texte)]
    print(f"Textes de plus de deux parties, ou hors de l'alphabet : {len(fautes)}")


if __name__ == "__main__":
    main()
