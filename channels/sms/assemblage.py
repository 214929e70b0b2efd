"""Join the parts of a long message before it is understood."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from channels.sms.alphabet import SEPTETS_PARTIE, SEPTETS_SEUL, est_gsm7, septets
from channels.sms.port import Parties, Recu

# A part of which the others have not come is read alone after this time.
ATTENTE_DES_PARTIES = dt.timedelta(seconds=30)
# Without a rank, only a message that fills a part can have a continuation.
ATTENTE_D_UNE_SUITE = dt.timedelta(seconds=5)
_PLEIN_UCS2 = (66, 67, 70)


@dataclass(frozen=True)
class Part:
    """A received part in the queue: its rank of arrival, its message, when it came."""

    id: int
    recu: Recu
    moment: dt.datetime


@dataclass(frozen=True)
class Message:
    """One whole message: its parts, its text, its photos."""

    parts: tuple[Part, ...]
    texte: str

    @property
    def ids(self) -> list[int]:
        return [part.id for part in self.parts]

    @property
    def recu(self) -> Recu:
        return self.parts[0].recu

    @property
    def images(self) -> int:
        return sum(part.recu.images for part in self.parts)


def ecrit(recu: Recu) -> str:
    """A received part as a text to encrypt."""
    return json.dumps({**asdict(recu), "recu_le": recu.recu_le.isoformat()}, ensure_ascii=False)


def lit(texte: str) -> Recu:
    """The received part again."""
    brut = json.loads(texte)
    parties = Parties(**brut.pop("parties")) if brut.get("parties") else brut.pop("parties", None)
    moment = dt.datetime.fromisoformat(brut.pop("recu_le"))
    return Recu(**brut, recu_le=moment, parties=parties)


def premier_message(parts: Sequence[Part], maintenant: dt.datetime) -> Message | None:
    """The first whole message of a person's queue; None while its parts are awaited."""
    premiere = parts[0]
    if premiere.recu.parties is None:
        return _sans_rang(parts, maintenant)
    lot = premiere.recu.parties
    groupe = {
        part.recu.parties.rang: part
        for part in parts
        if part.recu.parties and part.recu.parties.reference == lot.reference
    }
    derniere = max(part.moment for part in groupe.values())
    if len(groupe) < lot.total and maintenant - derniere < ATTENTE_DES_PARTIES:
        return None
    ordonnees = tuple(groupe[rang] for rang in sorted(groupe))
    return Message(ordonnees, "".join(part.recu.texte for part in ordonnees))


def _sans_rang(parts: Sequence[Part], maintenant: dt.datetime) -> Message | None:
    jointes = [parts[0]]
    for part in parts[1:]:
        if not _est_pleine(jointes[-1].recu.texte) or part.recu.parties:
            break
        if part.moment - jointes[-1].moment > ATTENTE_D_UNE_SUITE:
            break
        jointes.append(part)
    derniere = jointes[-1]
    if _est_pleine(derniere.recu.texte) and maintenant - derniere.moment < ATTENTE_D_UNE_SUITE:
        return None
    return Message(tuple(jointes), "".join(part.recu.texte for part in jointes))


def _est_pleine(texte: str) -> bool:
    if est_gsm7(texte):
        return septets(texte) in (SEPTETS_PARTIE - 1, SEPTETS_PARTIE, SEPTETS_SEUL)
    return len(texte.encode("utf-16-be")) // 2 in _PLEIN_UCS2
