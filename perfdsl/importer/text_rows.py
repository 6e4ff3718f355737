"""Rows of titles and texts: fields of the header side by side, prose below or beside its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfdsl.importer.draft import DraftField, DraftSection, Said
from perfdsl.importer.form_words import FormWords, bare, distinct, one_line, plain
from perfdsl.importer.forms import FormRow
from perfdsl.importer.office import OfficeCell
from perfdsl.model.table import UNITS
from perfdsl.syntax.marks import COLONS
from perfdsl.text.patterns import lazy

_LONG = 60  # characters of a value that is prose, not a field
_GAP = lazy(rf"(?<=\s)(?=[^\s{COLONS}]{{2,12}}[{COLONS}])")
_PIECE = lazy(rf"(?P<key>[^{COLONS}]{{1,16}})[{COLONS}](?P<value>.*)\Z")
_SHORT = 8  # characters of a title that nobody knows, in one cell with its value
_NOTES = frozenset({"注", "备注", "说明", "填表说明", "填报说明", "注意"})
_TITLE = 20  # characters that a title may have


class TextRows(NamedTuple):
    """What some rows say, and how many they are."""

    fields: tuple[DraftField, ...]
    sections: tuple[DraftSection, ...]
    height: int
    labels: tuple[tuple[OfficeCell, str], ...]
    leftovers: tuple[OfficeCell, ...]


def text_rows(rows: Sequence[FormRow], words: FormWords) -> TextRows:
    """The first row, or the first two where titles stand side by side above their texts."""
    filled = [cell for cell in distinct(rows[0]) if cell.text.strip()]
    if below := _titles_above(rows, filled, words):
        return below
    fields: list[DraftField] = []
    sections: list[DraftSection] = []
    leftovers: list[OfficeCell] = []
    cells = distinct(rows[0])
    at = 0
    while at < len(cells):
        cell = cells[at]
        value = cells[at + 1] if at + 1 < len(cells) else None
        if not cell.text.strip():
            at += 1
        elif value is None or not _is_title(cell, words, value):
            single = _within(cell, words)
            if single is not None:
                fields.append(single)
            else:
                leftovers.append(cell)
            at += 1
        else:
            is_one_of_several = len(filled) > 3 and len(value.text.strip()) < _LONG // 2
            _take(cell, value, words, fields, sections, is_one_of_several=is_one_of_several)
            at += 2
    return TextRows(tuple(fields), tuple(sections), 1, (), tuple(leftovers))


def _take(
    title: OfficeCell,
    value: OfficeCell,
    words: FormWords,
    fields: list[DraftField],
    sections: list[DraftSection],
    *,
    is_one_of_several: bool,
) -> None:
    """A title with its text: prose where forms have such, but for a short one that shares its row with others."""
    named = Said(one_line(title.text).strip().rstrip("：: "), title)
    text = value.text.strip()
    if (is_section(title, words) and not is_one_of_several) or len(text) > _LONG or text.count("\n") > 1:
        sections.append(DraftSection(named, (Said(text, value),)))
    else:
        fields.append(DraftField(named, Said(one_line(text), value)))


def is_section(title: OfficeCell, words: FormWords) -> bool:
    """Whether frameworks have prose of this title."""
    return plain(title.text) in words.sections or bare(title.text) in words.sections


def is_known(title: OfficeCell, words: FormWords) -> bool:
    """Whether a title is one that forms have."""
    word = plain(title.text)
    return (
        is_section(title, words)
        or word in words.keys
        or word in words.names
        or bare(title.text) in words.keys
    )


def _is_title(cell: OfficeCell, words: FormWords, value: OfficeCell) -> bool:
    if is_known(cell, words):
        return True
    text = one_line(cell.text).strip()
    return len(plain(text)) <= _TITLE and not text[:1].isdigit() and "。" not in text


def fields_in(cell: OfficeCell, words: FormWords) -> tuple[DraftField, ...] | None:
    """What a line above or below a table says, where it says nothing else: ``填报日期：2024年3月1日   单位：万元``.

    A title without a value is a blank of the form.
    """
    pieces = [piece.strip() for piece in _GAP.split(one_line(cell.text).strip()) if piece.strip()]
    found = [_PIECE.match(piece) for piece in pieces]
    if not all(match and _is_field(match["key"], words) for match in found):
        return None
    return tuple(
        DraftField(Said(match["key"].strip(), cell), Said(match["value"].strip(), cell))
        for match in found
        if match and match["value"].strip() and match["value"].strip() not in UNITS
    )


def _within(cell: OfficeCell, words: FormWords) -> DraftField | None:
    """A cell that has its title and its value: ``填报日期：2024年3月1日``; a note (``注：…``, ``2.…：…``) is none."""
    title, colon, value = one_line(cell.text).replace("：", ":", 1).partition(":")
    word = title.strip()
    is_title = 1 < len(word) <= _SHORT and not word[:1].isdigit() and word not in _NOTES
    if colon and value.strip() and (is_title or _is_field(word, words)):
        return DraftField(Said(word, cell), Said(value.strip(), cell))
    return None


def _is_field(title: str, words: FormWords) -> bool:
    return plain(title) in words.lines | words.keys | words.names.keys()


def _titles_above(rows: Sequence[FormRow], filled: list[OfficeCell], words: FormWords) -> TextRows | None:
    """``中期目标 | 年度目标`` with their texts in the row below; a title for all of it may stand in front."""
    if len(rows) < 2 or len(filled) < 2:
        return None
    front = filled[0] if filled[0].rows > 1 else None
    titles = filled[1:] if front else filled
    if len(titles) < (1 if front else 2) or not all(_may_be_title(cell, words, front) for cell in titles):
        return None
    texts = [_below(rows[1], title) for title in titles]
    if any(text and plain(text.text) in words.roles for text in texts):
        return None
    if not all((text is not None and text.text.strip() != "") or text is not None for text in texts):
        return None
    if not any(
        (text and len(text.text.strip()) > _TITLE) or (text and is_section(title, words))
        for text, title in zip(texts, titles, strict=True)
    ):
        return None
    sections = tuple(
        DraftSection(Said(one_line(title.text).strip(), title), (Said(text.text.strip(), text),))
        for title, text in zip(titles, texts, strict=True)
        if text is not None and text.text.strip()
    )
    labels = tuple([(front, "标题")] if front else []) + tuple(
        (title, "标题") for title, text in zip(titles, texts, strict=True) if not (text and text.text.strip())
    )
    return TextRows((), sections, 2, labels, ())


def _may_be_title(cell: OfficeCell, words: FormWords, front: OfficeCell | None) -> bool:
    if is_section(cell, words):
        return True
    return (
        front is not None
        and any(word in plain(cell.text) for word in ("目标", "情况", "内容"))
        and len(plain(cell.text)) < _TITLE + 10
    )


def _below(row: FormRow, title: OfficeCell) -> OfficeCell | None:
    """The cell of the next row that stands below this one."""
    cell = row[title.column] if title.column < len(row) else None
    return cell if cell is not None and cell is not title and cell.column == title.column else None
