"""Where the data that ships with perfdsl is found: grammar, frameworks, site templates.

A leaf: it imports nothing of perfdsl. ``grammar`` and ``site_templates`` hold no Python and stand beside the
package in a checkout; a wheel carries them as ``perfdsl/_data``. Data that lives inside the package
(``frameworks``) is found by the same function. Why plain paths: docs/decisions/0004.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_HOMES = (PACKAGE / "_data", PACKAGE, PACKAGE.parent)


def data(name: str) -> Path:
    """Return the file or folder of this name, e.g. ``data("grammar/perf.lark")`` or ``data("frameworks")``.

    Raises FileNotFoundError where the installation is incomplete.
    """
    for home in _HOMES:
        path = home / name
        if path.exists():
            return path
    raise FileNotFoundError(f"perfdsl was installed without its data: {name}")
