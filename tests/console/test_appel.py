"""The screen of a call over HTTP, with Rasa off: facts, dates, outcome, whose file it is."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable

import pytest

from guide.contenu import contenu
from guide.contenu.modeles import ETAPES
from registre import Appels, Comptes, Corrections, Registre
from registre.appels import SIGNES_DU_CODE, appels
from registre.base import maintenant
from registre.conservation import jours_d_appel
from tests.console.conftest import Client
from tests.console.pages import Page, texte_de

Ouvre = Callable[..., Client]
MOTS = (
    "Elle habite Carvin, l'huissier a donné un commandement de payer le 2 novembre, "
    "elle doit 1800 euros, bail de 2019"
)


def lu_dans(html: str) -> str:
    return Page(html).texte()


def valeur(html: str, fait: str) -> str:
    return Page(html).valeur(f"fait-{fait}")


def code_de(adresse: str) -> str:
    return adresse.rsplit("/", 1)[1]


# -- with Rasa off ---------------------------------------------------------------------------


def test_with_rasa_off_the_words_still_give_the_stage_the_facts_and_both_readings(
    ouvre_client: Ouvre,
) -> None:
    client = ouvre_client()
    adresse = client.appel()
    html = client.poste(f"{adresse}/texte", texte=MOTS).text
    lu = lu_dans(html)
    assert "La compréhension du texte est arrêtée." in lu
    assert "d'après le nom du papier" in lu
    assert valeur(html, "date_acte") == "lundi 2 novembre 2026"
    assert valeur(html, "commune") == "Carvin"
    assert valeur(html, "dette") == "1 800"
    # 42 days, and two months up to the working day before Saturday 2 January.
    assert "lundi 14 décembre 2026" in lu and "jeudi 31 décembre 2026" in lu
    assert "art. 24 I" in lu and "CPC 641" in lu and "vérifié le" in lu
    assert "<svg" in html and "03 21 74 76 02" in lu


def test_the_home_page_says_what_is_off(ouvre_client: Ouvre) -> None:
    assert "La compréhension du texte est arrêtée." in lu_dans(ouvre_client().lit("/").text)


@pytest.mark.parametrize("etape", ETAPES)
def test_every_stage_chosen_by_hand_shows_its_fiche(ouvre_client: Ouvre, etape: str) -> None:
    client = ouvre_client()
    adresse = client.appel()
    reponse = client.poste(f"{adresse}/etape", etape=etape)
    assert reponse.status_code == 303, "without htmx the form leads back to the screen"
    lu = lu_dans(client.lit(adresse).text)
    fiche = contenu().fiches[etape]
    assert f"Fiche : {fiche.titre}" in lu
    assert "choisie par vous" in lu
    assert fiche.a_faire[0].source[0] in lu
    assert "Ce qui a changé" in lu
    for phrase in contenu().operateur.a_eviter:
        assert (phrase.phrase in lu) == (not phrase.etapes or etape in phrase.etapes)


def test_what_changed_since_the_guide_is_told_beside_it(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/etape", etape="commandement_payer")
    page = Page(client.lit(adresse).text)
    (onglet,) = (o for o in page.tous(role="tab") if texte_de(o) == "Ce qui a changé")
    dit = page.texte(onglet.get("aria-controls", ""))
    assert "2 mois pour tous les baux" in dit and "changé depuis le guide" in dit


# -- facts typed -----------------------------------------------------------------------------


def tape(client: Client, adresse: str, **faits: str) -> str:
    """Post the facts panel as the browser does: every field with what it showed before."""
    champs = Page(client.lit(adresse).text).champs("faits")
    assert set(faits) <= set(champs)
    reponse = client.poste(f"{adresse}/faits", **{**champs, **faits})
    assert reponse.status_code == 200
    return reponse.text


def test_a_typed_fact_wins_over_the_words_and_survives_new_words(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/texte", texte=MOTS)
    html = tape(client, adresse, date_acte="3 novembre", delai_ecrit="2_mois")
    assert "mardi 3 novembre 2026" in html
    page = client.poste(f"{adresse}/texte", texte=MOTS + " et deux enfants").text
    assert valeur(page, "date_acte") == "3 novembre"
    assert valeur(page, "delai_ecrit") == "2_mois"
    assert valeur(page, "commune") == "Carvin"


def test_a_fact_taken_away_stays_away(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/texte", texte=MOTS)
    lu = lu_dans(tape(client, adresse, date_acte=""))
    assert "Il manque : Date de l'acte" in lu
    assert valeur(client.poste(f"{adresse}/texte", texte=MOTS + ".").text, "date_acte") == ""


@pytest.mark.parametrize(
    ("fait", "ecrit", "phrase"),
    [
        ("date_acte", "le 31 juin", "Cette date n'existe pas"),
        ("date_acte", "dans trois jours", "pas encore arrivée"),
        ("date_acte", "bientôt ou jamais", "date"),
        ("commune", "Noyelles", "Plusieurs communes"),
        ("commune", "zzzz yyyy", "Commune inconnue"),
        ("dette", "beaucoup", "montant"),
        ("loyers_en_retard", "plein", "nombre"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_kept(
    ouvre_client: Ouvre, fait: str, ecrit: str, phrase: str
) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/etape", etape="commandement_payer")
    html = tape(client, adresse, **{fait: ecrit})
    (dit,) = Page(html).tous(id=f"lu-{fait}", classe="refus")
    assert phrase in texte_de(dit)
    assert valeur(client.lit(adresse).text, fait) == ecrit, "nothing is lost"


def test_a_place_under_other_holidays_gets_no_date(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/etape", etape="commandement_payer")
    page = Page(tape(client, adresse, date_acte="2 novembre", commune="Strasbourg"))
    assert "jours fériés sont différents" in page.texte("dates")
    for partie in ("dates", "lire"):
        assert "décembre" not in page.texte(partie)


def test_the_dates_that_bind_somebody_else_are_not_the_tenants(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/etape", etape="assignation")
    html = tape(client, adresse, date_audience="14 décembre 2026")
    lu = lu_dans(html)
    assert "lie quelqu'un d'autre" in lu
    retenir = Page(html).texte(classe="retenir")
    assert "lundi 14 décembre 2026" in retenir, "the hearing, not the prefect's date"
    assert "préfet" not in Page(html).texte(classe="bulle")


# -- urgent ----------------------------------------------------------------------------------


def urgences(html: str) -> list[str]:
    zones = Page(html).tous(classe="urgences")
    return [texte_de(u) for zone in zones for u in zone.iter("strong")]


@pytest.mark.parametrize(
    ("etape", "faits", "attendue"),
    [
        ("commandement_payer", {"date_acte": "5 octobre"}, "Date passée"),
        ("commandement_payer", {"date_acte": "14 octobre", "delai_ecrit": "6_semaines"}, "3 jours"),
        ("assignation", {"date_audience": "4 décembre 2026"}, "Audience dans les 15 jours"),
        ("decision", {"date_signification": "20 novembre"}, "Appel dans les 15 jours"),
        ("expulsion_cfp", {}, "Force publique accordée"),
        ("commandement_quitter", {"delai_supprime": "oui"}, "Aucun temps"),
    ],
)
def test_urgent_cases_raise_the_flag_by_themselves(
    ouvre_client: Ouvre, etape: str, faits: dict[str, str], attendue: str
) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/etape", etape=etape)
    html = tape(client, adresse, **faits)
    assert any(attendue in urgence for urgence in urgences(html))


def test_a_far_date_is_not_urgent_until_the_adviser_says_so(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/etape", etape="assignation")
    assert urgences(tape(client, adresse, date_audience="14 janvier 2027")) == []
    html = client.poste(f"{adresse}/coches", coche=["urgence:violence", "appel:qui"]).text
    assert urgences(html) == ["Violences."]
    page = Page(client.lit(adresse).text)
    assert page.tous("input", value="appel:qui", checked="")
    assert not page.tous("input", value="appel:bail", checked="")


def test_guardianship_in_the_words_is_urgent(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    html = client.poste(f"{client.appel()}/texte", texte=MOTS + ", il est sous curatelle").text
    assert "Curatelle ou tutelle." in urgences(html)


# -- teach-back, notes -----------------------------------------------------------------------


def test_the_outcome_of_a_question_is_kept_and_can_be_taken_back(
    ouvre_client: Ouvre, registre: Registre
) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/etape", etape="impaye")
    for resultat in ("a_revoir", "compris"):
        client.poste(
            f"{adresse}/verification", etape="impaye", genre="que_faire", resultat=resultat
        )
    appel = Appels(registre).trouve(code_de(adresse))
    assert appel is not None and appel.verifications == {("impaye", "que_faire"): "compris"}
    choisi = Page(client.lit(adresse).text).tous("input", name="resultat", checked="")
    assert [c.get("value") for c in choisi] == ["compris"]
    client.poste(f"{adresse}/verification", etape="impaye", genre="que_faire", resultat="")
    appel = Appels(registre).trouve(code_de(adresse))
    assert appel is not None and appel.verifications == {}


def test_no_check_of_understanding_in_danger_or_so_near(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/etape", etape="assignation")
    proche = lu_dans(tape(client, adresse, date_audience="25 novembre 2026"))
    assert "Pas de vérification maintenant" in proche
    loin = lu_dans(tape(client, adresse, date_audience="14 janvier 2027"))
    assert "Pas de vérification maintenant" not in loin


def test_notes_never_reach_the_caller(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/texte", texte=MOTS)
    assert (
        client.poste(
            f"{adresse}/notes", note="SECRET-DU-BUREAU", mot="Rappelez-moi vendredi."
        ).status_code
        == 204
    )
    assert "SECRET-DU-BUREAU" in client.lit(adresse).text
    for forme in ("resume", "resume.txt"):
        donne = client.lit(f"{adresse}/{forme}").text
        assert "Rappelez-moi vendredi." in donne
        assert "SECRET-DU-BUREAU" not in donne


# -- what the caller gets --------------------------------------------------------------------


def test_the_summary_says_the_same_dates_as_the_screen_and_the_code(
    ouvre_client: Ouvre,
) -> None:
    client = ouvre_client()
    adresse = client.appel()
    ecran = lu_dans(client.poste(f"{adresse}/texte", texte=MOTS).text)
    texte = client.lit(f"{adresse}/resume.txt").text
    code = code_de(adresse)
    assert "au plus tard le lundi 14 décembre 2026" in texte
    assert f"{code[:3]} {code[3:]}" in texte
    assert "03 21 74 76 02" in texte, "somebody to call in Carvin"
    for date in re.findall(r"\w+ \d+ \w+ 202\d", texte):
        assert date in ecran or date.endswith("23 novembre 2026"), date
    for phrase in ("Loi n°", "CPC ", "art. 24"):
        assert phrase not in texte, "articles are for advisers"


def test_the_summary_as_pdf_is_tagged(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/texte", texte=MOTS)
    reponse = client.lit(f"{adresse}/resume.pdf")
    assert reponse.headers["content-type"] == "application/pdf"
    assert reponse.content.startswith(b"%PDF") and len(reponse.content) > 5_000
    assert code_de(adresse) in reponse.headers["content-disposition"]


def test_a_passed_date_is_not_given_as_a_date_to_keep(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/texte", texte=MOTS.replace("2 novembre", "1er septembre"))
    texte = client.lit(f"{adresse}/resume.txt").text
    assert "Date à retenir : au plus tard" not in texte
    assert "la date est passée" in texte.lower() or "cette date est passée" in texte.lower()


# -- finding again, handing over, forgetting -------------------------------------------------


def test_a_call_is_found_again_by_its_code_however_it_is_typed(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    code = code_de(adresse)
    assert len(code) == 6 and set(code) <= set(SIGNES_DU_CODE)
    for ecrit in (code, code.lower(), f"{code[:3]} {code[3:]}", f" {code[:3]}-{code[3:]} "):
        assert (
            client.http.get("/dossier", params={"code": ecrit}, follow_redirects=False).headers[
                "location"
            ]
            == adresse
        )
    perdu = client.http.get("/dossier", params={"code": "AAAAAA"})
    assert perdu.status_code == 404 and "Aucun dossier" in perdu.text


def chemins(adresse: str) -> list[tuple[str, str]]:
    lectures = ("", "/resume", "/resume.txt", "/resume.pdf")
    ecritures = (
        "/texte", "/etape", "/faits", "/coches", "/notes", "/verification", "/fausse", "/sms",
        "/transmettre", "/effacer",
    )  # fmt: skip
    return [("GET", adresse + fin) for fin in lectures] + [
        ("POST", adresse + fin) for fin in ecritures
    ]


@pytest.mark.parametrize("qui", ["bob", "sam"])
def test_another_advisers_file_is_refused_even_to_a_supervisor(
    ouvre_client: Ouvre, registre: Registre, qui: str
) -> None:
    client, autre = ouvre_client(), ouvre_client(qui)
    adresse = client.appel()
    client.poste(f"{adresse}/notes", note="SECRET-DU-BUREAU", mot="")
    for methode, chemin in chemins(adresse):
        reponse = autre.lit(chemin) if methode == "GET" else autre.poste(chemin, etape="impaye")
        assert reponse.status_code == 403, chemin
        assert "SECRET" not in reponse.text
        assert "suivi par Ana Conseil" in reponse.text
    appel = Appels(registre).trouve(code_de(adresse))
    assert appel is not None and appel.note == "SECRET-DU-BUREAU"
    assert (qui, "dossier refusé", code_de(adresse)) in registre.lignes_d_audit()


def test_a_file_handed_over_is_the_colleagues_alone(ouvre_client: Ouvre, comptes: Comptes) -> None:
    client, autre = ouvre_client(), ouvre_client("bob")
    adresse = client.appel()
    bob = next(c for c in comptes.tous() if c.identifiant == "bob")
    assert client.poste(f"{adresse}/transmettre", vers=str(bob.id)).status_code == 303
    assert client.lit(adresse).status_code == 403
    assert "transmis par Ana Conseil" in lu_dans(autre.lit(adresse).text)
    assert code_de(adresse) in autre.lit("/").text


@pytest.mark.parametrize("vers", ["", "999", "moi"])
def test_a_file_is_handed_to_a_known_colleague_only(
    ouvre_client: Ouvre, comptes: Comptes, vers: str
) -> None:
    client = ouvre_client()
    adresse = client.appel()
    moi = next(c for c in comptes.tous() if c.identifiant == "ana")
    reponse = client.poste(f"{adresse}/transmettre", vers=str(moi.id) if vers == "moi" else vers)
    assert reponse.status_code == 400
    assert client.lit(adresse).status_code == 200


def test_a_file_erased_is_gone(ouvre_client: Ouvre, registre: Registre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/verification", etape="impaye", genre="que_faire", resultat="compris")
    assert client.poste(f"{adresse}/effacer").status_code == 303
    assert client.lit(adresse).status_code == 404
    assert Appels(registre).trouve(code_de(adresse)) is None


def test_a_file_is_forgotten_when_its_time_is_over_and_the_screen_says_when(
    ouvre_client: Ouvre, registre: Registre
) -> None:
    client = ouvre_client()
    vieille, neuve = client.appel(), client.appel()
    assert "Gardé jusqu'au" in client.lit(neuve).text
    avant = maintenant() - dt.timedelta(days=jours_d_appel(), seconds=1)
    with registre.ecriture() as connexion:
        connexion.execute(
            appels.update().where(appels.c.code == code_de(vieille)).values(modifie=avant)
        )
    assert Appels(registre).purge(jours_d_appel()) == 1
    assert client.lit(vieille).status_code == 404
    assert client.lit(neuve).status_code == 200


def test_the_audit_tells_who_saw_and_changed_what_and_never_a_text(
    ouvre_client: Ouvre, registre: Registre
) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.lit(adresse)
    for fin in ("", " et", " et encore"):
        client.poste(f"{adresse}/texte", texte=MOTS + fin)
    client.poste(f"{adresse}/etape", etape="decision")
    client.lit(f"{adresse}/resume.txt")
    code = code_de(adresse)
    assert registre.lignes_d_audit() == [
        ("ana", "dossier ouvert", code),
        ("ana", "dossier vu", code),
        ("ana", "dossier modifié", code),
        ("ana", "étape choisie", code),
        ("ana", "résumé copié", code),
    ]


# -- learning --------------------------------------------------------------------------------


def test_a_corrected_stage_is_kept_without_a_name_and_the_last_word_counts(
    ouvre_client: Ouvre, registre: Registre
) -> None:
    client = ouvre_client()
    adresse = client.appel()
    nomme = MOTS + ". Je suis Mme Dupuis, 12 rue Zola, 06 12 34 56 78"
    client.poste(f"{adresse}/texte", texte=nomme)
    client.poste(f"{adresse}/etape", etape="decision")
    client.poste(f"{adresse}/etape", etape="assignation")
    (une,) = Corrections(registre).toutes()
    assert (une.genre, une.propose, une.corrige) == ("etape", "commandement_payer", "assignation")
    assert "commandement de payer le 2 novembre" in une.texte
    for nom in ("Dupuis", "Zola", "06 12", "34 56"):
        assert nom not in une.texte
    client.poste(f"{adresse}/etape", etape="commandement_payer")
    assert Corrections(registre).toutes() == [], "back to what was proposed: nothing to learn"


def test_a_corrected_date_and_a_wrong_answer_are_kept(
    ouvre_client: Ouvre, registre: Registre
) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/texte", texte=MOTS)
    tape(client, adresse, date_acte="3 novembre", surendettement="oui")
    assert client.poste(f"{adresse}/fausse", quoi="a_lire:x", raison="").status_code == 400
    client.poste(f"{adresse}/fausse", quoi="contacts:impaye", raison="Numéro mort")
    par_genre = {une.genre: une for une in Corrections(registre).toutes()}
    assert set(par_genre) == {"date", "reponse"}, "a fact that the words did not tell is no error"
    date = par_genre["date"]
    assert (date.champ, date.propose, date.corrige) == ("date_acte", "2026-11-02", "2026-11-03")
    assert par_genre["reponse"].raison == "Numéro mort"


def test_corrections_are_printed_as_candidates_without_the_file_they_come_from(
    ouvre_client: Ouvre,
    registre: Registre,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from console import __main__ as commande

    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/texte", texte=MOTS)
    client.poste(f"{adresse}/etape", etape="assignation")
    monkeypatch.setattr(commande, "registre", lambda: registre)
    assert commande.principal(["corrections"]) == 0
    (ligne,) = capsys.readouterr().out.splitlines()
    assert json.loads(ligne)["corrige"] == "assignation"
    assert code_de(adresse) not in ligne


# -- bad input -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fin", "champs"),
    [
        ("etape", {"etape": "n'importe quoi"}),
        ("verification", {"etape": "impaye", "genre": "avant_quand", "resultat": "compris"}),
        ("verification", {"etape": "impaye", "genre": "que_faire", "resultat": "peut-être"}),
        ("verification", {"etape": "../..", "genre": "que_faire", "resultat": "compris"}),
    ],
)
def test_a_forged_value_is_refused_with_a_sentence(
    ouvre_client: Ouvre, fin: str, champs: dict[str, str]
) -> None:
    client = ouvre_client()
    reponse = client.poste(f"{client.appel()}/{fin}", **champs)
    assert reponse.status_code == 400
    assert "n'existe pas" in lu_dans(reponse.text)


def test_too_long_a_text_is_refused_and_the_earlier_one_stays(
    ouvre_client: Ouvre, registre: Registre
) -> None:
    client = ouvre_client()
    adresse = client.appel()
    client.poste(f"{adresse}/texte", texte=MOTS)
    assert client.poste(f"{adresse}/texte", texte="a" * 300_000).status_code == 413
    appel = Appels(registre).trouve(code_de(adresse))
    assert appel is not None and appel.texte == MOTS


def test_what_is_typed_is_never_markup(ouvre_client: Ouvre) -> None:
    client = ouvre_client()
    adresse = client.appel()
    piege = "</textarea><script>alert(1)</script>'\" {{ 7*7 }}"
    client.poste(f"{adresse}/texte", texte=piege)
    client.poste(f"{adresse}/notes", note=piege, mot=piege)
    client.poste(f"{adresse}/etape", etape="commandement_payer")
    tape(client, adresse, date_acte=piege, commune=piege)
    for chemin in (adresse, f"{adresse}/resume"):
        html = client.lit(chemin).text
        assert "<script>alert" not in html and "49" not in html.replace("2149", "")
