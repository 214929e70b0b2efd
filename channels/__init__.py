"""Rasa connectors: rest (tests), widget, sms."""
