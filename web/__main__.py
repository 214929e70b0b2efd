"""Serve the public pages: ``python -m web``."""

from __future__ import annotations

import uvicorn

from serveur.reglages import lit_reglages
from web.application import application

if __name__ == "__main__":
    reglages = lit_reglages()
    uvicorn.run(
        application(reglages),
        host=reglages.hote,
        port=reglages.port_web,
        log_level="warning",
        ws="none",
    )
