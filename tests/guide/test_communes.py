"""Communes as tenants write them, and places that must not be taken for one of them."""

from __future__ import annotations

import pytest

from guide.communes import calendrier_de, extrait_commune, hors_territoire, trouve


def noms(communes) -> list[str]:
    return [commune.nom for commune in communes]


@pytest.mark.parametrize(
    "texte, attendu",
    [
        ("Carvin", "Carvin"),
        ("CARVIN", "Carvin"),
        ("carvin 62220", "Carvin"),
        ("j'habite à Carvin", "Carvin"),
        ("je suis sur lens", "Lens"),
        ("Lens centre", "Lens"),
        ("Avion", "Avion"),
        ("à avion", "Avion"),
        ("mercourt", "Méricourt"),
        ("mericour", "Méricourt"),
        ("Mericourt", "Méricourt"),
        ("henin", "Hénin-Beaumont"),
        ("hénin beaumont", "Hénin-Beaumont"),
        ("heninbeaumont", "Hénin-Beaumont"),
        ("enin bomon", "Hénin-Beaumont"),
        ("billy", "Billy-Montigny"),
        ("bili montigni", "Billy-Montigny"),
        ("bully", "Bully-les-Mines"),
        ("Noyelles sous Lens", "Noyelles-sous-Lens"),
        ("noyelles s/s lens", "Noyelles-sous-Lens"),
        ("noyelle godault", "Noyelles-Godault"),
        ("eleu dit leauwette", "Éleu-dit-Leauwette"),
        ("Eleu", "Éleu-dit-Leauwette"),
        ("ablain st nazaire", "Ablain-Saint-Nazaire"),
        ("courcelles les lens", "Courcelles-lès-Lens"),
        ("fouquiere les lens", "Fouquières-lès-Lens"),
        ("courriere", "Courrières"),
        ("salaumine", "Sallaumines"),
        ("arnes", "Harnes"),
        ("rouvroi", "Rouvroy"),
        ("oigny", "Oignies"),
        ("lievain", "Liévin"),
        ("annay", "Annay-sous-Lens"),
        ("62110", "Hénin-Beaumont"),
        ("62 110", "Hénin-Beaumont"),
    ],
)
def test_une_commune_est_reconnue(texte, attendu):
    assert noms(trouve(texte)) == [attendu]


@pytest.mark.parametrize(
    "texte, attendu",
    [
        ("62300", {"Lens", "Éleu-dit-Leauwette"}),
        ("62410", {"Bénifontaine", "Hulluch", "Meurchin", "Wingles"}),
        ("noyelles", {"Noyelles-Godault", "Noyelles-sous-Lens"}),
        ("vendin", {"Pont-à-Vendin", "Vendin-le-Vieil"}),
    ],
)
def test_plusieurs_communes_demandent_un_choix(texte, attendu):
    assert set(noms(trouve(texte))) == attendu


def test_le_nom_tranche_entre_les_communes_d_un_code_postal():
    assert noms(trouve("62300 Lens")) == ["Lens"]


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "non",
        "je sais pas",
        "le 5 octobre",
        "2 mois",
        "j'ai reçu un courrier de la caf",
        "je ne comprends pas silence lenteur valence",
        "je prends l'avion demain",
        "il est rentré sain et sauf",
        "je dois 62000 euros",
        "je souhaite être rappelé",
        "la souche du problème",
        "Lille",
        "à Arras",
        "Béthune",
        "Paris",
        "Angers",
        "Billy-Berclau",
        "fouquieres les bethune",
        "Vendin-lès-Béthune",
        "Montigny-lès-Metz",
        "Noyelles-lès-Vermelles",
        "Loos-lez-Lille",
    ],
)
def test_rien_n_est_invente(texte):
    assert noms(trouve(texte)) == []
    assert noms(extrait_commune(texte)) == []


@pytest.mark.parametrize(
    "phrase, attendu",
    [
        ("qui je vois à Courrières ?", ["Courrières"]),
        ("c koi ladress de la mds a carvin", ["Carvin"]),
        ("ya 1 asso ki aide vers noyelle godault ??", ["Noyelles-Godault"]),
        ("J'habite Avion, à quel service m'adresser ?", ["Avion"]),
        ("je vis a mericour avec mes enfants", ["Méricourt"]),
        ("j'habite Carvin mais l'huissier est de Lens", ["Carvin"]),
        ("assigné devant le juge des contentieux de la protection de Lens", []),
        ("convoqué au commissariat d'Hénin", []),
        ("j'habite Lille, ma mère est à Lens", []),
        ("on m'a dit que le courrier à ouvrir vient du tribunal", []),
    ],
)
def test_commune_dans_une_phrase(phrase, attendu):
    assert noms(extrait_commune(phrase)) == attendu


@pytest.mark.parametrize(
    "texte, attendu",
    [
        ("Lille", "Lille"),
        ("je suis à Marseille", "Marseille"),
        ("aix en provence", "Aix-en-Provence"),
        ("59000", "59000"),
        ("Trifouilly", "Trifouilly"),
        ("à trifouilly", "Trifouilly"),
    ],
)
def test_lieu_hors_du_territoire(texte, attendu):
    assert hors_territoire(texte) == attendu


@pytest.mark.parametrize(
    "texte", ["Carvin", "je sais pas", "nope", "je prends l'avion", "Pas-de-Calais", "oui merci"]
)
def test_ce_qui_n_est_pas_un_lieu_d_ailleurs(texte):
    assert hors_territoire(texte) is None


@pytest.mark.parametrize(
    "texte, attendu",
    [
        ("Strasbourg", "alsace_moselle"),
        ("j'habite à metz", "alsace_moselle"),
        ("Mulhouse", "alsace_moselle"),
        ("67000", "alsace_moselle"),
        ("Montigny-lès-Metz", "alsace_moselle"),
        ("Saint-Denis de La Réunion", "la_reunion"),
        ("à La Réunion", "la_reunion"),
        ("Fort-de-France", "martinique"),
        ("97110", "guadeloupe"),
    ],
)
def test_autres_jours_feries(texte, attendu):
    calendrier = calendrier_de(texte)
    assert calendrier is not None and calendrier.id == attendu


@pytest.mark.parametrize(
    "texte",
    [
        "Lens",
        "Lille",
        "62300",
        "j'ai 67000 euros de dette",
        "à la réunion de conciliation",
        "je loge à Arras, ma famille est à Mayotte",
    ],
)
def test_jours_feries_de_la_metropole(texte):
    assert calendrier_de(texte) is None
