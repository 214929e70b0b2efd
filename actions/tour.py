"""One turn of the conversation: what was written, what is known, what is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from guide.contenu import contenu
from guide.contenu.modeles import Enonce
from guide.contenu.rendu import Canal, remplit, rend
from guide.delais import Echeance

INCONNU = "inconnu"
BULLES_AU_PLUS = 3


@dataclass(frozen=True)
class Seuils:
    """Probabilities that decide in doubt; ``config.yml`` gives them, ``doute`` of the classifier.

    How each was measured: docs/decisions/0003-doute.md.

    ``minimum``: below it the first intent is in doubt. ``ecart_etapes``: two first stages nearer
    than this are asked about. ``danger``: needed by a danger told by the whole message;
    ``autre_danger``: by a second danger while the first is being answered. ``sur``: an intent
    that may undo what is known. ``partie``: a question told by one sentence. ``changement``: a
    later stage without the name of its paper, or a stage told by one sentence. ``hors_sujet``:
    off-topic although a stage is known and a question asked. ``question``, ``repli``: a question
    further down the ranking, when the first intent cannot be meant, or is in doubt.
    ``suite``: another subject in the middle of a pending question or of a danger.
    """

    minimum: float = 0.30
    ecart_etapes: float = 0.15
    danger: float = 0.35
    autre_danger: float = 0.8
    sur: float = 0.9
    partie: float = 0.5
    changement: float = 0.5
    hors_sujet: float = 0.85
    question: float = 0.15
    repli: float = 0.13
    suite: float = 0.5


@dataclass(frozen=True)
class Partie:
    """One sentence of a message, with its own intent."""

    texte: str
    intention: str
    confiance: float


@dataclass(frozen=True)
class Message:
    """The tenant's message as understood: intent, confidence, ranking (best first).

    ``parties``: its sentences, when there are several; ``seuils``: what counts as doubt.
    ``relais``: what the channel says of the live hand-over: it can be offered, or is asked for
    already; None: neither.
    """

    texte: str
    intention: str
    confiance: float
    classement: list[tuple[str, float]]
    tronque: bool = False
    parties: tuple[Partie, ...] = ()
    seuils: Seuils = Seuils()
    relais: Literal["possible", "demande"] | None = None


@dataclass(frozen=True)
class Calcul:
    """Dates counted by a rule from a day, and the version of the rule."""

    regle: str
    version: str
    depuis: date | None
    dates: frozenset[date]


@dataclass
class Tour:
    """Facts (the slots) that a turn may change, and the reply being built.

    ``faits``: slot name -> value; None when never asked, ``"inconnu"`` when asked in vain.
    ``repli``: the message was not understood, or two stages were too close to tell apart;
    ``verdict``: outcome of the teach-back question that this turn closes; ``calculs``: what was
    counted, told or not.
    """

    message: Message
    faits: dict[str, Any]
    aujourdhui: date
    canal: Canal = "web"
    reprise: bool = False
    derniers_textes: list[str] = field(default_factory=list)
    bulles: list[str] = field(default_factory=list)
    boutons: list[str] = field(default_factory=list)
    cartes: list[dict[str, Any]] = field(default_factory=list)
    repli: bool = False
    verdict: str | None = None
    calculs: list[Calcul] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.avant = {nom: _copie(valeur) for nom, valeur in self.faits.items()}

    # -- what is known ---------------------------------------------------------------------

    def __getitem__(self, fait: str) -> Any:
        return self.faits.get(fait)

    def __setitem__(self, fait: str, valeur: Any) -> None:
        self.faits[fait] = valeur

    def connu(self, fait: str) -> Any:
        """The value of a fact, None when it is unknown (never asked, or asked in vain)."""
        valeur = self.faits.get(fait)
        return None if valeur == INCONNU else valeur

    def jour(self, fait: str) -> date | None:
        """A fact that is an ISO date, as a date; None when unknown or told in another way."""
        try:
            return date.fromisoformat(self.connu(fait) or "")
        except ValueError:
            return None

    def convient(self, conditions: dict[str, list[str]]) -> bool:
        """True when the known facts satisfy a ``si`` of the content (``vide``: never asked)."""
        return all(
            (self.faits.get(fait) or "vide") in acceptees for fait, acceptees in conditions.items()
        )

    def changements(self) -> dict[str, Any]:
        """Facts whose value this turn has changed."""
        return {nom: v for nom, v in self.faits.items() if v != self.avant.get(nom)}

    # -- what was already said ---------------------------------------------------------------

    def deja_dit(self, sujet: str) -> bool:
        """True when this subject was told in an earlier turn or earlier in this one."""
        return sujet in (self.faits.get("dit") or [])

    def note_dit(self, sujet: str) -> None:
        """Remember that this subject was told."""
        if not self.deja_dit(sujet):
            self.faits["dit"] = [*(self.faits.get("dit") or []), sujet]

    def oublie_dit(self, prefixe: str) -> None:
        """Forget the subjects that begin with ``prefixe`` (they are to be told again)."""
        dits = self.faits.get("dit") or []
        self.faits["dit"] = [sujet for sujet in dits if not sujet.startswith(prefixe)]

    # -- what is answered --------------------------------------------------------------------

    def dit(self, *textes: str) -> None:
        """Add a bubble made of these sentences; empty ones are dropped."""
        bulle = " ".join(texte for texte in textes if texte)
        if bulle:
            self.bulles.append(bulle)

    def dit_lignes(self, titre: str, lignes: Iterable[str], puce: str = "• ") -> None:
        """Add a bubble with a title and a list, one item a line."""
        corps = [f"{puce}{ligne}" for ligne in lignes]
        if corps:
            self.bulles.append("\n".join([titre, *corps] if titre else corps))

    def phrase(self, identifiant: str, **valeurs: str) -> str:
        """A sentence of ``knowledge/phrases.yml`` for this channel."""
        return rend(contenu().phrases[identifiant], self.canal, **valeurs)

    def dit_phrase(self, identifiant: str, **valeurs: str) -> None:
        """Add a sentence of the dialogue as a bubble, with its choices as buttons."""
        self.dit(self.phrase(identifiant, **valeurs))
        choix = contenu().phrases[identifiant].choix
        if choix:
            self.boutons = [remplit(texte) for texte in choix]

    def enonces(self, enonces: Iterable[Enonce], au_plus: int | None = None) -> list[str]:
        """Texts of the statements that hold for the known facts."""
        retenus = [enonce for enonce in enonces if self.convient(enonce.si)]
        return [rend(enonce, self.canal) for enonce in retenus[:au_plus]]

    def carte(self, genre: str, **champs: Any) -> None:
        """Add a custom message (contract, section 6)."""
        self.cartes.append({"type": genre, **champs})

    def bulles_bornees(self) -> list[str]:
        """At most three bubbles; the last one (the question) stays apart."""
        if len(self.bulles) <= BULLES_AU_PLUS:
            return self.bulles
        premiere = self.bulles[: len(self.bulles) - BULLES_AU_PLUS + 1]
        return ["\n".join(premiere), *self.bulles[len(premiere) :]]

    def note_calcul(self, echeance: Echeance, dates: Iterable[date] | None = None) -> None:
        """Remember a deadline counted in this turn, with the dates that may be told out of it."""
        comptees = frozenset(echeance.dates() if dates is None else dates)
        self.calculs.append(Calcul(echeance.regle, echeance.version, echeance.depuis, comptees))

    def glisse(self, texte: str) -> None:
        """Add a bubble just before the last one, which holds the question; else at the end."""
        self.bulles.insert(max(len(self.bulles) - 1, 1), texte)


def _copie(valeur: Any) -> Any:
    return list(valeur) if isinstance(valeur, list) else valeur
