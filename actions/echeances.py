"""Say the deadlines of the present stage: the earliest date first, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from actions.tour import Tour
from guide.calendrier import calendrier
from guide.communes import calendrier_de
from guide.contenu import contenu
from guide.dates_fr import en_toutes_lettres
from guide.delais import Echeance, ErreurDelai, Faits, calcule, faits_qui_changent, textes
from guide.delais.modeles import Textes

JOURS_OUVRES_URGENTS = 3
DIMANCHE = 6
ACTES_DE_COMMISSAIRE = ("commandement_payer", "commandement_quitter", "decision")
# Rules whose period depends on the act itself: the tenant is told why.
REGLES_DES_ACTES = "commandement_"
_SLOT_DU_FAIT = {"ecrit": "delai_ecrit", "bail": "date_bail", "bailleur": "type_bailleur"}


@dataclass(frozen=True)
class Suivie:
    """A deadline that runs at the present stage, and what its date is for."""

    regle: str
    objet: str
    echeance: Echeance


def faits_de_la_regle(tour: Tour, depuis: date) -> Faits:
    """The facts of the conversation, in the words of ``guide.delais``."""
    return Faits(
        depuis=depuis,
        bail=tour["date_bail"],
        ecrit=tour["delai_ecrit"],
        bailleur=tour["type_bailleur"],
        delai_supprime=tour["delai_supprime"] == "oui",
        commune=commune_dite(tour),
    )


def commune_dite(tour: Tour) -> str | None:
    """Name of the place where the tenant lives, inside a territory or elsewhere."""
    commune = tour.connu("commune")
    return commune.removeprefix("hors:") if commune else None


def autre_calendrier(tour: Tour) -> bool:
    """True when the tenant lives under other public holidays: no date may be computed."""
    commune = commune_dite(tour)
    return commune is not None and calendrier_de(commune) is not None


def suivies(tour: Tour) -> list[Suivie]:
    """Deadlines of the present stage whose first day is known, as the plan lists them."""
    parcours = contenu().parcours.get(tour["etape"] or "")
    trouvees = []
    for suivi in parcours.regles if parcours else []:
        depuis = tour.jour(suivi.depuis)
        if depuis and tour.convient(suivi.si):
            echeance = _calcule(tour, suivi.regle, depuis)
            if echeance:
                trouvees.append(Suivie(suivi.regle, suivi.objet, echeance))
    return trouvees


def _calcule(tour: Tour, regle: str, depuis: date) -> Echeance | None:
    """The deadline, None where the law of that day is not known (it is never guessed)."""
    try:
        echeance = calcule(regle, faits_de_la_regle(tour, depuis), tour.aujourdhui)
    except ErreurDelai:
        return None
    tour.note_calcul(echeance)
    return echeance


def peut_changer(tour: Tour, demande: str) -> bool:
    """True when the answer to ``demande`` can still change the date to keep of its rule."""
    parcours = contenu().parcours[tour["etape"]]
    regle = parcours.si_change[demande]
    depuis = next((tour.jour(s.depuis) for s in parcours.regles if s.regle == regle), None)
    if depuis is None or autre_calendrier(tour):
        return False
    changent = faits_qui_changent(regle, faits_de_la_regle(tour, depuis), tour.aujourdhui)
    return demande in {_SLOT_DU_FAIT[fait] for fait in changent}


def date_a_retenir(tour: Tour) -> date | None:
    """The tenant's own earliest date: his deadline, else his hearing."""
    dates = [
        suivie.echeance.date_a_retenir
        for suivie in suivies(tour)
        if suivie.echeance.date_a_retenir and suivie.echeance.pour_qui == "locataire"
    ]
    if dates:
        return min(dates)
    return tour.jour("date_audience") if tour["etape"] in ("assignation", "audience") else None


def est_pressant(tour: Tour) -> bool:
    """True when the date is passed or so near that a human must take over (pratique, A13)."""
    limite = date_a_retenir(tour)
    if limite is None:
        return False
    return calendrier().jours_ouvres_avant(limite, JOURS_OUVRES_URGENTS) <= tour.aujourdhui


