"""Garde-Toit's domain: deadlines, dates, contents and timeline, without Rasa and without web."""
