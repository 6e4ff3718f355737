"""PDF: read back by another library, it is the official form cell for cell, merged as it is printed."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pdfplumber
import pytest
import typst
from pdfplumber.page import Page

from perfdsl.formats.errors import ExportError
from perfdsl.formats.pdf import as_data, compiled, pdf
from perfdsl.formats.pdf_fonts import chosen_fonts
from perfdsl.formats.printed_form import printed_form
from perfdsl.model.table import Table
from tests.formats.printed import CONTROLS, HOSTILE_WORDS, Area, expected, with_name

TALL = 3_000  # mm: a page that holds any form


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    try:
        chosen_fonts(typst.Fonts().families())
    except ExportError:
        pytest.skip("no Chinese font on this computer")


def squeezed(text: str) -> str:
    """Lines are broken where the paper ends."""
    return "".join(text.split())


def pages(document: bytes) -> Iterator[Page]:
    with pdfplumber.open(io.BytesIO(document)) as opened:
        yield from opened.pages


def on_one_page(table: Table) -> Page:
    form = as_data(printed_form(table), table.name) | {"height": TALL}
    (page,) = pages(compiled([form]))
    return page


def cells(page: Page) -> list[Area]:
    """Every cell with the rows and columns that it covers, as its lines tell."""
    (table,) = page.find_tables()
    across = sorted({round(edge) for cell in table.cells for edge in (cell[0], cell[2])})
    down = sorted({round(edge) for cell in table.cells for edge in (cell[1], cell[3])})
    texts: dict[tuple[float, ...], str] = dict.fromkeys(table.cells, "")
    for char in page.chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        inside = [cell for cell in texts if cell[0] < x < cell[2] and cell[1] < y < cell[3]]
        for cell in inside:
            texts[cell] += char["text"]
    return sorted(
        Area(
            down.index(round(top)),
            across.index(round(left)),
            down.index(round(bottom)) - 1,
            across.index(round(right)) - 1,
            squeezed(text),
        )
        for (left, top, right, bottom), text in texts.items()
    )


def test_every_table_reads_back_as_its_form(tables: list[Table]) -> None:
    for table in tables[::2]:
        page = on_one_page(table)
        title, year = page.extract_text().split("\n")[:2]
        assert (title, year) == printed_form(table)[:2]
        wanted = [area._replace(text=squeezed(area.text)) for area in expected(table)]
        assert cells(page) == wanted, table.path


@pytest.mark.parametrize("name", [name for name in HOSTILE_WORDS if "\u202e" not in name])
def test_text_is_text_whatever_it_looks_like(name: str) -> None:
    shown = [cell.text for cell in cells(on_one_page(with_name(name)))]
    assert squeezed(name) in shown


def test_text_from_right_to_left_is_all_there() -> None:
    name = "\u05e9\u05dc\u05d5\u05dd 中文 \u0645\u0631\u062d\u0628\u0627"
    shown = [sorted(cell.text) for cell in cells(on_one_page(with_name(name)))]
    assert sorted(squeezed(name)) in shown


def test_what_no_paper_can_show_is_shown_as_such() -> None:
    shown = [cell.text for cell in cells(on_one_page(with_name(CONTROLS)))]
    assert "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf" in shown


@pytest.mark.parametrize(("char", "shown"), [("\U0010fffd", "\U0010fffd"), ("\ufeff", "\ufeff")])
def test_a_sign_that_cannot_be_written_is_told(char: str, shown: str) -> None:
    with pytest.raises(ExportError, match=f"^“单项”里的“{shown}”写不进 PDF：请"):
        pdf([with_name(f"前{char}后")])


def test_a_computer_without_chinese_fonts_is_told() -> None:
    families = typst.Fonts(include_system_fonts=False).families()
    assert families
    with pytest.raises(ExportError, match="没有找到：请安装"):
        chosen_fonts(families)


def test_fonts_of_official_papers_come_first() -> None:
    families = ["Noto Serif CJK SC", "Times New Roman", "FangSong", "方正小标宋简体", "仿宋_gb2312", "Arial"]
    assert chosen_fonts(families) == {
        "title": ["方正小标宋简体", "Noto Serif CJK SC"],
        "body": ["Times New Roman", "仿宋_gb2312", "FangSong", "Noto Serif CJK SC"],
    }


def test_it_is_for_the_archive_and_for_readers_who_hear_it(full: Table) -> None:
    """PDF/A-2, PDF/UA, with language, title, a tree of tags, and all fonts within."""
    with pdfplumber.open(io.BytesIO(pdf([full]))) as opened:
        catalog = opened.doc.catalog
        packet = catalog["Metadata"].resolve().get_data().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in packet
        assert "<pdfuaid:part>1</pdfuaid:part>" in packet
        assert opened.metadata["Title"] == "示例单位"
        assert (catalog["Lang"], bool(catalog["MarkInfo"]["Marked"])) == (b"zh-CN", True)
        tags = list(kinds(opened.structure_tree))
    assert {"H1", "Table", "TR", "TH", "TD"} <= set(tags)


def kinds(tree: list[dict]) -> Iterator[str]:
    for element in tree:
        yield element["type"]
        yield from kinds(element.get("children", []))


def test_pages_are_a4_with_column_headings_on_each(full: Table) -> None:
    """The last headings are repeated until others come; a wide form is printed across."""
    group = full.groups[-1].children[0]
    many = tuple(full.indicators[-1]._replace(name=f"满意度{number}") for number in range(80))
    long = full._replace(
        indicators=(*full.indicators[:-1], *many),
        groups=(*full.groups[:-1], full.groups[-1]._replace(children=(group._replace(indicators=many),))),
    )
    first, *others = pages(pdf([long]))
    assert printed_form(long).is_wide
    assert (round(first.width / 72 * 25.4), round(first.height / 72 * 25.4)) == (297, 210)
    assert len(others) >= 2
    for page in others[1:]:
        assert "一级指标 二级指标 三级指标" in page.extract_text()
    assert "第 1 页，共" in first.extract_text().split("\n")[-1]


def test_tables_of_one_document_begin_pages(tables: list[Table]) -> None:
    titles = [page.extract_text().split("\n")[0] for page in pages(pdf(tables[1:4]))]
    assert [printed_form(table).title for table in tables[1:4]] == titles