def est_passee(tour: Tour) -> bool:
    """True when the earliest date of the tenant's deadline is behind."""
    limite = date_a_retenir(tour)
    return limite is not None and limite < tour.aujourdhui


# Facts whose answer can still move the date: until they are asked, it is provisional.
_FAITS_QUI_DEPLACENT = (*_SLOT_DU_FAIT.values(), "type_decision")


def est_reglee(suivante: str | None) -> bool:
    """True when the question that comes next can no longer move the date to keep."""
    return suivante not in _FAITS_QUI_DEPLACENT


def dit_echeances(tour: Tour, suivante: str | None = None) -> None:
    """Add the bubbles and cards of the deadlines that changed since they were last told.

    ``suivante`` is the question that comes next: while it can still move the date, the rule is
    told first, then a provisional date in one sentence; the count is explained once it is settled.
    """
    if autre_calendrier(tour):
        _dit_le_calendrier(tour)
        return
    reglees = est_reglee(suivante)
    a_dire = suivies(tour)
    signature = f"echeances:{reglees}:" + ";".join(
        f"{s.regle}={s.echeance.depuis}/{[str(x.date_prudente) for x in s.echeance.lectures]}"
        for s in a_dire
    )
    if not a_dire or tour.deja_dit(signature):
        return
    if suivante in _SLOT_DU_FAIT.values() and not tour.deja_dit("regle:" + a_dire[0].regle):
        tour.note_dit("regle:" + a_dire[0].regle)
        tour.dit(_texte(tour, a_dire[0].echeance.textes, "regle_simple"))
        return
    tour.oublie_dit("echeances:")
    tour.note_dit(signature)
    phrases = [ligne for suivie in a_dire for ligne in _phrases(tour, suivie, reglees)]
    if not reglees:
        phrases.append(tour.phrase("date_provisoire"))
    tour.dit_lignes("", phrases, puce="")


def _dit_le_calendrier(tour: Tour) -> None:
    """Where the public holidays are others, no date is told: a person counts it."""
    if contenu().parcours[tour["etape"]].regles and not tour.deja_dit("calendrier"):
        tour.note_dit("calendrier")
        tour.dit_phrase("commune_calendrier")


def _texte(tour: Tour, dits: Textes, champ: str) -> str:
    """A text of a rule, in its short form by SMS."""
    texte: str = dits.sms(champ) if tour.canal == "sms" else getattr(dits, champ)
    return texte


def _phrases(tour: Tour, suivie: Suivie, reglees: bool) -> list[str]:
    echeance = suivie.echeance
    if not echeance.lectures:
        sans = "sans_delai" if echeance.textes.sans_delai else "regle_simple"
        return [_texte(tour, echeance.textes, sans)]
    if echeance.pour_qui == "plafond":
        return [_texte(tour, echeance.textes, "regle_simple")]
    if echeance.pour_qui != "locataire":
        return _phrases_autrui(tour, suivie)
    _carte(tour, suivie, reglees)
    premiere, *suite = _phrases_locataire(tour, suivie, reglees)
    return [_avec_depart(tour, echeance.depuis, premiere), *suite]


def _avec_depart(tour: Tour, depuis: date, phrase: str) -> str:
    """The day the count starts from, unless it has just been read back."""
    jour = en_toutes_lettres(depuis)
    if any(jour in bulle.lower() for bulle in tour.bulles):
        return phrase
    depart = tour.phrase("papier_du", date=jour)
    # The first SMS may hold one sentence only: the date to keep.
    return f"{phrase} {depart}" if tour.canal == "sms" else f"{depart} {phrase}"


def _phrases_autrui(tour: Tour, suivie: Suivie) -> list[str]:
    fin = suivie.echeance.date_a_retenir
    if fin is None or suivie.regle not in ("cfp_reponse_prefet", "cfp_validite"):
        return []
    if suivie.regle == "cfp_validite":
        return [tour.phrase("accord_valable", date=en_toutes_lettres(fin))]
    if suivie.echeance.passe:
        return [_texte(tour, suivie.echeance.textes, "passe")]
    phrase = tour.phrase("prefecture_repond", date=en_toutes_lettres(fin))
    return [_avec_depart(tour, suivie.echeance.depuis, phrase), *_rappel_de_la_treve(tour)]


