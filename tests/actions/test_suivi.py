"""What is kept of a turn: the dates it tells, with the version of their rule; nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from actions import dialogue, suivi, verification
from actions.echeances import dit_echeances
from actions.frise import dit_frise
from actions.repondre import repond
from guide.delais import regle_nommee
from guide.delais.chargement import loi
from guide.delais.versions import identifiant_du_calendrier
from serveur import mesures
from tests.actions.fabrique import tour

FAITS = {"etape": "commandement_payer", "date_acte": "2026-10-05", "date_bail": "2019-03-10"}


def version(regle: str) -> str:
    return loi().versions[regle, regle_nommee(regle).versions[-1].en_vigueur]


def test_a_deadline_told_is_kept_with_its_version() -> None:
    un = tour("2 mois", **FAITS, delai_ecrit="2_mois")
    dit_echeances(un)
    (dite,) = [d for d in suivi.dates_dites(un, un.bulles) if d.regle == "commandement_payer"]
    assert dt.date(2026, 12, 4) in dite.dates
    assert dite.depuis == dt.date(2026, 10, 5)
    assert dite.version == version("commandement_payer")
    assert dite.calendrier == identifiant_du_calendrier()


def test_a_deadline_only_counted_is_not_kept() -> None:
    un = tour("bonjour", **FAITS, delai_ecrit="2_mois")
    dit_echeances(un)
    assert un.calculs
    assert suivi.dates_dites(un, ["Bonjour."]) == []


def test_the_timeline_keeps_each_rule_that_moves_its_dates() -> None:
    un = tour("et apres", **FAITS, delai_ecrit="2_mois")
    dit_frise(un)
    dites = suivi.dates_dites(un, un.bulles)
    assert {"frise", "commandement_payer"} <= {dite.regle for dite in dites}
    (frise,) = [dite for dite in dites if dite.regle == "frise"]
    assert len(frise.dates) >= 2


def test_the_reply_leaves_even_when_the_register_is_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def en_panne() -> None:
        raise OSError

    monkeypatch.setattr(suivi, "registre", en_panne)
    un = tour("2 mois", **FAITS, delai_ecrit="2_mois")
    dit_echeances(un)
    suivi.note_les_dates(un, "ana", "rest", un.bulles)


def compteur(serie: object, *labels: str) -> float:
    return float(serie.labels(*labels)._value.get())  # type: ignore[attr-defined]


def test_a_message_not_understood_is_counted_as_such() -> None:
    avant = compteur(mesures.reponses, "rest", "aucune", "oui")
    un = tour("xqzt", "q_dsf", confiance=0.1)
    repond(un)
    suivi.compte(un, "rest")
    assert un.repli
    assert compteur(mesures.reponses, "rest", "aucune", "oui") == avant + 1
    deux = tour("merci", "merci")
    dialogue.remercie(deux)
    assert not deux.repli


@pytest.mark.parametrize(
    ("texte", "resultat"), [("passer", "non_verifie"), ("payer le loyer de ce mois", "compris")]
)
def test_the_outcome_of_a_teach_back_is_counted(texte: str, resultat: str) -> None:
    un = tour(texte, etape="impaye", attente="verification:que_faire")
    avant = compteur(mesures.verifications, "sms", "impaye", resultat)
    if texte == "passer":
        verification.passe(un, "que_faire")
    else:
        verification.repond(un, "que_faire", texte)
    suivi.compte(un, "sms")
    assert compteur(mesures.verifications, "sms", "impaye", resultat) == avant + 1
