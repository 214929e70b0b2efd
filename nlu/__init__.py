"""Rasa graph components: French normalisation and the intent classifier."""
