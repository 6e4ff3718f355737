"""``python -m tests.importer.forms FOLDER [FORMAT…]``: write the laid-out forms to files, to look at or to import."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.importer.forms.cases import cases
from tests.importer.forms.writers.formats import FORMATS


def main() -> None:
    folder = Path(sys.argv[1])
    for case in cases():
        for name in sys.argv[2:] or FORMATS:
            kind = FORMATS[name]
            place = folder / name / case.variant / f"{case.name}{kind.suffix}"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(kind.write(case.forms))


if __name__ == "__main__":
    main()
