"""Notes (``> 键: 值``) as fields of the model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfdsl.model.table import NoteField
from perfdsl.syntax.nodes import Line, Note


def note_fields(lines: Sequence[Line]) -> tuple[NoteField, ...]:
    """The note lines below one line, in order."""
    if not lines:
        return ()
    return tuple(
        NoteField(
            line.node.key.text,
            line.node.value.text,
            line.node.key.span(line.number),
            line.node.value.span(line.number),
        )
        for line in lines
        if isinstance(line.node, Note)
    )


def note_values(lines: Iterable[Line], key: str) -> list[str]:
    """The values of the notes with this key."""
    return [
        line.node.value.text for line in lines if isinstance(line.node, Note) and line.node.key.text == key
    ]
