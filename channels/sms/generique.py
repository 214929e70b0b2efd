"""Any HTTP gateway, described by a YAML file: OVHcloud by default, others without code.

The files of ``channels/sms/passerelles/`` are examples to copy; ``docs/sms.md`` explains them.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import ipaddress
import json
import time
from pathlib import Path
from typing import Any, Literal

import aiohttp
from pydantic import BaseModel, Extra, Field

from channels.sms.appels import appelle
from channels.sms.port import (
    AEnvoyer,
    EnvoiRate,
    EnvoiRefuse,
    Identite,
    Parties,
    Recu,
    Reponse,
    RequeteBrute,
    RequeteIllisible,
    RequeteRefusee,
)
from guide.contenu.lecture import lire_yaml, valide

DOSSIER = Path(__file__).parent / "passerelles"


class _Modele(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Champs(_Modele):
    """Names of the provider's fields (dotted for JSON: ``data.from``); empty where it has none."""

    id: str
    de: str
    a: str = ""
    texte: str
    moment: str = ""
    reference: str = ""
    rang: str = ""
    total: str = ""
    images: str = ""


class Preuve(_Modele):
    """How a request proves its origin, beside the allowed addresses.

    ``chemin``: the secret ends the webhook's address; ``champ`` and ``entete``: it is the value of
    a field or header ``nom``; ``hmac``: header ``nom`` holds the HMAC-SHA256 of the raw body;
    ``basic``: HTTP basic, password is the secret; ``adresse``: the allowed addresses alone.
    """

    genre: Literal["chemin", "champ", "entete", "hmac", "basic", "adresse"]
    nom: str = ""


class Entrant(_Modele):
    """What the provider sends us."""

    format: Literal["query", "form", "json"]
    champs: Champs
    preuve: Preuve
    statut: int = 200
    reponse: str = ""


class Sortant(_Modele):
    """What we send. ``{a}``, ``{a_sans_plus}``, ``{texte}``, ``{numero}``, ``{compte}``,
    ``{secret}``, ``{reference}`` are filled in; ``acces``: how we identify ourselves.

    ``reussite``: dotted field -> values one of which must come back (a status alone may lie).
    """

    url: str
    methode: Literal["GET", "POST"] = "POST"
    format: Literal["query", "form", "json"] = "json"
    corps: dict[str, Any]
    entetes: dict[str, str] = Field(default_factory=dict)
    acces: Literal["aucun", "basic", "bearer", "ovh"] = "aucun"
    reussite: dict[str, list[str]] = Field(default_factory=dict)
    liste_non_vide: str = ""


class Description(_Modele):
    """A gateway."""

    nom: str
    api: str
    entrant: Entrant
    sortant: Sortant


def lit_description(nom_ou_chemin: str) -> Description:
    """A gateway of ``passerelles/`` by its name, or any file; raise ErreurContenu on a fault."""
    ici = DOSSIER / f"{nom_ou_chemin}.yml"
    chemin = ici if ici.is_file() else Path(nom_ou_chemin)
    return valide(Description, lire_yaml(chemin), chemin)


