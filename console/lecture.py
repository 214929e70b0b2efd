"""From a call to what its screen shows. Pure: the call and the day in, one :class:`Ecran` out.

Facts, dates and sentences come from the very functions that answer tenants, so that the adviser
and the robot never say two things.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from actions import demandes, echeances, etape, faits, questions, repondre
from actions.commandes import etape_d_une_phrase, etape_dite_en_passant
from actions.frise import frise_du_tour
from actions.tour import Message, Partie, Seuils, Tour
from console.faits import Champ, champs
from guide import comprehension
from guide.calendrier import calendrier
from guide.commandes.fiche import repond as fiche_de
from guide.contacts import bailleur_nomme, pour_commune
from guide.contenu import contenu
from guide.contenu.modeles import (
    ETAPES,
    AEviter,
    Contact,
    Enonce,
    Nullite,
    RegleSuivie,
    Urgence,
    VueBailleur,
)
from guide.contenu.rendu import remplit, rend
from guide.dates_fr import en_toutes_lettres
from guide.delais import Echeance, ErreurDelai, Faits, calcule, textes
from guide.delais.chargement import loi
from guide.delais.modeles import Version
from guide.frise import en_svg
from guide.indices import signes_dits
from guide.montants import Montant, montants_connus, montants_dits
from registre.appels import Appel

AUCUNE = "aucune"
CANDIDATES = 3
CONTACTS_EN_VUE = 6
# No teach-back when the date is that near (pratique, section D).
JOURS_SANS_VERIFICATION = 3

# The tabs of a fiche, and the parts that each holds; a part named nowhere goes to the last one.
ONGLETS = {
    "À faire": ("en_attendant", "a_faire", "urgence", "date_passee"),
    "Comprendre": ("reconnu", "cest_quoi", "rassurer", "comment_reconnaitre", "deroulement"),
    "Risques et suite": ("risques", "suite"),
    "Solutions": ("solutions", "bonne_conduite"),
    "À savoir": ("important", "pratique"),
}
# Shown elsewhere on the screen, with what an adviser does with them.
AILLEURS = ("aides", "contacts")
CHANGE = "Ce qui a changé"


@dataclass(frozen=True)
class Candidate:
    """A stage that the words may tell, with its likelihood (0 to 1)."""

    etape: str
    titre: str
    confiance: float


@dataclass(frozen=True)
class Delai:
    """A deadline of the stage: computed, or why it cannot be (``manque``: the field to fill)."""

    regle: str
    titre: str
    objet: str
    manque: str = ""
    refus: str = ""
    regle_simple: str = ""
    echeance: Echeance | None = None

    @property
    def loi(self) -> Version | None:
        """The version of the law that was applied: its address, when it was checked."""
        if self.echeance is None:
            return None
        versions = reversed(loi().regles[self.regle].versions)
        return next(une for une in versions if une.en_vigueur <= self.echeance.depuis)

    @property
    def du_locataire(self) -> bool:
        return self.echeance is not None and self.echeance.pour_qui == "locataire"


@dataclass(frozen=True)
class PartieDeFiche:
    """A part of the fiche: its title and its statements (text, source, status…)."""

    titre: str
    textes: list[dict[str, Any]]


@dataclass(frozen=True)
class Verification:
    """A teach-back question, what is expected, other words when it failed, and the outcome."""

    genre: str
    texte: str
    attendu: str
    explications: list[str]
    resultat: str


@dataclass(frozen=True)
class UrgenceMontree:
    """An urgent case: raised by the facts, by the adviser, or not."""

    urgence: Urgence
    agir: str
    d_elle_meme: bool
    levee: bool


@dataclass(frozen=True)
class Ecran:
    """All that the screen of a call shows."""

    appel: Appel
    aujourdhui: dt.date
    comprise: bool
    tronque: bool
    etape: str | None
    titre: str
    confiance: float | None
    choisie: bool
    proposee: str | None
    autres: list[Candidate]
    question: str
    reponses: list[Enonce]
    champs: dict[str, Champ]
    premiers: list[Champ]
    montants: list[Montant]
    urgences: list[UrgenceMontree]
    numeros: list[Contact]
    appel_a_poser: str = ""
    delais: list[Delai] = field(default_factory=list)
    treve: Echeance | None = None
    frise: str = ""
    date_a_retenir: dt.date | None = None
    onglets: dict[str, list[PartieDeFiche]] = field(default_factory=dict)
    aides: list[tuple[str, str, Enonce]] = field(default_factory=list)
    a_lire: list[str] = field(default_factory=list)
    verifications: list[Verification] = field(default_factory=list)
    sans_verification: bool = False
    a_eviter: list[AEviter] = field(default_factory=list)
    nullites: list[Nullite] = field(default_factory=list)
    vues_du_bailleur: list[VueBailleur] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    commune: str = ""

    @property
    def urgent(self) -> bool:
        return any(une.levee for une in self.urgences)

    @property
    def code(self) -> str:
        """The call's short code as it is read aloud: "K7M 2PX"."""
        return f"{self.appel.code[:3]} {self.appel.code[3:]}"


