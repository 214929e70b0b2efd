"""What tenants and operators read is plain: measured on every text, by fiche and by family."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from guide.commandes import lisibilite
from guide.contenu import contenu
from guide.contenu.modeles import ETAPES
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
from guide.textes_locataire import familles

RACINE = Path(__file__).resolve().parents[2]
EXTRAIT = "tests/donnees/extrait_guide.txt"
FAMILLES = familles()
# Families of statements; the others also hold questions that quote the paper's own words.
SIMPLES = sorted(set(FAMILLES) - {"phrases", "demandes", "delais", "frise", "verification"})
FICHES = [enonce for fiche in contenu().fiches.values() for enonce in enonces(fiche)]
# Legal or hard words that a tenant reads only inside « », as printed on his paper.
MOTS_INTERDITS = re.compile(
    r"%|\betc\b|\bdélais?\b|(?:loyer|terme|mois) courant|résili|\bavant le (?:\d|lundi|mardi)|"
    r"libér(?:er|ation)|exécutoire|prorog|irrecev|forclu|diligen|\bJ-\d|\barticle\b|\bFALC\b",
    re.IGNORECASE,
)
SIGLE = re.compile(r"\b[A-ZÉ]{2,}\b")
SIGLES_CONNUS = {"SMS", "HLM", "SOS"}


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


def test_toutes_les_familles_sont_mesurees() -> None:
    attendues = {f"fiches/{etape}" for etape in ETAPES} | {
        "dispositifs", "questions", "situations", "idees_recues", "roles", "glossaire", "phrases",
        "demandes", "delais", "frise", "verification", "images", "reprise",
    }  # fmt: skip
    assert set(FAMILLES) == attendues
    assert all(FAMILLES.values())


@pytest.mark.parametrize("famille", FAMILLES)
def test_une_famille_est_facile_a_lire(famille: str) -> None:
    assert depasse(mesure(FAMILLES[famille]), LOCATAIRE) == []


def test_l_ensemble_est_facile_a_lire() -> None:
    tous = [texte for textes in FAMILLES.values() for texte in textes]
    assert depasse(mesure(tous), LOCATAIRE) == []


def test_une_valeur_a_remplir_compte_ses_mots() -> None:
    textes = [texte for textes in FAMILLES.values() for texte in textes]
    assert not [texte for texte in textes if re.search(r"\{(?!tel:)", texte)]
    assert any("lundi 16 novembre 2026" in texte for texte in FAMILLES["delais"])


@pytest.mark.parametrize("famille", SIMPLES)
def test_mots_simples(famille: str) -> None:
    for texte in FAMILLES[famille]:
        sans_citations = re.sub(r"«[^»]*»", "", texte)
        assert not MOTS_INTERDITS.search(sans_citations), texte
        sigles = set(SIGLE.findall(re.sub(r"\([^)]*\)", "", sans_citations)))
        assert sigles <= SIGLES_CONNUS, f"un sigle vient entre parenthèses : {texte}"


def test_aucun_numero_ecrit_a_la_main() -> None:
    for enonce in FICHES:
        for forme in (enonce.texte, enonce.sms, enonce.operateur):
            assert not re.search(r"\b0\d(?:[ .]?\d\d){4}\b|\b0 ?80\d", forme or ""), enonce.id


# --- the report


def _options(**champs: object) -> argparse.Namespace:
    return argparse.Namespace(**{"aujourdhui": None, "json": False, "comparer": None, **champs})


def test_le_rapport_ecrit_a_les_lignes_de_la_commande(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its figures move with each text: `make` does not fail for a tenth of a point.
    monkeypatch.chdir(RACINE)
    assert lisibilite.execute(_options(comparer=EXTRAIT)) == 0
    ecrit = (RACINE / "docs" / "lisibilite.md").read_text(encoding="utf-8")
    dit = capsys.readouterr().out
    commande = f"python -m guide lisibilite --comparer {EXTRAIT} > docs/lisibilite.md"
    assert _sans_chiffres(dit) == _sans_chiffres(ecrit), commande


def _sans_chiffres(tableau: str) -> str:
    return re.sub(r"[\d,]+", "0", tableau)


def test_nos_textes_sont_plus_faciles_que_le_guide() -> None:
    mesures = lisibilite.repond({"comparer": str(RACINE / EXTRAIT)}, None)["mesures"]  # type: ignore[arg-type]
    guide, nous = mesures["extrait_guide.txt"], mesures["ensemble"]
    assert nous["kandel_moles"] > guide["kandel_moles"] + 10
    assert nous["plus_de_20_mots"] == 0 < guide["plus_de_20_mots"]


def test_le_rapport_refuse_un_fichier_absent(capsys: pytest.CaptureFixture[str]) -> None:
    assert lisibilite.execute(_options(comparer="absent.txt")) == 2
    sortie = capsys.readouterr()
    assert sortie.out == "" and "absent.txt" in sortie.err
