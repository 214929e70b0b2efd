"""Custom actions of Garde-Toit. One action a turn: :class:`actions.repondre.ActionRepondre`."""

from actions.repondre import ActionRepondre

__all__ = ["ActionRepondre"]
