"""Serve the public pages: ``python -m web``."""

from __future__ import annotations

from serveur.journal import regle_le_journal
from serveur.reglages import lit_reglages


def main() -> None:
    """Serve until stopped."""
    # Before the imports, which warn already.
    regle_le_journal("web")
    import uvicorn
    from prometheus_client import start_http_server

    from web.application import application

    reglages = lit_reglages()
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


if __name__ == "__main__":
    main()
