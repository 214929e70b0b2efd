"""The linear intent model: TF-IDF of several views of a message, one linear separator per intent.

Each separator is a support-vector one interpolated with naive Bayes weights, as Wang and Manning
(2012, "Baselines and Bigrams") found best for short texts.

Pure scikit-learn, no Rasa: the graph component, the evaluation and the experiments share it.
It is stored as JSON (vocabularies, labels) and NumPy arrays, never as pickle.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import ComplementNB
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from guide.contenu.modeles import ETAPES
from nlu.normalisation import deplie, phrases, sons

GRAINE = 42
AILLEURS = "hors_sujet"
LISSAGE = 0.1
# Passes of the solver over the messages: fewer leave the order of the messages to decide a few
# of them, more take a quarter more time to no gain.
PASSES = 6


@dataclass(frozen=True)
class Reglages:
    """Settings of the model, given in ``config.yml``.

    ``caracteres`` and ``mots``: smallest and largest n-gram (the words are taken as written and
    by their sound); ``portee``: how many words apart two sounds of a pair may stand; ``min_df``:
    messages that must hold a character n-gram or a pair; ``c``: inverse strength of
    regularisation of the linear separators; ``bayes``: weight of the naive Bayes scores beside
    theirs, both at the same scale; ``phrases``: weight of the mean of a message's sentences beside
    the whole of it (a long story drowns its news); ``ailleurs``: added to the score of off-topic,
    of which the training messages can show only a small part; ``etapes``: added to the score of
    each stage, which tenants tell more often than they ask any one question.
    """

    caracteres: tuple[int, int] = (2, 5)
    mots: tuple[int, int] = (1, 2)
    portee: int = 5
    min_df: int = 3
    c: float = 0.5
    bayes: float = 0.3
    phrases: float = 0.5
    ailleurs: float = 0.15
    etapes: float = 0.1

    @classmethod
    def lit(cls, brut: dict[str, Any]) -> Reglages:
        """From plain data (``config.yml``, a stored model); other keys are left aside."""
        lus: dict[str, Any] = {c.name: brut[c.name] for c in fields(cls) if c.name in brut}
        lus |= {nom: tuple(lu) for nom, lu in lus.items() if isinstance(lu, list)}
        return cls(**lus)


@dataclass(frozen=True)
class Lecture:
    """What the model reads in one message.

    ``classement``: (label, probability), best first. ``parties``: for a message of several
    sentences, each one with its own first label and probability.
    """

    classement: list[tuple[str, float]]
    parties: list[tuple[str, str, float]]


def _paires(portee: int) -> Callable[[str], list[str]]:
    """Pairs of sounds that are not neighbours: they tell "pas … reçu" from "reçu … pas"."""

    def analyse(texte_deplie: str) -> list[str]:
        suite = sons(texte_deplie).split()
        return [
            f"{mot}_{autre}"
            for rang, mot in enumerate(suite)
            for autre in suite[rang + 2 : rang + portee + 1]
        ]

    return analyse


def _vectoriseurs(reglages: Reglages) -> list[TfidfVectorizer]:
    """Views of an unfolded message: characters, words, sounds, pairs of distant sounds."""
    communs = {"lowercase": False, "sublinear_tf": True, "dtype": np.float32}
    par_mot = {"analyzer": "word", "ngram_range": reglages.mots, "token_pattern": r"\w+"}
    return [
        TfidfVectorizer(
            analyzer="char_wb", ngram_range=reglages.caracteres, min_df=reglages.min_df, **communs
        ),
        TfidfVectorizer(min_df=min(2, reglages.min_df), **par_mot, **communs),
        TfidfVectorizer(min_df=min(2, reglages.min_df), preprocessor=sons, **par_mot, **communs),
        TfidfVectorizer(analyzer=_paires(reglages.portee), min_df=reglages.min_df, **communs),
    ]


def _softmax(scores: np.ndarray) -> np.ndarray:
    exponentielles = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentielles / exponentielles.sum(axis=1, keepdims=True)


def _separe(
    traits: sparse.csr_matrix, cibles: np.ndarray, reglages: Reglages
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features × labels) and biases of the separators."""
    marges = LinearSVC(C=reglages.c, max_iter=PASSES, random_state=GRAINE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        marges.fit(traits, cibles)
    # Centred on each feature: what counts is which label it speaks for, not how rare it is.
    bayes = ComplementNB(alpha=LISSAGE).fit(traits, cibles).feature_log_prob_.T
    bayes = bayes - bayes.mean(axis=1, keepdims=True)
    echelle = marges.decision_function(traits).std()
    poids = marges.coef_.T / echelle + reglages.bayes * bayes / (traits @ bayes).std()
    return np.ascontiguousarray(poids, dtype=np.float32), marges.intercept_ / echelle


class Modele:
    """A trained model: ``probabilites`` gives one calibrated probability per label."""

    def __init__(
        self, reglages: Reglages, vectoriseurs: list[TfidfVectorizer], etiquettes: list[str]
    ) -> None:
        self.reglages = reglages
        self.vectoriseurs = vectoriseurs
        self.etiquettes = etiquettes
        self._idf = [v.idf_.astype(np.float32) for v in vectoriseurs]
        self.poids = np.zeros((0, len(etiquettes)), dtype=np.float32)
        self.biais = np.zeros(len(etiquettes))
        self.temperature = 1.0

    @classmethod
    def entraine(cls, textes: list[str], etiquettes: list[str], reglages: Reglages) -> Modele:
        """Fit on all messages; the temperature comes from a held-out fifth of them."""
        deplies = [deplie(texte) for texte in textes]
        vectoriseurs = _vectoriseurs(reglages)
        traits = sparse.hstack([v.fit_transform(deplies) for v in vectoriseurs], format="csr")
        noms = sorted(set(etiquettes))
        rangs = {nom: rang for rang, nom in enumerate(noms)}
        cibles = np.array([rangs[etiquette] for etiquette in etiquettes])
        appris, gardes = train_test_split(
            np.arange(len(textes)), test_size=0.2, random_state=GRAINE, stratify=cibles
        )
        modele = cls(reglages, vectoriseurs, noms)
        # Processes and not threads: the solver draws from one generator for the whole process.
        partiel, entier = Parallel(n_jobs=2, max_nbytes=None)(
            delayed(_separe)(traits[lignes], cibles[lignes], reglages)
            for lignes in (appris, slice(None))
        )
        modele._adopte(*partiel)
        scores = modele._scores([textes[rang] for rang in gardes])
        modele.temperature = cls._temperature(scores, cibles[gardes])
        modele._adopte(*entier)
        return modele

    def _adopte(self, poids: np.ndarray, biais: np.ndarray) -> None:
        """Take these weights (features × labels) and biases, with the bonuses of the settings."""
        bonus = {AILLEURS: self.reglages.ailleurs} | dict.fromkeys(ETAPES, self.reglages.etapes)
        self.poids = poids
        self.biais = biais + np.array([bonus.get(nom, 0.0) for nom in self.etiquettes])

    @staticmethod
    def _temperature(scores: np.ndarray, cibles: np.ndarray) -> float:
        """Factor that makes softmax probabilities honest (lowest log loss on held-out data)."""

        def perte(facteur: float) -> float:
            justes = _softmax(scores * facteur)[np.arange(len(cibles)), cibles]
            return float(-np.log(np.maximum(justes, 1e-12)).mean())

        return float(minimize_scalar(perte, bounds=(0.1, 30), method="bounded").x)

    def probabilites(self, textes: list[str]) -> np.ndarray:
        """Array (messages × labels) of probabilities, columns in the order of ``etiquettes``."""
        return _softmax(self._scores(textes) * self.temperature)

    def _traits(self, deplies: list[str]) -> sparse.csr_matrix:
        """Features of unfolded texts, as the vectorisers' ``transform`` gives them.

        Their own reads stored weights back as doubles, so that the product would copy all of ours
        at each message, and goes through all of theirs each time to see that they are fitted.
        """
        vues = []
        for vectoriseur, idf in zip(self.vectoriseurs, self._idf, strict=True):
            vue = CountVectorizer.transform(vectoriseur, deplies).astype(np.float32)
            vue.data = (1 + np.log(vue.data)) * idf[vue.indices]
            vues.append(normalize(vue, copy=False))
        return sparse.hstack(vues, format="csr")

    def _bruts(self, textes: list[str]) -> np.ndarray:
        """Scores of each text taken as one piece."""
        deplies = [deplie(texte) for texte in textes]
        return self._traits(deplies) @ self.poids + self.biais

    def _scores(self, textes: list[str]) -> np.ndarray:
        """Scores of each message: the whole of it, and the mean of its sentences."""
        decoupes = [phrases(texte) for texte in textes]
        entiers = self._bruts(textes)
        toutes = [phrase for decoupe in decoupes for phrase in decoupe]
        bruts = self._bruts(toutes) if toutes else entiers[:0]
        debut = 0
        for rang, decoupe in enumerate(decoupes):
            if decoupe:
                fin = debut + len(decoupe)
                entiers[rang] = self._ensemble(entiers[rang], bruts[debut:fin])
                debut = fin
        return entiers

    def _ensemble(self, entier: np.ndarray, parties: np.ndarray) -> np.ndarray:
        poids = self.reglages.phrases
        return (entier + poids * parties.mean(axis=0)) / (1 + poids)

    def lit(self, texte: str) -> Lecture:
        """Read a message: as a whole, and sentence by sentence."""
        morceaux = phrases(texte)
        scores = self._bruts([texte, *morceaux])
        if morceaux:
            scores[0] = self._ensemble(scores[0], scores[1:])
        probabilites = _softmax(scores * self.temperature)
        ordre = np.argsort(-probabilites[0])
        parties = [
            (morceau, self.etiquettes[int(ligne.argmax())], float(ligne.max()))
            for morceau, ligne in zip(morceaux, probabilites[1:], strict=True)
        ]
        classement = [(self.etiquettes[rang], float(probabilites[0][rang])) for rang in ordre]
        return Lecture(classement, parties)

    def enregistre(self, dossier: Path) -> None:
        """Write the model into ``dossier`` (JSON and NumPy arrays)."""
        description = {
            "reglages": vars(self.reglages),
            "etiquettes": self.etiquettes,
            "temperature": self.temperature,
            "vocabulaires": [
                sorted(v.vocabulary_, key=v.vocabulary_.__getitem__) for v in self.vectoriseurs
            ],
        }
        (dossier / "modele.json").write_text(json.dumps(description, ensure_ascii=False))
        tableaux = {f"idf_{rang}": v.idf_ for rang, v in enumerate(self.vectoriseurs)}
        np.savez(dossier / "modele.npz", poids=self.poids, biais=self.biais, **tableaux)

    @classmethod
    def charge(cls, dossier: Path) -> Modele:
        """Read a model written by :meth:`enregistre`."""
        description = json.loads((dossier / "modele.json").read_text())
        reglages = Reglages.lit(description["reglages"])
        vectoriseurs = _vectoriseurs(reglages)
        with np.load(dossier / "modele.npz", allow_pickle=False) as tableaux:
            for rang, vectoriseur in enumerate(vectoriseurs):
                mots = description["vocabulaires"][rang]
                vectoriseur.vocabulary_ = {mot: colonne for colonne, mot in enumerate(mots)}
                vectoriseur.idf_ = tableaux[f"idf_{rang}"]
            modele = cls(reglages, vectoriseurs, description["etiquettes"])
            modele.poids, modele.biais = tableaux["poids"], tableaux["biais"]
        modele.temperature = description["temperature"]
        return modele
