"""The contacts of a commune: the right ones, the nearest first, and the command line."""

from __future__ import annotations

import json

import pytest

from guide.commandes import principal
from guide.contacts import bailleur_nomme, pour_commune
from guide.contenu.chargement import contenu

COMMUNES = [c.nom for t in contenu().territoires.values() for c in t.communes]


def ids(commune, roles):
    return [contact.id for contact in pour_commune(commune, roles)]


def test_le_premier_de_chaque_role_vient_d_abord():
    assert ids("Lens", ["ccas", "mds", "adil"])[:3] == ["ccas_lens", "mds_lens_1", "adil_62"]


def test_dans_un_role_le_plus_proche_d_abord_et_le_national_a_la_fin():
    points = ids("Avion", ["maison_justice", "adil"])
    assert points[0] == "point_acces_droit_avion"
    assert points.index("adil_62") < points.index("sos_loyers_impayes")


def test_les_contacts_d_une_autre_commune_ne_sont_pas_donnes():
    assert ids("Carvin", ["ccas", "mairie"]) == ["ccas_carvin", "mairie_carvin"]


def test_un_contact_sans_numero_vient_en_dernier():
    aides = pour_commune("Carvin", ["aide_alimentaire"])
    assert aides[0].id == "secours_populaire_carvin"
    assert not aides[-1].telephones


def test_hors_du_territoire_seulement_les_numeros_nationaux():
    assert ids("Lille", ["ccas", "adil"]) == ["sos_loyers_impayes"]
    assert ids(None, ["ccas", "adil"]) == ["sos_loyers_impayes"]


@pytest.mark.parametrize("commune", COMMUNES)
def test_chaque_commune_a_sa_mairie_son_ccas_sa_mds_et_ses_tribunaux(commune):
    premiers = pour_commune(commune, ["mairie", "ccas", "mds", "tribunal"])[:4]
    assert [contact.role for contact in premiers] == ["mairie", "ccas", "mds", "tribunal"]
    assert all(contact.telephones for contact in premiers)


@pytest.mark.parametrize(
    "commune, tribunal",
    [("Lens", "tribunal_proximite_lens"), ("Avion", "tribunal_judiciaire_arras"),
     ("Vimy", "tribunal_judiciaire_arras"), ("Rouvroy", "tribunal_judiciaire_arras"),
     ("Courrières", "tribunal_proximite_lens")],
)  # fmt: skip
def test_le_tribunal_suit_la_commune(commune, tribunal):
    assert ids(commune, ["tribunal"])[0] == tribunal


def test_chaque_contact_a_un_role_et_des_communes_connus():
    for contact in contenu().contacts.values():
        assert contact.role in contenu().roles, contact.id
        assert set(contact.communes) <= set(COMMUNES), contact.id


@pytest.mark.parametrize(
    "texte, attendu",
    [
        ("on est chez maisons et cités", "maisons_et_cites"),
        ("je loue à Pas-de-Calais Habitat", "pas_de_calais_habitat"),
        ("le SIA me réclame 3 mois", "sia_habitat"),
        ("mon propriétaire est un particulier", None),
        ("je cherche un habitat social", None),
    ],
)
def test_bailleur_nomme(texte, attendu):
    contact = bailleur_nomme(texte)
    assert (contact.id if contact else None) == attendu


def commande(capsys, *arguments):
    statut = principal(["contacts", *arguments])
    sortie = capsys.readouterr()
    return statut, sortie


def test_commande_json(capsys):
    statut, sortie = commande(capsys, "carvin", "--json")
    reponse = json.loads(sortie.out)
    assert statut == 0 and reponse["commune"] == "Carvin"
    champs = {"nom", "role", "telephones", "courriels", "adresse", "horaires", "verifie_le"}
    assert all(set(fiche) == champs for fiche in reponse["liste"])
    assert reponse["liste"][0]["telephones"] == ["03 21 74 76 07"]


def test_commande_choisir(capsys):
    _, sortie = commande(capsys, "noyelles", "--json")
    assert json.loads(sortie.out) == {"choisir": ["Noyelles-Godault", "Noyelles-sous-Lens"]}


def test_commande_hors_territoire(capsys):
    statut, sortie = commande(capsys, "Lille", "--json")
    reponse = json.loads(sortie.out)
    assert statut == 0 and reponse["commune"] is None and reponse["message"]
    assert "0 805 160 075" in [tel for fiche in reponse["liste"] for tel in fiche["telephones"]]


def test_commande_vide(capsys):
    statut, sortie = commande(capsys, " ")
    assert statut == 2 and len(sortie.err.splitlines()) == 1