def lit(appel: Appel, aujourdhui: dt.date) -> Ecran:
    """Read a call: everything its words and its facts give on that day."""
    message = _message(appel)
    proposee = proposition(message, aujourdhui)
    choisie = appel.etape_choisie is not None
    nom = proposee if appel.etape_choisie is None else appel.etape_choisie
    nom = None if nom == AUCUNE else nom
    tour = Tour(message, {"etape": nom}, aujourdhui)
    connus = champs(_dits(tour), appel.faits, aujourdhui)
    _prend(tour, connus)
    question, reponses = _question(tour)
    commun: dict[str, Any] = {
        "appel": appel,
        "aujourdhui": aujourdhui,
        "comprise": not appel.texte or bool(appel.comprehension),
        "tronque": bool(appel.comprehension.get("tronque")),
        "etape": nom,
        "titre": contenu().fiches[nom].titre if nom else "",
        "confiance": _confiance(message, nom),
        "choisie": choisie,
        "proposee": proposee,
        "autres": _autres(message, nom),
        "question": question,
        "reponses": reponses,
        "champs": connus,
        "premiers": _premiers(connus, nom),
        "montants": montants_dits(appel.texte),
        "urgences": _urgences(tour, appel.coches),
        "numeros": _numeros(tour),
        "a_eviter": _a_eviter(nom),
        "contacts": _contacts(tour),
        "commune": _commune(tour),
    }
    if nom is None:
        return Ecran(**commun)
    return Ecran(**commun, **_de_l_etape(tour, nom, appel))


def tour_de(ecran: Ecran) -> Tour:
    """The robot's turn for what a screen knows, to say something of it again."""
    tour = Tour(_message(ecran.appel), {"etape": ecran.etape}, ecran.aujourdhui)
    _prend(tour, ecran.champs)
    return tour


def _prend(tour: Tour, connus: dict[str, Champ]) -> None:
    for champ in connus.values():
        tour[champ.fait.id] = champ.valeur


def _de_l_etape(tour: Tour, nom: str, appel: Appel) -> dict[str, Any]:
    """What only a known stage gives."""
    fiche, parcours = contenu().fiches[nom], contenu().parcours[nom]
    suivante = etape.prochaine_demande(tour)
    limite = echeances.date_a_retenir(tour)
    calculee = frise_du_tour(tour)
    pres = limite is not None and limite - tour.aujourdhui <= dt.timedelta(
        days=JOURS_SANS_VERIFICATION
    )
    return {
        "appel_a_poser": (
            demandes.texte_question(tour, contenu().demandes[suivante]) if suivante else ""
        ),
        "delais": _delais(tour, nom),
        "treve": _treve(tour) if parcours.treve else None,
        "frise": en_svg(calculee) if calculee else "",
        "date_a_retenir": limite,
        "onglets": onglets(nom),
        "aides": [
            (aide, contenu().dispositifs[aide].nom, contenu().dispositifs[aide].resume)
            for aide in fiche.aides
        ],
        "a_lire": a_lire(tour),
        "verifications": _verifications(tour, nom, limite, appel),
        "sans_verification": bool(tour["danger"]) or pres,
        "nullites": [n for n in contenu().operateur.nullites if n.etape == nom],
        "vues_du_bailleur": contenu().operateur.bailleur,
    }


# -- what the words tell ---------------------------------------------------------------------


def _message(appel: Appel) -> Message:
    lu = appel.comprehension
    classement = [(c["name"], c["confidence"]) for c in lu.get("intent_ranking") or []]
    premier = classement[0] if classement else ("", 0.0)
    return Message(
        texte=appel.texte,
        intention=premier[0],
        confiance=premier[1],
        classement=classement,
        parties=tuple(Partie(**partie) for partie in lu.get("parties") or []),
        seuils=Seuils(**(lu.get("doute") or {})),
    )


