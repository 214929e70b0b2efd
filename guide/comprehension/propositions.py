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
_ETRE = frozenset({"est", "sera", "serait", "etait", "soit"})
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
_VERIFIER = frozenset({"regarder", "regarde", "verifier", "verifie", "savoir"})
_NIE_CE_QUI_SUIT = frozenset({(nie, que) for nie in ("pas", "question") for que in ("que", "qu")})
_C_EST = ("c", "est")
_EXCLUSIFS = frozenset({"seulement", "uniquement"})
_IMPUISSANCE = frozenset({"peux", "peut", "pouvons", "peuvent", "pouvoir", "pourrai", "pourrais"})
_PORTEE_DU_MANQUE = 4
_FUTUR_PROCHE = frozenset({"vais", "va", "allons", "vont", "allez", "vas"})
_SI = frozenset({"si", "s"})
_PRONOMS_REPRIS = frozenset({"le", "la", "l", "les", "lui", "leur", "y"})
_CONCESSIONS = frozenset({"meme", "comme", "voir", "savoir"})
_CAUSES = frozenset({"parce", "car", "puisque"})
_AJOUTS = frozenset({"et", "puis"})
_CONCLUSIONS = frozenset({"donc", "mais"})
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
    attendre"). ``conditionnee``: a condition or a later moment goes with it ("si la police vient").
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
    conditionnee: bool = False

    @property
    def texte(self) -> str:
        return " ".join(self.formes)

    @property
    def subie(self) -> bool:
        """ "Ça passe au tribunal": a thing that happens, and no act of the tenant."""
        premier = min(self.verbes, default=None)
        if not self.impersonnelle or premier is None or len(self.verbes) > 1:
            return False
        return self.formes[premier] not in _ETRE

    @property
    def ignoree(self) -> bool:
        """Whether the clause tells nothing of what the tenant will do."""
        return self.rapportee or self.supposee

    @property
    def hesitante(self) -> bool:
        """Whether the step is only thought of ("j'irai peut-être")."""
        return _contient("hesitations", self.formes)

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
    """Words of a clause; ``phrase``: number of its sentence; ``liee``: no comma before it."""

    mots: tuple[Mot, ...]
    question: bool
    phrase: int
    liee: bool


@cache
def _motif(nom: str) -> re.Pattern[str]:
    return compile_mots(getattr(communs().langue, nom))


def _contient(nom: str, formes: Sequence[str]) -> bool:
    return bool(positions(_motif(nom), formes))


def propositions(texte: str) -> list[Proposition]:
    """Clauses of an answer, in order."""
    brutes = _unit_reprises(_decoupe(mots(texte)))
    lues: list[Proposition] = []
    for brute in brutes:
        lues.append(_lit(brute, lues))
    vides = frozenset(communs().langue.mots_vides)
    de_poids = [lue for lue in lues if not vides.issuperset(lue.formes)]
    conditionnees = _conditionnees(brutes, lues)
    return [
        replace(lue, isolee=de_poids in ([], [lue]), conditionnee=rang in conditionnees)
        for rang, lue in enumerate(lues)
    ]


def _decoupe(signes: Sequence[Mot]) -> list[_Brute]:
    """Sentences end at a full stop; clauses at a comma or, ``liee``, where one opens."""
    phrases: list[tuple[list[tuple[list[Mot], bool]], bool]] = []
    courante: list[tuple[list[Mot], bool]] = [([], False)]
    for signe in signes:
        if not signe.est_ponctuation:
            if courante[-1][0] and _ouvre(signe, courante[-1][0]):
                courante.append(([], True))
            courante[-1][0].append(signe)
        elif signe.forme in ".;!?":
            phrases.append((courante, signe.forme == "?"))
            courante = [([], False)]
        elif courante[-1][0]:
            courante.append(([], False))
    phrases.append((courante, False))
    pleines = [([groupe for groupe in groupes if groupe[0]], q) for groupes, q in phrases]
    pleines = [(groupes, q) for groupes, q in pleines if groupes]
    return [
        _Brute(
            tuple(groupe),
            _interroge([g for g, _ in groupes], groupe, q, seule=len(pleines) == 1),
            numero,
            liee,
        )
        for numero, (groupes, q) in enumerate(pleines)
        for groupe, liee in groupes
    ]


