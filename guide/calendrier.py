"""Public holidays, working days, winter truce and first lawful day of eviction.

Which days these are stands in ``knowledge/delais/calendriers.yml``; this module only counts.
Sources: CPC 642 (working days), CPCE L141-1 (days without eviction), CPCE L412-6 (truce),
Code du travail L3133-1 (holidays).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import lru_cache

from dateutil.easter import easter
from holidays.countries import France
from pydantic import BaseModel, Extra

from guide.contenu.lecture import ErreurContenu, dossier_connaissances, lire_yaml, valide
from guide.dates_fr import JOURS

UN_JOUR = dt.timedelta(days=1)


class ErreurCalendrier(ValueError):
    """A day cannot be told under this calendar; the message is one clear French sentence."""


class _Modele(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class JourDuMois(_Modele):
    """A day of every year."""

    mois: int
    jour: int

    def en(self, annee: int) -> dt.date:
        """That day in the year ``annee``."""
        return dt.date(annee, self.mois, self.jour)


class Complement(_Modele):
    """A holiday that the library leaves out in some years, told as days after Easter."""

    nom: str
    jours_apres_paques: int
    annees: list[int]


class Prolongation(_Modele):
    """Days on which the truce was exceptionally prolonged: nothing is computed there."""

    du: dt.date
    au: dt.date
    reference: str
    refus: str


class Treve(_Modele):
    """The winter truce, both days included, and since when these are its days."""

    debut: JourDuMois
    fin: JourDuMois
    en_vigueur: dt.date
    reference: str
    url: str
    verifie_le: dt.date
    refus: str
    prolongations: list[Prolongation]


class FicheCalendrier(_Modele):
    """A calendar of holidays and the places known to lie under it."""

    id: str
    nom: str
    calcule: bool
    reference: str
    url: str
    complements: list[Complement] = []
    refus: str = ""
    codes_postaux: list[str] = []
    lieux: list[str] = []


class Calendriers(_Modele):
    """The whole of ``calendriers.yml``."""

    calendriers: list[FicheCalendrier]
    jours_non_ouvres: list[str]
    jours_sans_expulsion: list[str]
    jours_sans_acte: list[str]
    treve: Treve


class _FeriesFrance(France):
    # A period that starts in 2099 may end after the last year the library vouches for.
    end_year = 2110


class Calendrier:
    """One calendar of holidays with the country's working days and winter truce."""

    def __init__(self, fiche: FicheCalendrier, commun: Calendriers) -> None:
        self.fiche = fiche
        self.treve = commun.treve
        self._non_ouvres = frozenset(JOURS.index(nom) for nom in commun.jours_non_ouvres)
        self._sans_acte = frozenset(JOURS.index(nom) for nom in commun.jours_sans_acte)
        self._sans_expulsion = frozenset(JOURS.index(nom) for nom in commun.jours_sans_expulsion)
        self._feries: dict[int, dict[dt.date, str]] = {}

    def feries(self, annee: int) -> dict[dt.date, str]:
        """Public holidays of a year, with their French names."""
        if annee not in self._feries:
            jours = dict(_FeriesFrance(years=annee, language="fr").items())
            for ajout in self.fiche.complements:
                if annee in ajout.annees:
                    paques = easter(annee)
                    jours[paques + dt.timedelta(days=ajout.jours_apres_paques)] = ajout.nom
            self._feries[annee] = jours
        return self._feries[annee]

    def est_ferie(self, jour: dt.date) -> bool:
        """True on a public holiday."""
        return jour in self.feries(jour.year)

    def est_ouvre(self, jour: dt.date) -> bool:
        """True on a working day, Monday to Friday outside holidays (CPC 642)."""
        return jour.weekday() not in self._non_ouvres and not self.est_ferie(jour)

    def proroge(self, jour: dt.date) -> dt.date:
        """First working day on or after ``jour`` (CPC 642, al. 2)."""
        while not self.est_ouvre(jour):
            jour += UN_JOUR
        return jour

    def recule(self, jour: dt.date) -> dt.date:
        """Last working day on or before ``jour``: the prudent date."""
        while not self.est_ouvre(jour):
            jour -= UN_JOUR
        return jour

    def premier_jour_d_acte(self, jour: dt.date) -> dt.date:
        """First day from ``jour`` on when an act may be served (CPC 664: no Sunday, no holiday)."""
        while jour.weekday() in self._sans_acte or self.est_ferie(jour):
            jour += UN_JOUR
        return jour

    def jours_ouvres_avant(self, jour: dt.date, nombre: int) -> dt.date:
        """The working day that stands ``nombre`` working days before ``jour``."""
        for _ in range(nombre):
            jour = self.recule(jour - UN_JOUR)
        return jour

    def dans_la_treve(self, jour: dt.date) -> bool:
        """True inside the winter truce; raise :class:`ErreurCalendrier` where it is not known."""
        self._verifie_treve(jour)
        return jour >= self.treve.debut.en(jour.year) or jour <= self.treve.fin.en(jour.year)

    def fin_de_treve(self, jour: dt.date) -> dt.date:
        """Last day of the truce that runs on ``jour``, or of the coming one (CPCE L412-6)."""
        self._verifie_treve(jour)
        fin = self.treve.fin.en(jour.year)
        return fin if jour <= fin else self.treve.fin.en(jour.year + 1)

    def premier_jour_permis(self, jour: dt.date) -> dt.date:
        """First day of a lawful eviction from ``jour`` on (CPCE L141-1, L412-6)."""
        while True:
            if self.dans_la_treve(jour):
                jour = self.fin_de_treve(jour) + UN_JOUR
            elif jour.weekday() in self._sans_expulsion or self.est_ferie(jour):
                jour += UN_JOUR
            else:
                return jour

    def _verifie_treve(self, jour: dt.date) -> None:
        if jour < self.treve.en_vigueur:
            raise ErreurCalendrier(self.treve.refus)
        for prolongation in self.treve.prolongations:
            if prolongation.du <= jour <= prolongation.au:
                raise ErreurCalendrier(prolongation.refus)


