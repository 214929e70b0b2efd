"""Our one database: erasure requests, audit (and, with SMS, opt-outs, outbox, consents).

SQLite by default, PostgreSQL by setting; ``Registre.efface(personne)`` forgets somebody.
"""

from registre.base import Registre, registre
from registre.dates_dites import DateDite, DatesDites
from registre.fil import Fil
from registre.sms import RegistreSms

__all__ = ["DateDite", "DatesDites", "Fil", "Registre", "RegistreSms", "registre"]
