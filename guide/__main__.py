"""Entry point of ``python -m guide``."""

from guide.commandes import principal

if __name__ == "__main__":
    raise SystemExit(principal())
