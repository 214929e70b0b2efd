"""Carry a stage through: present it, ask what changes the answer, then say what to do."""

from __future__ import annotations

from actions import annuaire, echeances, humain, verification
from actions.demandes import pose
from actions.tour import Tour
from guide.contenu import contenu
from guide.contenu.rendu import rend

# Facts of one paper: they are forgotten when the conversation turns to another paper.
FAITS_DU_PAPIER = (
    "date_acte", "date_signification", "date_ecrite", "date_audience", "delai_ecrit",
    "type_decision", "decision_detail", "delai_supprime", "comprehension", "echeance_manquee",
)  # fmt: skip


def change(tour: Tour, etape: str | None) -> None:
    """Set (or clear) the stage; what was known of another paper is forgotten."""
    if etape != tour["etape"]:
        garde_audience = {tour["etape"], etape} == {"assignation", "audience"}
        for fait in FAITS_DU_PAPIER:
            if not (garde_audience and fait == "date_audience"):
                tour[fait] = None
        for sujet in ("presentation", "a_faire", "echeances", "audience", "contacts"):
            tour.oublie_dit(sujet)
    tour["etape"] = etape
    tour["attente"] = None
    tour["dernier_fait"] = None


def poursuit(tour: Tour, bref: bool = False) -> None:
    """Say what is new at the present stage, then ask the next question or end the round.

    ``bref``: a question has just been answered at length: the day's steps wait for the next turn.
    """
    parcours = contenu().parcours[tour["etape"]]
    suivante = prochaine_demande(tour)
    debut = dit_ce_qui_est_su(tour, suivante)
    humain.oriente(tour, echeances.est_reglee(suivante))
    # Whom to call waits until the date is settled, but for a commune just told.
    attend = suivante in parcours.avant_conseils and tour["dernier_fait"] != "commune"
    if not attend and not (debut and suivante):
        _dit_contacts(tour)
    if suivante and (bref or suivante in parcours.avant_conseils):
        pose(tour, suivante, "" if bref else _en_attendant(tour))
        return
    dit_a_faire(tour)
    if suivante:
        pose(tour, suivante)
        return
    tour["attente"] = None
    if parcours.verification and verification.commence(tour):
        return
    dit_suite(tour)


def dit_ce_qui_est_su(tour: Tour, suivante: str | None = None) -> bool:
    """Present the stage and say its dates; True when the stage is presented for the first time.

    ``suivante`` is the question that comes next, None when none does.
    """
    debut = presente(tour)
    _dit_surendettement(tour)
    echeances.dit_echeances(tour, suivante)
    echeances.dit_jour_improbable(tour)
    echeances.dit_audience(tour)
    echeances.dit_date_ecrite(tour)
    if suivante not in contenu().parcours[tour["etape"]].avant_conseils:
        echeances.dit_appel_joint(tour)
    echeances.dit_treve(tour)
    _dit_manquee(tour)
    return debut


def prochaine_demande(tour: Tour) -> str | None:
    """The next fact to ask: never one already known or asked, never one that changes nothing."""
    parcours = contenu().parcours[tour["etape"]]
    for identifiant in parcours.demandes:
        if tour[identifiant] is not None:
            continue
        if not tour.convient(parcours.demandes_si.get(identifiant, {})):
            continue
        if echeances.autre_calendrier(tour) and any(
            suivi.depuis == identifiant for suivi in parcours.regles
        ):
            continue
        if identifiant in parcours.si_change and not echeances.peut_changer(tour, identifiant):
            continue
        return identifiant
    return None


def dit_suite(tour: Tour) -> None:
    """What comes next, and an open offer: no dead end."""
    fiche = contenu().fiches[tour["etape"]]
    sujet = "suite:" + fiche.id
    suite = [] if tour.deja_dit(sujet) else tour.enonces(fiche.suite, au_plus=2)
    tour.note_dit(sujet)
    tour.dit(*suite)
    tour.dit_phrase("quelle_suite")


def presente(tour: Tour) -> bool:
    """Present the stage; True when it is the first time. Shorter when something came before."""
    fiche = contenu().fiches[tour["etape"]]
    sujet = "presentation:" + fiche.id
    if tour.deja_dit(sujet):
        return False
    tour.note_dit(sujet)
    proche = ""
    if tour["tiers"] and not tour.deja_dit("tiers"):
        tour.note_dit("tiers")
        proche = _pour_un_proche(tour)
    assez = tour.bulles or proche or tour["decision_detail"] or echeances.date_a_retenir(tour)
    c_est = [] if assez else tour.enonces(fiche.cest_quoi, au_plus=1)
    rassure = tour.enonces([fiche.rassurer] if fiche.rassurer else [])
    tour.dit(proche, rend(fiche.reconnu, tour.canal), *c_est, *rassure)
    tour.carte("fiche", etape=fiche.id, section="cest_quoi")
    return True


def _pour_un_proche(tour: Tour) -> str:
    aide = contenu().phrases.get("tiers:" + tour["tiers"])
    proche = tour.phrase("pour_un_proche", tiers=tour["tiers"])
    return f"{proche} {rend(aide, tour.canal)}" if aide else proche


def _en_attendant(tour: Tour) -> str:
    """The useful thing given with a question, once."""
    fiche = contenu().fiches[tour["etape"]]
    sujet = "en_attendant:" + fiche.id
    if tour.deja_dit(sujet):
        return ""
    tour.note_dit(sujet)
    return rend(fiche.en_attendant, tour.canal)


def _dit_surendettement(tour: Tour) -> None:
    """An accepted file changes what may be paid: said before any date for paying."""
    if tour["surendettement"] != "oui" or tour.deja_dit("surendettement"):
        return
    tour.note_dit("surendettement")
    tour.dit_phrase("surendettement_accepte")


def dit_a_faire(tour: Tour) -> None:
    """Today's steps, at most three, once; nothing when the date has passed."""
    fiche = contenu().fiches[tour["etape"]]
    sujet = "a_faire:" + fiche.id
    if tour.deja_dit(sujet):
        return
    tour.note_dit(sujet)
    if echeances.est_passee(tour):
        # What to do once the date has passed has just been said, and replaces these steps.
        return
    tour.dit_lignes(tour.phrase("a_faire_titre"), tour.enonces(fiche.a_faire, au_plus=3))
    tour.carte("fiche", etape=fiche.id, section="a_faire")


def _dit_contacts(tour: Tour) -> None:
    commune = tour["commune"]
    sujet = f"contacts:{commune}"
    if not commune or tour.deja_dit(sujet) or tour["attente"] == "commune":
        return
    tour.note_dit(sujet)
    annuaire.dit_contacts(tour, contenu().fiches[tour["etape"]].contacts)


def _dit_manquee(tour: Tour) -> None:
    """A missed instalment of a court plan: what it means, and that nothing is lost yet."""
    if tour["echeance_manquee"] == "oui" and not tour.deja_dit("manquee"):
        tour.note_dit("manquee")
        tour.dit_phrase("echeance_manquee")