def _unit_reprises(brutes: Sequence[_Brute]) -> list[_Brute]:
    """ "Le loyer de ce mois je le paie": what is named first belongs to the clause that follows."""
    unies: list[_Brute] = []
    for brute in brutes:
        avant = unies[-1] if unies else None
        if avant and avant.phrase == brute.phrase and _reprend(avant.mots, brute.mots):
            unies[-1] = replace(avant, mots=avant.mots + brute.mots, question=brute.question)
        else:
            unies.append(brute)
    return unies


def _reprend(avant: Sequence[Mot], suite: Sequence[Mot]) -> bool:
    langue = communs().langue
    tete = [mot.forme for mot in suite[:2]]
    if len(tete) < 2 or tete[0] not in _SOI or tete[1] not in _PRONOMS_REPRIS:
        return False
    formes = [mot.forme for mot in avant]
    sujets, interdits = set(langue.sujets), {*langue.hypotheses, *langue.negations}
    return not (sujets | interdits).intersection(formes) and formes[-1] not in _SUBORDONNANTS


def _conditionnees(brutes: Sequence[_Brute], lues: Sequence[Proposition]) -> set[int]:
    """Numbers of the clauses that hold on a condition only, or at a later moment.

    A condition goes with the clause before it ("je paie si je peux"), or with the next one when
    it opens the sentence or follows a comma ("s'il vient, je viens"). An inability of the tenant
    that opens so calls for another way, and conditions nothing ("si je ne peux pas, j'appelle").
    """
    phrases = [brute.phrase for brute in brutes]
    trouvees: set[int] = set()
    for rang, lue in enumerate(lues):
        if not _est_condition(brutes, lues, rang):
            continue
        avant = rang > 0 and phrases[rang - 1] == phrases[rang]
        suivie = rang + 1 < len(lues) and phrases[rang + 1] == phrases[rang]
        directe = bool(rang and _sans_liaison(lues[rang - 1].formes)) and not _lie_en_tete(lue)
        if avant and directe and (brutes[rang].liee or not suivie):
            trouvees.add(_derniere_porteuse(brutes, lues, rang))
        elif suivie and not lue.negations and not _enchaine(lues[rang + 1]):
            trouvees.update(_principales(brutes, lues, rang + 1))
    return trouvees


def _principales(brutes: Sequence[_Brute], lues: Sequence[Proposition], rang: int) -> range:
    """The clause after a condition, with those that "et" adds to it."""
    fin = rang + 1
    while fin < len(lues) and brutes[fin].liee and lues[fin].formes[0] in _AJOUTS:
        fin += 1
    return range(rang, fin)


def _lie_en_tete(lue: Proposition) -> bool:
    return len(_sans_liaison(lue.formes)) < len(lue.formes)


def _derniere_porteuse(brutes: Sequence[_Brute], lues: Sequence[Proposition], rang: int) -> int:
    """The clause before ``rang``, an aside without a verb apart ("j'irai, ça, quand …")."""
    while rang > 1 and not lues[rang - 1].verbes and brutes[rang - 2].phrase == brutes[rang].phrase:
        rang -= 1
    return rang - 1


def _est_condition(brutes: Sequence[_Brute], lues: Sequence[Proposition], rang: int) -> bool:
    langue = communs().langue
    lue = lues[rang]
    suite = _sans_liaison(lue.formes)
    if suite[:1] and suite[0] in langue.exceptions:
        return not _contient("reserves", lue.formes)
    if not lue.supposee or suite[:1] == () or suite[0] not in (*_SI, "quand", "lorsque"):
        return False
    if rang and brutes[rang].liee and lues[rang - 1].formes[-1] in _CONCESSIONS:
        return False
    if any(forme in _CAUSES for forme in lue.formes[: len(lue.formes) - len(suite)]):
        return False
    return not _contient("reserves", lue.formes)


