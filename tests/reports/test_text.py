"""Excerpts: the caret stands under its word in a terminal, whatever the widths."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from perfdsl.diagnostics import Diagnostic, Label, Span
from perfdsl.reports import concise, text
from perfdsl.reports.report import Report
from perfdsl.reports.text import excerpt, render
from perfdsl.text.width import width


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("班组长安全培训人数 >= 1000个 / 2000人", "1000个"),
        ("培训人数　≥　２００人", "２００人"),
        ("a\tb\tc >= 5", "c"),
        ("人\u200b数 >= 5人", "5人"),
        ("“三公经费”变动率 = 0%", "0%"),
        ("x\x00y >= 1", ">="),
        ("e\u0301té >= 1", ">="),
        ("甲\u202e乙\x9b31m数 >= 1", ">="),
    ],
)
def test_the_caret_stands_under_its_word(line: str, word: str) -> None:
    start = line.index(word)
    shown, carets = excerpt((line,), Span(1, start, start + len(word)))
    before, marked = carets.rstrip("^"), carets.lstrip(" |").count("^")
    assert width(shown[: shown.rindex(word[0]) if len(word) == 1 else shown.index(word)]) == width(before)
    assert marked == width(word)


def test_a_long_line_is_cut_to_what_matters() -> None:
    line = "前" * 5_000 + "错误" + "后" * 5_000
    shown, carets = excerpt((line,), Span(1, 5_000, 5_002))
    assert "错误" in shown
    assert width(shown) < 120
    assert carets.endswith("^^^^")


@pytest.mark.parametrize("render", [text.render, concise.render])
@pytest.mark.parametrize(
    "command", ["\x1b[31m", "\x07", "\x7f", "\x9b31m", "\u202e", "\u2067", "\u200f", "\u2028"]
)
def test_a_terminal_is_told_nothing_by_a_table(command: str, render: Callable[..., Iterable[str]]) -> None:
    """Neither by a line that is shown, nor by a name in a message, nor by the name of a file."""
    bad = f"甲{command}乙"
    finding = Diagnostic(
        "V301", "error", f"没有“{bad}”", Span(1, 0, 1), f"改为“{bad}”", (Label(Span(1, 0, 2), bad),)
    )
    (said,) = render([Report(f"{bad}.perf", (f"{bad} >= 1",), (finding,))])
    assert command[0] not in said
    assert said.count("甲") == said.count("乙") > 1


def test_both_places_of_a_finding_are_shown() -> None:
    finding = Diagnostic(
        "R603", "error", "重复", Span(2, 0, 2), "删去一个", (Label(Span(1, 0, 2), "第一次在这里"),)
    )
    (said,) = render([Report("a.perf", ("甲数 = 1", "甲数 = 2"), (finding,))])
    assert "a.perf:2:1" in said
    assert "相关: a.perf:1:1 第一次在这里" in said


def test_colour_paints_and_changes_no_text() -> None:
    finding = Diagnostic("P102", "error", "缺少值", Span(1, 0, 2), "没有值时写“-”")
    report = Report("a.perf", ("甲数 =",), (finding,))
    (plain,) = render([report])
    (painted,) = render([report], colour=True)
    assert painted != plain
    assert _without_colour(painted) == plain


def _without_colour(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[\d;]*m", "", text)
