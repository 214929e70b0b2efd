"""Live hand-over: offer that an adviser reads the conversation, and hear whether he may.

The channel says with each message whether it can be offered (``Message.relais``), and acts on the
card ``relais`` of a tenant who agrees. The question pending before the offer waits in ``attente``,
behind it: ``relais:humain:date_acte``.
"""

from __future__ import annotations

from typing import Literal

from actions.tour import Tour
from guide.contenu import contenu
from guide.contenu.rendu import remplit
from guide.reponses import avis, choisit

PREFIXE = "relais:"


def propose(tour: Tour, raison: Literal["humain", "verification"]) -> bool:
    """Ask whether an adviser may read and answer; False when none can be offered now."""
    if tour.message.relais == "demande":
        tour.dit(_dit("attente_encore"))
        return True
    if tour.message.relais != "possible":
        return False
    tour["attente"] = f"{PREFIXE}{raison}:{tour['attente'] or ''}"
    repose(tour)
    return True


def en_attente(tour: Tour) -> bool:
    """True while the offer waits for its answer."""
    return (tour["attente"] or "").startswith(PREFIXE)


def repose(tour: Tour) -> None:
    """Say the pending offer."""
    reprise = contenu().operateur.reprise
    tour.dit(_dit("accord"))
    tour.boutons = [reprise.oui, reprise.non]


def lit_l_accord(tour: Tour) -> Literal["oui", "non"] | None:
    """The answer to the offer, said and acted upon; None when the message is about something else.

    The question that was pending before is pending again.
    """
    _, raison, suspendue = tour["attente"].split(":", 2)
    tour["attente"] = suspendue or None
    reprise, texte = contenu().operateur.reprise, tour.message.texte
    rang = choisit(texte, [reprise.oui, reprise.non])
    opinion = avis(texte) if rang is None else ("oui", "non")[rang]
    if opinion is None:
        return None
    if opinion != "oui":
        tour.dit(_dit("refus"))
        return "non"
    if tour.message.relais == "possible":
        tour.dit(_dit("attente"))
        tour.carte("relais", raison=raison)
    else:
        # The offer is old: meanwhile the advisers have gone, or are already told.
        tour.dit(_dit("attente_encore" if tour.message.relais else "personne"))
    return "oui"


def _dit(moment: str) -> str:
    return remplit(getattr(contenu().operateur.reprise, moment))
