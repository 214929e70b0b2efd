"""Processes of Garde-Toit: settings, training when needed, launchers."""
