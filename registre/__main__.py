"""``python -m registre purge``: enforce the retention durations now."""

from __future__ import annotations

import sys

from registre.conservation import applique


def main() -> int:
    """Exit status 0, or 2 for an unknown command."""
    if sys.argv[1:] != ["purge"]:
        print("Usage : python -m registre purge", file=sys.stderr)
        return 2
    for quoi, combien in applique().items():
        print(f"{quoi} : {combien} supprimées")
    return 0


if __name__ == "__main__":
    sys.exit(main())
