"""The directory of the guide against ``knowledge/``: nothing lost, nothing attached to another."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from guide.contenu.chargement import _listes
from guide.contenu.lecture import dossier_connaissances
from guide.contenu.modeles import Contact

EXTRAIT = Path(__file__).parents[1] / "donnees" / "annuaire_guide.txt"
# Addresses torn by the PDF, mended by hand.
DECHIRURES = {
    "fjt.lievin  @  apprentis": "fjt.lievin@apprentis",
    "b  ethune@clcv": "bethune@clcv",
    "m  sap  .sains-en-gohelle@": "msap.sains-en-gohelle@",
}
TELEPHONE = re.compile(r"(?<!\d)(?<!tel:)0\d(?:[ .]*\d){8}(?!\d)|(?<!\d)3[69] ?(?:60|46)(?!\d)")
COURRIEL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _chiffres(numero: str) -> str:
    return re.sub(r"\D", "", numero)


def _guide() -> str:
    texte = EXTRAIT.read_text(encoding="utf-8")
    for dechire, entier in DECHIRURES.items():
        assert dechire in texte
        texte = texte.replace(dechire, entier)
    return texte


@pytest.fixture(scope="module")
def contacts() -> dict[str, Contact]:
    territoires = dossier_connaissances() / "territoires"
    return _listes(Contact, sorted(territoires.glob("*/contacts/*.yml")))


def _numeros(contact: Contact) -> set[str]:
    """Numbers of an entry, those that the law or time replaced included."""
    anciens = TELEPHONE.findall(contact.guide_disait or "")
    return {_chiffres(numero) for numero in [*contact.telephones, *anciens]}


def _courriels(contact: Contact) -> set[str]:
    anciens = COURRIEL.findall(contact.guide_disait or "")
    return {courriel.lower() for courriel in [*contact.courriels, *anciens]}


def test_extraction_lit_tout_l_annuaire():
    """The reader is checked too: a broken pattern would make the other tests pass for nothing."""
    assert len({_chiffres(n) for n in TELEPHONE.findall(_guide())}) > 150
    assert _guide().count("@") == len(COURRIEL.findall(_guide()))


def test_chaque_telephone_du_guide_est_dans_les_contacts(contacts):
    connus = set().union(*(_numeros(contact) for contact in contacts.values()))
    assert {_chiffres(numero) for numero in TELEPHONE.findall(_guide())} - connus == set()


def test_chaque_courriel_du_guide_est_dans_les_contacts(contacts):
    connus = set().union(*(_courriels(contact) for contact in contacts.values()))
    assert {courriel.lower() for courriel in COURRIEL.findall(_guide())} - connus == set()


def test_rien_n_est_ecrit_deux_fois_chez_le_meme_contact(contacts):
    for contact in contacts.values():
        numeros = [_chiffres(numero) for numero in contact.telephones]
        assert len(numeros) == len(set(numeros)), contact.id
        assert len(contact.courriels) == len(set(contact.courriels)), contact.id


def test_aucun_numero_local_n_est_invente(contacts):
    """A local number not in the guide is either a replacement or a mistake of copy."""
    du_guide = {_chiffres(numero) for numero in TELEPHONE.findall(_guide())}
    for contact in contacts.values():
        if any("guide, contacts" in source for source in contact.source):
            nouveaux = {_chiffres(n) for n in contact.telephones} - du_guide
            assert not nouveaux or contact.statut == "remplace", (contact.id, nouveaux)


@pytest.mark.parametrize("role", ["mairie", "ccas"])
def test_une_mairie_et_un_ccas_par_commune(contacts, role):
    communes = Counter(c.communes[0] for c in contacts.values() if c.role == role)
    assert len(communes) == 50 and set(communes.values()) == {1}


@pytest.mark.parametrize(
    "identifiant, telephones, courriels",
    [
        # the first and last lines, and those beside a gap of the torn columns
        ("mairie_ablain_saint_nazaire", ["0321452830"], ["mairie@ablain-st-nazaire.com"]),
        ("mairie_avion", ["0321794479"], ["mairie@ville-avion.fr"]),
        (
            "mairie_benifontaine",
            ["0321403614"],
            ["secretariat@benifontaine.fr", "accueil@benifontaine.fr"],
        ),
        ("mairie_billy_montigny", ["0321138113"], ["ville-billy-montigny@wanadoo.fr"]),
        ("mairie_carvin", ["0321747602"], ["dgs@carvin.fr"]),
        ("mairie_courrieres", ["0321748020"], ["mairiecourrieres710250@courrieres.fr"]),
        ("mairie_gouy_servins", ["0979205952"], ["mairie.gouyservins@wanadoo.fr"]),
        ("mairie_lens", ["0321698686"], ["admlens@mairie-lens.fr"]),
        ("mairie_libercourt", ["0321081050"], ["secretariatgeneral@libercourt.com"]),
        ("mairie_noyelles_godault", ["0321139777"], ["contact@mairie-noyelles-godault.fr"]),
        ("mairie_noyelles_sous_lens", ["0321130230"], ["mairie@noyelles-sous-lens.fr"]),
        ("mairie_sallaumines", ["0321134142"], ["contact@ville-sallaumines.fr"]),
        ("mairie_wingles", ["0321086900"], ["cabinet.maire@wingles.fr"]),
        ("ccas_ablain_saint_nazaire", ["0321452830", "0321452845"], None),
        ("ccas_aix_noulette", ["0321726644", "0321726647"], ["contact@aix-noulette.fr"]),
        ("ccas_angres", ["0321449030"], []),
        ("ccas_avion", ["0321081060"], ["ccasavion@wanadoo.fr"]),
        ("ccas_billy_montigny", ["0321762300"], ["ville-billy-montigny@wanadoo.fr"]),
        ("ccas_carvin", ["0321747607"], ["ccas@carvin.fr"]),
        ("ccas_courcelles_les_lens", ["0361197430", "0361197431"], []),
        ("ccas_courrieres", ["0391832300"], []),
        ("ccas_harnes", ["0321698179"], []),
        ("ccas_henin_beaumont", ["0321773555"], []),
        ("ccas_leforest", ["0321458533"], ["mairie@villedeleforest.fr"]),
        ("ccas_lens", ["0321142570"], []),
        ("ccas_libercourt", ["0321186401"], ["directeurccas@libercourt.com"]),
        ("ccas_meurchin", ["0321080518"], ["logement@meurchin.fr"]),
        ("ccas_montigny_en_gohelle", ["0321081300"], ["ccas.montignyengohelle@orange.fr"]),
        ("ccas_noyelles_sous_lens", ["0800886676", "0321130236"], []),
        ("ccas_oignies", ["0321088120"], ["accueil.ccas@oignies.fr"]),
        ("ccas_vimy", ["0321077290"], ["accueil-mairie.vimy@orange.fr"]),
        ("ccas_wingles", ["0321408203"], ["ccas@wingles.fr"]),
        ("mds_lens_1", ["0321147100"], []),
        ("mds_lens_2", ["0321130410"], []),
        ("mds_carvin", ["0321795810"], []),
        ("mds_henin_beaumont", ["0321088500"], []),
        ("maison_justice_lens", ["0391830110"], ["mjd-lens@justice.fr"]),
        ("tribunal_proximite_lens", ["0321135410"], []),
        ("maisons_et_cites", ["0321080856"], []),
        ("sous_prefecture_lens_ccapex", ["0321134700"], ["sp-lens-ccapex@pas-de-calais.gouv.fr"]),
        ("siao_lens", ["0321421020"], ["siaolens@apsa62.fr"]),
        ("secours_populaire_carvin", ["0321404036"], ["contact@spf62.org"]),
    ],
)
def test_rattachements_verifies_a_la_main(contacts, identifiant, telephones, courriels):
    contact = contacts[identifiant]
    assert [_chiffres(numero) for numero in contact.telephones] == telephones
    if courriels is not None:
        assert contact.courriels == courriels


@pytest.mark.parametrize("role", ["mairie", "ccas"])
def test_un_courriel_qui_nomme_une_commune_est_chez_elle(contacts, role):
    """The domain or the local part often names the commune: it must be the owner's."""
    noms = {c.communes[0] for c in contacts.values() if c.role == role}
    cles = {nom: _cle(nom) for nom in noms}
    for contact in contacts.values():
        if contact.role != role:
            continue
        for courriel in contact.courriels:
            cites = {nom for nom, cle in cles.items() if cle in _cle(courriel)}
            longs = {n for n in cites if not any(cles[n] in cles[m] for m in cites - {n})}
            assert not longs or longs == set(contact.communes), (contact.id, courriel)


def _cle(texte: str) -> str:
    from guide.communes import plie

    return plie(texte).replace(" ", "").replace("saint", "st")


def test_les_numeros_morts_ne_sont_plus_proposes(contacts):
    morts = {"0810001505", "0810256230"}
    proposes = {_chiffres(numero) for c in contacts.values() for numero in c.telephones}
    assert not morts & proposes
    adresses = {courriel for contact in contacts.values() for courriel in contact.courriels}
    assert not [a for a in adresses if a.startswith(("tgi-", "ddcs-"))]


def test_un_contact_remplace_dit_ce_que_disait_le_guide(contacts):
    for contact in contacts.values():
        assert (contact.statut == "remplace") == bool(contact.guide_disait), contact.id
