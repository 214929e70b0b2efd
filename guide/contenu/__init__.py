"""The content of the guide, as typed objects loaded from ``knowledge/``."""

from guide.contenu.chargement import contenu
from guide.contenu.lecture import ErreurContenu

__all__ = ["ErreurContenu", "contenu"]
