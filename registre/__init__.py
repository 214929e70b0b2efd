"""Our one database: erasure requests, audit (and, with SMS, opt-outs, outbox, consents,
accounts of the console, hand-overs of the widget's conversations).

SQLite by default, PostgreSQL by setting; ``Registre.efface(personne)`` forgets somebody.
"""

from registre.base import Registre, registre
from registre.comptes import Comptes
from registre.fil import Fil
from registre.relais import RegistreRelais, Relais
from registre.sms import RegistreSms

__all__ = ["Comptes", "Fil", "Registre", "RegistreRelais", "RegistreSms", "Relais", "registre"]