def _enchaine(lue: Proposition) -> bool:
    """ "… donc j'appelle": what follows is concluded from the whole, not under the condition."""
    return lue.formes[0] in _CONCLUSIONS


def _sans_liaison(formes: Sequence[str]) -> tuple[str, ...]:
    liaisons = communs().langue.liaisons
    debut = next((i for i, forme in enumerate(formes) if forme not in liaisons), len(formes))
    return tuple(formes[debut:])


def _ouvre(mot: Mot, avant: Sequence[Mot]) -> bool:
    """Whether ``mot`` begins a new clause after the words ``avant``."""
    langue = communs().langue
    dernier = avant[-1].forme
    if mot.forme in _SI and dernier in langue.restrictions:
        return _contient("paroles", [m.forme for m in avant])
    if dernier in _EXCLUSIFS and mot.forme in ("apres", *langue.hypotheses):
        return False
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


def _lit(brute: _Brute, lues: Sequence[Proposition]) -> Proposition:
    avant = lues[-1] if lues else None
    porteuse = next((lue for lue in reversed(lues) if lue.verbes), avant)
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
        secourue=_contient("secours", formes) or _demande_si(lue, avant),
        impersonnelle=bool(_IMPERSONNELS & set(formes[: min(lue.verbes, default=0)])),
        passee=passee,
        negations=(*_negations(lue), *_negation_du_verbe_principal(lue, avant)),
        renonce=_contient("renoncements", formes),
        rapportee=_rapporte(lue, tiers, passee, imparfait, avant),
        supposee=_suppose(lue, avant),
        heritee=_herite(lue, analyses, porteuse),
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
    if _demande_si(lue, avant):
        return False
    if _contient("hypotheses", (*lue.formes[:2], *_sans_liaison(lue.formes)[:1])):
        return True
    return bool(avant and avant.supposee and avant.formes[-1] in _SUBORDONNANTS)


def _demande_si(lue: Proposition, avant: Proposition | None) -> bool:
    if avant is None or lue.formes[0] not in _SI:
        return False
    if _contient("demandes_indirectes", avant.formes[-1:]) or _VERIFIER & set(avant.formes):
        return True
    demande = _contient("demandes_indirectes", avant.formes)
    return demande and _contient("questions_indirectes", lue.formes)


def _herite(lue: Proposition, analyses: Sequence[Analyse], avant: Proposition | None) -> bool:
    if avant and avant.negations and avant.formes[-1] == "faire" and lue.formes[:2] == _C_EST:
        return True
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
        nuance = _contient("manques", formes[i : i + _PORTEE_DU_MANQUE]) or _contient(
            "manieres", formes[i:]
        )
        dites.append(Negation(i, portee, refus=not (impuissance or nuance)))
    ecarts = positions(_motif("ecarts"), formes)
    for i in sorted(i for i in ecarts if i - 1 not in ecarts):
        suite = next(j for j in range(i, len(formes) + 1) if j not in ecarts)
        dites.append(Negation(i, frozenset(range(suite, len(formes))), refus=False))
    return tuple(dites)


def _negation_du_verbe_principal(
    lue: Proposition, avant: Proposition | None
) -> tuple[Negation, ...]:
    """ "Il ne faut pas que | j'attende": the main clause denies what hangs on its "que"."""
    if avant is None or avant.formes[-2:] not in _NIE_CE_QUI_SUIT:
        return ()
    return (Negation(-1, frozenset(range(len(lue.formes))), refus=True),)


def _debut(formes: Sequence[str], i: int) -> int:
    """First word that the negation at ``i`` denies: from "ne", else the verb just before."""
    for marque in ("ne", "n"):
        if marque in formes[:i]:
            return len(formes[:i]) - 1 - list(reversed(formes[:i])).index(marque)
    debut = i - 1
    while debut > 0 and formes[debut] in communs().langue.adverbes:
        debut -= 1
    return max(0, debut)