def proposition(message: Message, aujourdhui: dt.date) -> str | None:
    """The stage that the words tell, None in doubt. Without Rasa: by the paper they name."""
    if message.intention in ETAPES and message.confiance >= message.seuils.minimum:
        return message.intention
    tour = Tour(message, {}, aujourdhui)
    return etape_dite_en_passant(tour) or etape_d_une_phrase(tour)


def _dits(tour: Tour) -> dict[str, str]:
    """Facts told by the words, by the names of the desk's fields; dangers and signs besides."""
    faits.prend(tour)
    for signe in signes_dits(tour.message.texte):
        tour[signe] = "oui"
    tour["danger"] = repondre.danger_dit(tour)
    dits = {
        nom: valeur
        for nom, valeur in tour.faits.items()
        if isinstance(valeur, str) and nom not in ("etape", "danger")
    }
    return dits | {quoi: str(euros) for quoi, euros in montants_connus(tour.message.texte).items()}


def _confiance(message: Message, nom: str | None) -> float | None:
    """How likely the words make this stage; None when Rasa says nothing of it."""
    par_phrase = [p.confiance for p in message.parties if p.intention == nom]
    return max([*(p for n, p in message.classement if n == nom), *par_phrase], default=None)


def _autres(message: Message, nom: str | None) -> list[Candidate]:
    """The likeliest other stages: two beside a known one, three without."""
    combien = CANDIDATES if nom is None else CANDIDATES - 1
    suivantes = [(autre, p) for autre, p in message.classement if autre in ETAPES and autre != nom]
    return [Candidate(autre, contenu().fiches[autre].titre, p) for autre, p in suivantes[:combien]]


def _question(tour: Tour) -> tuple[str, list[Enonce]]:
    """A question or a special situation told by the words, and what answers it."""
    nom = tour["danger"] or tour.message.intention
    source = contenu().questions.get(nom) or contenu().situations.get(nom)
    sure = tour["danger"] or tour.message.confiance >= tour.message.seuils.minimum
    if source is None or not sure:
        return "", []
    reponse = questions.choisit_reponse(tour, source)
    return source.titre, [enonce for enonce in reponse.enonces if tour.convient(enonce.si)]


def _numeros(tour: Tour) -> list[Contact]:
    situation = contenu().situations.get(tour["danger"] or "")
    return [contenu().contacts[nom] for nom in situation.numeros] if situation else []


# -- the facts -------------------------------------------------------------------------------


def _premiers(connus: dict[str, Champ], nom: str | None) -> list[Champ]:
    """The fields shown first: those of the stage, and those with a value."""
    return [
        champ
        for champ in connus.values()
        if champ.ecrit or (nom in champ.fait.etapes if nom else len(champ.fait.etapes) > 2)
    ]


def _commune(tour: Tour) -> str:
    return str(tour.connu("commune") or "").removeprefix("hors:")


def _urgences(tour: Tour, coches: list[str]) -> list[UrgenceMontree]:
    limite = echeances.date_a_retenir(tour) if tour["etape"] else None
    montrees = []
    for urgence in contenu().operateur.urgences:
        seule = _leve_seule(urgence, tour, limite)
        levee = seule or f"urgence:{urgence.id}" in coches
        montrees.append(UrgenceMontree(urgence, remplit(urgence.agir), seule, levee))
    return sorted(montrees, key=lambda montree: not montree.levee)


def _leve_seule(urgence: Urgence, tour: Tour, limite: dt.date | None) -> bool:
    if not urgence.si and urgence.dans_jours is None:
        return False
    if not tour.convient(urgence.si):
        return False
    if urgence.dans_jours is None:
        return True
    if limite is None:
        return False
    if urgence.ouvres:
        return calendrier().jours_ouvres_avant(limite, urgence.dans_jours) <= tour.aujourdhui
    return limite - dt.timedelta(days=urgence.dans_jours) <= tour.aujourdhui


# -- the law ---------------------------------------------------------------------------------


def _delais(tour: Tour, nom: str) -> list[Delai]:
    """Deadlines of the stage, the tenant's own first, then those that advisers count too."""
    suivis = [*contenu().parcours[nom].regles, *contenu().operateur.regles.get(nom, [])]
    return [_delai(tour, suivi) for suivi in suivis if tour.convient(suivi.si)]


