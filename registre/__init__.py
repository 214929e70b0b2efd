"""Our one database: erasure requests, audit; SMS (opt-outs, outbox, consents); the console
(accounts, calls, corrections); hand-overs of the widget's conversations.

SQLite by default, PostgreSQL by setting; ``Registre.efface(personne)`` forgets somebody.
"""

from registre.appels import Appels
from registre.base import Registre, registre
from registre.comptes import Comptes
from registre.corrections import Corrections
from registre.dates_dites import DateDite, DatesDites
from registre.fil import Fil
from registre.relais import RegistreRelais, Relais
from registre.sms import RegistreSms

__all__ = [
    "Appels",
    "Comptes",
    "Corrections",
    "DateDite",
    "DatesDites",
    "Fil",
    "Registre",
    "RegistreRelais",
    "RegistreSms",
    "Relais",
    "registre",
]
