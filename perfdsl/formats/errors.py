"""Why a table cannot be written in a format."""

from __future__ import annotations


class ExportError(Exception):
    """The message says what to do, in Chinese."""
