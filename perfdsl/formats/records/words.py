"""Several facts in one text, where a flat record has one field for them."""

from __future__ import annotations

from collections.abc import Iterable

from perfdsl.model.table import NoteField


def pairs(facts: Iterable[tuple[str, str]]) -> str:
    """``键：值；键：值``."""
    return "；".join(f"{key}：{value}" for key, value in facts)


def notes(fields: Iterable[NoteField]) -> str:
    """The notes below a line."""
    return pairs((field.key, field.value) for field in fields)


def listed(names: Iterable[str]) -> str:
    """Each name once, in order."""
    return "；".join(dict.fromkeys(names))
