"""The connector of the web widget: server-issued sessions, numbered messages, idempotent sends.

Addresses under ``/webhooks/widget``: ``POST /session``, ``POST /message``, ``GET /messages``,
``POST /effacer``. Its users are browsers on the sites of ``GARDE_TOIT_ORIGINES``.
"""

from channels.widget.connecteur import WidgetInput
from channels.widget.conversations import depose

__all__ = ["WidgetInput", "depose"]
