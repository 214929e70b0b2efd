"""Serve the public pages: ``python -m web``."""

from __future__ import annotations

import uvicorn
from prometheus_client import start_http_server

from serveur.journal import regle_le_journal
from serveur.reglages import lit_reglages
from web.application import application

if __name__ == "__main__":
    reglages = lit_reglages()
    regle_le_journal("web")
    if reglages.port_mesures_web:
        start_http_server(reglages.port_mesures_web, reglages.hote)
    uvicorn.run(
        application(reglages),
        host=reglages.hote,
        port=reglages.port_web,
        log_config=None,
        access_log=False,
        ws="none",
    )
