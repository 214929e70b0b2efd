"""Check the content as a whole (dead references, SMS forms, readability) and measure it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from guide.contenu.chargement import Contenu
from guide.contenu.modeles import Enonce, Fiche, Question, Situation
from guide.lisibilite import Mesure, mesure

TEXTE_SANS_SMS = 160
SMS_MAXIMAL = 150

_TELEPHONE = re.compile(r"\{tel:([^}]*)\}")
_NOMBRE = re.compile(r"(\d+(?:[ .,]\d+)*)(?:er|e)?(?:\s+([^\W\d_]+))?")
_UNITES = frozenset(
    "jour semaine mois an annee heure euro loyer janvier fevrier mars avril mai juin juillet aout "
    "septembre octobre novembre decembre".split()
)
_LOI = re.compile(r"^(?:loi|décret|code|arrêté|CP|CPC|CPP|CPCE|CCH|CGI|CJA|COJ|CASF)\b", re.I)
_JURISPRUDENCE = re.compile(r"^(?:avis |Cass|CE\b|CA\b|Cour|TJ\b)")


@dataclass(frozen=True)
class Seuils:
    """What a set of texts must keep: words a sentence at most, ease of reading at least."""

    mots_par_phrase: float
    kandel_moles: float
    phrase_maximale: int | None


LOCATAIRE = Seuils(mots_par_phrase=12, kandel_moles=75, phrase_maximale=20)
OPERATEUR = Seuils(mots_par_phrase=17, kandel_moles=65, phrase_maximale=None)


def enonces(objet: object) -> Iterator[Enonce]:
    """Every statement inside a content object or a collection of them, in order."""
    if isinstance(objet, Enonce):
        yield objet
    elif isinstance(objet, BaseModel):
        for valeur in vars(objet).values():
            yield from enonces(valeur)
    elif isinstance(objet, dict):
        yield from enonces(list(objet.values()))
    elif isinstance(objet, (list, tuple)):
        for valeur in objet:
            yield from enonces(valeur)


def fautes(tout: Contenu, regles: Collection[str]) -> list[str]:
    """Faults of the content, one French sentence each; ``regles`` are the known deadline rules."""
    return [
        *_references_mortes(tout, regles),
        *_numeros_inconnus(tout),
        *_doublons(tout),
        *(faute for enonce in enonces(vars(tout)) for faute in _fautes_de_sms(enonce, tout)),
        *_fautes_de_lecture(tout),
    ]


def rapport(tout: Contenu) -> dict[str, Any]:
    """Coverage: counts of statements by source and status, age of the contacts, readability."""
    tous = list(enonces(vars(tout)))
    sources = Counter(genre_de_source(source) for enonce in tous for source in enonce.source)
    contacts = sorted(tout.contacts.values(), key=lambda contact: (contact.verifie_le, contact.id))
    return {
        "enonces": len(tous),
        "par_source": dict(sources.most_common()),
        "par_statut": dict(Counter(enonce.statut for enonce in tous).most_common()),
        "par_certitude": dict(Counter(enonce.certitude for enonce in tous).most_common()),
        "contacts": {
            "nombre": len(contacts),
            "par_statut": dict(Counter(contact.statut for contact in contacts).most_common()),
            "plus_ancienne_verification": (
                {"le": contacts[0].verifie_le.isoformat(), "contact": contacts[0].id}
                if contacts
                else None
            ),
        },
        "lisibilite": {
            "ensemble": _lisibilite(tous),
            **{fiche.id: _lisibilite(enonces(fiche)) for fiche in _par_rang(tout)},
        },
    }


def genre_de_source(source: str) -> str:
    """Kind of a source: ``guide``, ``loi``, ``jurisprudence`` or ``pratique``."""
    if source.startswith("guide"):
        return "guide"
    if _JURISPRUDENCE.match(source):
        return "jurisprudence"
    return "loi" if _LOI.match(source) else "pratique"


def mesure_locataire(groupe: Iterable[Enonce]) -> Mesure:
    """Readability of what tenants read, on the web and by SMS."""
    return mesure(forme for enonce in groupe for forme in (enonce.texte, enonce.sms) if forme)


def mesure_operateur(groupe: Iterable[Enonce]) -> Mesure:
    """Readability of the forms written for operators."""
    return mesure(enonce.operateur for enonce in groupe if enonce.operateur)


def depasse(mesuree: Mesure, seuils: Seuils) -> list[str]:
    """What of ``seuils`` the measured texts miss, in French (empty: nothing)."""
    manques = []
    if mesuree.mots_par_phrase > seuils.mots_par_phrase:
        manques.append(f"{mesuree.mots_par_phrase:.1f} mots par phrase")
    if mesuree.phrases and mesuree.kandel_moles < seuils.kandel_moles:
        manques.append(f"facilité de lecture {mesuree.kandel_moles:.1f}")
    if seuils.phrase_maximale is not None:
        manques += [f"phrase trop longue « {phrase} »" for phrase in mesuree.trop_longues]
    return manques


def faits_chiffres(texte: str) -> set[tuple[str, str]]:
    """Numbers of a text with their unit or month: ("2", "mois"), ("29", "juillet")."""
    return {
        (re.sub(r"[ .,]", "", nombre), _unite(suivant))
        for nombre, suivant in _NOMBRE.findall(_TELEPHONE.sub(" ", texte))
    }


def _unite(mot: str) -> str:
    decompose = unicodedata.normalize("NFD", mot.lower())
    simple = "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))
    singulier = simple if simple in _UNITES else simple.removesuffix("s")
    return singulier if singulier in _UNITES else ""


def _references_mortes(tout: Contenu, regles: Collection[str]) -> Iterator[str]:
    for fiche in tout.fiches.values():
        yield from _absents(fiche.id, "aide", fiche.aides, tout.dispositifs)
        yield from _absents(fiche.id, "contact", fiche.contacts, tout.roles)
        yield from _absents(fiche.id, "terme", fiche.termes, tout.glossaire)
        yield from _absents(fiche.id, "règle", fiche.regles, regles)
    for dispositif in tout.dispositifs.values():
        yield from _absents(dispositif.id, "contact", dispositif.contacts, tout.roles)
        yield from _absents(dispositif.id, "terme", dispositif.termes, tout.glossaire)
    feuilles = {*tout.fiches, *tout.dispositifs}
    avec_reponses: list[Question | Situation] = [
        *tout.questions.values(),
        *tout.situations.values(),
    ]
    for source in avec_reponses:
        for reponse in source.reponses:
            yield from _absents(source.id, "contact", reponse.contacts, tout.roles)
            yield from _absents(source.id, "aide", reponse.aides, tout.dispositifs)
            yield from _absents(source.id, "règle", reponse.regles, regles)
            yield from _absents(source.id, "étape", reponse.si.get("etape", []), tout.fiches)
            yield from _absents(
                source.id, "fiche", [reponse.fiche] if reponse.fiche else [], feuilles
            )
    for situation in tout.situations.values():
        yield from _absents(situation.id, "numéro", situation.numeros, tout.contacts)
    for idee in tout.idees_recues.values():
        yield from _absents(idee.id, "étape", idee.etapes, tout.fiches)
    for contact in tout.contacts.values():
        yield from _absents(contact.id, "rôle", [contact.role], tout.roles)
    for etape, parcours in tout.parcours.items():
        yield from _absents(f"parcours {etape}", "étape", [etape], tout.fiches)
        yield from _absents(f"parcours {etape}", "demande", parcours.demandes, tout.demandes)
        suivies = [*(suivie.regle for suivie in parcours.regles), *parcours.si_change.values()]
        yield from _absents(f"parcours {etape}", "règle", suivies, regles)
    for fait in tout.operateur.faits:
        yield from _absents(f"fait {fait.id}", "étape", fait.etapes, tout.fiches)
    for etape, suivies_en_plus in tout.operateur.regles.items():
        yield from _absents("règles de l'opérateur", "étape", [etape], tout.fiches)
        nommees = [suivie.regle for suivie in suivies_en_plus]
        yield from _absents(f"règles de l'opérateur, {etape}", "règle", nommees, regles)
    for urgence in tout.operateur.urgences:
        yield from _absents(
            f"urgence {urgence.id}", "étape", urgence.si.get("etape", []), tout.fiches
        )
    for phrase in tout.operateur.a_eviter:
        yield from _absents(f"à éviter {phrase.id}", "étape", phrase.etapes, tout.fiches)
    for nullite in tout.operateur.nullites:
        yield from _absents(f"nullité {nullite.id}", "étape", [nullite.etape], tout.fiches)


def _absents(qui: str, genre: str, nommes: Iterable[str], connus: Collection[str]) -> Iterator[str]:
    for nomme in nommes:
        if nomme not in connus:
            yield f"{qui} : {genre} inconnu(e) « {nomme} »"


def _numeros_inconnus(tout: Contenu) -> Iterator[str]:
    for chaine in _chaines(vars(tout)):
        for contact in _TELEPHONE.findall(chaine):
            if contact not in tout.contacts:
                yield f"« {chaine[:60]} » : contact inconnu « {contact} »"
            elif not tout.contacts[contact].telephones:
                yield f"« {chaine[:60]} » : le contact « {contact} » n'a pas de téléphone"


def _chaines(objet: object) -> Iterator[str]:
    if isinstance(objet, str):
        yield objet
    elif isinstance(objet, BaseModel):
        yield from _chaines(vars(objet))
    elif isinstance(objet, dict):
        yield from _chaines(list(objet.values()))
    elif isinstance(objet, (list, tuple)):
        for valeur in objet:
            yield from _chaines(valeur)


def _doublons(tout: Contenu) -> Iterator[str]:
    for identifiant, fois in Counter(enonce.id for enonce in enonces(vars(tout))).items():
        if fois > 1:
            yield f"énoncé « {identifiant} » écrit {fois} fois"


def _fautes_de_sms(enonce: Enonce, tout: Contenu) -> Iterator[str]:
    if enonce.sms is None:
        if len(_avec_numeros(enonce.texte, tout)) > TEXTE_SANS_SMS:
            yield f"{enonce.id} : texte de plus de {TEXTE_SANS_SMS} caractères, sms à écrire"
        return
    if len(_avec_numeros(enonce.sms, tout)) > SMS_MAXIMAL:
        yield f"{enonce.id} : sms de plus de {SMS_MAXIMAL} caractères"
    for nombre, unite in sorted(faits_chiffres(enonce.sms) - faits_chiffres(enonce.texte)):
        dit = f"{nombre} {unite}".strip()
        yield f"{enonce.id} : le sms dit « {dit} », pas le texte"
    numeros = set(_TELEPHONE.findall(enonce.sms)) - set(_TELEPHONE.findall(enonce.texte))
    for contact in sorted(numeros):
        yield f"{enonce.id} : le sms donne le numéro de « {contact} », pas le texte"


def _avec_numeros(texte: str, tout: Contenu) -> str:
    def numero(lu: re.Match[str]) -> str:
        contact = tout.contacts.get(lu[1])
        return contact.telephones[0] if contact and contact.telephones else lu[0]

    return _TELEPHONE.sub(numero, texte)


def _fautes_de_lecture(tout: Contenu) -> Iterator[str]:
    groupes = {fiche.id: list(enonces(fiche)) for fiche in _par_rang(tout)}
    groupes["ensemble"] = list(enonces(vars(tout)))
    for nom, groupe in groupes.items():
        for manque in depasse(mesure_locataire(groupe), LOCATAIRE):
            yield f"{nom}, locataires : {manque}"
        for manque in depasse(mesure_operateur(groupe), OPERATEUR):
            yield f"{nom}, opérateurs : {manque}"


def _par_rang(tout: Contenu) -> list[Fiche]:
    return sorted(tout.fiches.values(), key=lambda fiche: fiche.rang)


def _lisibilite(groupe: Iterable[Enonce]) -> dict[str, Any]:
    liste = list(groupe)
    return {
        "locataire": _chiffres(mesure_locataire(liste)),
        "operateur": _chiffres(mesure_operateur(liste)),
    }


def _chiffres(mesuree: Mesure) -> dict[str, float]:
    return {
        "phrases": mesuree.phrases,
        "mots_par_phrase": round(mesuree.mots_par_phrase, 1),
        "plus_de_20_mots": len(mesuree.trop_longues),
        "kandel_moles": round(mesuree.kandel_moles, 1),
    }
