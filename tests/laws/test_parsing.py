"""Laws of reading: nothing raises, nothing is lost, one line changes no other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perfdsl.model.bind import bind
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.nodes import Bad, Document, Line, Node
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source, decode
from tests.laws.writing import HEAD, LINES, files

SHELF = library()


@given(st.text())
def test_any_text_is_read_to_the_end_and_nothing_is_lost(text: str) -> None:
    source = decode(text.encode("utf-8", "surrogatepass"), "x.perf")
    checked = check_source(source, SHELF)
    assert "\n".join(line.text for line in checked.document.lines) == source.text.removesuffix("\n")


@given(st.binary())
def test_any_bytes_give_findings_and_no_exception(data: bytes) -> None:
    checked = check_source(decode(data, "x.perf"), SHELF)
    assert all(finding.code != "X001" for finding in checked.findings), checked.findings


@given(files())
def test_files_as_people_write_them_are_read_and_checked(text: str) -> None:
    checked = check_source(Source("x.perf", text), SHELF)
    assert all(finding.code != "X001" for finding in checked.findings), checked.findings
    assert "\n".join(line.text for line in checked.document.lines) == text.removesuffix("\n")


@given(files())
def test_every_span_lies_in_its_line(text: str) -> None:
    checked = check_source(Source("x.perf", text), SHELF)
    lines = text.split("\n")
    for finding in checked.findings:
        for span in (finding.span, *(label.span for label in finding.labels)):
            assert 1 <= span.line <= len(lines)
            assert 0 <= span.start <= span.end <= len(lines[span.line - 1]), finding


@given(files(), LINES, st.integers(min_value=0))
def test_a_bad_line_changes_no_other(text: str, bad: str, seed: int) -> None:
    """A line that cannot be read, put anywhere, leaves every other line's reading as it was."""
    whole = parse(Source("x.perf", text))
    at = seed % (len(whole.lines) + 1)
    mode = whole.lines[at - 1].mode if at else "header"
    with_bad = parse(Source("x.perf", _insert(whole, at, bad)))
    node = with_bad.lines[at].node if at < len(with_bad.lines) else None
    if not isinstance(node, Bad):
        return
    rest = with_bad.lines[:at] + with_bad.lines[at + 1 :]
    assert with_bad.lines[at].mode == mode
    assert _readings(rest) == _readings(whole.lines)


def test_a_broken_line_costs_only_itself() -> None:
    good = HEAD + "## 履职\n甲数 >= 5人 / 6人\n乙数 >= 7人 / 8人\n"
    bad = good.replace("甲数 >= 5人 / 6人", "甲数 >= / 6人")
    table, _ = bind(parse(Source("x.perf", good)), None)
    broken, _ = bind(parse(Source("x.perf", bad)), None)
    assert [indicator.name for indicator in table.indicators] == ["甲数", "乙数"]
    assert [indicator.name for indicator in broken.indicators] == ["乙数"]


def _readings(lines: tuple[Line, ...]) -> list[tuple[Node, str]]:
    return [(line.node, line.mode) for line in lines if line.text]


def _insert(document: Document, at: int, text: str) -> str:
    lines = [line.text for line in document.lines]
    return "\n".join([*lines[:at], text, *lines[at:]])
