"""Bring French as people type it to one form, before features are taken from it.

Three depths, each built on the one before: :func:`normalise` (signs), :func:`deplie` (SMS
spellings written out) and :func:`sons` (words reduced to how they sound).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})
_BLANCS = re.compile(r"\s+")
_REPETITION = re.compile(r"([a-z!?.])\1{2,}")
_MOTS = re.compile(r"\w+|[?!]")
_FIN_DE_PHRASE = re.compile(r"(?<=[.!?;…])\s+|\n+")

_ABREVIATIONS = {
    abrege: complet
    for complet, abreges in {
        "j ai": "jai g gé",
        "je suis": "jsui jsuis chui chuis jsus",
        "je dois": "jdoi jdois",
        "je peux": "jpeu jpeux",
        "je veux": "jve jveu jveux",
        "je sais": "jsais jsai jsé",
        "j en peux plus": "jpp",
        "j en": "jen",
        "c est": "c cest",
        "il y a": "ya yà",
        "est ce que": "esk eske esque",
        "qu est ce que": "keske kesk keskon",
        "ce qui": "ski",
        "qui": "ki",
        "que": "ke",
        "quoi": "koi",
        "quand": "qd kan kand",
        "qu on": "quon kon",
        "qu il": "quil kil",
        "pourquoi": "pk pkoi",
        "parce que": "pcq pck psk parske",
        "maintenant": "mtn mnt",
        "aujourd hui": "ajd aujourdhui",
        "beaucoup": "bcp",
        "toujours": "tjs tjr",
        "bonjour": "bjr",
        "rendez vous": "rdv",
        "suis": "ss",
        "pas": "pa",
        "pour": "pr",
        "dans": "ds",
        "avec": "avc",
        "vous": "vs",
        "nous": "ns",
        "tout": "tt",
        "tous": "ts",
        "faut": "fo fau",
        "dois": "doi",
        "peux": "peu peut",
        "veux": "veu veut",
        "recu": "ressu resu recut",
        "apres": "apre",
        "aussi": "oci osi",
        "logement": "lgt",
        "loyer": "loye loyers",
        "proprietaire": "proprio",
        "m appelle": "mapel",
        "d un": "dun",
        "d une": "dune",
        "de la": "dla",
        "de l aide": "dlaide",
        "l huissier": "luissier lhuissier luisier",
        "l expulsion": "lexpulsion",
        "d expulsion": "dexpulsion",
        "l audience": "laudience",
        "l assignation": "lassignation",
        "l avocat": "lavocat",
    }.items()
    for abrege in abreges.split()
}

# Without their accent these are other words ("je", "me", "ce"): read before accents are dropped.
_ACCENTUEES = {"jé": "j ai", "mé": "mais", "cé": "c"}
_MOT_ACCENTUE = re.compile(rf"\b({'|'.join(_ACCENTUEES)})\b", re.IGNORECASE)

_MEMES_SONS = [
    (re.compile(motif), son)
    for motif, son in [
        (r"(.)\1", r"\1"),
        ("ph", "f"),
        ("qu?", "k"),
        ("e?au", "o"),
        ("[ae]i", "e"),
        ("c(?=[eiy])", "s"),
        ("ch", "H"),
        ("c", "k"),
        ("z", "s"),
        ("y", "i"),
        ("h", ""),
    ]
]
_FIN_MUETTE = re.compile(r"(er|ez|es|ent|e|s|t|d|x|p)+$")
_NASALES = re.compile("e[nm]|am|in")


def normalise(texte: str) -> str:
    """Lower case, no accents, plain apostrophes, single spaces, no letter more than twice."""
    decompose = unicodedata.normalize("NFKD", texte.translate(_APOSTROPHES).lower())
    sans_accents = "".join(signe for signe in decompose if not unicodedata.combining(signe))
    sans_accents = sans_accents.replace("œ", "oe").replace("æ", "ae")
    return _BLANCS.sub(" ", _REPETITION.sub(r"\1\1", sans_accents)).strip()


def deplie(texte: str) -> str:
    """Normalised words with SMS spellings written out ("g recu" -> "j ai recu")."""
    compose = unicodedata.normalize("NFC", texte)
    sans_pieges = _MOT_ACCENTUE.sub(lambda lu: _ACCENTUEES[lu[1].lower()], compose)
    mots: list[str] = _MOTS.findall(normalise(sans_pieges))
    return " ".join(_ABREVIATIONS_PLIEES.get(mot, mot) for mot in mots)


def sons(texte_deplie: str) -> str:
    """Words of :func:`deplie` by their sound, endings mute ("comendemen" ~ "commandement")."""
    return " ".join(_son(mot) for mot in texte_deplie.split())


def phrases(texte: str) -> list[str]:
    """Sentences of a message, at least two words each; empty when there is only one."""
    trouvees = [p.strip() for p in _FIN_DE_PHRASE.split(texte) if len(p.split()) >= 2]
    return trouvees if len(trouvees) > 1 else []


@lru_cache(maxsize=16_384)
def _son(mot: str) -> str:
    for motif, son in _MEMES_SONS:
        mot = motif.sub(son, mot)
    return _NASALES.sub("an", _FIN_MUETTE.sub("", mot) or mot)


_ABREVIATIONS_PLIEES = {normalise(abrege): complet for abrege, complet in _ABREVIATIONS.items()}
