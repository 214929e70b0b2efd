"""Judge "Que devez-vous faire en premier ?": sound first steps against harmful ones.

"Compris" needs a sound step of the stage's fiche, told as the tenant's own, and nothing harmful
beside it: a right word in a wrong plan ("je paie pas et j'appelle personne") is not understood.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from guide.comprehension.chargement import communs, verification
from guide.comprehension.jugement import Jugement
from guide.comprehension.modeles import Erreur
from guide.comprehension.motifs import Expression, compile_expression
from guide.comprehension.propositions import Proposition, propositions


@cache
def _expression(texte: str) -> Expression:
    return compile_expression(texte, communs().groupes)


@lru_cache(maxsize=1)
def _mots_vides() -> frozenset[str]:
    return frozenset(communs().langue.mots_vides)


def juge_premier_pas(etape: str, reponse: str) -> Jugement:
    """Judge a free answer at a stage; ``ValueError`` when the stage is unknown."""
    attendues = verification(etape).idees
    lues = propositions(reponse)
    idees = [nom for nom in attendues if any(_soutient(lue, nom) for lue in lues)]
    fautes = list(dict.fromkeys(_fautes(etape, attendues, lues)))
    if idees and not fautes:
        return Jugement("compris", idees, [])
    manque = fautes or [communs().idees[attendues[0]].dit]
    return Jugement("a_revoir", idees, manque)


def _soutient(lue: Proposition, idee: str) -> bool:
    """The clause tells this step as the tenant's (or the household's) own."""
    if lue.question or lue.ignoree or (lue.tiers and not (lue.proche or lue.secourue)):
        return False
    return any(_tenue(lue, _expression(texte)) for texte in communs().idees[idee].expressions)


def _tenue(lue: Proposition, expression: Expression, large: bool = False) -> bool:
    """The expression stands in the clause with the polarity it wants.

    ``large``: "ils ne peuvent pas m'expulser" denies too, though it refuses nothing.
    """
    trouve = expression.cherche(lue, _mots_vides())
    if trouve is None:
        return False
    if expression.niee:
        nie = lue.ecartees if large else lue.niees
        return bool(nie(trouve.positions))
    return not lue.ecartees(trouve.positions)


def _fautes(etape: str, attendues: list[str], lues: list[Proposition]) -> Iterator[str]:
    langue = communs().langue
    for precedente, lue in zip([None, *lues], lues, strict=False):
        if lue.texte in langue.ignorances:
            yield "ne sait pas"
        if lue.question and precedente is None and len(lues) == 1:
            yield "question en retour"
        if lue.ignoree or lue.question:
            continue
        if any(_refuse(lue, nom) for nom in attendues):
            yield "refuse une bonne démarche"
        if precedente is not None and precedente.question and lue.formes[0] in ("non", "jamais"):
            yield "refuse une bonne démarche"
    for erreur in communs().erreurs.values():
        if erreur.etapes and etape not in erreur.etapes:
            continue
        if any(_commet(lue, erreur) for lue in lues):
            yield erreur.dit
    if any(_renonce(lue, etape) for lue in lues):
        yield "renonce"


def _refuse(lue: Proposition, idee: str) -> bool:
    """The tenant denies this step; a lack ("pas d'avocat") or the past is no refusal."""
    if lue.tiers or lue.impersonnelle or lue.passee:
        return False
    for texte in communs().idees[idee].expressions:
        expression = _expression(texte)
        trouve = None if expression.niee else expression.cherche(lue, _mots_vides())
        if trouve and lue.niees(trouve.positions) & lue.verbes:
            return True
    return False


def _commet(lue: Proposition, erreur: Erreur) -> bool:
    soi = not (lue.ignoree or lue.tiers or lue.question or lue.passee or lue.heritee)
    if not (soi or (erreur.partout and not lue.rapportee)):
        return False
    return any(
        _tenue(lue, expression, large=erreur.partout)
        for expression in map(_expression, erreur.expressions)
        if erreur.partout or not (expression.niee and lue.impersonnelle)
    )


def _renonce(lue: Proposition, etape: str) -> bool:
    """ "Ça ne sert à rien" is a refusal unless what serves for nothing is harmful itself."""
    if not lue.renonce or lue.ignoree or lue.proche or lue.question:
        return False
    nue = Proposition(lue.formes, lue.lemmes, lue.verbes)
    return not any(
        _tenue(nue, _expression(texte))
        for nom in ("attendre", "cacher", "ne_rien_faire", "depart_precipite")
        for texte in communs().erreurs[nom].expressions
    )
