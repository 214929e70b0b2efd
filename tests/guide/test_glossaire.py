"""The glossary: every term of the guide, found however it is asked, in plain words."""

from __future__ import annotations

import json
import re

import pytest

from guide.commandes import principal
from guide.contenu.chargement import contenu
from guide.glossaire import cherche
from guide.lisibilite import mesure

TERMES_DU_GUIDE = """
Accompagnement social lié au logement; ASLL; Accompagnement social renforcé au logement; ASRL
Accompagnement vers et dans le logement; AVDL; Accueil de jour; Acte d'huissier; Adjudication
Aide à la médiation locative; AML; Bail glissant; Aide juridictionnelle
Allocation au logement temporaire; ALT; Appel; Arrêté de péril; Assignation en justice
Assignation en résiliation de bail; Association agréée au logement et à l'hébergement; Audience
Avocat; Bail; Bonne foi; Centre d'accueil et d'orientation; CAO
Centre d'accueil pour demandeurs d'asile; CADA; Centre d'hébergement d'urgence; CHU
Centre d'hébergement et de réinsertion sociale; CHRS; Commandement de payer
Commandement de quitter les lieux; CCAPEX
Commission de coordination des actions de prévention des expulsions locatives; Conciliation
Concours de la force publique; Conférence intercommunale du logement; CIL; Contingent préfectoral
Cour d'appel; Date de notification; Décision de justice; Délais; Délibéré
Diagnostic social et financier; Domiciliation; Droit à l'hébergement opposable; DAHO
Droit au logement opposable; DALO; Entrée par la vie autonome dans le logement; ENVAUL
Equipes de rue; Etat des lieux; Expulsion avec concours de la force publique; Expulsion locative
Fonds de Solidarité Logement; FSL; Foyer de jeunes travailleurs; FJT; France service
Habitat indigne; Impayés de loyers; Indemnités d'occupation; Intermédiation locative; IML
Juge de l'exécution; JEX; Logement d'abord; Mesure d'accompagnement social personnalisé; MASP
Moratoire; Notification de la décision; Obligations locatives; Occupant sans droit ni titre
Ordonnance de non-conciliation; Pension de famille; maison relais; Plan d'apurement; PDALHPD
Point Conseil Budget; Protocole de Cohésion Sociale; Remise amiable
Réquisition du concours de la force publique; Résidence accueil; Résidence sociale
Résiliation de bail; Saisie immobilière; Recours abusif; Service intégré d'accueil et d'orientation
SIAO; Surendettement; Trêve hivernale; Troubles de voisinage; Visite explicative de jugement; VEJ
Voies de recours
"""


def trouve(texte: str) -> str | None:
    terme = cherche(texte)
    return terme.id if terme else None


@pytest.mark.parametrize(
    "nom", [n.strip() for n in re.split(r"[;\n]", TERMES_DU_GUIDE) if n.strip()]
)
def test_chaque_terme_du_guide_est_explique(nom):
    assert cherche(nom) is not None
    assert trouve(f"c'est quoi {nom.lower()} ?") == trouve(nom)


def test_chaque_nom_sigle_et_variante_mene_a_son_terme():
    for terme in contenu().glossaire.values():
        for nom in filter(None, [terme.terme, terme.sigle, *terme.variantes]):
            assert trouve(nom) == terme.id, nom


@pytest.mark.parametrize(
    "question, attendu",
    [
        ("c'est quoi une closse rézolutoire", "clause_resolutoire"),
        ("c koi le delibairé", "delibere"),
        ("uissier", "commissaire_justice"),
        ("sa veu dire koi indamnité d'ocupation", "indemnite_occupation"),
        ("rétablisement personel", "retablissement_personnel"),
        ("c quoi un titre exécutoir ?", "titre_executoire"),
        ("c quoi les dépans", "depens"),
        ("un serurier", "serrurier"),
    ],
)
def test_mal_ecrit(question, attendu):
    assert trouve(question) == attendu


@pytest.mark.parametrize(
    "question, attendu",
    [
        ("L'huissier parle de « clause résolutoire », c'est quoi ?", "clause_resolutoire"),
        ("j'ai un jugement, ça veut dire quoi exécution provisoire ?", "execution_provisoire"),
        ("Bail glissant, ça consiste en quoi ?", "aml"),
        ("le greffe c'est quoi ? Mon avocat ne répond pas.", "greffe"),
        ("je ne comprends pas le mot référé sur mon bail", "refere"),
        ("Commissaire de justice et huissier, c'est pareil ?", "commissaire_justice"),
    ],
)
def test_dans_une_question(question, attendu):
    assert trouve(question) == attendu


@pytest.mark.parametrize(
    "texte",
    ["", "ça veut dire quoi", "c'est quoi ce truc", "c'est quoi le bitcoin", "bonjour", "?"],
)
def test_rien_n_est_trouve(texte):
    assert cherche(texte) is None


def test_les_textes_sont_simples():
    textes = [terme.texte for terme in contenu().glossaire.values()]
    ensemble = mesure(textes)
    assert ensemble.trop_longues == ()
    assert ensemble.mots_par_phrase <= 12 and ensemble.kandel_moles >= 75
    for terme in contenu().glossaire.values():
        assert len(terme.texte) <= 160 or terme.sms, terme.id


def test_les_textes_des_conseillers_restent_lisibles():
    ensemble = mesure(t.operateur for t in contenu().glossaire.values() if t.operateur)
    assert ensemble.mots_par_phrase <= 17 and ensemble.kandel_moles >= 65


@pytest.mark.parametrize(
    "identifiant, present, absent",
    [
        ("juge_execution", "1 mois à 1 an", "36 mois"),
        ("appel", "15 jours", "en général"),
        ("commandement_payer", "6 semaines", "dans tous les cas"),
        ("surendettement", "de toute nature", "non professionnelles"),
        ("assignation_resiliation", "6 semaines", "2 mois"),
    ],
)
def test_le_droit_d_aujourd_hui_l_emporte(identifiant, present, absent):
    terme = contenu().glossaire[identifiant]
    assert terme.statut == "change" and terme.guide_disait
    assert present in terme.operateur and absent not in terme.operateur


def test_commande(capsys):
    assert principal(["mot", "closse rézolutoire", "--json"]) == 0
    reponse = json.loads(capsys.readouterr().out)
    assert set(reponse) == {"terme", "texte", "source"} and reponse["terme"] == "clause résolutoire"


def test_commande_mot_inconnu(capsys):
    assert principal(["mot", "bitcoin"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
