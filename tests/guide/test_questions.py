"""Answers to questions, special situations, schemes and misconceptions: complete and safe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from guide.contenu import contenu
from guide.contenu.modeles import ETAPES, Enonce, Modele, Question, Reponse, Situation
from guide.lisibilite import mesure

QUESTIONS = (
    "q_delai q_risques q_solutions q_contacts q_aides q_treve q_appel q_delais_juge q_meubles "
    "q_protocole q_dsf q_ccapex q_vej q_logement_dabord q_siao_115 q_dalo q_surendettement "
    "q_aide_juridictionnelle q_plan_apurement q_apl_caf q_definition q_preparer_audience"
).split()
SITUATIONS = (
    "expulsion_illegale autre_motif hors_bail bailleur a_la_rue_ce_soir detresse violence "
    "parler_humain"
).split()
DISPOSITIFS = (
    "fsl asll masp avdl logement_dabord action_logement fastt aides_diverses aide_alimentaire "
    "plan_apurement protocole_cohesion ccapex dsf vej siao dalo daho surendettement "
    "aide_juridictionnelle voies_recours delais_juge appel conciliation meubles treve apl asrl aml "
    "envaul domiciliation point_conseil_budget hors_baux schema_procedure obligations_bailleur "
    "interdits_bailleur contingent_prefectoral logement_social caution_colocataire autres_actes "
    "visale"
).split()
REGLES = set(
    "commandement_payer commandement_quitter appel_jugement appel_refere appel_jex "
    "surendettement_recours surendettement_mesures commandement_assurance opposition_injonction "
    "releve_forclusion recours_prefet meubles_contestation meubles_retrait signification_jugement "
    "prefet_avant_audience cfp_reponse_prefet cfp_validite delais_paiement_juge protocole_cohesion "
    "delais_jex treve".split()
)
# Numbers that the law or its owner abolished: said to nobody, in any form.
NUMEROS_MORTS = ("0810001505", "0810256230", "0321238787")
# Legal words that a tenant is not told; "délai", "%", "etc." and "avant le" are style.
MOTS_INTERDITS = re.compile(
    r"%|\betc\b|\bdélais?\b|courant|résili|libér(?:er|ation)|\bavant le\b|apurement|signifi|"
    r"clause résolutoire|exécutoire|prorog|provision|irrecev|forclu|diligen|\bJ-\d|\barticle\b",
    re.IGNORECASE,
)
SIGLE = re.compile(r"\b[A-ZÉ]{2,}\b")
# Sums and durations with a number; the SMS may only say what the full text says.
NOMBRE = re.compile(r"\d+(?: \d{3})*")
GSM = set(
    "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\n"
)


def _enonces(objet: object) -> Iterator[Enonce]:
    if isinstance(objet, Enonce):
        yield objet
    elif isinstance(objet, Modele):
        for valeur in vars(objet).values():
            yield from _enonces(valeur)
    elif isinstance(objet, (list, tuple)):
        for valeur in objet:
            yield from _enonces(valeur)


def _miens() -> list[Enonce]:
    tout = contenu()
    groupes = (tout.questions, tout.situations, tout.dispositifs, tout.idees_recues)
    return [e for groupe in groupes for e in _enonces(list(groupe.values()))]


def _convient(si: dict[str, list[str]], faits: dict[str, str]) -> bool:
    return all(faits.get(fait, "vide") in valeurs for fait, valeurs in si.items())


def _reponse(question: str, **faits: str) -> Reponse:
    return next(r for r in contenu().questions[question].reponses if _convient(r.si, faits))


def _dits(question: str, **faits: str) -> list[Enonce]:
    return [e for e in _reponse(question, **faits).enonces if _convient(e.si, faits)]


def _texte(question: str, **faits: str) -> str:
    return " ".join(enonce.texte for enonce in _dits(question, **faits))


def _avec_numeros(texte: str) -> str:
    return re.sub(r"\{tel:(\w+)\}", lambda trouve: contenu().telephone(trouve[1]), texte)


ETATS = [{"etape": etape} for etape in ETAPES] + [
    {},
    {"etape": "decision", "decision_detail": "delais_accordes"},
    {"etape": "decision", "decision_detail": "resiliation"},
    {"etape": "decision", "type_decision": "refere"},
    {"etape": "commandement_quitter", "delai_supprime": "oui"},
    {"etape": "commandement_payer", "surendettement": "oui"},
    {"etape": "requisition_cfp", "type_bailleur": "social"},
    {"etape": "requisition_cfp", "type_bailleur": "prive"},
]


# --- complete


def test_chaque_intention_a_son_fichier() -> None:
    assert set(QUESTIONS) <= set(contenu().questions)
    assert set(SITUATIONS) <= set(contenu().situations)
    assert set(DISPOSITIFS) <= set(contenu().dispositifs)


@pytest.mark.parametrize("faits", ETATS, ids=lambda faits: "-".join(faits.values()) or "inconnu")
@pytest.mark.parametrize("question", QUESTIONS)
def test_chaque_question_a_une_reponse_a_chaque_etape(question: str, faits: dict[str, str]) -> None:
    dits = _dits(question, **faits)
    assert 1 <= len(dits) <= 4


def test_les_renvois_existent() -> None:
    tout = contenu()
    sources: list[Question | Situation] = [*tout.questions.values(), *tout.situations.values()]
    for source in sources:
        for reponse in source.reponses:
            assert set(reponse.contacts) <= set(tout.roles), source.id
            assert set(reponse.aides) <= set(tout.dispositifs), source.id
            assert set(reponse.regles) <= REGLES, source.id
            assert reponse.fiche is None or reponse.fiche in {*ETAPES, *tout.dispositifs}
            assert reponse.section in {None, "a_faire", "risques", "suite"}, source.id
            assert set(reponse.si.get("etape", [])) <= set(ETAPES), source.id
    for dispositif in tout.dispositifs.values():
        assert set(dispositif.contacts) <= set(tout.roles), dispositif.id
    for idee in tout.idees_recues.values():
        assert idee.etapes and set(idee.etapes) <= set(ETAPES), idee.id


def test_identifiants_uniques() -> None:
    vus = [enonce.id for enonce in _miens()]
    assert len(vus) == len(set(vus))


# --- plain


def test_phrases_courtes_et_faciles() -> None:
    textes = [_avec_numeros(enonce.texte) for enonce in _miens()]
    resultat = mesure(textes)
    assert resultat.trop_longues == ()
    assert resultat.mots_par_phrase <= 12
    assert resultat.kandel_moles >= 75


def test_textes_des_operateurs_lisibles() -> None:
    resultat = mesure([enonce.operateur for enonce in _miens() if enonce.operateur])
    assert resultat.mots_par_phrase <= 17
    assert resultat.kandel_moles >= 65


@pytest.mark.parametrize("enonce", _miens(), ids=lambda enonce: enonce.id)
def test_style_d_un_enonce(enonce: Enonce) -> None:
    texte = _avec_numeros(enonce.texte)
    assert not MOTS_INTERDITS.search(texte)
    sigles = set(SIGLE.findall(re.sub(r"\([^)]*\)", "", texte))) - {"SOS", "SMS"}
    assert not sigles, "un sigle vient entre parenthèses, après ses mots"
    assert enonce.sms or len(texte) <= 160
    if enonce.sms:
        court = _avec_numeros(enonce.sms)
        assert len(court) <= 150
        assert set(court) <= GSM
        assert set(NOMBRE.findall(court)) <= set(NOMBRE.findall(texte))


def test_aucun_numero_en_clair() -> None:
    for enonce in _miens():
        for forme in (enonce.texte, enonce.sms, enonce.operateur):
            chiffres = re.sub(r"[ .]", "", forme or "")
            assert not any(mort in chiffres for mort in NUMEROS_MORTS), enonce.id
            assert not re.search(r"\b0\d(?:[ .]?\d\d){4}\b|\b0 ?80\d", forme or ""), enonce.id


# --- right


def test_le_temps_pour_payer_n_est_jamais_2_mois_sans_condition() -> None:
    for enonce in _dits("q_delai", etape="commandement_payer"):
        if "2 mois" in enonce.texte:
            assert "6 semaines" in enonce.texte and "29 juillet 2023" in enonce.texte
    for enonce in _miens():
        if "pour payer" in enonce.texte and "2 mois" in enonce.texte:
            assert "6 semaines" in enonce.texte, enonce.id


def test_le_juge_de_l_execution_donne_1_mois_a_1_an() -> None:
    for faits in ETATS:
        for question in ("q_delais_juge", "q_solutions", "q_appel", "q_delai", "q_treve"):
            for enonce in _dits(question, **faits):
                if "exécution" in enonce.texte:
                    assert not re.search(r"3 ans|36 mois|trois ans", enonce.texte), enonce.id
    texte = _texte("q_delais_juge", etape="commandement_quitter")
    assert "1 mois à 1 an" in texte
    assert "n'arrête pas" in texte
    assert not re.search(r"3 ans|36 mois", texte)
    for enonce in _miens():
        assert not re.search(r"3 à 36 mois|36 mois", enonce.texte + (enonce.sms or "")), enonce.id


def test_le_juge_du_bail_donne_du_temps_sous_condition() -> None:
    texte = _texte("q_delais_juge", etape="audience")
    assert "3 ans" in texte
    assert "loyer complet avant l'audience" in texte


def test_appel_de_15_jours_pour_un_refere() -> None:
    assert "15 jours" in _texte("q_appel", etape="decision", type_decision="refere")
    assert "1 mois" not in _texte("q_appel", etape="decision", type_decision="refere")
    for faits in ({}, {"etape": "decision"}, {"etape": "audience"}):
        texte = _texte("q_appel", **faits)
        assert "15 jours" in texte and "1 mois" in texte and "avocat" in texte


@pytest.mark.parametrize("etape", ["commandement_quitter", "requisition_cfp", "expulsion_cfp"])
def test_la_treve_a_ses_dates_et_ses_limites(etape: str) -> None:
    texte = _texte("q_treve", etape=etape)
    assert "1er novembre au 31 mars" in texte and "1er avril" in texte
    assert "procédure continue" in texte
    assert "autre logement adapté" in texte
    assert "31 mars" in _texte("q_delai", etape=etape) or "1er avril" in _texte(
        "q_delai", etape=etape
    )


def test_protocole_pour_le_logement_social_apres_le_jugement() -> None:
    assert "Non" in _texte("q_protocole", etape="requisition_cfp", type_bailleur="prive")
    assert "après le jugement" in _texte("q_protocole", etape="commandement_payer")
    texte = _texte("q_protocole", etape="requisition_cfp")
    assert "(HLM)" in texte and "d'accord" in texte


@pytest.mark.parametrize("question", ["q_plan_apurement", "q_solutions", "q_surendettement"])
def test_surendettement_accepte_on_ne_paie_pas_l_ancienne_dette(question: str) -> None:
    texte = _texte(question, etape="commandement_payer", surendettement="oui")
    assert re.search(r"loyer de (?:ce|chaque) mois", texte)
    assert re.search(r"ne payez plus l'ancienne|ne signez pas|pas l'ancienne dette", texte)


def test_le_surendettement_n_arrete_pas_l_expulsion() -> None:
    assert "n'arrête pas l'expulsion" in _texte("q_surendettement")


def test_le_diagnostic_ne_va_pas_au_juge_des_enfants() -> None:
    for etape in ETAPES:
        assert "pas envoyé au juge des enfants" in _texte("q_dsf", etape=etape)


def test_on_peut_etre_represente_et_lire_un_texte() -> None:
    texte = _texte("q_preparer_audience", etape="assignation")
    assert "pouvoir" in texte and "pas obligatoire" in texte and "Lisez au juge" in texte


def test_ce_qui_depend_de_l_accord_du_prefet() -> None:
    texte = _texte("q_delai", etape="requisition_cfp")
    assert "pas encore dit oui" in texte and "plus tard" in texte
    assert "date exacte" in _texte("q_delai", etape="expulsion_cfp")
    assert "meubles_retrait" in _reponse("q_meubles", etape="apres_expulsion").regles


def test_rien_n_est_promis() -> None:
    promesse = re.compile(
        r"(?<!pas )garanti[es]?\b(?! gratuite| ou)|à coup sûr|aucun risque|vous êtes tranquille|"
        r"vous (?:garderez|resterez|gagnerez)|bloque (?:l'expulsion|la procédure)",
        re.IGNORECASE,
    )
    for question in QUESTIONS:
        for faits in ETATS:
            assert not promesse.search(_texte(question, **faits)), question


# --- dangers


DANGERS = {
    "detresse": {"suicide_3114", "samu_15"},
    "violence": {"police_17", "violences_3919", "urgences_114"},
    "a_la_rue_ce_soir": {"siao_115"},
    "expulsion_illegale": {"police_17"},
}


@pytest.mark.parametrize("situation", DANGERS)
def test_un_danger_donne_ses_numeros_des_la_premiere_reponse(situation: str) -> None:
    danger = contenu().situations[situation]
    assert danger.danger
    assert DANGERS[situation] <= set(danger.numeros) <= set(contenu().contacts)
    for reponse in danger.reponses:
        premier = reponse.enonces[0].texte
        assert any("{tel:" + numero + "}" in premier for numero in danger.numeros)
        debut = premier.split("{tel:")[0]
        assert "?" not in debut, "aucune question avant le numéro"
        assert reponse.enonces[-1].texte.endswith("?"), "une question sur la sécurité à la fin"
        assert "sécurité" in reponse.enonces[-1].texte
        texte = " ".join(enonce.texte for enonce in reponse.enonces)
        assert texte.count("?") == 1
        assert len(texte.split()) <= 120
    assert len(danger.suite) >= 4


@pytest.mark.parametrize("situation", ["detresse", "violence", "a_la_rue_ce_soir"])
def test_dans_un_danger_on_ne_parle_ni_de_dette_ni_de_date(situation: str) -> None:
    textes = " ".join(e.texte for e in _enonces(contenu().situations[situation]))
    assert not re.search(r"dette|rembours|payez|\bmois\b|semaines|commandement", textes)


def test_violence_ne_renvoie_jamais_vers_l_auteur() -> None:
    textes = " ".join(e.texte for e in _enonces(contenu().situations["violence"]))
    assert not re.search(
        r"(?:contact|parl|appel|discut|écri)\w*.{0,30}(?:mari|conjoint|compagnon|avec lui)", textes
    )
    assert "garder le logement" in textes


def test_expulsion_illegale_reste_interdite_avec_une_dette() -> None:
    situation = contenu().situations["expulsion_illegale"]
    texte = " ".join(e.texte for e in situation.reponses[-1].enonces)
    assert "interdit" in texte and "même si vous devez" in texte
    assert "juge" in texte and "plainte" in texte
    assert "juge" in situation.suite[0].texte and "dette" in situation.suite[0].texte


def test_un_bailleur_n_est_pas_pris_pour_un_locataire() -> None:
    situation = contenu().situations["bailleur"]
    textes = " ".join(e.texte for e in _enonces(situation))
    assert not re.search(
        r"votre (?:bailleur|propriétaire|dette|expulsion)|payez votre|[26] (?:mois|semaines)",
        textes,
    )
    assert "locataire" in textes and "CAF" in textes and "ADIL" in textes
    assert "serrure" in textes


def test_hors_bail_dit_ses_limites_sans_date() -> None:
    textes = " ".join(e.texte for e in _enonces(contenu().situations["hors_bail"]))
    assert "ne connais pas" in textes
    assert not re.search(r"\d+ (?:mois|semaines)", textes)


def test_autre_motif_demande_le_motif() -> None:
    reponse = contenu().situations["autre_motif"].reponses[-1]
    assert "motif" in reponse.enonces[-1].texte and reponse.enonces[-1].texte.endswith("?")
    assert "mêmes" in reponse.enonces[0].texte
