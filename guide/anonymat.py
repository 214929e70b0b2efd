"""Take out of a text what could name somebody, before it is kept to improve the tool.

On the careful side: a capital inside a sentence is a name unless it is a known word; what remains
is still read by a person before any use.
"""

from __future__ import annotations

import re
from functools import lru_cache

from guide.contenu.chargement import contenu
from guide.texte import mots

_VOIE = "rue|avenue|av|boulevard|bd|place|allée|impasse|chemin|route|cité|résidence|square|quai"
_LOGEMENT = "appartement|appt|apt|bâtiment|bât|escalier|porte"
_CIVILITE = r"M\.|Mr|Mme|Mlle|Monsieur|Madame|Maître|Me|Docteur|Dr"
_REMPLACEMENTS = tuple(
    (re.compile(motif), remplacement)
    for motif, remplacement in (
        (r"\S+@\S+", "[courriel]"),
        (r"(?:https?://|www\.)\S+", "[lien]"),
        (r"(?:\+ ?33 ?|\b0)\d(?:[ .\-/]?\d\d){4}\b", "[téléphone]"),
        (rf"(?i)\b\d{{1,4}} ?(?:bis|ter)?,? (?:{_VOIE})\b[^,.;!?\n]*", "[adresse]"),
        (rf"(?i)\b(?:{_LOGEMENT}) ?(?:n°? ?)?\d{{1,4}}[A-Z]?\b", "[adresse]"),
        (r"\b\d{2} ?\d{3}\b(?= +[A-ZÉ])", "[code postal]"),
        (r"\b(?:\d[ -]?){6,}\d\b|\b[A-Z]{0,3}\d{6,}[A-Z]{0,3}\b", "[numéro]"),
        (rf"\b(?:{_CIVILITE})\.? +(?:[A-ZÉÈ][\w'’-]+ ?){{1,3}}", "[nom] "),
        (r"(?i)\b(?:je m'appelle|mon nom est|je me nomme) +(?:[\w'’-]+ ?){1,2}", "[nom] "),
    )
)
_CAPITALE = re.compile(
    r"(?<![.!?…:\n«\"] )(?<![.!?…:\n«\"])(?<=\s)(?:[dlDL]['’])?([A-ZÉÈÀÂÊÎÔÛÇ][\w-]+)"
)
_MOIS_ET_JOURS = frozenset(
    """janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi
    mardi mercredi jeudi vendredi samedi dimanche""".split()
)


@lru_cache(maxsize=1)
def _mots_connus() -> frozenset[str]:
    """Words that name nobody: those of the content's own vocabulary and of its places."""
    noms = [territoire.nom for territoire in contenu().territoires.values()]
    noms += [c.nom for t in contenu().territoires.values() for c in t.communes]
    noms += [terme.terme for terme in contenu().glossaire.values()]
    noms += [terme.sigle for terme in contenu().glossaire.values() if terme.sigle]
    noms += [c.nom for c in contenu().contacts.values() if c.role == "bailleur_social"]
    noms += [role.nom for role in contenu().roles.values()]
    return frozenset(mot for nom in noms for mot in mots(nom)) | _MOIS_ET_JOURS


def anonymise(texte: str) -> str:
    """The text with names, addresses, numbers and links replaced by what they are."""
    for motif, remplacement in _REMPLACEMENTS:
        texte = motif.sub(remplacement, texte)
    texte = _CAPITALE.sub(_cache, texte)
    return re.sub(r"(?:\[nom\] ?){2,}", "[nom] ", re.sub(r" {2,}", " ", texte)).strip()


def _cache(lu: re.Match[str]) -> str:
    mot = lu[1]
    connu = set(mots(mot)) <= _mots_connus() or (mot.isupper() and len(mot) > 1)
    return lu[0] if connu else lu[0].replace(mot, "[nom]")
