"""Pictures drawn as SVG: the procedure with one's own stage, and what each paper looks like."""

from guide.images.modeles import fichier_images
from guide.images.papiers import papier, papiers_de
from guide.images.procedure import procedure

__all__ = ["fichier_images", "papier", "papiers_de", "procedure"]
