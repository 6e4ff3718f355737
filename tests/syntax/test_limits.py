"""Sizes that no table has: each is a finding, what is within is read, and no character is lost."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfdsl.diagnostics import Diagnostic
from perfdsl.formatter import format_source
from perfdsl.model.library import Library
from perfdsl.pipeline import Checked, check_file, check_source, library, open_workspace
from perfdsl.syntax.limits import MAX_BYTES, MAX_DIGITS, MAX_LINE, MAX_LINES
from perfdsl.syntax.source import Source, decode, read_source

HEAD = "部门: 甲\n年度: 2024\n体系: 江苏省部门整体\n\n"
STRUCTURED = f"{HEAD}# 指标\n## 履职\n### 职工权益维护\n"
PROSE = f"{HEAD}# 中长期目标\n"


@pytest.fixture(scope="module")
def shelf() -> Library:
    return library()


@pytest.mark.parametrize(("size", "is_read"), [(MAX_BYTES, True), (MAX_BYTES + 1, False)])
def test_a_file_of_so_many_bytes(tmp_path: Path, size: int, is_read: bool) -> None:
    file = tmp_path / "x.perf"
    line = "保障单位运转。" * 200 + "\n"
    text = (PROSE + line * (size // len(line.encode()) + 1)).encode()[:size].decode(errors="ignore")
    file.write_bytes(text.encode().ljust(size, b" "))
    source = read_source(file)
    assert bool(source.text) == is_read
    assert [finding.code for finding in source.diagnostics] == ([] if is_read else ["F220"])


def test_the_settings_say_how_large_a_file_may_be(tmp_path: Path) -> None:
    file = tmp_path / "x.perf"
    file.write_text(PROSE + ("保障单位运转。" * 200 + "\n") * 300, "utf-8")
    assert not _codes(_check_file(file), "F220")
    (tmp_path / "perfdsl.toml").write_text("[files]\nlargest_mb = 1\n", "utf-8")
    (finding,) = _found(_check_file(file), "F220")
    assert "超过 1 MB" in finding.message
    (tmp_path / "perfdsl.toml").write_text("[files]\nlargest_mb = 0\n", "utf-8")
    assert not _codes(_check_file(file), "F220")  # a setting that is none is told, and the usual limit holds


@pytest.mark.parametrize(("count", "is_read"), [(MAX_LINES, True), (MAX_LINES + 1, False)])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_of_so_many_lines(count: int, is_read: bool, end: str) -> None:
    source = decode((end * count).encode(), "x.perf")
    assert [finding.code for finding in source.diagnostics] == ([] if is_read else ["F220"])
    assert (source.text == "\n" * count) == is_read


@pytest.mark.parametrize("head", [HEAD, STRUCTURED, PROSE], ids=["header", "structured", "prose"])
def test_a_long_line_is_not_read_and_not_lost(head: str, shelf: Library) -> None:
    line = "甲" * (MAX_LINE + 1)
    text = f"{head}{line}\n培训人数 >= 1000人 / 2000人\n"
    checked = check_source(Source("x", text), shelf)
    (finding,) = _found(checked, "F221")
    number = head.count("\n") + 1
    assert finding.span == (number, 0, len(line))
    assert line in format_source(Source("x", text))
    assert checked.table
    assert not any("甲甲" in section.markdown for section in checked.table.sections)


def test_a_line_as_long_as_may_be_is_read(shelf: Library) -> None:
    assert not _found(check_source(Source("x", PROSE + "甲" * MAX_LINE), shelf), "F221")


def test_a_heading_deeper_than_any_form(shelf: Library) -> None:
    (finding,) = _found(check_source(Source("x", f"{STRUCTURED}{'#' * 1000} 甲\n"), shelf), "P122")
    assert "1000 级" in finding.message


@pytest.mark.parametrize("digits", [MAX_DIGITS, MAX_DIGITS + 1, 60, 5_000])
def test_a_number_of_so_many_digits(digits: int, shelf: Library) -> None:
    text = f"{HEAD}# 资金（万元）\n基本支出 = {'9' * digits} / {'9' * digits}\n项目支出 = 0.01 / 0.01\n"
    checked = check_source(Source("x", text), shelf)
    assert len(_found(checked, "P123")) == (digits > MAX_DIGITS)
    if digits == MAX_DIGITS and checked.table:
        amounts = [item.amounts[0].number for item in checked.table.funding.items]
        assert amounts[0] == Decimal("9" * digits)
        assert sum(amount for amount in amounts if amount) == Decimal("9" * digits + ".01")


@pytest.mark.parametrize(
    "value",
    ["１２３４５６７８９０１２３４５６７８９０１人", "1,234,567,890,123,456,789,012人", "0." + "1" * 20],
)
def test_however_the_digits_are_written(value: str, shelf: Library) -> None:
    assert _found(check_source(Source("x", f"{STRUCTURED}培训人数 >= {value}\n"), shelf), "P123")


def _check_file(file: Path) -> Checked:
    workspace = open_workspace(file)
    return check_file(file, workspace, library(workspace.framework_folders))


def _found(checked: Checked, code: str) -> list[Diagnostic]:
    return [finding for finding in checked.findings if finding.code == code]


def _codes(checked: Checked, code: str) -> bool:
    return bool(_found(checked, code))
