"""What kind of file an address names, the same on every system."""

from __future__ import annotations

from perfdsl.formats.registry import media_type as data_type

# Beside the formats of data.
_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "txt": "text/plain",
}


def media_type(name: str) -> str:
    """By the end of the name; text with its encoding."""
    known = _TYPES.get(name.rpartition(".")[2].lower()) or data_type(name)
    return f"{known}; charset=utf-8" if known.startswith("text/") else known
