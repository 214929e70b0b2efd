"""Schemas of ``knowledge/delais/``: the law of each deadline as dated, referenced data.

A rule file has named periods (``delais``), and versions by entry into force; a version has cases,
read in order, whose conditions bear on the facts; a case names the readings of the law. The engine
(:mod:`guide.delais.moteur`) only knows the operations below; which one applies is data.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, Extra, Field, HttpUrl, root_validator

Statut = Literal["certain", "selon", "discute", "local"]
PourQui = Literal["locataire", "autrui", "plafond", "repere"]
NomFait = Literal["ecrit", "bail", "bailleur", "prefet_informe", "delai_supprime", "mois"]


class Modele(BaseModel):
    """Base of the schemas: unknown fields are errors, so that a typo is seen at once."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Operation(Modele):
    """One step of a count; exactly one field is given.

    ``ajoute_mois``: CPC 641 al. 2, same day number, else last day of the month; ``ajoute_jours``
    and ``retranche_jours``: CPC 641 al. 1; ``ajoute_mois_accordes``: the months that a judge gave
    (fact ``mois``); ``fin_de_treve``: last day of the truce that runs on that day.
    """

    ajoute_mois: int | None = None
    ajoute_jours: int | None = None
    retranche_jours: int | None = None
    ajoute_mois_accordes: bool | None = None
    fin_de_treve: bool | None = None

    @root_validator(skip_on_failure=True)
    def _une_seule(cls, valeurs: dict) -> dict:
        if sum(valeur is not None for valeur in valeurs.values()) != 1:
            raise ValueError("une opération par étape du calcul")
        return valeurs


class Delai(Modele):
    """A named period: from which day, which operations, whether CPC 642 moves its end.

    ``phrase`` names the template of ``phrases.yml`` that tells the count to a tenant; ``methode``
    the one that tells it to an operator.
    """

    duree: str
    depart: Literal["acte", "prefet_informe"] = "acte"
    calcul: list[Operation]
    prorogation: bool
    phrase: str = "en_avant"
    methode: str


class Position(Modele):
    """A lease signed wholly before, or since, a day."""

    avant: dt.date | None = None
    depuis: dt.date | None = None

    @root_validator(skip_on_failure=True)
    def _un_cote(cls, valeurs: dict) -> dict:
        if (valeurs["avant"] is None) == (valeurs["depuis"] is None):
            raise ValueError("« avant » ou « depuis », l'un des deux")
        return valeurs


class Condition(Modele):
    """Facts that a case needs; a field left out is not looked at."""

    bail: Literal["inconnu"] | Position | None = None
    ecrit: list[str] | None = None
    bailleur: list[str] | None = None
    aucun_anniversaire_depuis: dt.date | None = None
    delai_supprime: bool | None = None
    prefet_informe_apres: bool | None = None
    dans_la_treve: bool | None = None


class LectureLoi(Modele):
    """A reading of the law: a period, how sure it is, and when it holds (told to the tenant)."""

    delai: str
    statut: Statut
    condition: str
    reference: str | None = None


class Cas(Modele):
    """What the law says under a condition.

    ``a_retenir``: the period that gives ``date_a_retenir`` when it is not the readings';
    ``expulsion``: the day from which the first lawful day of eviction is looked for.
    """

    si: Condition = Field(default_factory=Condition)
    lectures: list[LectureLoi] = Field(default_factory=list)
    a_retenir: str | None = None
    expulsion: Literal["lendemain_de_la_fin", "lendemain_de_l_acte", "jour_meme"] | None = None


class Version(Modele):
    """The law for acts dated from ``en_vigueur`` until the next version; ``refus``: not told."""

    en_vigueur: dt.date
    reference: str
    url: HttpUrl
    verifie_le: dt.date
    note: str | None = None
    cas: list[Cas] = Field(default_factory=list)
    refus: str | None = None

    @root_validator(skip_on_failure=True)
    def _cas_ou_refus(cls, valeurs: dict) -> dict:
        if bool(valeurs["cas"]) == bool(valeurs["refus"]):
            raise ValueError("des cas, ou un refus")
        return valeurs


