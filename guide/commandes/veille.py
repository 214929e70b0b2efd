"""``python -m guide veille``: rules and contacts to check again, cited articles, dead addresses."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from guide.commandes import commun
from guide.veille import AncienneVerification, Veille, veille


def ajoute(sous_analyseurs: Any) -> None:
    """Declare the command and its options."""
    analyseur = sous_analyseurs.add_parser(
        "veille", help="ce qui est à revoir : vérifications anciennes, articles cités, courriels"
    )
    analyseur.add_argument(
        "--mois", metavar="N", help="ancien : plus de N mois (défaut : knowledge/veille.yml)"
    )
    commun.options_communes(analyseur)
    analyseur.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Print what is to be looked at; return the exit status."""
    return commun.lance(args, repond, _en_texte, _en_objet)


def repond(entree: commun.Entree, aujourdhui: dt.date) -> Veille:
    """What is to be looked at again; ErreurEntree when ``mois`` is no whole number."""
    mois = entree.get("mois")
    if mois is not None and not (mois.isascii() and mois.isdecimal() and len(mois) < 4):
        raise commun.ErreurEntree(f"mois : un nombre entier est attendu, pas « {mois} ».")
    return veille(aujourdhui, None if mois is None else int(mois))


def _en_texte(trouvee: Veille) -> str:
    return "\n".join(
        [
            f"À revoir : ce qui a été vérifié avant le {trouvee.avant}.",
            "",
            f"Règles de délai : {len(trouvee.regles)}",
            *_verifications(trouvee.regles),
            "",
            f"Contacts : {len(trouvee.contacts)}",
            *_verifications(trouvee.contacts),
            "",
            f"Adresses électroniques qui ne peuvent pas marcher : {len(trouvee.courriels)}",
            *(
                f"  {mort.courriel} ({mort.quoi}, {mort.ou}) : {mort.raison}"
                for mort in trouvee.courriels
            ),
            "",
            f"Articles et sources cités, hors guide : {len(trouvee.articles)}",
            *(f"  {cite} : {', '.join(ou)}" for cite, ou in sorted(trouvee.articles.items())),
        ]
    )


def _verifications(anciennes: list[AncienneVerification]) -> list[str]:
    return [f"  {une.verifie_le} {une.quoi} ({une.ou})" for une in anciennes]


def _en_objet(trouvee: Veille) -> commun.Reponse:
    def objet(une: AncienneVerification) -> dict[str, str]:
        return {"ou": une.ou, "quoi": une.quoi, "verifie_le": une.verifie_le.isoformat()}

    return {
        "avant": trouvee.avant.isoformat(),
        "regles": [objet(une) for une in trouvee.regles],
        "contacts": [objet(un) for un in trouvee.contacts],
        "articles": [{"article": cite, "ou": ou} for cite, ou in sorted(trouvee.articles.items())],
        "courriels": [vars(mort) for mort in trouvee.courriels],
    }
