"""Find the commune a tenant names, however it is spelt, and tell places that lie elsewhere.

The names come from ``knowledge/territoires``; this module only knows how people write them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import Field
from rapidfuzz.distance import OSA

from guide.contenu.chargement import contenu
from guide.contenu.lecture import dossier_connaissances, lire_yaml, valide
from guide.contenu.modeles import Commune, Modele
from guide.sons import son

# Communes whose name is also a French word: they need a place word before or a capital letter.
_MOTS_COURANTS = {"avion", "sains", "villers", "hersin", "mons", "tours", "nice", "valence", "pau"}
# French words that look like a misspelt commune.
_FAUX_AMIS = frozenset(
    """courrier courriers souche souches carence carences harnais dossier dossiers foret
    forets depuis maintenant mercredi libertaire liberer libert vivre livre avions lien liens
    dormir demain document documents service services""".split()
)
_LIEU = {"a", "sur", "vers", "habite", "habitons", "habiter", "vis", "vit", "vivons"}
_CHEZ_SOI = frozenset(
    """habite habitons habiter habitant habitante vis vit vivons loge logement appartement maison
    demeure reside domicilie domiciliee suis""".split()
)
_INSTITUTIONS = frozenset(
    """tribunal juge prefecture greffe huissier huissiers etude commissaire commissariat hopital
    conciliateur audience avocat avocate prefet palais police gendarmerie jcp jex""".split()
)
_LIAISON = frozenset(
    """a de d du des la le les l en au aux sur vers dans proximite judiciaire justice instance
    protection contentieux execution""".split()
)
_CODE_POSTAL = re.compile(r"(?<!\d)(\d{5})(?!\d)(?!\s*(?:€|eur))", re.IGNORECASE)
# Words around a bare answer ("je suis de Carvin", "à Lens centre svp").
_REMPLISSAGE = re.compile(
    r"^(?:(?:bonjour|oui|ok|alors|euh|ben|c est|cest|moi|je|j|on|nous|suis|sommes|habite|habitons"
    r"|vis|vit|vivons|loge|reste|dans|la|ville|commune|village|de|d|du|des|a|sur|vers|le|les|l|pres|cote"
    r"|ma|mon|notre|et|pour|chez|en|ici|mairie|ccas|mds)\s+)+"
)
_FIN = re.compile(r"(?:\s+(?:svp|stp|merci|centre|ville|dans|le|pas|de|calais|62|france|aussi))+$")
_REPONSES = frozenset(
    """oui non si ok merci bonjour bonsoir salut stop rien aucune aucun idee sais pas plus quoi
    pourquoi comment quand peut etre nulle part partout ici ailleurs dehors rue maison appartement
    france nord campagne ville aide aidez urgent svp jsp
    exactement absolument affirmatif bonne bientot jamais journee soiree""".split()
)


class AutreCalendrier(Modele):
    """A place under other public holidays (``territoires/national/autres_calendriers.yml``)."""

    id: str
    nom: str
    pourquoi: str
    source: str
    codes_postaux: list[str]
    noms: list[str]
    noms_majuscules: list[str] = Field(default_factory=list)


@dataclass(frozen=True)
class _Mot:
    """A word of the message: its folded form and how it was written."""

    plie: str
    ecrit: str


@dataclass(frozen=True)
class _Trouvaille:
    """Communes that the words ``debut:fin`` may name; none for a town that lies elsewhere."""

    debut: int
    fin: int
    communes: tuple[Commune, ...]


def plie(texte: str) -> str:
    """Fold case, accents, apostrophes and hyphens, "St" for "Saint": ``"Éleu-dit-…"`` → words."""
    texte = texte.lower().replace("œ", "oe").replace("æ", "ae")
    texte = "".join(c for c in unicodedata.normalize("NFD", texte) if not unicodedata.combining(c))
    texte = re.sub(r"\bs\s*/\s*s?\s*(?=[a-z])", "sous ", texte)
    mots = re.sub(r"[^a-z0-9]+", " ", texte).split()
    courts = {"st": "saint", "ste": "sainte", "lez": "les", "ss": "sous"}
    return " ".join(courts.get(mot, mot) for mot in mots)


def _mots(texte: str) -> list[_Mot]:
    texte = re.sub(r"\b[sS]\s*/\s*[sS]?\s*(?=[a-zA-Z])", "sous ", texte)
    return [
        _Mot(partie, ecrit)
        for ecrit in re.findall(r"[^\W_]+", texte)
        for partie in plie(ecrit).split()
    ]


@lru_cache(maxsize=1)
def _communes() -> tuple[Commune, ...]:
    return tuple(c for t in contenu().territoires.values() for c in t.communes)


@lru_cache(maxsize=1)
def _formes() -> dict[str, tuple[Commune, ...]]:
    """Folded spelling → communes, with short forms without "en", "sous", "les"."""
    formes: dict[str, list[Commune]] = {}
    for commune in _communes():
        noms = [plie(nom) for nom in (commune.nom, *commune.variantes)]
        noms += [re.sub(r" (?:en|sous|les|dit|a|au|le) ", " ", nom) for nom in noms]
        noms += [re.sub(r" sous ", " s ", nom) for nom in noms]
        for nom in dict.fromkeys(noms + [nom.replace(" ", "") for nom in noms]):
            formes.setdefault(nom, []).append(commune)
    return {forme: tuple(communes) for forme, communes in formes.items()}


@lru_cache(maxsize=1)
def _ailleurs() -> dict[str, str]:
    """Folded name → name of known places that are no commune of a territory."""
    noms: list[str] = []
    for chemin in sorted((dossier_connaissances() / "territoires").glob("*/hors_territoire.yml")):
        noms += lire_yaml(chemin)
    for calendrier in autres_calendriers():
        noms += calendrier.noms
    noms += [territoire.departement for territoire in contenu().territoires.values()]
    return {plie(nom): nom for nom in noms}


@lru_cache(maxsize=1)
def _departements() -> frozenset[str]:
    return frozenset(plie(territoire.departement) for territoire in contenu().territoires.values())


@lru_cache(maxsize=1)
def autres_calendriers() -> tuple[AutreCalendrier, ...]:
    """The places known to lie under another holiday calendar."""
    chemin: Path = dossier_connaissances() / "territoires" / "national" / "autres_calendriers.yml"
    return tuple(valide(AutreCalendrier, entree, chemin) for entree in lire_yaml(chemin))


@lru_cache(maxsize=1)
def _noms_plies() -> dict[str, frozenset[str]]:
    """Folded names of the places under each other calendar."""
    return {un.id: frozenset(plie(nom) for nom in un.noms) for un in autres_calendriers()}


def _codes(texte: str) -> tuple[Commune, ...]:
    """Communes of the postcodes written in ``texte``, amounts of money set apart."""
    codes = set(_CODE_POSTAL.findall(texte))
    return tuple(c for c in _communes() if codes & set(c.codes_postaux))


def _nommees(mots: list[_Mot]) -> list[_Trouvaille]:
    """Names spelt right, or nearly for names of several words, longest first.

    A longer name from elsewhere hides a shorter local one ("Billy-Berclau").
    """
    trouvailles = []
    pris: set[int] = set()
    for longueur in range(min(6, len(mots)), 0, -1):
        for debut in range(len(mots) - longueur + 1):
            etendue = range(debut, debut + longueur)
            if pris & set(etendue):
                continue
            forme = " ".join(mot.plie for mot in mots[debut : debut + longueur])
            communes = _formes().get(forme, ())
            bords = {mots[debut].plie, mots[debut + longueur - 1].plie}
            if not communes and longueur > 1 and len(forme) > 9 and not bords & _LIAISON:
                communes = _proches(forme)
            if not communes and forme not in _ailleurs():
                continue
            if longueur == 1 and forme in _MOTS_COURANTS and not _nomme_un_lieu(mots, debut):
                continue
            pris.update(etendue)
            trouvailles.append(_Trouvaille(debut, debut + longueur, communes))
    return sorted(trouvailles, key=lambda t: t.debut)


def _nomme_un_lieu(mots: list[_Mot], rang: int) -> bool:
    """Is this word used as a place name: alone, after "à", or with a capital inside a sentence?"""
    if len(mots) == 1:
        return True
    if rang and mots[rang - 1].plie in _LIEU:
        return True
    return rang > 0 and mots[rang].ecrit.istitle() and not mots[rang - 1].ecrit.istitle()


def _ecart_permis(forme: str) -> int:
    """Typing mistakes forgiven: none in short names, where another word is soon met."""
    longueur = len(forme.replace(" ", ""))
    return 0 if longueur < 6 else 1 if longueur < 8 else 2 if longueur < 11 else 3


def _cle_de_son(forme: str) -> str:
    """Several words only sound like as many: "souhaite etre" is not "Souchez"."""
    return f"{forme.count(' ')} {son(forme)}"


@lru_cache(maxsize=1)
def _sons() -> dict[str, tuple[Commune, ...]]:
    """Sound → communes, for names long enough not to sound like another word."""
    sons: dict[str, list[Commune]] = {}
    for forme, communes in _formes().items():
        if len(forme) >= 5 and len(son(forme)) >= (3 if len(forme) > 5 else 4):
            sons.setdefault(_cle_de_son(forme), []).extend(communes)
    return {cle: _uniques(communes) for cle, communes in sons.items()}


@lru_cache(maxsize=4096)
def _proches(texte: str) -> tuple[Commune, ...]:
    """Communes spelt nearly like ``texte`` (folded), the nearest only."""
    if texte in _FAUX_AMIS or texte in _ailleurs() or len(texte) < 4 or texte.isdigit():
        return ()
    notes = []
    for forme, communes in _formes().items():
        permis = _ecart_permis(forme)
        if (" " in texte) > (" " in forme) or not _mots_proches(texte, forme):
            continue
        if texte[0] == forme[0] and abs(len(texte) - len(forme)) <= permis:
            ecart = OSA.distance(texte, forme, score_cutoff=permis)
            notes += [(ecart / len(forme), c) for c in communes if ecart <= permis]
    if not notes:
        notes = [(0.0, commune) for commune in _sons().get(_cle_de_son(texte), ())]
    if not notes or any(OSA.distance(texte, nom) <= 1 for nom in _ailleurs() if len(nom) > 4):
        return ()
    meilleure = min(note for note, _ in notes)
    return _uniques(commune for note, commune in notes if note == meilleure)


def _mots_proches(texte: str, forme: str) -> bool:
    """Compared word by word when there are as many: "pont a henin" is not "pont a vendin"."""
    ici, la = texte.split(), forme.split()
    if len(ici) != len(la):
        return True
    return all(OSA.distance(a, b) <= 1 + len(b) // 7 for a, b in zip(ici, la, strict=True))


def _uniques(communes: Iterable[Commune]) -> tuple[Commune, ...]:
    return tuple({commune.nom: commune for commune in communes}.values())


def _reponse_nue(texte: str) -> str:
    """The words left of a short answer once "j'habite à …, merci" is taken away."""
    reste = _REMPLISSAGE.sub("", plie(texte) + " ").strip()
    return _FIN.sub("", reste)


def trouve(texte: str) -> tuple[Commune, ...]:
    """Communes meant by an answer to "where do you live?".

    One commune: found. Several: let the tenant choose (a postcode, "Noyelles"). None: no commune
    of a known territory is named.
    """
    nue = _reponse_nue(re.sub(r"\b(\d{2})\s(\d{3})\b", r"\1\2", texte))
    if nue in _formes():
        return _formes()[nue]
    if communes := extrait_commune(texte) or _codes(nue):
        return communes
    mots = nue.split()
    if not 0 < len(mots) <= 4 or set(mots) <= _REPONSES or _nommees(_mots(texte)):
        return ()
    return _proches(nue)


def extrait_commune(phrase: str) -> tuple[Commune, ...]:
    """Communes named inside a longer message, as :func:`trouve`.

    The place where one lives wins over others; the seat of a court, of the bailiff or of the
    prefecture is not where the tenant lives.
    """
    communes = _uniques(c for lieu in _lieux(_mots(phrase)) for c in lieu.communes)
    codes = _codes(phrase)
    if communes and codes:
        return tuple(c for c in communes if c in codes) or communes
    return communes or codes


def _lieux(mots: list[_Mot]) -> list[_Trouvaille]:
    """Places that the message gives as the tenant's: his home if he says so, else all of them."""
    lieux = [t for t in _nommees(mots) or _approchees(mots) if not _siege(mots, t.debut)]
    chez_soi = [t for t in lieux if _precede(mots, t.debut, _CHEZ_SOI, 4)]
    return chez_soi[:1] or lieux


