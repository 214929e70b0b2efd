"""Accounts of the console, their sessions, and the lock after too many wrong passwords.

Passwords are kept as argon2 hashes; of a session's token only a digest is kept, so that a copy of
the database opens nothing. Blocking calls: use threads in a server.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.exc import IntegrityError

from registre.base import PURGES, Purge, Registre, en_utc, maintenant, metadonnees

Role = Literal["conseiller", "superviseur"]
ROLES: tuple[Role, ...] = ("conseiller", "superviseur")
ESSAIS = 5
BLOCAGE = dt.timedelta(minutes=15)
INACTIVITE = dt.timedelta(hours=1)
DUREE_D_UNE_SESSION = dt.timedelta(hours=12)
MOT_DE_PASSE_AU_MOINS = 12
# The moment of the last request is written at most this often: reading must stay fast.
PRECISION_DE_LA_VUE = dt.timedelta(minutes=1)

comptes = sa.Table(
    "console_comptes",
    metadonnees,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("identifiant", sa.String(60), nullable=False, unique=True),
    sa.Column("nom", sa.String(120), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("empreinte", sa.String(255), nullable=False),
    sa.Column("actif", sa.Boolean, nullable=False, default=True),
    sa.Column("essais", sa.Integer, nullable=False, default=0),
    sa.Column("bloque_jusqu", sa.DateTime(timezone=True)),
)

sessions = sa.Table(
    "console_sessions",
    metadonnees,
    sa.Column("empreinte", sa.String(64), primary_key=True),
    sa.Column("compte", sa.Integer, nullable=False, index=True),
    sa.Column("jeton", sa.String(64), nullable=False),
    sa.Column("ouverte", sa.DateTime(timezone=True), nullable=False),
    sa.Column("vue", sa.DateTime(timezone=True), nullable=False, index=True),
)

_hacheur = PasswordHasher()
# Checked in the place of an unknown account's, so that both answers take the same time.
_EMPREINTE_DE_PERSONNE = _hacheur.hash(secrets.token_urlsafe(16))


class ErreurCompte(ValueError):
    """The account cannot be made or changed; the message is one clear French sentence."""


@dataclass(frozen=True)
class Compte:
    """Somebody who may open the console."""

    id: int
    identifiant: str
    nom: str
    role: Role

    @property
    def supervise(self) -> bool:
        return self.role == "superviseur"


@dataclass(frozen=True)
class SessionConsole:
    """An open session: whose it is, and the token that its forms must send back (CSRF)."""

    compte: Compte
    jeton: str


class Comptes:
    """Accounts and sessions of one register."""

    def __init__(self, registre: Registre) -> None:
        self._registre = registre

    def cree(self, identifiant: str, nom: str, role: str, mot_de_passe: str) -> Compte:
        """A new account; raise :class:`ErreurCompte` (name taken, unknown role, short password)."""
        identifiant, nom = identifiant.strip().lower(), nom.strip()
        if not identifiant or not nom:
            raise ErreurCompte("Il faut un identifiant et un nom.")
        if role not in ROLES:
            raise ErreurCompte(f"Rôle inconnu « {role} » : {' ou '.join(ROLES)}.")
        valeurs = {"identifiant": identifiant, "nom": nom, "role": role}
        empreinte = _hache(mot_de_passe)
        try:
            with self._registre.ecriture() as connexion:
                connexion.execute(
                    comptes.insert().values(**valeurs, empreinte=empreinte, actif=True, essais=0)
                )
        except IntegrityError as erreur:
            raise ErreurCompte(f"L'identifiant « {identifiant} » est déjà pris.") from erreur
        return self._nomme(identifiant)

    def change_mot_de_passe(self, identifiant: str, mot_de_passe: str) -> None:
        """A new password, which also lifts a lock and ends the open sessions."""
        compte = self._nomme(identifiant.strip().lower())
        self._change(
            compte, empreinte=_hache(mot_de_passe), actif=True, essais=0, bloque_jusqu=None
        )

    def ferme(self, identifiant: str) -> None:
        """Nobody enters by this account any more; its calls stay."""
        self._change(self._nomme(identifiant.strip().lower()), actif=False)

    def tous(self) -> list[Compte]:
        """The accounts that may enter, by name."""
        voulus = comptes.select().where(comptes.c.actif).order_by(comptes.c.nom)
        with self._registre.lecture() as connexion:
            return [_compte(ligne) for ligne in connexion.execute(voulus)]

    def noms(self) -> dict[int, str]:
        """Name of each account by its number, closed accounts included."""
        voulus = sa.select(comptes.c.id, comptes.c.nom)
        with self._registre.lecture() as connexion:
            return {ligne.id: ligne.nom for ligne in connexion.execute(voulus)}

    def identifiants(self) -> set[str]:
        """Every name that enters, or entered."""
        with self._registre.lecture() as connexion:
            return set(connexion.execute(sa.select(comptes.c.identifiant)).scalars())

    # -- entering ------------------------------------------------------------------------------

    def verifie(self, identifiant: str, mot_de_passe: str) -> Compte | None:
        """The account that this password opens; None when wrong, unknown, closed or locked.

        An attempt is counted before the password is looked at, so that attempts made at the same
        time cannot pass the limit.
        """
        voulu = comptes.c.identifiant == identifiant.strip().lower()
        ligne = self._compte_l_essai(voulu & comptes.c.actif, maintenant())
        if not _convient(ligne.empreinte if ligne else _EMPREINTE_DE_PERSONNE, mot_de_passe):
            return None
        if ligne is None:
            return None
        with self._registre.ecriture() as connexion:
            connexion.execute(comptes.update().where(voulu).values(essais=0, bloque_jusqu=None))
        return _compte(ligne)

    def _compte_l_essai(self, voulu: Any, debut: dt.datetime) -> Any:
        """Count an attempt; the account's row, None when there is none or it is locked."""
        fini = comptes.c.bloque_jusqu < debut
        rang = sa.case((fini, 1), else_=comptes.c.essais + 1)
        with self._registre.ecriture() as connexion:
            essai = connexion.execute(
                comptes.update()
                .where(voulu & (comptes.c.bloque_jusqu.is_(None) | fini))
                .values(
                    essais=rang,
                    bloque_jusqu=sa.case((rang >= ESSAIS, debut + BLOCAGE), else_=None),
                )
            )
            return (
                connexion.execute(comptes.select().where(voulu)).first() if essai.rowcount else None
            )

    def ouvre_session(self, compte: Compte) -> str:
        """A new session; its token is given once and never stored."""
        jeton, moment = secrets.token_urlsafe(32), maintenant()
        with self._registre.ecriture() as connexion:
            connexion.execute(
                sessions.insert().values(
                    empreinte=_empreinte(jeton),
                    compte=compte.id,
                    jeton=secrets.token_urlsafe(32),
                    ouverte=moment,
                    vue=moment,
                )
            )
        return jeton

    def session(self, jeton: str, acte: bool = True) -> SessionConsole | None:
        """The session that a token opens; None when ended, too old or silent for too long.

        ``acte``: somebody acts, and the time of silence starts again.
        """
        moment = maintenant()
        voulue = sessions.c.empreinte == _empreinte(jeton)
        vivante = (sessions.c.vue >= moment - INACTIVITE) & (
            sessions.c.ouverte >= moment - DUREE_D_UNE_SESSION
        )
        lue = (
            sa.select(sessions.c.jeton, sessions.c.vue, comptes)
            .join(comptes, comptes.c.id == sessions.c.compte)
            .where(voulue & vivante & comptes.c.actif)
        )
        with self._registre.lecture() as connexion:
            ligne = connexion.execute(lue).first()
        if ligne is None:
            return None
        if acte and en_utc(ligne.vue) < moment - PRECISION_DE_LA_VUE:
            with self._registre.ecriture() as connexion:
                connexion.execute(sessions.update().where(voulue).values(vue=moment))
        return SessionConsole(_compte(ligne), ligne.jeton)

    def ferme_session(self, jeton: str) -> None:
        """End a session: its token opens nothing any more."""
        with self._registre.ecriture() as connexion:
            connexion.execute(sessions.delete().where(sessions.c.empreinte == _empreinte(jeton)))

    def purge_sessions(self) -> int:
        """Delete the sessions that are over; return how many."""
        moment = maintenant()
        finies = (sessions.c.vue < moment - INACTIVITE) | (
            sessions.c.ouverte < moment - DUREE_D_UNE_SESSION
        )
        with self._registre.ecriture() as connexion:
            return connexion.execute(sessions.delete().where(finies)).rowcount

    def _nomme(self, identifiant: str) -> Compte:
        voulu = comptes.select().where(comptes.c.identifiant == identifiant)
        with self._registre.lecture() as connexion:
            ligne = connexion.execute(voulu).first()
        if ligne is None:
            raise ErreurCompte(f"Il n'y a pas de compte « {identifiant} ».")
        return _compte(ligne)

    def _change(self, compte: Compte, **valeurs: Any) -> None:
        """Change an account and end its sessions."""
        with self._registre.ecriture() as connexion:
            connexion.execute(comptes.update().where(comptes.c.id == compte.id).values(**valeurs))
            connexion.execute(sessions.delete().where(sessions.c.compte == compte.id))


def _hache(mot_de_passe: str) -> str:
    if len(mot_de_passe) < MOT_DE_PASSE_AU_MOINS:
        raise ErreurCompte(f"Le mot de passe a au moins {MOT_DE_PASSE_AU_MOINS} caractères.")
    return _hacheur.hash(mot_de_passe)


def _convient(empreinte: str, mot_de_passe: str) -> bool:
    try:
        return _hacheur.verify(empreinte, mot_de_passe)
    except (VerificationError, InvalidHashError):
        return False


def _empreinte(jeton: str) -> str:
    # The token has 256 bits of chance: a plain digest cannot be searched.
    return hashlib.sha256(jeton.encode()).hexdigest()


def _compte(ligne: Any) -> Compte:
    return Compte(ligne.id, ligne.identifiant, ligne.nom, ligne.role)


PURGES.append(
    Purge("sessions de la console", lambda registre, _jours: Comptes(registre).purge_sessions())
)
