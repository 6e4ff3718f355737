"""Names of files that every system takes: Windows refuses some marks and some names."""

from __future__ import annotations

from perfdsl.text.patterns import lazy

_REFUSED = lazy(r"""[<>:"/\\|?*\x00-\x1f\x7f]+""")
_RESERVED = lazy(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?=\.|\Z)")
_LONGEST = 60  # characters, 180 bytes of Chinese: systems take 255 bytes


def file_name(text: str) -> str:
    """``text`` as the name of a file without its suffix: what a system would refuse becomes ``_``; never empty."""
    name = _REFUSED.sub("_", text).strip(" .")[:_LONGEST].strip(" .")
    return f"_{name}" if not name or _RESERVED.match(name) else name
