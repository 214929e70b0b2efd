"""Cut an answer into clauses, and tell of each who speaks of whom, and what it denies.

Clauses are found from punctuation, linking words and subject pronouns, because many answers have
no punctuation at all. Negation is followed word by word: "je ne vais pas attendre, j'appelle"
denies waiting and not calling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from guide.comprehension.chargement import communs
from guide.comprehension.graphies import Mot, mots
from guide.comprehension.langue import Analyse, analyse
from guide.comprehension.motifs import compile_mots, positions
from guide.texte import plie

_AUXILIAIRES = frozenset({"ai", "as", "a", "avons", "avez", "ont", "suis", "est", "sommes", "sont"})
_SOI = frozenset({"je", "j", "on", "nous", "moi"})
_TIERS = frozenset({"il", "elle", "ils", "elles"})
_IMPERSONNELS = frozenset({"c", "ca", "cela", "ce"})
_SUBORDONNANTS = frozenset({"que", "qu"})
_AVANT_OBJET = frozenset(
    {"rendez", "est", "je", "j", "tu", "il", "elle", "on", "ils", "ne", "n", "a", "de", "d"}
) | {
    "pour",
    "chez",
    "avec",
    "avant",
    "comme",
    "sans",
    "entre",
    "apres",
    "devant",
    "et",
    "par",
}
_OU_INTERROGATIF = "où"
_IMPUISSANCE = frozenset({"peux", "peut", "pouvons", "peuvent", "pouvoir", "pourrai", "pourrais"})
_FUTUR_PROCHE = frozenset({"vais", "va", "allons", "vont", "allez", "vas"})
_SI = frozenset({"si", "s"})
_AUXILIAIRE_DU_FUTUR = "futur"


@dataclass(frozen=True)
class Negation:
    """A word that denies others, by number.

    ``refus`` is false when they are only set aside: "au lieu d'attendre", "je ne peux pas".
    """

    mot: int
    portee: frozenset[int]
    refus: bool


@dataclass(frozen=True)
class Proposition:
    """A clause: its words, who speaks of whom, and its negations.

    ``supposee``: an "if"; ``rapportee``: a past belief, or what others
    said. ``tiers``: somebody else acts; ``proche``: that one is of the household, ``secourue`` that
    one helps the tenant; ``impersonnelle``: "ça", "c'est". ``passee``: told
    of the past. ``heritee``: a denial of the clause before may go on ("ne pas me cacher et
    attendre").
    """

    formes: tuple[str, ...]
    lemmes: tuple[str, ...]
    verbes: frozenset[int]
    negations: tuple[Negation, ...] = ()
    question: bool = False
    rapportee: bool = False
    supposee: bool = False
    tiers: bool = False
    proche: bool = False
    secourue: bool = False
    impersonnelle: bool = False
    passee: bool = False
    heritee: bool = False
    renonce: bool = False
    isolee: bool = False

    @property
    def texte(self) -> str:
        return " ".join(self.formes)

    @property
    def ignoree(self) -> bool:
        """Whether the clause tells nothing of what the tenant will do."""
        return self.rapportee or self.supposee

    def niees(self, pris: frozenset[int]) -> frozenset[int]:
        """Words of ``pris`` that are refused, by a negation that is not itself in ``pris``."""
        return self._portees(pris, refus=True)

    def ecartees(self, pris: frozenset[int]) -> frozenset[int]:
        """Words of ``pris`` that are refused or only set aside."""
        return self._portees(pris, refus=False)

    def _portees(self, pris: frozenset[int], refus: bool) -> frozenset[int]:
        dites = [n.portee for n in self.negations if n.mot not in pris and (n.refus or not refus)]
        return pris & frozenset().union(*dites)


@dataclass(frozen=True)
class _Brute:
    mots: tuple[Mot, ...]
    question: bool


@cache
def _motif(nom: str) -> re.Pattern[str]:
    return compile_mots(getattr(communs().langue, nom))


def _contient(nom: str, formes: Sequence[str]) -> bool:
    return bool(positions(_motif(nom), formes))


def propositions(texte: str) -> list[Proposition]:
    """Clauses of an answer, in order."""
    brutes = _decoupe(mots(texte))
    lues: list[Proposition] = []
    for brute in brutes:
        lues.append(_lit(brute, lues[-1] if lues else None))
    vides = frozenset(communs().langue.mots_vides)
    de_poids = [lue for lue in lues if not vides.issuperset(lue.formes)]
    return [replace(lue, isolee=de_poids in ([], [lue])) for lue in lues]


def _decoupe(signes: Sequence[Mot]) -> list[_Brute]:
    phrases: list[tuple[list[list[Mot]], bool]] = []
    courante: list[list[Mot]] = [[]]
    for signe in signes:
        if not signe.est_ponctuation:
            if courante[-1] and _ouvre(signe, courante[-1]):
                courante.append([])
            courante[-1].append(signe)
        elif signe.forme in ".;!?":
            phrases.append((courante, signe.forme == "?"))
            courante = [[]]
        elif courante[-1]:
            courante.append([])
    phrases.append((courante, False))
    pleines = [([groupe for groupe in groupes if groupe], q) for groupes, q in phrases]
    pleines = [(groupes, q) for groupes, q in pleines if groupes]
    return [
        _Brute(tuple(groupe), _interroge(groupes, groupe, q, seule=len(pleines) == 1))
        for groupes, q in pleines
        for groupe in groupes
    ]


def _ouvre(mot: Mot, avant: Sequence[Mot]) -> bool:
    """Whether ``mot`` begins a new clause after the words ``avant``."""
    langue = communs().langue
    dernier = avant[-1].forme
    if mot.forme in _SI and dernier in langue.restrictions:
        return _contient("paroles", [m.forme for m in avant])
    if mot.forme in langue.coupures:
        return mot.ecrit != _OU_INTERROGATIF
    if mot.forme not in langue.sujets or dernier in _AVANT_OBJET:
        return False
    return any(
        m.forme not in langue.coupures and m.forme not in _SUBORDONNANTS and m.forme not in _SOI
        for m in avant
    )


def _interroge(
    groupes: Sequence[Sequence[Mot]], groupe: Sequence[Mot], marque: bool, seule: bool
) -> bool:
    """A question asked back; "c'est ça ?" after an answer, or one hesitant step, is none."""
    formes = [mot.forme for mot in groupe]
    texte = " ".join(formes)
    langue = communs().langue
    if groupe[0].ecrit == _OU_INTERROGATIF or any(
        texte == mot or texte.startswith(mot + " ") for mot in langue.interrogatifs
    ):
        return True
    if not marque:
        return False
    if " ".join(mot.forme for mot in groupes[-1]) in langue.acquiescements:
        return False
    if any(mot.ecrit == _OU_INTERROGATIF or mot.forme in langue.interrogatifs for mot in groupe):
        return True
    return not (seule and len(groupes) == 1 and analyse([groupe[0].ecrit])[0].infinitif)


def _lit(brute: _Brute, avant: Proposition | None) -> Proposition:
    analyses = analyse([mot.ecrit for mot in brute.mots])
    formes = _sans_futur_proche([mot.forme for mot in brute.mots], analyses)
    lue = Proposition(
        formes=formes,
        lemmes=tuple(
            f if f == _AUXILIAIRE_DU_FUTUR else plie(a.lemme) or f
            for a, f in zip(analyses, formes, strict=True)
        ),
        verbes=frozenset(i for i, a in enumerate(analyses) if a.verbe),
        question=brute.question,
    )
    tiers, proche = _sujet(lue)
    imparfait = any(a.imparfait for a in analyses)
    passee = imparfait or _passe_compose(formes, analyses) or "depuis" in formes
    return replace(
        lue,
        tiers=tiers,
        proche=proche,
        secourue=_contient("secours", formes),
        impersonnelle=bool(_IMPERSONNELS & set(formes[: min(lue.verbes, default=0)])),
        passee=passee,
        negations=_negations(lue),
        renonce=_contient("renoncements", formes),
        rapportee=_rapporte(lue, tiers, passee, imparfait, avant),
        supposee=_suppose(lue, avant),
        heritee=_herite(lue, analyses, avant),
    )


def _sans_futur_proche(formes: list[str], analyses: Sequence[Analyse]) -> tuple[str, ...]:
    """In "je ne vais pas attendre", "vais" is no going: it becomes a neutral word."""
    return tuple(
        _AUXILIAIRE_DU_FUTUR
        if forme in _FUTUR_PROCHE and any(a.infinitif for a in analyses[i + 1 : i + 4])
        else forme
        for i, forme in enumerate(formes)
    )


def _sujet(lue: Proposition) -> tuple[bool, bool]:
    """(somebody else is the subject, that one is of the household)."""
    premier_verbe = min(lue.verbes, default=None)
    if premier_verbe is None:
        return False, False
    tete = lue.formes[:premier_verbe]
    if _SOI & set(tete):
        return False, False
    proches = bool(positions(_motif("autrui"), tete))
    groupes = communs().groupes
    institutions = bool(positions(compile_mots(groupes["institution"]), tete))
    return proches or institutions or bool(_TIERS & set(tete)), proches


def _passe_compose(formes: Sequence[str], analyses: Sequence[Analyse]) -> bool:
    return any(
        forme in _AUXILIAIRES and any(a.participe for a in analyses[i + 1 : i + 4])
        for i, forme in enumerate(formes)
    )


def _rapporte(
    lue: Proposition, tiers: bool, passee: bool, imparfait: bool, avant: Proposition | None
) -> bool:
    """Told of others or of a past belief: it says nothing of what the tenant will do."""
    if _contient("opinions_passees", lue.formes) or (imparfait and not tiers):
        return True
    if tiers and (passee or _contient("paroles", lue.formes)):
        return True
    return bool(avant and avant.rapportee and avant.formes[-1] in _SUBORDONNANTS)


def _suppose(lue: Proposition, avant: Proposition | None) -> bool:
    """An "if"; "voir si", "demander si" ask a real question and suppose nothing."""
    if avant and lue.formes[0] in _SI and _contient("demandes_indirectes", avant.formes[-1:]):
        return False
    if _contient("hypotheses", lue.formes[:2]):
        return True
    return bool(avant and avant.supposee and avant.formes[-1] in _SUBORDONNANTS)


def _herite(lue: Proposition, analyses: Sequence[Analyse], avant: Proposition | None) -> bool:
    suite = [
        a
        for a, forme in zip(analyses, lue.formes, strict=True)
        if forme not in ("et", "ou", "ni", "me", "m", "se", "y", "de", "d")
    ]
    return bool(
        avant
        and avant.negations
        and lue.formes[0] in ("et", "ou", "ni")
        and suite
        and suite[0].infinitif
    )


def _negations(lue: Proposition) -> tuple[Negation, ...]:
    formes = lue.formes
    fausses = positions(_motif("fausses_negations"), formes)
    dites = []
    for i in sorted(positions(_motif("negations"), formes) - fausses):
        portee = frozenset(range(_debut(formes, i), len(formes))) - {i}
        impuissance = any(formes[j] in _IMPUISSANCE for j in portee if j <= i)
        dites.append(Negation(i, portee, refus=not impuissance))
    ecarts = positions(_motif("ecarts"), formes)
    for i in sorted(i for i in ecarts if i - 1 not in ecarts):
        suite = next(j for j in range(i, len(formes) + 1) if j not in ecarts)
        dites.append(Negation(i, frozenset(range(suite, len(formes))), refus=False))
    return tuple(dites)


def _debut(formes: Sequence[str], i: int) -> int:
    """First word that the negation at ``i`` denies: from "ne", else the verb just before."""
    for marque in ("ne", "n"):
        if marque in formes[:i]:
            return len(formes[:i]) - 1 - list(reversed(formes[:i])).index(marque)
    return max(0, i - 1)