class Generique:
    """Adapter for a gateway described in YAML."""

    def __init__(self, description: Description, identite: Identite) -> None:
        preuve = description.entrant.preuve
        if preuve.genre == "adresse" and not identite.adresses:
            raise ValueError("GARDE_TOIT_SMS_ADRESSES est nécessaire : rien d'autre ne protège.")
        if preuve.genre != "adresse" and not identite.secret_entrant:
            raise ValueError("GARDE_TOIT_SMS_SECRET_ENTRANT est nécessaire.")
        self._entrant, self._sortant = description.entrant, description.sortant
        self._identite = identite
        self._api = (identite.api or description.api).rstrip("/")
        self._reseaux = [ipaddress.ip_network(adresse) for adresse in identite.adresses]
        self.accuse = Reponse(description.entrant.reponse, statut=description.entrant.statut)

    # -- received ----------------------------------------------------------------------------

    def verifie(self, requete: RequeteBrute) -> None:
        """Check the allowed addresses, where given, then the shared secret."""
        if self._reseaux and not self._vient_d_une_adresse_permise(requete.adresse):
            raise RequeteRefusee("adresse")
        preuve, secret = self._entrant.preuve, self._identite.secret_entrant
        if preuve.genre == "adresse":
            return
        attendu, donne = secret, ""
        if preuve.genre == "chemin":
            donne = requete.secret_du_chemin
        elif preuve.genre == "champ":
            donne = self._secret_du_champ(requete)
        elif preuve.genre == "entete":
            donne = requete.entetes.get(preuve.nom.lower(), "")
        elif preuve.genre == "hmac":
            attendu = hmac.new(secret.encode(), requete.corps, hashlib.sha256).hexdigest()
            donne = requete.entetes.get(preuve.nom.lower(), "").removeprefix("sha256=").lower()
        else:
            donne = _mot_de_passe(requete.entetes.get("authorization", ""))
        if not donne or not hmac.compare_digest(attendu.encode(), donne.encode()):
            raise RequeteRefusee("secret")

    def _vient_d_une_adresse_permise(self, adresse: str) -> bool:
        try:
            lue = ipaddress.ip_address(adresse)
        except ValueError:
            return False
        return any(lue in reseau for reseau in self._reseaux)

    def _secret_du_champ(self, requete: RequeteBrute) -> str:
        try:
            return self._champ(self._champs(requete), self._entrant.preuve.nom)
        except RequeteIllisible:
            return ""

    def lit(self, requete: RequeteBrute) -> Recu:
        """The message, by the configured field names; without a text nor a photo it is a receipt,
        which must not be answered."""
        brut, noms = self._champs(requete), self._entrant.champs
        identifiant, de = self._champ(brut, noms.id), self._champ(brut, noms.de)
        images = _entier(self._champ(brut, noms.images))
        if not identifiant or not de:
            raise RequeteIllisible(f"{noms.id} ou {noms.de}")
        if _lu(brut, noms.texte) is None and not images:
            raise RequeteIllisible(noms.texte)
        return Recu(
            id=identifiant,
            de=de,
            a=self._champ(brut, noms.a),
            texte=self._champ(brut, noms.texte),
            recu_le=_moment(self._champ(brut, noms.moment)),
            parties=_parties(
                self._champ(brut, noms.reference),
                self._champ(brut, noms.rang),
                self._champ(brut, noms.total),
            ),
            images=images,
        )

    def _champs(self, requete: RequeteBrute) -> Any:
        if self._entrant.format == "json":
            try:
                return json.loads(requete.corps or b"{}")
            except ValueError as erreur:
                raise RequeteIllisible("JSON") from erreur
        query = self._entrant.format == "query"
        paires = requete.champs_de_l_adresse() if query else requete.formulaire()
        return dict(reversed(paires))

    @staticmethod
    def _champ(brut: Any, nom: str) -> str:
        valeur = _lu(brut, nom) if nom else None
        return "" if valeur is None else str(valeur)

    # -- sent --------------------------------------------------------------------------------

    async def envoie(self, message: AEnvoyer) -> None:
        """Send by the configured call; check the configured signs of success."""
        valeurs = {
            "a": message.a,
            "a_sans_plus": message.a.lstrip("+"),
            "texte": message.texte,
            "reference": message.reference,
            "numero": self._identite.numero,
            "compte": self._identite.compte,
            "secret": self._identite.secret,
            "api": self._api,
        }
        url = _remplit(self._sortant.url, valeurs)
        corps = _remplit(self._sortant.corps, valeurs)
        entetes = {nom: _remplit(v, valeurs) for nom, v in self._sortant.entetes.items()}
        options: dict[str, Any] = {}
        if self._sortant.format == "json":
            texte = json.dumps(corps, ensure_ascii=False)
            options["data"] = texte.encode()
            entetes |= {"Content-Type": "application/json"}
            if self._sortant.acces == "ovh":
                entetes |= self._entetes_ovh(url, texte)
        elif self._sortant.format == "form":
            options["data"] = corps
        else:
            options["params"] = corps
        if self._sortant.acces == "basic":
            options["auth"] = aiohttp.BasicAuth(self._identite.compte, self._identite.secret)
        elif self._sortant.acces == "bearer":
            entetes["Authorization"] = f"Bearer {self._identite.secret}"
        _statut, reponse = await appelle(self._sortant.methode, url, headers=entetes, **options)
        self._controle(reponse)

    def _controle(self, reponse: Any) -> None:
        for nom, valeurs in self._sortant.reussite.items():
            if str(_pointe(reponse, nom)) not in valeurs:
                raise EnvoiRate(f"champ {nom}")
        attendue = self._sortant.liste_non_vide
        if attendue and not _pointe(reponse, attendue):
            raise EnvoiRefuse(f"champ {attendue} vide")

    async def est_parti(self, message: AEnvoyer) -> bool:
        """Unknown here: the message is sent again, with the same reference."""
        return False

    def _entetes_ovh(self, url: str, corps: str) -> dict[str, str]:
        """OVHcloud's request signature (https://help.ovhcloud.com, "First steps with the APIs")."""
        moment = str(int(time.time()))
        a_signer = "+".join(
            (self._identite.secret, self._identite.cle_consommateur, "POST", url, corps, moment)
        )
        return {
            "X-Ovh-Application": self._identite.cle_application,
            "X-Ovh-Consumer": self._identite.cle_consommateur,
            "X-Ovh-Timestamp": moment,
            "X-Ovh-Signature": "$1$" + hashlib.sha1(a_signer.encode()).hexdigest(),
        }