def _phrases_locataire(tour: Tour, suivie: Suivie, reglees: bool) -> list[str]:
    echeance = suivie.echeance
    premiere = echeance.date_a_retenir
    assert premiere is not None, "a tenant's deadline with readings has a date to keep"
    durees = {x.date_prudente: x.duree for x in echeance.lectures if x.date_prudente}
    autres = sorted(set(durees) - {premiere})
    derniere = autres[-1] if autres else None
    valeurs = {
        "objet": suivie.objet,
        "date": en_toutes_lettres(premiere),
        "duree": durees.get(premiere, ""),
    }
    if derniere:
        valeurs |= {"autre": en_toutes_lettres(derniere), "autre_duree": durees[derniere]}
    passe = premiere < tour.aujourdhui
    encore = derniere is not None and derniere >= tour.aujourdhui
    if passe:
        debut = "echeance_deux_passees" if encore else "echeance_passee"
    else:
        debut = "echeance_deux" if derniere else "echeance_une"
    lignes = [tour.phrase(debut, **valeurs)]
    if not reglees:
        return lignes
    if suivie.regle.startswith(REGLES_DES_ACTES):
        lignes += _conditions(tour, echeance)
    if passe:
        lignes.append(_texte(tour, echeance.textes, "passe"))
    else:
        lignes.append(next(x.explication for x in echeance.lectures if x.date_prudente == premiere))
    if _a_envoyer(tour, echeance):
        assert echeance.date_envoi is not None, "checked by _a_envoyer"
        envoi = en_toutes_lettres(echeance.date_envoi)
        lignes.append(tour.phrase("echeance_payer", envoi=envoi))
    if echeance.expulsion_au_plus_tot:
        jour = en_toutes_lettres(echeance.expulsion_au_plus_tot)
        phrase = "pas_le_jour_de_la_police" if _treve(tour) else "expulsion_au_plus_tot"
        lignes += [tour.phrase(phrase, date=jour), *_rappel_de_la_treve(tour)]
    return lignes


def _treve(tour: Tour) -> Echeance | None:
    """The winter truce when today lies inside it."""
    treve = calcule("treve", Faits(depuis=tour.aujourdhui), tour.aujourdhui)
    tour.note_calcul(treve)
    return treve if treve.lectures else None


def _rappel_de_la_treve(tour: Tour) -> list[str]:
    """The end of the truce in a few words, beside a date told after it was explained."""
    treve = _treve(tour)
    if treve is None or not tour.deja_dit("treve"):
        return []
    return [tour.phrase("treve_rappel", date=en_toutes_lettres(treve.lectures[0].fin))]


def _conditions(tour: Tour, echeance: Echeance) -> list[str]:
    """What each reading depends on."""
    if len(echeance.lectures) > 1:
        return [f"{x.duree} : {x.condition}." for x in echeance.lectures]
    return [
        tour.phrase("temps_selon", duree=x.duree, condition=x.condition)
        for x in echeance.lectures
        if x.condition
    ]


def _a_envoyer(tour: Tour, echeance: Echeance) -> bool:
    """True when money can still be sent in time, and paying the debt is not forbidden."""
    envoi = echeance.date_envoi
    return envoi is not None and envoi >= tour.aujourdhui and tour["surendettement"] != "oui"


def _carte(tour: Tour, suivie: Suivie, reglees: bool) -> None:
    """The tenant's card: only dates that also stand in the text (contract, section 6)."""
    echeance = suivie.echeance
    carte = {
        "regle": suivie.regle,
        "depuis": echeance.depuis.isoformat(),
        "date_a_retenir": echeance.date_a_retenir and echeance.date_a_retenir.isoformat(),
        "passe": echeance.passe,
        "lectures": [
            {
                "condition": lecture.condition,
                "date_prudente": lecture.date_prudente and lecture.date_prudente.isoformat(),
                "statut": lecture.statut,
            }
            for lecture in echeance.lectures
        ],
    }
    if reglees and echeance.date_envoi and _a_envoyer(tour, echeance):
        carte["date_envoi"] = echeance.date_envoi.isoformat()
    tour.carte("echeances", **carte)


