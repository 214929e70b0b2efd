"""Schemas of the content files (pydantic): one class per kind of file in ``knowledge/``.

``docs/contenu.md`` shows an example of each kind for those who write content.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, Extra, Field, root_validator, validator

ETAPES = (
    "impaye",
    "conciliation",
    "commandement_payer",
    "assignation",
    "audience",
    "decision",
    "commandement_quitter",
    "liberation",
    "requisition_cfp",
    "expulsion_cfp",
    "apres_expulsion",
)

Statut = Literal["en_vigueur", "change", "pratique_locale", "conseil"]
Certitude = Literal["haute", "moyenne", "faible"]


class Modele(BaseModel):
    """Base of every schema: unknown fields are errors, so that a typo is seen at once."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False
        anystr_strip_whitespace = True


class Enonce(Modele):
    """One statement: the smallest unit of content, with its source, its status and its forms.

    ``texte`` is said to tenants (web); ``sms`` is its short form, needed when ``texte`` exceeds
    one SMS part; ``operateur`` is a richer form for advisers. ``{tel:ID}`` stands for the first
    telephone number of contact ID, so that a number is written once. ``si`` restricts the
    statement to known facts: slot name -> accepted values.
    """

    id: str
    texte: str
    sms: str | None = None
    operateur: str | None = None
    source: list[str]
    statut: Statut = "en_vigueur"
    guide_disait: str | None = None
    depuis: dt.date | None = None
    certitude: Certitude = "haute"
    si: dict[str, list[str]] = Field(default_factory=dict)

    @validator("source", pre=True)
    def _une_ou_plusieurs(cls, valeur: object) -> object:
        return [valeur] if isinstance(valeur, str) else valeur

    @validator("source")
    def _source_donnee(cls, valeur: list[str]) -> list[str]:
        if not valeur or not all(valeur):
            raise ValueError("chaque énoncé a une source")
        return valeur

    @root_validator(skip_on_failure=True)
    def _changement_explique(cls, valeurs: dict) -> dict:
        if valeurs["statut"] == "change" and not valeurs["guide_disait"]:
            raise ValueError("statut « change » : dire ce que le guide disait (guide_disait)")
        return valeurs


class Section(Modele):
    """A part of a fiche (or of a dispositif): an ordered list of statements."""

    id: str
    titre: str
    enonces: list[Enonce]


class Fiche(Modele):
    """One stage of the procedure (``knowledge/fiches/<etape>.yml``).

    ``reconnu``: "Vous avez sans doute reçu …"; ``rassurer``: what is true today for the tenant;
    ``en_attendant``: the useful thing given with a question; ``a_faire``: today's steps, at most
    three, the first being the first thing to do; ``urgence``: the one thing to do now when a human
    must take over. ``dispositifs``, ``contacts`` (roles), ``termes`` and ``regles`` are ids.
    """

    id: str
    titre: str
    rang: int
    reconnu: Enonce
    cest_quoi: list[Enonce]
    rassurer: Enonce | None = None
    en_attendant: Enonce
    comment_reconnaitre: list[Enonce]
    a_faire: list[Enonce] = Field(..., min_items=1, max_items=3)
    risques: list[Enonce]
    urgence: Enonce
    suite: list[Enonce]
    sections: list[Section]
    aides: list[str]
    contacts: list[str]
    termes: list[str] = Field(default_factory=list)
    regles: list[str] = Field(default_factory=list)

    @validator("id")
    def _etape_connue(cls, valeur: str) -> str:
        if valeur not in ETAPES:
            raise ValueError(f"étape inconnue : {valeur}")
        return valeur


class Dispositif(Modele):
    """A scheme, an institution's procedure or a subject apart (``knowledge/dispositifs/<id>.yml``).

    ``resume`` is one sentence for lists of aids; ``contacts`` are roles to call for it.
    """

    id: str
    nom: str
    sigle: str | None = None
    resume: Enonce
    sections: list[Section]
    contacts: list[str] = Field(default_factory=list)
    termes: list[str] = Field(default_factory=list)


class Reponse(Modele):
    """One answer to a question or a special situation, for the facts named in ``si``.

    ``section`` takes statements from the fiche of the current stage (``a_faire``, ``risques``,
    ``suite``, or the id of one of its sections). ``fiche`` names the sheet the answer comes from,
    ``regles`` the deadlines to recall when their start is known, ``contacts`` the roles to show,
    ``aides`` the schemes to list.
    """

    si: dict[str, list[str]] = Field(default_factory=dict)
    enonces: list[Enonce] = Field(default_factory=list)
    section: str | None = None
    fiche: str | None = None
    regles: list[str] = Field(default_factory=list)
    contacts: list[str] = Field(default_factory=list)
    aides: list[str] = Field(default_factory=list)


