"""Our one database: erasure requests, audit (and, with SMS, opt-outs, outbox, consents).

SQLite by default, PostgreSQL by setting; ``Registre.efface(personne)`` forgets somebody.
"""

from registre.base import Registre, registre
from registre.dates_dites import DateDite, DatesDites
from registre.fil import Fil
from registre.relais import RegistreRelais, Relais
from registre.sms import RegistreSms

__all__ = [
    "DateDite",
    "DatesDites",
    "Fil",
    "Registre",
    "RegistreRelais",
    "RegistreSms",
    "Relais",
    "registre",
]
