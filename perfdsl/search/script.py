"""Data as classic scripts: ``perfdslSearch({…});``. A page opened from a folder may load these, and no JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def call(function: str, data: Mapping[str, Any]) -> bytes:
    """A script that calls a function of the page with this data; the same data gives the same bytes.

    Half a surrogate pair, which UTF-8 cannot hold, becomes a question mark.
    """
    return b"%s(%s);\n" % (function.encode(), encode(data))


def encode(data: Any) -> bytes:
    """Data as it stands in a script."""
    return _encode(data).encode("utf-8", "replace")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
