"""DOCX: read back by another library, it is the official form cell for cell, merged as it is printed."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import groupby

import docx as python_docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from perfdsl.formats.docx import docx
from perfdsl.formats.printed_form import printed_form
from perfdsl.model.table import Table
from tests.formats.printed import CONTROLS, HOSTILE_WORDS, Area, expected, with_name


def opened(*tables: Table) -> Document:
    return python_docx.Document(io.BytesIO(docx(tables)))


def cells(tables: list[WordTable]) -> list[Area]:
    """Every cell with what it covers, the tables one below the other; a row that is not full is an error."""
    found: list[Area] = []
    for top, row in enumerate(row for table in tables for row in table._tbl.tr_lst):
        left = 0
        for cell in row.tc_lst:
            right = left + cell.grid_span - 1
            text = "\n".join("".join(part.text or "" for part in p.iter(qn("w:t"))) for p in cell.p_lst)
            if cell.vMerge == "continue":
                above = next(one for one in found if (one.bottom, one.left) == (top - 1, left))
                assert (above.right, text) == (right, "")
                found[found.index(above)] = above._replace(bottom=top)
            else:
                found.append(Area(top, left, top, right, text))
            left = right + 1
        assert left == len(tables[0].columns)
    return sorted(found)


def test_every_table_reads_back_as_its_form(tables: list[Table]) -> None:
    for table in tables:
        document = opened(table)
        title, year = (paragraph.text for paragraph in document.paragraphs[:2])
        assert (title, year) == printed_form(table)[:2]
        assert cells(document.tables) == expected(table), table.path


@pytest.mark.parametrize("name", HOSTILE_WORDS)
def test_text_is_text_whatever_it_looks_like(name: str) -> None:
    assert name in [cell.text for cell in cells(opened(with_name(name)).tables)]


def test_what_xml_cannot_hold_is_shown_as_such() -> None:
    shown = [cell.text for cell in cells(opened(with_name(CONTROLS)).tables)]
    assert "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf" in shown


def test_column_headings_are_repeated_on_each_page(full: Table) -> None:
    """Word repeats the first rows of a table only, so a table begins wherever headings do."""
    first, *headed = opened(full).tables
    assert not first._tbl.findall(f".//{qn('w:tblHeader')}")
    assert len(headed) == 2
    for table in headed:
        marked = [row.find(f".//{qn('w:tblHeader')}") is not None for row in table._tbl.tr_lst]
        assert marked[0]
        assert not any(marked[1:])
        assert table.rows[0].cells[0].text == "一级指标"


def test_a_short_row_stays_on_one_page(full: Table) -> None:
    long = full._replace(name="长" * 201)
    can_split = [row.find(f".//{qn('w:cantSplit')}") is None for row in opened(long).tables[0]._tbl.tr_lst]
    assert can_split[0]
    assert not any(can_split[1:])


def test_fonts_are_those_of_official_papers_with_others_in_their_place() -> None:
    with zipfile.ZipFile(io.BytesIO(docx([]))) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    named = dict(re.findall(r'<w:font w:name="([^"]+)">\s*<w:altName w:val="([^"]+)"', fonts))
    assert {"方正小标宋简体": "华文中宋", "仿宋_GB2312": "仿宋"}.items() <= named.items()
    assert set(re.findall(r'w:eastAsia="(?!zh-CN)([^"]+)"', styles)) <= set(named)


def test_each_table_has_pages_of_its_own(tables: list[Table]) -> None:
    """A4, across where there are many columns."""
    document = opened(*tables)
    assert len(document.sections) == len(tables)
    for section, table in zip(document.sections, tables, strict=True):
        sides = sorted((round(section.page_width.mm), round(section.page_height.mm)))
        assert sides == [210, 297]
        assert (section.page_width > section.page_height) is printed_form(table).is_wide
    titles = [p.text for p in document.paragraphs if p.style.name == "Title"]
    assert titles == [printed_form(table).title for table in tables]


def test_tables_of_one_document_are_those_of_each(tables: list[Table]) -> None:
    body = opened(*tables).element.body
    texts = (child.tag == qn("w:tbl") or "".join(child.itertext()) != "" for child in body)
    runs = [
        [WordTable(child, body) for child in run]
        for is_table, run in groupby(
            (child for child, counts in zip(body, texts, strict=True) if counts),
            key=lambda child: child.tag == qn("w:tbl"),
        )
        if is_table
    ]
    assert [cells(run) for run in runs] == [expected(table) for table in tables]


def test_its_tables_fill_the_page(full: Table) -> None:
    section = opened(full).sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in opened(full).tables:
        assert sum(column.width for column in table.columns) == room
