"""Schemas of ``knowledge/verification/``: what all stages share, and one file a stage."""

from __future__ import annotations

from pydantic import Field, validator

from guide.contenu.modeles import ETAPES, Modele


class Idee(Modele):
    """A sound first step: ``dit`` names it to an adviser, ``expressions`` recognise it.

    Expressions are explained in :mod:`guide.comprehension.motifs`.
    """

    dit: str
    expressions: list[str] = Field(..., min_items=1)


class Erreur(Modele):
    """A misconception or a harmful step, at the given stages (all when ``etapes`` is empty).

    ``partout``: looked for in the whole answer, also where other people or an "if" speak.
    """

    dit: str
    expressions: list[str] = Field(..., min_items=1)
    etapes: list[str] = Field(default_factory=list)
    partout: bool = False

    @validator("etapes", each_item=True)
    def _etape_connue(cls, valeur: str) -> str:
        if valeur not in ETAPES:
            raise ValueError(f"étape inconnue : {valeur}")
        return valeur


class Langue(Modele):
    """Words of grammar, without accents: negation, reported speech, hypothesis, filler.

    ``manieres``: what a denial that only refuses a way of doing bears on ("pas trop vite").
    ``refus_secs``: a clause that refuses the one before. ``reserves``: an "if" or a "when" that
    conditions nothing; ``questions_indirectes``: one that asks; ``exceptions``: "sauf".
    """

    negations: list[str]
    fausses_negations: list[str]
    manques: list[str]
    manieres: list[str]
    adverbes: list[str]
    refus_secs: list[str]
    ecarts: list[str]
    renoncements: list[str]
    coupures: list[str]
    sujets: list[str]
    liaisons: list[str]
    hypotheses: list[str]
    reserves: list[str]
    hesitations: list[str]
    questions_indirectes: list[str]
    exceptions: list[str]
    demandes_indirectes: list[str]
    restrictions: list[str]
    opinions_passees: list[str]
    autrui: list[str]
    paroles: list[str]
    secours: list[str]
    interrogatifs: list[str]
    acquiescements: list[str]
    ignorances: list[str]
    mots_vides: list[str]


class Echeance(Modele):
    """Words around a day named in the answer, without accents (question ``avant_quand``).

    ``passes``: the day gone by; ``origines``: the day of the act itself; ``croyances``: what was
    believed before; ``arrets``: what follows no longer answers; ``depassements``: the day will not
    be kept.
    """

    ignorances: list[str]
    apres: list[str]
    passes: list[str]
    pas_apres: list[str]
    exclusions: list[str]
    origines: list[str]
    croyances: list[str]
    approximations: list[str]
    explications: list[str]
    arrets: list[str]
    conclusions: list[str]
    corrections: list[str]
    depassements: list[str]
    immediat: list[str]


class Communs(Modele):
    """``communs.yml``: groups of words, ideas and errors shared by the stages."""

    groupes: dict[str, list[str]]
    idees: dict[str, Idee]
    erreurs: dict[str, Erreur]
    langue: Langue
    echeance: Echeance


class Graphies(Modele):
    """``graphies.yml``: correct words -> the ways people misspell them.

    ``tournures``: a turn of phrase for one simpler word; ``omis``: phrases without weight;
    ``intacts``: words that a rule would wrongly correct.
    """

    mots: dict[str, list[str]]
    tournures: dict[str, list[str]]
    omis: list[str]
    intacts: list[str] = Field(default_factory=list)


class Controle(Modele):
    """One question of one stage: wording, choices (the right one named), other words."""

    texte: str
    choix: list[str] = Field(default_factory=list, max_items=3)
    bon_choix: str | None = None
    explications: list[str] = Field(..., min_items=2, max_items=2)
    explications_sans_date: list[str] = Field(default_factory=list, max_items=2)

    @validator("bon_choix")
    def _parmi_les_choix(cls, valeur: str | None, values: dict) -> str | None:
        if valeur is not None and valeur not in values.get("choix", []):
            raise ValueError("le bon choix est l'un des choix")
        return valeur


class Verification(Modele):
    """``<etape>.yml``: the two questions of a stage and the ideas that count as a first step."""

    id: str
    avant_quand: Controle
    que_faire: Controle
    idees: list[str] = Field(..., min_items=1)
