"""What search takes for the same: full-width and half-width, capital and small letters, with and without spaces.

One rule for both languages: :func:`search_key` in Python, and ``fold.js``, a table of what it does to each
character, written by ``python -m perfdsl.search.fold``.
"""

from __future__ import annotations

import json

from perfdsl.resources import data
from perfdsl.text.folding import squeeze

SCRIPT = "site_templates/static/js/fold.js"
_SMALL = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}


def search_key(text: str) -> str:
    """``text`` as search compares it. Each character becomes one or none, so that hits can be marked."""
    return squeeze(text).translate(_SMALL)


def fold_script() -> str:
    """The content of ``fold.js``: characters, in the same order what they become, and what is left out."""
    basic_plane = (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    keys = {char: search_key(char) for char in basic_plane}
    changed = {char: key for char, key in keys.items() if key not in (char, "")}
    table = {
        "from": "".join(changed),
        "to": "".join(changed.values()),
        "dropped": "".join(char for char, key in keys.items() if not key),
    }
    return (
        "// Made from perfdsl/text/folding.py by `python -m perfdsl.search.fold`; do not edit.\n"
        f"window.perfdslFold = {json.dumps(table, indent=2)};\n"
    )


if __name__ == "__main__":
    data("site_templates/static/js").joinpath("fold.js").write_text(fold_script(), "utf-8", newline="\n")
