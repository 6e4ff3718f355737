"""Where one table of a document ends and the next begins; of each its title lines, its rows, and what is said below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.importer.form_words import FormWords, distinct, plain
from perfdsl.importer.office import OfficeCell, OfficeDocument, OfficeGrid

FormRow = tuple[OfficeCell | None, ...]


class FormRows(NamedTuple):
    """The rows of one table. ``title`` are lines above and rows of one cell that name the form; ``below`` those behind it.

    A row has for each column of its grid the cell that covers it. A line of text outside of grids is a cell of its own.
    """

    title: tuple[OfficeCell, ...]
    rows: tuple[FormRow, ...]
    below: tuple[OfficeCell, ...] = ()


def split_forms(document: OfficeDocument, words: FormWords) -> tuple[FormRows, ...]:
    """The tables of a document, in order. What stands before the first belongs to it, what stands behind the last too."""
    forms = [*_Splitter(words).forms(document)]
    return tuple(form for form in forms if form.rows) or tuple(forms)


class _Splitter:
    """Rows are taken one by one; a title, or a name where one has been, begins a new table."""

    def __init__(self, words: FormWords) -> None:
        self.words = words
        self.title: list[OfficeCell] = []
        self.rows: list[FormRow] = []
        self.below: list[OfficeCell] = []
        self.named: set[str] = set()

    def forms(self, document: OfficeDocument) -> Iterator[FormRows]:
        for part in document.parts:
            if isinstance(part, OfficeGrid):
                for row in part.rows:
                    yield from self._row(row)
            else:
                yield from self._line(OfficeCell(0, 0, part.text, part.place, doubt=part.doubt))
        yield from self._done()

    def _row(self, row: FormRow) -> Iterator[FormRows]:
        filled = [cell for cell in distinct(row) if cell.text.strip()]
        if not filled:
            return
        only = filled[0] if len(filled) == 1 else None
        if only is not None and self._is_title(only):
            yield from self._line(only)
            return
        if only is not None and not self.rows and len(plain(only.text)) < 40 and _is_wide(only, row):
            self.title.append(only)
            return
        names = self._names(filled)
        if names & self.named:
            title = self._taken_below()
            yield from self._done()
            self.title = title
        self.named |= names
        self.title += self.below if not self.rows else []
        self.below = [] if not self.rows else self.below
        self.rows.append(row)

    def _line(self, cell: OfficeCell) -> Iterator[FormRows]:
        if not cell.text.strip():
            return
        if self._is_title(cell) and self.rows:
            yield from self._done()
        (self.below if self.rows else self.title).append(cell)

    def _is_title(self, cell: OfficeCell) -> bool:
        text = plain(cell.text)
        return (
            len(text) < 60
            and "。" not in text
            and any(word in text for word in self.words.titles)
            and text.endswith(("表", "书", ")", "情况", "目标", "公开", "报告"))
        )

    def _names(self, filled: list[OfficeCell]) -> set[str]:
        """The kinds of which this row gives the name: 部门, 项目; its first word decides."""
        return {kind for cell in filled[:1] if (kind := self.words.names.get(plain(cell.text)))}

    def _taken_below(self) -> list[OfficeCell]:
        taken, self.below = self.below, []
        return taken

    def _done(self) -> Iterator[FormRows]:
        if self.title or self.rows or self.below:
            yield FormRows(tuple(self.title), tuple(self.rows), tuple(self.below))
        self.title, self.rows, self.below, self.named = [], [], [], set()


def _is_wide(cell: OfficeCell, row: FormRow) -> bool:
    return cell.columns > len(row) // 2 or cell.columns == 1