def _delai(tour: Tour, suivi: RegleSuivie) -> Delai:
    titre = textes(suivi.regle).titre
    depuis = tour.jour(suivi.depuis)
    if depuis is None:
        libelle = next(f.libelle for f in contenu().operateur.faits if f.id == suivi.depuis)
        regle_simple = textes(suivi.regle).regle_simple
        return Delai(suivi.regle, titre, suivi.objet, manque=libelle, regle_simple=regle_simple)
    lus: Faits = replace(
        echeances.faits_de_la_regle(tour, depuis), prefet_informe=tour.jour("prefet_informe")
    )
    try:
        echeance = calcule(suivi.regle, lus, tour.aujourdhui)
    except ErreurDelai as erreur:
        return Delai(suivi.regle, titre, suivi.objet, refus=str(erreur))
    return Delai(suivi.regle, titre, suivi.objet, echeance=echeance)


def _treve(tour: Tour) -> Echeance | None:
    treve = calcule("treve", Faits(depuis=tour.aujourdhui), tour.aujourdhui)
    return treve if treve.lectures else None


# -- the content -----------------------------------------------------------------------------


def onglets(nom: str) -> dict[str, list[PartieDeFiche]]:
    """The fiche of a stage in tabs, the adviser's form; the last tab holds what has changed."""
    fiche = fiche_de({"etape": nom, "canal": "operateur"}, dt.date.min)
    par_onglet: dict[str, list[PartieDeFiche]] = {titre: [] for titre in ONGLETS}
    changes: list[PartieDeFiche] = []
    for section in fiche["sections"]:
        change = [t for t in section["textes"] if t.get("guide_disait") or t["statut"] == "change"]
        if change:
            changes.append(PartieDeFiche(section["titre"], change))
        if section["id"] not in AILLEURS:
            partie = PartieDeFiche(section["titre"], section["textes"])
            par_onglet[_onglet(section["id"])].append(partie)
    return {**{titre: p for titre, p in par_onglet.items() if p}, CHANGE: changes}


def _onglet(section: str) -> str:
    dernier = list(ONGLETS)[-1]
    return next((titre for titre, parts in ONGLETS.items() if section in parts), dernier)


def a_lire(tour: Tour) -> list[str]:
    """What the robot would say of the stage now: the sentences to read aloud."""
    dite = replace(tour, faits=dict(tour.faits), bulles=[], boutons=[], cartes=[])
    etape.dit_ce_qui_est_su(dite)
    etape.dit_a_faire(dite)
    return dite.bulles


def _contacts(tour: Tour) -> list[Contact]:
    """People to call, the nearest of each kind first; the landlord that the words name before."""
    commune = tour.connu("commune")
    locale = commune if commune and not str(commune).startswith("hors:") else None
    nom = tour["etape"]
    proches = pour_commune(locale, contenu().fiches[nom].contacts if nom else None)
    nomme = bailleur_nomme(tour.message.texte) if tour.message.texte else None
    return [nomme, *(c for c in proches if c.id != nomme.id)] if nomme else proches


def _a_eviter(nom: str | None) -> list[AEviter]:
    """Sentences never to say: those of the stage first, then those of every call."""
    retenues = [une for une in contenu().operateur.a_eviter if not une.etapes or nom in une.etapes]
    return sorted(retenues, key=lambda une: not une.etapes)


def _verifications(
    tour: Tour, nom: str, limite: dt.date | None, appel: Appel
) -> list[Verification]:
    trouvees = []
    for genre in contenu().parcours[nom].verification:
        if genre == "avant_quand" and (limite is None or limite < tour.aujourdhui):
            continue
        dire = {"date": en_toutes_lettres(limite)} if limite else {}
        attendu = dire.get("date", "") if genre == "avant_quand" else _premier_pas(tour, nom)
        trouvees.append(
            Verification(
                genre=genre,
                texte=comprehension.question(nom, genre).texte,
                attendu=attendu,
                explications=[comprehension.explication(nom, genre, n, **dire) for n in (1, 2)],
                resultat=appel.verifications.get((nom, genre), ""),
            )
        )
    return trouvees


def _premier_pas(tour: Tour, nom: str) -> str:
    premiers = tour.enonces(contenu().fiches[nom].a_faire, au_plus=1)
    return premiers[0] if premiers else rend(contenu().fiches[nom].en_attendant)
