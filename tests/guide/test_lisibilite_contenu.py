"""What tenants and operators read is plain: measured on every fiche and on the whole content."""

from __future__ import annotations

import re

import pytest

from guide.contenu import contenu
from guide.contenu.modeles import ETAPES, Enonce
from guide.contenu.verification import (
    LOCATAIRE,
    OPERATEUR,
    Seuils,
    depasse,
    enonces,
    mesure_locataire,
    mesure_operateur,
)
from guide.lisibilite import mesure

FICHES = [enonce for fiche in contenu().fiches.values() for enonce in enonces(fiche)]
# Legal or hard words that a tenant reads only inside « », as printed on his paper.
MOTS_INTERDITS = re.compile(
    r"%|\betc\b|\bdélais?\b|(?:loyer|terme|mois) courant|résili|\bavant le\b|"
    r"libér(?:er|ation)|exécutoire|prorog|irrecev|forclu|diligen|\bJ-\d|\barticle\b|\bFALC\b",
    re.IGNORECASE,
)
SIGLE = re.compile(r"\b[A-ZÉ]{2,}\b")
SIGLES_CONNUS = {"SMS"}


@pytest.mark.parametrize("etape", ETAPES)
def test_une_fiche_est_facile_a_lire(etape: str) -> None:
    groupe = list(enonces(contenu().fiches[etape]))
    assert depasse(mesure_locataire(groupe), LOCATAIRE) == []
    assert depasse(mesure_operateur(groupe), OPERATEUR) == []


def test_le_contenu_entier_est_facile_a_lire() -> None:
    groupe = list(enonces(vars(contenu())))
    assert depasse(mesure_locataire(groupe), LOCATAIRE) == []
    assert depasse(mesure_operateur(groupe), OPERATEUR) == []


def test_les_seuils_mordent() -> None:
    difficile = mesure(
        "La résiliation judiciaire conditionnelle subséquente nécessite préalablement "
        "l'établissement contradictoire d'obligations insuffisamment caractérisées, nonobstant "
        "toute régularisation ultérieure éventuellement négociée amiablement devant conciliateur."
    )
    manques = depasse(difficile, Seuils(12, 75, 20))
    assert len(manques) == 3
    assert depasse(difficile, Seuils(12, 75, None)) == manques[:2]


@pytest.mark.parametrize("enonce", FICHES, ids=lambda enonce: enonce.id)
def test_mots_simples(enonce: Enonce) -> None:
    for forme in filter(None, (enonce.texte, enonce.sms)):
        sans_citations = re.sub(r"«[^»]*»", "", forme)
        assert not MOTS_INTERDITS.search(sans_citations)
        sigles = set(SIGLE.findall(re.sub(r"\([^)]*\)", "", sans_citations)))
        assert sigles <= SIGLES_CONNUS, "un sigle vient entre parenthèses, après ses mots"


def test_aucun_numero_ecrit_a_la_main() -> None:
    for enonce in FICHES:
        for forme in (enonce.texte, enonce.sms, enonce.operateur):
            assert not re.search(r"\b0\d(?:[ .]?\d\d){4}\b|\b0 ?80\d", forme or ""), enonce.id
