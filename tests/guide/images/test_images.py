"""The pictures: well-formed, told in words too, nothing cut off, one's own stage shown."""

from __future__ import annotations

import argparse
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml

from guide.commandes import image
from guide.contenu.lecture import ErreurContenu, dossier_connaissances
from guide.contenu.modeles import ETAPES
from guide.images import fichier_images, papier, papiers_de, procedure
from guide.images.dessin import LARGEUR, coupe, largeur

SVG = "{http://www.w3.org/2000/svg}"
PAPIERS = [un.id for un in fichier_images().papiers]
IMAGES = {
    "procedure": procedure(),
    **{f"procedure-{etape}": procedure(etape) for etape in ETAPES},
    **{nom: papier(nom) for nom in PAPIERS},
}


def _textes(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}text"))


def _alternative(svg: str) -> str:
    racine = ET.fromstring(svg)
    return " ".join(filter(None, (racine.findtext(f"{SVG}{nom}") for nom in ("title", "desc"))))


@pytest.mark.parametrize("svg", IMAGES.values(), ids=IMAGES)
def test_une_image_a_son_alternative(svg: str) -> None:
    racine = ET.fromstring(svg)
    assert racine.get("role") == "img" and racine.get("lang") == "fr"
    nommes = (racine.get("aria-labelledby") or "").split()
    assert nommes == [racine.find(f"{SVG}{nom}").get("id") for nom in ("title", "desc")]  # type: ignore[union-attr]
    assert racine.findtext(f"{SVG}title") and racine.findtext(f"{SVG}desc")
    assert "{" not in svg, "un numéro n'a pas été rempli"


@pytest.mark.parametrize("svg", IMAGES.values(), ids=IMAGES)
def test_aucun_mot_ne_deborde(svg: str) -> None:
    haut = float(ET.fromstring(svg).get("height") or 0)
    for texte in _textes(svg):
        taille = float(texte.get("font-size") or 0)
        assert taille >= 13, "trop petit pour être lu"
        large = largeur(texte.text or "", taille, texte.get("font-weight") == "bold")
        depart = float(texte.get("x") or 0)
        depart -= {"start": 0.0, "middle": large / 2, "end": large}[texte.get("text-anchor") or ""]
        assert 0 <= depart and depart + large <= LARGEUR, texte.text
        assert taille * 0.7 <= float(texte.get("y") or 0) <= haut, texte.text


@pytest.mark.parametrize("svg", IMAGES.values(), ids=IMAGES)
def test_une_image_se_lit_en_noir_et_blanc(svg: str) -> None:
    couleurs = {
        valeur
        for element in ET.fromstring(svg).iter()
        for nom in ("fill", "stroke")
        if (valeur := element.get(nom))
    }
    assert couleurs <= {"#000", "#fff", "#999", "none"}


@pytest.mark.parametrize("etape", ETAPES)
def test_l_etape_du_lecteur_est_montree_et_dite(etape: str) -> None:
    mots = fichier_images().procedure
    sienne = next(une for une in mots.etapes if une.id == etape)
    svg = procedure(etape)
    assert [texte.text for texte in _textes(svg)].count(mots.ici) == 1
    assert f"{sienne.titre}. {mots.ici}." in _alternative(svg)
    assert svg.count('fill="#000" stroke="#000"') == 1, "une seule boîte est noire"
    assert len({procedure(une) for une in ETAPES}) == len(ETAPES)


def test_sans_etape_rien_n_est_montre() -> None:
    assert fichier_images().procedure.ici not in procedure()
    assert all(une.titre in _alternative(procedure()) for une in fichier_images().procedure.etapes)


@pytest.mark.parametrize("nom", PAPIERS)
def test_un_papier_montre_et_dit_ou_est_sa_date(nom: str) -> None:
    un = next(un for un in fichier_images().papiers if un.id == nom)
    svg = papier(nom)
    dessines = " ".join(texte.text or "" for texte in _textes(svg)).replace("\u00a0", " ")
    premier = next(bloc for bloc in un.blocs if bloc.genre == "repere")
    assert "date" in premier.etiquette
    for attendu in (premier.etiquette, premier.texte, fichier_images().exemple):
        assert attendu.replace("\u00a0", " ") in dessines and attendu in _alternative(svg)


@pytest.mark.parametrize("etape", ETAPES)
def test_chaque_etape_a_son_papier(etape: str) -> None:
    assert papiers_de(etape) and set(papiers_de(etape)) <= set(PAPIERS)


def test_la_coupe_garde_les_mots_et_leur_place() -> None:
    texte = "Cherchez le mot « assignation », un tribunal, une date et une heure."
    lignes = coupe(texte, 14, 150)
    assert " ".join(lignes).replace("\u00a0", " ") == texte and len(lignes) > 2
    assert not [ligne for ligne in lignes if ligne[0] in ":;?!»" or ligne[-1] in "«→"]
    assert all(largeur(ligne, 14) <= 150 for ligne in lignes)
    assert coupe("1\u00a0800,00\u00a0€", 14, 10) == ["1\u00a0800,00\u00a0€"]


# --- bad data and the command


@pytest.fixture
def casse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Give a function that loads ``images.yml`` after one change."""
    racine = Path(shutil.copytree(dossier_connaissances(), tmp_path / "knowledge"))
    monkeypatch.setenv("GARDE_TOIT_KNOWLEDGE", str(racine))

    def charge(change) -> None:
        chemin = racine / "images.yml"
        donnees = yaml.safe_load(chemin.read_text(encoding="utf-8"))
        change(donnees)
        chemin.write_text(yaml.safe_dump(donnees, allow_unicode=True), encoding="utf-8")
        fichier_images.__wrapped__()

    return charge


@pytest.mark.parametrize(
    ("change", "faute"),
    [
        (lambda d: d["procedure"]["etapes"].pop(), "dans l'ordre"),
        (lambda d: d["papiers"].pop(), "étapes sans papier"),
        (lambda d: d["papiers"].append(d["papiers"][0]), "même id"),
        (lambda d: d["papiers"][0].update(blocs=[{"genre": "titre", "texte": "A"}]), "sa date"),
        (lambda d: d["papiers"][0]["blocs"][1].pop("etiquette"), "« repere » incomplet"),
        (lambda d: d["papiers"][0]["blocs"][0].update(genre="dragon"), "genre"),
    ],
)
def test_un_fichier_mal_ecrit_est_refuse(casse, change, faute: str) -> None:
    with pytest.raises(ErreurContenu, match=faute):
        casse(change)


def _options(**champs: object) -> argparse.Namespace:
    return argparse.Namespace(**{"aujourdhui": None, "json": False, **champs})


def test_commande_image(capsys: pytest.CaptureFixture[str]) -> None:
    assert image.execute(_options(sorte="procedure", etape="audience")) == 0
    assert capsys.readouterr().out == procedure("audience") + "\n"
    assert image.execute(_options(sorte="papier", nom="assignation")) == 0
    assert capsys.readouterr().out == papier("assignation") + "\n"


@pytest.mark.parametrize(
    "champs",
    [
        {"sorte": "procedure", "etape": "lune"},
        {"sorte": "papier", "nom": "lune"},
        {"sorte": "papier"},
    ],
)
def test_commande_image_refuse(champs: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert image.execute(_options(**champs)) == 2
    sortie = capsys.readouterr()
    assert sortie.out == "" and len(sortie.err.splitlines()) == 1