class Textes(Modele):
    """What a tenant reads about a rule (plain French), with short forms for SMS where needed.

    ``regle_simple``: the rule in words; ``ou_regarder``: where on the paper; ``aujourdhui``: what
    to do today; ``passe``: what to do once the date has passed; ``sans_delai``: when the judge left
    no period.
    """

    titre: str
    regle_simple: str
    ou_regarder: str
    aujourdhui: str
    passe: str
    sans_delai: str | None = None
    titre_sms: str | None = None
    regle_simple_sms: str | None = None
    ou_regarder_sms: str | None = None
    aujourdhui_sms: str | None = None
    passe_sms: str | None = None
    sans_delai_sms: str | None = None

    def sms(self, champ: str) -> str:
        """Short form of ``champ``, or the text itself when it fits."""
        return getattr(self, f"{champ}_sms") or getattr(self, champ)


class Bornes(Modele):
    """Smallest and greatest whole number allowed."""

    au_moins: int
    au_plus: int


class Regle(Modele):
    """One rule of the contract (``knowledge/delais/<regle>.yml``).

    ``pour_qui``: ``locataire`` (his own date), ``autrui`` (binds somebody else), ``plafond`` (a
    ceiling), ``repere`` (a landmark, not a deadline): only the first is told as "au plus tard le".
    ``operateur``: to be told by an adviser first. ``retenir``: which end of the readings is kept.
    ``jours_envoi``: for a payment, how many working days earlier the money must be sent.
    """

    regle: str
    pour_qui: PourQui
    operateur: bool = False
    retenir: Literal["date_prudente", "fin"] = "date_prudente"
    jours_envoi: int | None = None
    faits: list[NomFait] = Field(default_factory=list)
    mois: Bornes | None = None
    delais: dict[str, Delai]
    versions: list[Version]
    textes: Textes

    @root_validator(skip_on_failure=True)
    def _coherente(cls, valeurs: dict) -> dict:
        dates = [version.en_vigueur for version in valeurs["versions"]]
        if dates != sorted(set(dates)):
            raise ValueError("versions : de la plus ancienne à la plus récente, sans doublon")
        nommes = {
            nom
            for version in valeurs["versions"]
            for cas in version.cas
            for nom in [*(lecture.delai for lecture in cas.lectures), cas.a_retenir]
            if nom is not None
        }
        if nommes != set(valeurs["delais"]):
            raise ValueError("chaque délai nommé est défini, et chaque délai défini est nommé")
        if ("mois" in valeurs["faits"]) != (valeurs["mois"] is not None):
            raise ValueError("« mois » : des bornes, et le fait déclaré")
        return valeurs

    @property
    def dite_au_locataire(self) -> bool:
        """True when its date may be told as the tenant's own, and put in a reminder."""
        return self.pour_qui == "locataire"


class Mot(Modele):
    """A word for a fact; for a lease, the days between which it was signed."""

    libelle: str
    du: dt.date | None = None
    au: dt.date | None = None


class Fait(Modele):
    """The words of a fact, and whether a date is accepted too."""

    mots: dict[str, Mot]
    dates: bool = False


class Faits(Modele):
    """``faits.yml``: bounds of the dates computed, words of the facts."""

    premier_jour: dt.date
    dernier_jour: dt.date
    faits: dict[str, Fait]


class Phrases(Modele):
    """``phrases.yml``: templates of the sentences told with a date."""

    explication: dict[str, str]
    calcul: dict[str, str]
    refus: dict[str, str]
    ligne: dict[str, str]


class SeuilApl(Modele):
    """When rent arrears put the housing benefit (APL) at stake, from a day on.

    ``loyers``: number of monthly rents owed; ``montant_euros``: debt above which; ``mois``: months
    after the first unpaid rent; a field left out is not a criterion.
    """

    en_vigueur: dt.date
    loyers: int | None = None
    montant_euros: int | None = None
    mois: int | None = None
    texte: str
    reference: str
    url: HttpUrl
    verifie_le: dt.date
    a_verifier: str | None = None