@lru_cache(maxsize=16)
def calendrier(nom: str = "metropole") -> Calendrier:
    """Calendar ``nom``, as a territory declares it (``calendrier: metropole``).

    Raises :class:`ErreurCalendrier` when it is unknown or is not computed: its sentence says so.
    """
    commun = calendriers()
    for fiche in commun.calendriers:
        if fiche.id == nom:
            if not fiche.calcule:
                raise ErreurCalendrier(fiche.refus)
            return Calendrier(fiche, commun)
    raise ErreurCalendrier(f"Le calendrier « {nom} » n'est pas connu.")


@lru_cache(maxsize=1024)
def refus_de_calcul(lieu: str) -> str | None:
    """Sentence for a commune, département or postcode known to lie under another calendar.

    None when nothing is known against computing dates there.
    """
    cherche = _normalise(lieu)
    code = cherche if cherche.isdigit() and len(cherche) == 5 else None
    for fiche in calendriers().calendriers:
        par_nom = any(_normalise(nom) == cherche for nom in fiche.lieux)
        par_code = code is not None and code.startswith(tuple(fiche.codes_postaux))
        if (par_nom or par_code) and not fiche.calcule:
            return fiche.refus
    return None


@lru_cache(maxsize=1)
def calendriers() -> Calendriers:
    """The whole of ``calendriers.yml``; raise ``ErreurContenu`` naming the fault."""
    chemin = dossier_connaissances() / "delais" / "calendriers.yml"
    commun = valide(Calendriers, lire_yaml(chemin), chemin)
    semaine = (*commun.jours_non_ouvres, *commun.jours_sans_acte, *commun.jours_sans_expulsion)
    inconnus = set(semaine) - set(JOURS)
    if inconnus:
        raise ErreurContenu(f"{chemin.name} : jours inconnus {sorted(inconnus)}")
    return commun


def _normalise(texte: str) -> str:
    decompose = unicodedata.normalize("NFKD", texte.casefold().replace("œ", "oe"))
    lettres = (lettre for lettre in decompose if not unicodedata.combining(lettre))
    return " ".join("".join(lettres).replace("-", " ").replace("'", " ").split())
