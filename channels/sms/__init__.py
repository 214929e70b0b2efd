"""SMS: a provider-neutral port, its adapters, and the Rasa connector.

``channels.sms.SmsInput`` has no address unless ``GARDE_TOIT_SMS_FOURNISSEUR`` is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from channels.sms.connecteur import SmsInput

__all__ = ["SmsInput"]


def __getattr__(nom: str) -> Any:
    # Rasa is imported only by who asks for the connector: the report of parts does without it.
    if nom == "SmsInput":
        from channels.sms.connecteur import SmsInput

        return SmsInput
    raise AttributeError(nom)
