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

_REFUS = "refuse une bonne démarche"
_ERREUR_DE_REFUS = "refuser"


@cache
def _expression(texte: str) -> Expression:
    return compile_expression(texte, communs().groupes)


@lru_cache(maxsize=1)
def _mots_vides() -> frozenset[str]:
    return frozenset(communs().langue.mots_vides)


def juge_premier_pas(etape: str, reponse: str) -> Jugement:
    """Judge a free answer at a stage; ``ValueError`` when the stage is unknown."""
    attendues = verification(etape).idees
    toutes = propositions(reponse)
    refusees = [rang - 1 for rang, lue in enumerate(toutes) if rang and _refuse_ce_qui_precede(lue)]
    lues = [lue for rang, lue in enumerate(toutes) if rang not in refusees]
    idees = [nom for nom in attendues if any(_soutient(lue, nom) for lue in lues)]
    fautes = list(dict.fromkeys(_fautes(etape, attendues, lues)))
    if any(_nomme(toutes[rang], attendues) for rang in refusees):
        fautes.insert(0, _REFUS)
    if idees and not fautes:
        return Jugement("compris", idees, [])
    manque = fautes or [communs().idees[attendues[0]].dit]
    return Jugement("a_revoir", idees, manque)


def _refuse_ce_qui_precede(lue: Proposition) -> bool:
    """ "Le 115 ? Non, …", "appeler le 115, jamais": a short refusal bears on the clause before."""
    return lue.texte in communs().langue.refus_secs


def _nomme(lue: Proposition, attendues: list[str]) -> bool:
    nue = Proposition(lue.formes, lue.lemmes, lue.verbes, isolee=True)
    return any(_soutient(nue, nom) for nom in attendues)


def _soutient(lue: Proposition, idee: str) -> bool:
    """The clause tells this step as the tenant's (or the household's) own."""
    if lue.question or lue.ignoree or lue.conditionnee or lue.subie or lue.hesitante:
        return False
    if lue.tiers and not (lue.proche or lue.secourue):
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
    derniere = max((i for i, lue in enumerate(lues) if _propose(lue, attendues)), default=-1)
    for rang, lue in enumerate(lues):
        if lue.texte in langue.ignorances:
            yield "ne sait pas"
        if lue.question and len(lues) == 1:
            yield "question en retour"
        if lue.ignoree or lue.question or _affirme_ensuite(lue, lues[rang + 1 :]):
            continue
        if _refuse_le_mal(lue, etape):
            continue
        if any(_refuse(lue, nom) for nom in attendues):
            yield _REFUS
        if rang > derniere and lue.renonce and not lue.proche:
            yield "renonce"
    for nom, erreur in communs().erreurs.items():
        if erreur.etapes and etape not in erreur.etapes:
            continue
        if any(
            _commet(lue, erreur)
            for rang, lue in enumerate(lues)
            if nom != _ERREUR_DE_REFUS
            or not (_refuse_le_mal(lue, etape) or _affirme_ensuite(lue, lues[rang + 1 :]))
        ):
            yield erreur.dit


def _propose(lue: Proposition, attendues: list[str]) -> bool:
    return any(_soutient(lue, nom) for nom in attendues)


def _affirme_ensuite(lue: Proposition, suite: list[Proposition]) -> bool:
    """ "Je n'appelle pas pour me plaindre, j'appelle pour proposer": the same act, said again."""
    verbes = {lue.lemmes[i] for i in lue.niees(lue.verbes)}
    return any(
        verbes & {autre.lemmes[i] for i in autre.verbes - autre.ecartees(autre.verbes)}
        for autre in suite
        if not (autre.negations or autre.tiers or autre.ignoree or autre.question)
    )


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


def _refuse_le_mal(lue: Proposition, etape: str) -> bool:
    """ "Pas question de partir": what is denied, or serves for nothing, is harmful itself."""
    if not (lue.negations or lue.renonce):
        return False
    nies = {negation.mot for negation in lue.negations}
    gardes = [i for i in range(len(lue.formes)) if i not in nies]
    nue = Proposition(
        tuple(lue.formes[i] for i in gardes),
        tuple(lue.lemmes[i] for i in gardes),
        frozenset(rang for rang, i in enumerate(gardes) if i in lue.verbes),
    )
    return any(
        _tenue(nue, expression)
        for erreur in communs().erreurs.values()
        if not erreur.partout and (not erreur.etapes or etape in erreur.etapes)
        for expression in map(_expression, erreur.expressions)
        if not expression.niee
    )


def _commet(lue: Proposition, erreur: Erreur) -> bool:
    soi = not (lue.ignoree or lue.tiers or lue.question or lue.passee or lue.heritee)
    if not (soi or (erreur.partout and not lue.rapportee)):
        return False
    return any(
        _tenue(lue, expression, large=erreur.partout)
        for expression in map(_expression, erreur.expressions)
        if erreur.partout or not (expression.niee and lue.impersonnelle)
    )