def dit_treve(tour: Tour, encore: bool = False) -> None:
    """Inside the winter truce: its end, and what it does not stop."""
    parcours = contenu().parcours.get(tour["etape"] or "")
    if not encore and not (parcours and parcours.treve):
        return
    if tour.deja_dit("treve") and not encore:
        return
    treve = _treve(tour)
    if treve is None or treve.expulsion_au_plus_tot is None:
        return
    tour.note_dit("treve")
    tour.dit_phrase(
        "treve_si_dedans" if tour["etape"] == "liberation" else "treve_en_cours",
        date=en_toutes_lettres(treve.lectures[0].fin),
        reprise=en_toutes_lettres(treve.expulsion_au_plus_tot),
    )


def dit_audience(tour: Tour) -> None:
    """Say the hearing's date, or what to do when it is passed."""
    jour = tour.jour("date_audience")
    if jour is None or tour["etape"] not in ("assignation", "audience"):
        return
    sujet = f"audience:{jour}"
    if tour.deja_dit(sujet):
        return
    tour.note_dit(sujet)
    passee = jour < tour.aujourdhui
    tour.dit_phrase("audience_passee" if passee else "audience_le", date=en_toutes_lettres(jour))
    if passee:
        fiche = contenu().fiches["audience"]
        passees = next(s.enonces for s in fiche.sections if s.id == "date_passee")
        tour.dit(*tour.enonces(passees))


def dit_date_ecrite(tour: Tour) -> None:
    """Warn when the leaving date printed on the paper comes before ours (pratique, A1)."""
    ecrite = tour.jour("date_ecrite")
    calculee = date_a_retenir(tour)
    if ecrite and calculee and ecrite < calculee and not tour.deja_dit(f"ecrite:{ecrite}"):
        tour.note_dit(f"ecrite:{ecrite}")
        tour.dit_phrase("avant_la_date_ecrite", date=en_toutes_lettres(ecrite))


def dit_jour_improbable(tour: Tour) -> None:
    """No bailiff serves a paper on a Sunday or a public holiday (CPC 664): check the date."""
    for slot in ("date_acte", "date_signification"):
        jour = tour.jour(slot)
        if tour["etape"] not in ACTES_DE_COMMISSAIRE or jour is None:
            continue
        chome = jour.weekday() == DIMANCHE or calendrier().est_ferie(jour)
        if chome and not tour.deja_dit(f"chome:{jour}"):
            tour.note_dit(f"chome:{jour}")
            tour.dit_phrase("jour_chome")


def dit_appel_joint(tour: Tour) -> None:
    """The order to leave may come with the decision: then the appeal runs too (pratique, A6)."""
    depuis = tour.jour("date_acte")
    if tour["etape"] != "commandement_quitter" or depuis is None or tour.deja_dit("appel_joint"):
        return
    limites = [_calcule(tour, regle, depuis) for regle in ("appel_refere", "appel_jugement")]
    jours = [e.date_a_retenir for e in limites if e and e.date_a_retenir and not e.passe]
    if len(jours) < len(limites):
        return
    tour.note_dit("appel_joint")
    refere, jugement = map(en_toutes_lettres, jours)
    tour.dit_phrase("appel_joint", refere=refere, jugement=jugement)


def regle_sans_date(tour: Tour, demande: str) -> list[str]:
    """Without a start date: the rule, where to look on the paper, what to do today."""
    parcours = contenu().parcours[tour["etape"]]
    lignes: list[str] = []
    for suivi in parcours.regles:
        if suivi.depuis == demande and tour.convient(suivi.si):
            dits = textes(suivi.regle)
            lignes += [
                _texte(tour, dits, champ) for champ in ("regle_simple", "ou_regarder", "aujourdhui")
            ]
    return list(dict.fromkeys(lignes))
