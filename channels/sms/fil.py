"""What is remembered between two SMS of one person, stored encrypted."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date


@dataclass
class Fil:
    """``suite``: messages that SUITE gives; ``choix``: labels that a figure names;
    ``attente``: the channel's own pending question; ``date_proposee`` and ``date_consentie``: days
    of the reminder offered and accepted (ISO)."""

    suite: list[str] = field(default_factory=list)
    choix: list[str] = field(default_factory=list)
    attente: str | None = None
    date_proposee: str | None = None
    date_consentie: str | None = None

    @classmethod
    def lit(cls, texte: str | None) -> Fil:
        """The thread as it was written; an empty one when there is none."""
        return cls(**json.loads(texte)) if texte else cls()

    def ecrit(self) -> str:
        """The thread as a text to encrypt."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def jour_consenti(self) -> date | None:
        return date.fromisoformat(self.date_consentie) if self.date_consentie else None