class Question(Modele):
    """Answers to one question intent (``knowledge/questions/<intent>.yml``): first match wins."""

    id: str
    titre: str
    reponses: list[Reponse] = Field(..., min_items=1)

    @validator("reponses")
    def _derniere_sans_condition(cls, valeur: list[Reponse]) -> list[Reponse]:
        if valeur[-1].si:
            raise ValueError("la dernière réponse vaut pour tous : elle n'a pas de « si »")
        return valeur


class Situation(Modele):
    """A special situation (``knowledge/situations/<intent>.yml``).

    ``danger`` situations give ``numeros`` (contact ids) in the first reply; ``suite`` is said when
    the tenant writes again about it; ``reponses`` as for questions.
    """

    id: str
    titre: str
    danger: bool = False
    numeros: list[str] = Field(default_factory=list)
    reponses: list[Reponse] = Field(..., min_items=1)
    suite: list[Enonce] = Field(default_factory=list)

    @root_validator(skip_on_failure=True)
    def _danger_a_un_numero(cls, valeurs: dict) -> dict:
        if valeurs["danger"] and not valeurs["numeros"]:
            raise ValueError("un danger donne au moins un numéro d'urgence")
        return valeurs


class Terme(Modele):
    """A hard word of the glossary, explained (``knowledge/glossaire.yml``, a list of these).

    ``marque``: how it is written where the widget explains it, when the word alone also has an
    everyday meaning ("appel", a telephone call).
    """

    id: str
    terme: str
    sigle: str | None = None
    marque: list[str] = Field(default_factory=list)
    variantes: list[str] = Field(default_factory=list)
    texte: str
    sms: str | None = None
    operateur: str | None = None
    source: list[str]
    statut: Statut = "en_vigueur"
    guide_disait: str | None = None
    certitude: Certitude = "haute"

    @validator("source", pre=True)
    def _une_ou_plusieurs(cls, valeur: object) -> object:
        return [valeur] if isinstance(valeur, str) else valeur


class IdeeRecue(Modele):
    """A misconception and what is true (``knowledge/idees_recues.yml``), used in teach-back too."""

    id: str
    idee: str
    reponse: Enonce
    etapes: list[str] = Field(default_factory=list)


class Role(Modele):
    """A kind of contact and what to ask it for (``knowledge/roles.yml``, a list of these)."""

    id: str
    nom: str
    pour_quoi: Enonce


class Contact(Modele):
    """A person or place to call (``knowledge/territoires/*/contacts/*.yml``, lists of these).

    ``communes``: official names served (empty: the whole territory). ``verifie_le``: last day the
    data was known good; ``statut`` says how far to trust it.
    """

    id: str
    nom: str
    role: str
    communes: list[str] = Field(default_factory=list)
    telephones: list[str] = Field(default_factory=list)
    courriels: list[str] = Field(default_factory=list)
    adresse: str | None = None
    horaires: str | None = None
    site: str | None = None
    note: str | None = None
    gratuit: bool = False
    source: list[str]
    verifie_le: dt.date
    statut: Literal["verifie", "a_verifier", "remplace"] = "a_verifier"
    guide_disait: str | None = None

    @validator("source", pre=True)
    def _une_ou_plusieurs(cls, valeur: object) -> object:
        return [valeur] if isinstance(valeur, str) else valeur

    @validator("telephones", "courriels", each_item=True, pre=True)
    def _texte(cls, valeur: object) -> object:
        if not isinstance(valeur, str):
            raise ValueError("numéro ou adresse entre guillemets")
        return valeur


class Commune(Modele):
    """A commune of a territory: official name, postcodes, other spellings, hamlets, court."""

    nom: str
    codes_postaux: list[str]
    variantes: list[str] = Field(default_factory=list)
    tribunal: str


class Territoire(Modele):
    """A local folder (``knowledge/territoires/<id>/territoire.yml``)."""

    id: str
    nom: str
    departement: str
    calendrier: str
    tribunaux: dict[str, str]
    communes: list[Commune]


class Phrase(Modele):
    """A sentence of the dialogue (``knowledge/phrases.yml``); ``{nom}`` are values filled in."""

    id: str
    texte: str
    sms: str | None = None
    choix: list[str] = Field(default_factory=list)


class Choix(Modele):
    """A button: what it says, and the value its slot gets."""

    texte: str
    valeur: str


class Demande(Modele):
    """A question asked to the tenant (``knowledge/demandes.yml``), named after its slot.

    ``utile`` is said with the question when the reply holds nothing useful yet; ``aide`` says where
    to look.
    """

    id: str
    genre: Literal["date", "choix", "oui_non", "commune", "nombre"]
    role: Literal["recu", "a_venir", "bail"] | None = None
    texte: str
    aide: str | None = None
    utile: str | None = None
    par_etape: dict[str, str] = Field(default_factory=dict)
    choix: list[Choix] = Field(default_factory=list)


