"""The way of an office document to sources, with an account of every cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfdsl.importer.draft import Draft
from perfdsl.importer.form_reading import read_form
from perfdsl.importer.form_words import FormWords, distinct, words_of
from perfdsl.importer.forms import FormRows, split_forms
from perfdsl.importer.framework_choice import choose_framework
from perfdsl.importer.office import OfficeCell, OfficeDocument
from perfdsl.importer.project_lists import by_project
from perfdsl.importer.read_again import proved, text_of
from perfdsl.importer.source_line import LEFT_OVER, SourceLine, remark
from perfdsl.importer.source_lines import source_lines
from perfdsl.importer.unmerged import with_labels_merged
from perfdsl.model.library import Library


class CellUse(NamedTuple):
    """What became of a cell: ``use`` in Chinese, on ``line`` of the source (None: it only names what others say).

    ``doubt`` is what a person should look at, ``""`` where nothing.
    """

    cell: OfficeCell
    use: str
    line: int | None
    doubt: str = ""


class ImportedTable(NamedTuple):
    """One table: its source, and what became of each cell that is not empty. ``doubts`` are of lines, by number."""

    name: str
    year: int | None
    framework: str
    text: str
    uses: tuple[CellUse, ...]
    doubts: tuple[tuple[int, str], ...]

    @property
    def leftovers(self) -> tuple[CellUse, ...]:
        """The cells that nobody knew a place for."""
        return tuple(use for use in self.uses if use.use == LEFT_OVER)


class Skipped(NamedTuple):
    """A form of which no table was made: ``name`` of its sheet or title, ``why`` in Chinese, ``filled`` how many of its cells are not empty."""

    name: str
    why: str
    filled: int


class Imported(NamedTuple):
    """All tables of a document, and the forms that are none; ``empty`` says why there is no table."""

    tables: tuple[ImportedTable, ...]
    skipped: tuple[Skipped, ...] = ()
    empty: str = ""


def import_document(
    document: OfficeDocument, shelf: Library, framework: str = "", words: FormWords | None = None
) -> Imported:
    """The tables of a document. ``framework`` is the name of the one to use, ``""`` to find it.

    ``words`` are those of forms; who imports many documents makes them once.
    """
    words = words or words_of(shelf)
    forms = [
        one
        for form in split_forms(with_labels_merged(document), words)
        if form.rows
        for one in by_project(form, words)
    ]
    drafts = [(form, read_form(form, words, document.name)) for form in forms]
    tables = tuple(_table(form, draft, shelf, framework) for form, draft in drafts if _is_table(draft))
    skipped = tuple(_skipped(form, draft) for form, draft in drafts if not _is_table(draft))
    return Imported(tables, skipped, "" if tables else _why_empty(forms))


def _is_table(draft: Draft) -> bool:
    return any(block.rows for block in draft.indicators)


def _skipped(form: FormRows, draft: Draft) -> Skipped:
    cells = [cell for cell in _cells(form) if cell.text.strip()]
    why = "有绩效指标的表头，没有填指标" if draft.indicators else "没有绩效指标"
    return Skipped(draft.title or cells[0].place, why, len(cells))


def _why_empty(forms: Sequence[FormRows]) -> str:
    if not forms:
        return "文件里没有表格"
    return "文件里有表格，没有一张有绩效指标（表头里有“三级指标”“指标值”这样的列名）"


def _table(form: FormRows, draft: Draft, shelf: Library, framework: str) -> ImportedTable:
    choice = choose_framework(draft, shelf, framework)
    cells = _cells(form)
    lines = proved([*source_lines(draft, choice, {cell: i for i, cell in enumerate(cells)})])
    used = _uses(lines, draft)
    lines += [remark(cell) for cell in cells if cell.text.strip() and cell not in used]
    uses = _uses(lines, draft)
    doubts = tuple((i, doubt) for i, line in enumerate(lines, 1) if (doubt := _doubt(line)))
    return ImportedTable(
        draft.name.text,
        int(draft.year.text) if draft.year.text else None,
        choice.framework.name if choice else "",
        text_of(lines),
        tuple(uses[cell] for cell in cells if cell in uses and cell.text.strip()),
        doubts,
    )


def _doubt(line: SourceLine) -> str:
    """What is doubtful of a line, and of the cells that are in it."""
    doubts = [line.doubt, *(cell.doubt for cell, _ in line.uses)]
    return "；".join(dict.fromkeys(filter(None, doubts)))


def _cells(form: FormRows) -> list[OfficeCell]:
    rows: Iterator[OfficeCell] = (cell for row in form.rows for cell in row if cell is not None)
    return distinct([*form.title, *rows, *form.below])


def _uses(lines: Sequence[SourceLine], draft: Draft) -> dict[OfficeCell, CellUse]:
    """What became of each cell; the line that says most of it counts."""
    found = {cell: CellUse(cell, use, None, cell.doubt) for cell, use in draft.labels}
    for number, line in enumerate(lines, 1):
        for cell, use in line.uses:
            if cell not in found or found[cell].line is None:
                found[cell] = CellUse(cell, use, number, cell.doubt or line.doubt)
    return found
