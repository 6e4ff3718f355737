"""What happens to forms in offices: full-width marks, spaces and line breaks in cells, rows typed once more, lost merges."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from perfdsl.presentation.grid import FormCell, Row
from perfdsl.text.folding import fold
from tests.importer.forms.laid_out import LaidOut, Placed, placed, width_of

Noise = Callable[[LaidOut], LaidOut]
_WIDE = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in (*range(0x30, 0x3A), 0x25, 0x3D, 0x3E, 0x3C)}
)
_MARKS = {"≥": "》=", "≤": "《="}
_PAGE = 12  # rows of a page, where the titles of the columns are typed again
_LINE = 16  # characters of a line


def full_width(form: LaidOut) -> LaidOut:
    """``≥1000人`` as ``≥１０００人``, each second one as ``》=1000人``."""
    return _in_values(form, _widened)


def spaced_labels(form: LaidOut) -> LaidOut:
    """``项目名称`` as ``项 目 名 称``, ``一级指标`` as ``一级 指标``."""
    return _texts(form, {"label": _apart, "head": lambda text: f"{text[:2]} {text[2:]}".strip()})


def wrapped(form: LaidOut) -> LaidOut:
    """Line breaks where the column of the office was too narrow: in titles, in names and in prose."""
    return _texts(form, {"label": _broken, "head": _halved, "name": _folded, "prose": _folded})


def title_in_table(form: LaidOut) -> LaidOut:
    """The lines above as the first rows of the table, merged over all of it."""
    lines = (*form.titles, *form.above)
    rows = tuple(_whole_row(line, form.width, "label") for line in lines)
    return form._replace(titles=(), above=(), rows=(*rows, *form.rows))


def notes_in_table(form: LaidOut) -> LaidOut:
    """The small print as the last rows of the table; a line of it where the form has none."""
    lines = form.below or ("填报人：王某        联系电话：0000-0000000        填报日期：",)
    rows = tuple(_whole_row(line, form.width, "text") for line in lines)
    return form._replace(below=(), rows=(*form.rows, *rows))


def border(form: LaidOut) -> LaidOut:
    """An empty row above and an empty column at the left."""
    empty = tuple(FormCell("", "text") for _ in range(form.width))
    return form._replace(rows=tuple((FormCell("", "text"), *row) for row in (empty, *form.rows)))


def heads_repeated(form: LaidOut) -> LaidOut:
    """The titles of the columns typed again on each page, merged cells cut in two there, their text in both."""
    if not any(form.head_rows()):
        return form
    first, last, end = _longest(form)
    titles = [one for one in placed(form.rows) if first <= one.row <= last and one.cell.role == "head"]
    rows = list(form.rows)
    for cut in range(end - 2, last + 1, -1):
        if (cut - last - 1) % _PAGE == 0:
            rows = _with_rows_at(rows, cut, titles, first, last)
    return form._replace(rows=tuple(rows))


def late_labels(form: LaidOut) -> LaidOut:
    """The merged label of each group begins a row too late: its first row has none. Brackets of money are left alone."""
    money = {i for i, row in enumerate(form.rows) if any(cell.role == "number" for cell in row)}
    cells = [part for one in placed(form.rows) for part in ([one] if one.row in money else _late(one))]
    return form._replace(rows=_rows_of(cells))


def unmerged(form: LaidOut) -> LaidOut:
    """No cell covers several rows: a label stands in the first of its rows, and blanks below it."""
    return form._replace(rows=_rows_of([part for one in placed(form.rows) for part in _single_rows(one)]))


def labels_repeated(form: LaidOut) -> LaidOut:
    """As a system exports it: no cell covers several rows, and the name of a group stands in each of its rows."""
    return form._replace(rows=_rows_of([part for one in placed(form.rows) for part in _repeated(one)]))


def indented(form: LaidOut) -> LaidOut:
    """As a system exports it: rows of money are moved in by spaces, and totals end in a colon."""
    rows = []
    for row in form.rows:
        is_money = any(cell.role == "number" for cell in row)
        rows.append(tuple(_indented(cell) if is_money and cell.role == "name" else cell for cell in row))
    return form._replace(rows=tuple(rows))


NOISES: dict[str, Noise] = {
    noise.__name__: noise
    for noise in (
        full_width, spaced_labels, wrapped, title_in_table, notes_in_table, border, heads_repeated, late_labels,
        unmerged, labels_repeated, indented,
    )
}  # fmt: skip


def noisy(form: LaidOut, names: Sequence[str]) -> LaidOut:
    """The form after these, one after the other."""
    for name in names:
        form = NOISES[name](form)
    return form


def _texts(form: LaidOut, changes: dict[str, Callable[[str], str]]) -> LaidOut:
    def changed(cell: FormCell) -> FormCell:
        change = changes.get(cell.role)
        return cell._replace(text=change(cell.text)) if change else cell

    return form._replace(rows=tuple(tuple(map(changed, row)) for row in form.rows))


def _in_values(form: LaidOut, change: Callable[[str, int], str]) -> LaidOut:
    rows = []
    for number, row in enumerate(form.rows):
        cells = [
            cell._replace(text=change(cell.text, number)) if cell.role == "value" else cell for cell in row
        ]
        rows.append(tuple(cells))
    return form._replace(rows=tuple(rows))


def _widened(text: str, number: int) -> str:
    if number % 2 and text[:1] in _MARKS:
        return _MARKS[text[0]] + text[1:]
    wide = text.translate(_WIDE)
    return wide if fold(wide) == fold(text) else text


def _apart(text: str) -> str:
    return " ".join(text) if len(text) <= 6 and text.isalpha() else text


def _halved(text: str) -> str:
    middle = len(text) // 2
    return text if "\n" in text or len(text) < 4 else f"{text[:middle]}\n{text[middle:]}"


def _broken(text: str) -> str:
    return text if "\n" in text else "\n".join(text[i : i + 4] for i in range(0, len(text), 4))


def _folded(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(line[i : i + _LINE] for line in lines for i in range(0, max(1, len(line)), _LINE))


def _whole_row(text: str, width: int, role: str) -> Row:
    return (FormCell(text, "label" if role == "label" else "text", width),)


def _late(one: Placed) -> list[Placed]:
    cell = one.cell
    if cell.role != "name" or cell.rows < 3:
        return [one]
    return [
        Placed(one.row, one.column, cell._replace(text="", rows=1)),
        Placed(one.row + 1, one.column, cell._replace(rows=cell.rows - 1)),
    ]


def _single_rows(one: Placed) -> list[Placed]:
    below = [
        Placed(one.row + i, one.column, one.cell._replace(text="", rows=1)) for i in range(1, one.cell.rows)
    ]
    return [Placed(one.row, one.column, one.cell._replace(rows=1)), *below]


def _longest(form: LaidOut) -> tuple[int, int, int]:
    """The titles with the most rows below: their first row, their last, and the row behind those rows."""
    heads = list(form.head_rows())
    lasts = [row for row in heads if row + 1 not in heads]
    ends = [next((head for head in heads if head > last), len(form.rows)) for last in lasts]
    last, end = max(zip(lasts, ends, strict=True), key=lambda stretch: stretch[1] - stretch[0])
    first = last
    while first - 1 in heads:
        first -= 1
    return first, last, end


def _repeated(one: Placed) -> list[Placed]:
    text = one.cell.text if one.cell.role == "name" else ""
    below = [Placed(row, column, cell._replace(text=text)) for row, column, cell in _single_rows(one)[1:]]
    return [_single_rows(one)[0], *below]


def _indented(cell: FormCell) -> FormCell:
    return cell._replace(text=f"{cell.text}：" if "总额" in cell.text else f"      {cell.text}")


def _with_rows_at(rows: Sequence[Row], cut: int, titles: list[Placed], first: int, last: int) -> list[Row]:
    """The titles put in before the row ``cut``; what covered it goes on below them."""
    height = last - first + 1
    left = min(title.column for title in titles)
    cells = [Placed(title.row - first + cut, title.column, title.cell) for title in titles]
    for one in placed(rows):
        bottom = one.row + one.cell.rows
        if one.row >= cut:
            cells.append(one._replace(row=one.row + height))
        elif bottom <= cut:
            cells.append(one)
        elif one.column < left:
            cells.append(one._replace(cell=one.cell._replace(rows=one.cell.rows + height)))
        else:
            cells.append(one._replace(cell=one.cell._replace(rows=cut - one.row)))
            cells.append(Placed(cut + height, one.column, one.cell._replace(rows=bottom - cut)))
    return list(_rows_of(cells))


def _rows_of(cells: Sequence[Placed]) -> tuple[Row, ...]:
    ordered = sorted(cells, key=lambda one: (one.row, one.column))
    rows: list[list[FormCell]] = [[] for _ in range(max(one.row + one.cell.rows for one in ordered))]
    for one in ordered:
        rows[one.row].append(one.cell)
    assert width_of(rows)  # type: ignore[arg-type]
    return tuple(map(tuple, rows))
