"""Start the action server on the loopback (rasa_sdk's own command listens everywhere).

Run as ``python -m serveur.actions``.
"""

from __future__ import annotations

from rasa_sdk.endpoint import create_app

from serveur.reglages import lit_reglages


def main() -> None:
    """Serve the actions until stopped."""
    reglages = lit_reglages()
    app = create_app("actions")
    app.run(host=reglages.hote, port=reglages.port_actions, access_log=False)


if __name__ == "__main__":
    main()
