"""Score the intent model and keep the report (``make evaluate``)."""