def _lu(brut: Any, nom: str) -> Any:
    """Value of a field by its own name, else by its dotted path; None when absent."""
    return brut[nom] if isinstance(brut, dict) and nom in brut else _pointe(brut, nom)


def _pointe(brut: Any, chemin: str) -> Any:
    for nom in chemin.split("."):
        if isinstance(brut, list) and nom.isdigit() and int(nom) < len(brut):
            brut = brut[int(nom)]
        elif isinstance(brut, dict):
            brut = brut.get(nom)
        else:
            return None
    return brut


def _remplit(modele: Any, valeurs: dict[str, str]) -> Any:
    """Fill a template, however deep; only our own names are replaced, never the text's braces."""
    if isinstance(modele, dict):
        return {nom: _remplit(valeur, valeurs) for nom, valeur in modele.items()}
    if isinstance(modele, list):
        return [_remplit(valeur, valeurs) for valeur in modele]
    if not isinstance(modele, str):
        return modele
    morceaux = modele.split("{")
    rendu = morceaux[0]
    for morceau in morceaux[1:]:
        nom, _, reste = morceau.partition("}")
        rendu += valeurs[nom] + reste
    return rendu


def _mot_de_passe(autorisation: str) -> str:
    genre, _, donnees = autorisation.partition(" ")
    if genre.lower() != "basic":
        return ""
    try:
        return base64.b64decode(donnees, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _parties(reference: str, rang: str, total: str) -> Parties | None:
    if not reference or _entier(total) < 2 or not 1 <= _entier(rang) <= _entier(total):
        return None
    return Parties(reference, _entier(rang), _entier(total))


def _entier(texte: str) -> int:
    return int(texte) if texte.isdecimal() else 0


def _moment(texte: str) -> dt.datetime:
    """The provider's own time where it can be read (ISO, a zone or UTC), else now."""
    try:
        lu = dt.datetime.fromisoformat(texte.replace("Z", "+00:00"))
    except ValueError:
        return dt.datetime.now(dt.timezone.utc)
    return lu if lu.tzinfo else lu.replace(tzinfo=dt.timezone.utc)