class RegleSuivie(Modele):
    """A deadline rule that a stage starts: slot of its first day, what it is for, when it holds.

    In ``si``, the value ``vide`` stands for a fact not asked yet.
    """

    regle: str
    depuis: str
    objet: str
    si: dict[str, list[str]] = Field(default_factory=dict)


class Parcours(Modele):
    """What is asked at a stage, in order, and the deadlines that follow.

    ``avant_conseils``: questions whose answer changes what to do today: asked before it is said.
    """

    demandes: list[str]
    avant_conseils: list[str] = Field(default_factory=list)
    si_change: dict[str, str] = Field(default_factory=dict)
    demandes_si: dict[str, dict[str, list[str]]] = Field(default_factory=dict)
    regles: list[RegleSuivie] = Field(default_factory=list)
    treve: bool = False
    verification: list[Literal["avant_quand", "que_faire"]] = Field(default_factory=list)


class PointAppel(Modele):
    """A line of the call checklist, never compulsory; ``fait`` names the slot that fills it in."""

    id: str
    libelle: str
    aide: str
    fait: str | None = None


class Urgence(Modele):
    """A case for a human, or to be dealt with first, and what to do.

    The flag rises by itself when every fact of ``si`` is known to fit and, with ``dans_jours``,
    when the date of the stage is that near or past (``ouvres``: in working days); with neither,
    the adviser raises it. Besides the slots, ``si`` may name ``danger`` (its intent), ``protege``
    and ``enferme`` (told in the message).
    """

    id: str
    libelle: str
    agir: str
    si: dict[str, list[str]] = Field(default_factory=dict)
    dans_jours: int | None = None
    ouvres: bool = False


class FaitSaisi(Modele):
    """A fact that the adviser can type or correct, named after its slot.

    ``etapes``: where it is shown first; elsewhere it stands among the other facts.
    """

    id: str
    libelle: str
    genre: Literal["date", "choix", "commune", "nombre", "montant"]
    role: Literal["recu", "a_venir", "bail"] | None = None
    choix: list[Choix] = Field(default_factory=list)
    etapes: list[str] = Field(default_factory=list)


class AEviter(Modele):
    """A sentence never to say (at ``etapes``; anywhere when empty), what to say instead and why."""

    id: str
    phrase: str
    dire: str
    raison: str
    etapes: list[str] = Field(default_factory=list)
    source: str


class Nullite(Modele):
    """What can make an act void, for a lawyer to check."""

    id: str
    acte: str
    etape: str
    points: list[str] = Field(..., min_items=1)
    source: str


class VueBailleur(Modele):
    """The same file seen by the landlord: an ADIL is neutral."""

    id: str
    texte: str
    source: str


class Reprise(Modele):
    """What the tenant reads around the live hand-over to an adviser.

    ``accord`` asks whether he agrees, ``oui`` and ``non`` are its choices; then, in their order of
    time: he waits, nobody came, an adviser took it, a danger was told meanwhile, the adviser gave
    it back, fell silent, or the tenant himself wanted the bot back.
    """

    accord: str
    oui: str
    non: str
    attente: str
    attente_encore: str
    refus: str
    personne: str
    prise: str
    alerte: str
    rendue: str
    silence: str
    quittee: str


class Plage(Modele):
    """Hours of some days of the week, in Paris: from ``de`` (included) to ``a`` (excluded)."""

    jours: list[
        Literal["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    ] = Field(..., min_items=1)
    de: dt.time
    a: dt.time

    @root_validator(skip_on_failure=True)
    def _dans_l_ordre(cls, valeurs: dict) -> dict:
        if valeurs["de"] >= valeurs["a"]:
            raise ValueError("une plage commence avant de finir")
        return valeurs


class Horaires(Modele):
    """When advisers answer conversations; ``fermetures``: closed days besides public holidays."""

    plages: list[Plage]
    fermetures: list[dt.date] = Field(default_factory=list)


class Operateur(Modele):
    """At the adviser's desk (``knowledge/operateur.yml``): shown by the console during a call.

    ``regles``: stage -> deadlines that an adviser counts there besides those told to the tenant.
    """

    faits: list[FaitSaisi]
    regles: dict[str, list[RegleSuivie]]
    appel: list[PointAppel]
    urgences: list[Urgence]
    a_eviter: list[AEviter]
    nullites: list[Nullite]
    bailleur: list[VueBailleur]
    reprise: Reprise
    horaires: Horaires
