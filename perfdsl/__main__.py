"""``python -m perfdsl``: the same as the command ``perfdsl``."""

from __future__ import annotations

import sys

from perfdsl.cli import main

if __name__ == "__main__":
    sys.exit(main())
