"""Scanned pages and pictures of tables: read cell for cell, each text doubtful, and refused where that is said."""

from __future__ import annotations

import io
import sys

import pytest
from PIL import Image, ImageDraw

from perfdsl.importer.importing import import_document
from perfdsl.importer.office import OfficeLine, UnreadableError
from perfdsl.importer.reading import kind_of_file, read_office_file
from tests.importer.forms.cases import cases, shelf
from tests.importer.forms.writers.pdf import pdf
from tests.importer.readers.pdfs import cell, drawn, table
from tests.importer.readers.scans import as_scanned, compared, pages_as_pictures, png, scanned_pdf
from tests.importer.readers.sheets import covers_each_place_once, grids, texts

BLANK = Image.new("L", (595, 842), 255)


def has_ocr() -> bool:
    try:
        import rapidocr  # noqa: F401
    except ModuleNotFoundError:
        return False
    return True


with_ocr = pytest.mark.skipif(not has_ocr(), reason='needs pip install -e ".[ocr]" (300 MB, so not in dev)')


@pytest.fixture
def _no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were not installed."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)


@pytest.mark.usefixtures("_no_ocr")
@pytest.mark.parametrize(
    ("data", "name", "word"),
    [(scanned_pdf([BLANK]), "甲.pdf", "扫描件"), (png(BLANK), "甲.png", "rapidocr")],
    ids=["scan", "picture"],
)
def test_without_the_extra_a_picture_is_refused_with_its_name(data: bytes, name: str, word: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_office_file(data, name)
    assert word in refused.value.message
    assert 'pip install "perfdsl[ocr]"' in refused.value.hint


def test_a_picture_is_told_by_its_content() -> None:
    jpeg = io.BytesIO()
    BLANK.save(jpeg, "JPEG")
    assert kind_of_file(jpeg.getvalue(), "甲.docx").name == kind_of_file(png(BLANK), "甲").name == "picture"


@with_ocr
def test_a_scanned_form_is_imported_with_every_value_to_be_checked() -> None:
    (form,) = (case.forms for case in cases("clean") if case.name == "重庆项目审批 fengjie-yunwu")
    printed = pdf(form)
    scan = scanned_pdf([as_scanned(page, degrees=0.7) for page in pages_as_pictures(printed)])
    document = read_office_file(scan, "甲.pdf")
    reading = compared(read_office_file(printed, "甲.pdf"), document)
    assert reading.right >= 0.95 * reading.count > 0, f"{reading.right}/{reading.count}, not: {reading.wrong}"
    (imported,) = import_document(document, shelf()).tables
    assert all("由图片识别" in use.doubt and "请核对" in use.doubt for use in imported.uses)
    assert {line for line, _ in imported.doubts} >= {use.line for use in imported.uses if use.line}
    assert document.notices == ("第 1 页是图片，文字是识别出来的，每一格都请对照原件核对",)


@with_ocr
def test_a_picture_of_a_table_keeps_merged_cells_and_lines_around_them() -> None:
    form = table(
        "3cm, 3cm, 4cm, 2cm",
        *(cell("产出指标", rows=2), "[数量指标]", "[参加培训的人数]", r"[=]"),
        *(cell("满意度指标", columns=2), "[≥95%]"),
        *(cell("等次", columns=3), "[二]"),
    )
    (page,) = pages_as_pictures(drawn(f"部门整体绩效目标表\n\n{form}\n\n注：单位为万元"))
    document = read_office_file(png(page), "甲.png")
    (grid,) = grids(document)
    assert covers_each_place_once(grid)
    assert texts(grid) == [
        ["产出指标", "数量指标", "参加培训的人数", "="],
        ["产出指标", "满意度指标", "满意度指标", "≥95%"],
        ["等次", "等次", "等次", "二"],
    ]
    lines = [part.text for part in document.parts if isinstance(part, OfficeLine)]
    assert lines[:2] == ["部门整体绩效目标表", "注：单位为万元"]


def ruled(*size: int) -> Image.Image:
    made = Image.new("RGBA", (*size,), (0, 0, 0, 0))
    ImageDraw.Draw(made).line((0, 0, *size), fill=(0, 0, 0, 255))
    return made


@with_ocr
@pytest.mark.parametrize("picture", [BLANK, ruled(1, 1), ruled(400, 300), Image.new("L", (90, 90))])
def test_a_picture_without_text_is_refused(picture: Image.Image) -> None:
    with pytest.raises(UnreadableError, match="没有认出文字"):
        read_office_file(png(picture), "甲.png")


@with_ocr
def test_a_picture_that_is_cut_off_is_damaged() -> None:
    with pytest.raises(UnreadableError, match="已损坏"):
        read_office_file(png(BLANK)[:200], "甲.png")


@with_ocr
def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfdsl.importer.readers.page_picture.MOST_DOTS", 100_000)
    with pytest.raises(UnreadableError, match="太大"):
        read_office_file(png(BLANK), "甲.png")
    monkeypatch.setattr("perfdsl.importer.readers.pdf_pages.MOST_PICTURES", 1)
    with pytest.raises(UnreadableError, match="扫描的 PDF太大"):
        read_office_file(scanned_pdf([BLANK, BLANK]), "甲.pdf")
