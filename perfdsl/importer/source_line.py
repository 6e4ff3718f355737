"""One line of a source, and the cells that it was made of."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.importer.draft import DraftNote
from perfdsl.importer.form_words import one_line
from perfdsl.importer.office import OfficeCell
from perfdsl.syntax.comments import escaped

Uses = tuple[tuple[OfficeCell, str], ...]


class SourceLine(NamedTuple):
    """``uses``: which cells are in it, as what. ``doubt``: what a person should look at, ``""`` where nothing."""

    text: str
    uses: Uses = ()
    doubt: str = ""


def note_line(note: DraftNote) -> SourceLine:
    """``> 键: 值`` below a row."""
    key = one_line(note.key).replace("：", " ").replace(":", " ").strip()
    return SourceLine(
        f"> {key}: {escaped(one_line(note.value.text).strip())}",
        ((note.value.cell, "说明"),) if note.value.cell else (),
    )
