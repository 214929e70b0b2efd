"""The adviser's desk: checklist, urgent flags, sentences never to say."""

from __future__ import annotations

import re

import pytest

from guide.contenu import contenu
from guide.contenu.modeles import ETAPES
from guide.contenu.verification import LOCATAIRE, OPERATEUR, depasse
from guide.lisibilite import mesure

BUREAU = contenu().operateur
LISTES = {
    "appel": BUREAU.appel,
    "urgences": BUREAU.urgences,
    "a_eviter": BUREAU.a_eviter,
    "nullites": BUREAU.nullites,
    "bailleur": BUREAU.bailleur,
}


@pytest.mark.parametrize("nom", LISTES)
def test_les_ids_sont_uniques(nom: str) -> None:
    ids = [entree.id for entree in LISTES[nom]]  # type: ignore[attr-defined]
    assert len(ids) == len(set(ids)) > 0


def test_l_aide_memoire_couvre_l_appel() -> None:
    tout = " ".join(f"{point.libelle} {point.aide}" for point in BUREAU.appel).lower()
    for mot in (
        "qui appelle", "logement", "bail", "loyer", "apl", "dette", "en entier", "remise",
        "audience", "foyer", "santé", "curatelle", "violences", "surendettement", "fsl", "dalo",
        "indigne", "cotitulaire", "caution",
    ):  # fmt: skip
        assert mot in tout, mot


def test_les_urgences_couvrent_les_cas_a_passer_a_un_humain() -> None:
    tout = " ".join(f"{urgence.libelle} {urgence.agir}" for urgence in BUREAU.urgences).lower()
    for mot in (
        "passée", "3 jours", "15 jours", "force publique", "aucun temps", "courant", "grossesse",
        "handicap", "hôpital", "prison", "enfants", "violences", "manquée", "surendettement",
        "curatelle", "contraires", "serrure",
    ):  # fmt: skip
        assert mot in tout, mot


def test_ce_qui_a_change_ne_se_dit_plus() -> None:
    dits = {entree.id: entree for entree in BUREAU.a_eviter}
    assert "1 mois à 1 an" in dits["juge_execution_3_ans"].dire
    assert "6 semaines" in dits["deux_mois_pour_tous"].dire
    assert "15 jours" in dits["appel_1_mois"].dire
    assert set(dits["rester_chez_vous"].etapes) == {"expulsion_cfp", "apres_expulsion"}
    sans_juge = dits["personne_sans_juge"].etapes
    assert not set(sans_juge) & set(ETAPES[: ETAPES.index("decision")])


def test_les_fiches_ne_disent_pas_ce_qu_on_evite() -> None:
    for entree in BUREAU.a_eviter:
        for etape in entree.etapes or ETAPES:
            fiche = contenu().fiches[etape]
            for partie in (fiche.reconnu, fiche.rassurer, fiche.en_attendant, *fiche.a_faire):
                assert partie is None or entree.phrase.rstrip(".…") not in partie.texte


def test_ce_que_lit_le_locataire_est_simple() -> None:
    lus = [re.sub(r"\{tel:[^}]*\}", "", texte) for texte in BUREAU.reprise.dict().values()]
    assert depasse(mesure(lus), LOCATAIRE) == []
    assert "accord" in BUREAU.reprise.dict() and BUREAU.reprise.accord.endswith("?")


def test_ce_que_lit_le_conseiller_est_clair() -> None:
    textes = [point.aide for point in BUREAU.appel]
    textes += [urgence.agir for urgence in BUREAU.urgences]
    textes += [texte for entree in BUREAU.a_eviter for texte in (entree.dire, entree.raison)]
    textes += [point for nullite in BUREAU.nullites for point in nullite.points]
    textes += [vue.texte for vue in BUREAU.bailleur]
    assert depasse(mesure(textes), OPERATEUR) == []