def _approchees(mots: list[_Mot]) -> list[_Trouvaille]:
    """Misspelt names, looked for only right after a word of place."""
    trouvailles = []
    for rang in range(1, len(mots)):
        if mots[rang - 1].plie not in _LIEU:
            continue
        for longueur in (4, 3, 2, 1):
            forme = " ".join(mot.plie for mot in mots[rang : rang + longueur])
            if communes := _proches(forme):
                trouvailles.append(_Trouvaille(rang, rang + longueur, communes))
                break
    return trouvailles


def _precede(mots: list[_Mot], rang: int, reperes: frozenset[str], distance: int) -> bool:
    return any(mot.plie in reperes for mot in mots[max(0, rang - distance) : rang])


def _siege(mots: list[_Mot], rang: int) -> bool:
    """Does the name tell where a court or an office sits ("le tribunal de proximité de Lens")?"""
    while rang and mots[rang - 1].plie in _LIAISON:
        rang -= 1
    return rang > 0 and mots[rang - 1].plie in _INSTITUTIONS


def hors_territoire(texte: str) -> str | None:
    """Name of the place outside every territory that ``texte`` tells, else None.

    A known town counts inside a sentence after a word of place; an unknown name counts only as a
    bare answer of at most three words, with a capital or after a word of place.
    """
    if trouve(texte):
        return None
    mots = _mots(texte)
    nue = _reponse_nue(texte)
    if nue in _ailleurs():
        return _ailleurs()[nue]
    for lieu in _lieux(mots):
        forme = " ".join(mot.plie for mot in mots[lieu.debut : lieu.fin])
        if _nomme_un_lieu(mots, lieu.debut) and forme not in _departements():
            return _ailleurs()[forme]
    if re.fullmatch(r"\d{5}", nue):
        return nue
    suite = nue.split()
    if not 0 < len(suite) <= 3 or not nue.replace(" ", "").isalpha() or set(suite) & _REPONSES:
        return None
    avant = mots[-len(suite) - 1].plie if len(mots) > len(suite) else ""
    noms = [mot.ecrit for mot in mots[-len(suite) :] if mot.plie not in _LIAISON]
    capitales = bool(noms) and all(nom.istitle() for nom in noms)
    return nue.title() if capitales or avant in _LIEU else None


def calendrier_de(texte: str) -> AutreCalendrier | None:
    """The other holiday calendar under which the place named in ``texte`` lies, if known.

    There no date may be computed: the eleven holidays of metropolitan France do not apply. None
    also where no place, or more than one, is named as the tenant's.
    """
    codes = _CODE_POSTAL.findall(texte)
    mots = _mots(texte)
    lieux = _lieux(mots)
    noms = {_reponse_nue(texte)}
    if len(lieux) == 1:
        noms.add(" ".join(mot.plie for mot in mots[lieux[0].debut : lieux[0].fin]))
    for calendrier in autres_calendriers():
        if any(code.startswith(tuple(calendrier.codes_postaux)) for code in codes):
            return calendrier
        if noms & _noms_plies()[calendrier.id]:
            return calendrier
        if any(re.search(rf"\b{nom}\b", texte) for nom in calendrier.noms_majuscules):
            return calendrier
    return None
