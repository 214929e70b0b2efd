"""The linear model: learns, is stored without pickle, and comes back the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from nlu.modele import Modele, Reglages
from nlu.normalisation import deplie, normalise, sons

SALUT = [
    "bonjour",
    "salut",
    "bonjour madame",
    "bonsoir",
    "coucou",
    "salut salut",
    "bjr",
    "bonsoir à tous",
]
OUI = ["oui", "oui merci", "ouais", "oui bien sûr", "d'accord oui", "oui oui", "ok oui", "ah oui"]
NON = [
    "non",
    "non merci",
    "nan",
    "non pas du tout",
    "ah non",
    "non non",
    "pas d'accord",
    "mais non",
]


@pytest.fixture(scope="module")
def modele() -> Modele:
    etiquettes = ["oui"] * len(OUI) + ["non"] * len(NON) + ["salutation"] * len(SALUT)
    return Modele.entraine(OUI + NON + SALUT, etiquettes, Reglages(min_df=1))


def test_probabilities_are_a_distribution(modele: Modele) -> None:
    probabilites = modele.probabilites(["oui merci bien", "non jamais"])
    assert np.allclose(probabilites.sum(axis=1), 1)
    assert [modele.etiquettes[int(ligne.argmax())] for ligne in probabilites] == ["oui", "non"]


def test_a_stored_model_answers_the_same_and_holds_no_pickle(
    modele: Modele, tmp_path: Path
) -> None:
    modele.enregistre(tmp_path)
    assert {fichier.suffix for fichier in tmp_path.iterdir()} == {".json", ".npz"}
    relu = Modele.charge(tmp_path)
    textes = ["OUI !", "nan", "je ne sais pas", ""]
    assert np.allclose(relu.probabilites(textes), modele.probabilites(textes))
    # Another precision than the weights' would copy them all at each reading.
    traits = relu._traits(textes)
    assert traits.dtype == relu.poids.dtype == np.float32
    attendus = sparse.hstack([v.transform(textes) for v in relu.vectoriseurs]).toarray()
    assert np.allclose(traits.toarray(), attendus, atol=1e-6)


def test_a_long_story_is_read_with_its_sentences(modele: Modele) -> None:
    texte = "Bonjour à tous et à toutes. Oui. Non merci. Ah non pas du tout. Mais non."
    lecture = modele.lit(texte)
    assert lecture.classement[0][0] == "non"
    assert [nom for _, nom, _ in lecture.parties][-1] == "non"
    assert np.isclose(lecture.classement[0][1], modele.probabilites([texte]).max())


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("J’ai REÇU  un œuf", "j'ai recu un oeuf"),
        ("nooooon !!!!", "noon !!"),
        ("", ""),
    ],
)
def test_normalisation(texte: str, attendu: str) -> None:
    assert normalise(texte) == attendu


def test_sounds_bring_spellings_together() -> None:
    assert sons(deplie("huisier")) == sons(deplie("huissier"))
