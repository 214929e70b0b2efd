"""Every text that a tenant reads, gathered by family, so that all of them can be measured.

Titles, buttons and conditions are left out: they are not sentences, and their few words would
flatter the averages. A placeholder counts as many words as what is usually written there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from guide.comprehension.chargement import verification
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES, Demande, Enonce, Phrase, Terme
from guide.contenu.verification import enonces
from guide.delais.chargement import loi
from guide.delais.modeles import Regle
from guide.frise.modeles import fichier_frise
from guide.images import fichier_images

# What stands for a value filled in: as long as the real one.
_DATE = "lundi 16 novembre 2026"
_VALEURS = {
    **dict.fromkeys(("date", "depart", "fin", "date_prudente", "aujourdhui", "autre"), _DATE),
    **dict.fromkeys(("duree", "autre_duree"), "2 mois"),
    "objet": "pour payer",
    "commune": "Lens",
    "tiers": "votre mère",
    "titre": "Commandement de payer",
    "sujet": "commandement de payer",
    "jours": "30",
}
_VALEUR = re.compile(r"\{([a-z_]+)\}")


def familles() -> dict[str, list[str]]:
    """Texts of tenants by family of files: one entry a fiche, then one a kind of file."""
    tout = contenu()
    fiches = sorted(tout.fiches.values(), key=lambda fiche: fiche.rang)
    rassemblees: dict[str, Iterable[str]] = {
        f"fiches/{fiche.id}": _formes(enonces(fiche)) for fiche in fiches
    }
    rassemblees |= {
        "dispositifs": _formes(enonces(tout.dispositifs)),
        "questions": _formes(enonces(tout.questions)),
        "situations": _formes(enonces(tout.situations)),
        "idees_recues": _formes(enonces(tout.idees_recues)),
        "roles": _formes(enonces(tout.roles)),
        "glossaire": _formes(tout.glossaire.values()),
        "phrases": _formes(tout.phrases.values()),
        "demandes": _demandes(tout.demandes.values()),
        "delais": _delais(loi().regles.values()),
        "frise": _frise(),
        "verification": _verification(),
        "images": _images(),
        "reprise": tout.operateur.reprise.dict().values(),
    }
    return {
        famille: [_avec_valeurs(texte) for texte in textes if texte]
        for famille, textes in rassemblees.items()
    }


def _avec_valeurs(texte: str) -> str:
    return _VALEUR.sub(lambda lu: _VALEURS.get(lu[1], lu[1]), texte)


def _formes(entrees: Iterable[Enonce | Terme | Phrase]) -> Iterator[str]:
    for entree in entrees:
        yield entree.texte
        yield entree.sms or ""


def _demandes(demandes: Iterable[Demande]) -> Iterator[str]:
    for demande in demandes:
        yield demande.texte
        yield demande.sms or ""
        yield demande.aide or ""
        yield demande.utile or ""
        yield from demande.par_etape.values()


def _delais(regles: Iterable[Regle]) -> Iterator[str]:
    for regle in regles:
        for champ, texte in regle.textes:
            if not champ.startswith("titre"):
                yield texte or ""
    yield from loi().phrases.explication.values()
    for seuil in loi().seuils_apl:
        yield seuil.texte


def _frise() -> Iterator[str]:
    for etape in fichier_frise().etapes:
        yield etape.texte
        yield etape.avertissement or ""
    yield fichier_frise().phrases["prudence"]


def _verification() -> Iterator[str]:
    for etape in ETAPES:
        lue = verification(etape)
        for posee in (lue.avant_quand, lue.que_faire):
            yield posee.texte
            yield from posee.explications
            yield from posee.explications_sans_date


def _images() -> Iterator[str]:
    for etape in fichier_images().procedure.etapes:
        yield etape.texte
        yield etape.sortie
    for papier in fichier_images().papiers:
        yield papier.description
