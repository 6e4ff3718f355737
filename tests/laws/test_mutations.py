"""Mistakes put into a correct real table, one at a time: each is found on its own line, and nothing else is.

The baseline is the corrected table of Wuxi, which has no findings at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdsl.formatter import format_source
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.nodes import Entry, Header
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "examples/wuxi-corrected/2022/zonggonghui.perf").read_text("utf-8")
SHELF = library()
FULL_WIDTH = {
    ord(a): b
    for a, b in zip(":,/%=<>()[]0123456789", "：，／％＝＜＞（）［］０１２３４５６７８９", strict=True)
}
Mutation = Callable[[str], str | None]


def findings(text: str) -> list[tuple[int, str]]:
    return [
        (finding.span.line, finding.code) for finding in check_source(Source("x.perf", text), SHELF).findings
    ]


def lines_of(*modes: str) -> list[int]:
    """Indexes of the entries in these sections."""
    document = parse(Source("x.perf", TEXT))
    return [line.number - 1 for line in document.lines if line.mode in modes and isinstance(line.node, Entry)]


def mutated(index: int, line: str) -> str:
    lines = TEXT.split("\n")
    return "\n".join([*lines[:index], line, *lines[index + 1 :]])


def _without_operator(line: str) -> str | None:
    return re.sub(r"\s*(>=|<=|=|:)\s*", " ", line, count=1)


def _without_value(line: str) -> str | None:
    return re.sub(r"(>=|<=|=|:).*", r"\1", line)


def _without_slash(line: str) -> str | None:
    return line.replace(" / ", " ", 1) if re.search(r"\d\S* / ", line) else None


def _without_name(line: str) -> str | None:
    return re.sub(r"^[^>=<:]+", "", line)


def _open_quote(line: str) -> str | None:
    return '"' + line


def _arrow_for_comparator(line: str) -> str | None:
    return line.replace(">=", "=>") if ">=" in line else None


BROKEN: dict[str, tuple[Mutation, str]] = {
    "no operator": (_without_operator, "P101"),
    "no value": (_without_value, "P102"),
    "no slash": (_without_slash, "P103"),
    "no name": (_without_name, "P104"),
    "open quote": (_open_quote, "P105"),
    "arrow for comparator": (_arrow_for_comparator, "P101"),
}


@pytest.mark.parametrize(("mutate", "code"), BROKEN.values(), ids=BROKEN)
def test_a_line_that_cannot_be_read_is_one_syntax_finding_on_that_line(mutate: Mutation, code: str) -> None:
    tried = 0
    for index in lines_of("指标"):
        line = TEXT.split("\n")[index].split(" //")[0].rstrip()
        changed = mutate(line)
        if changed is None:
            continue
        tried += 1
        found = findings(mutated(index, changed))
        syntax = [one for one in found if one[1][0] == "P" and one[1] != "P107"]
        assert syntax == [(index + 1, code)], (changed, found)
        lost = [
            line for line, what in found if what == "P107"
        ]  # a note or part below it: of what, nobody knows
        assert all(TEXT.split("\n")[line - 1][0] in ">=-" for line in lost)
    assert tried >= 5


def _pieces(line: str) -> str | None:
    return line.replace("人", "个") if re.search(r"\d人", line) else None


def _higher_half(line: str) -> str | None:
    return (
        re.sub(r">= (\d+)(\D)", r">= 9\1\2", line, count=1)
        if re.search(r">= \d+[人个场次] / ", line)
        else None
    )


def _other_unit(line: str) -> str | None:
    return re.sub(r"(\d+)人\Z", r"\1户", line) if re.search(r"\d人 / \d+人\Z", line) else None


def _at_most(line: str) -> str | None:
    return line.replace(">=", "<=") if "满意度" in line else None


def _doubled(line: str) -> str | None:
    return line.replace("及时", "及及时") if "及时" in line else None


def _placeholder(line: str) -> str | None:
    return re.sub(r"\d+(\D?)\Z", r"**\1", line) if re.search(r">= \d+\S*\Z", line) else None


def _trailing(line: str) -> str | None:
    return re.sub(r"^([^:]+): ", r"\1，: ", line) if ": " in line else None


WRONG: dict[str, tuple[Mutation, str]] = {
    "people in pieces": (lambda line: _pieces(line) and line.replace("000人", "000个"), "T503"),
    "half-year above full-year": (_higher_half, "T501"),
    "another unit": (_other_unit, "T502"),
    "satisfaction at most": (_at_most, "T504"),
    "doubled character": (_doubled, "S701"),
    "placeholder": (_placeholder, "T508"),
    "trailing punctuation": (_trailing, "S704"),
}


@pytest.mark.parametrize(("mutate", "code"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_found_on_its_line(mutate: Mutation, code: str) -> None:
    tried = 0
    for index in lines_of("指标"):
        line = TEXT.split("\n")[index].split(" //")[0].rstrip()
        changed = mutate(line)
        if not changed or changed == line:
            continue
        tried += 1
        found = findings(mutated(index, changed))
        assert (index + 1, code) in found, (changed, found)
        assert {where for where, _ in found} == {index + 1}, (changed, found)
    assert tried >= 1


def test_every_indicator_written_twice_is_found_with_both_places() -> None:
    for index in lines_of("指标"):
        line = TEXT.split("\n")[index]
        checked = check_source(Source("x.perf", mutated(index, f"{line}\n{line}")), SHELF)
        (finding,) = [one for one in checked.findings if one.code == "R603"]
        assert {finding.span.line, finding.labels[0].span.line} == {index + 1, index + 2}


def test_every_project_amount_that_grows_breaks_the_sum() -> None:
    broken = TEXT.replace("基本支出 = 90 / 226.124", "基本支出 = 90 / 226.124\n项目支出 = 300 / 671.21")
    shift = 1
    for index in lines_of("项目"):
        lines = broken.split("\n")
        changed = re.sub(r"/ (\d)", r"/ 7\1", lines[index + shift], count=1)
        text = "\n".join([*lines[: index + shift], changed, *lines[index + shift + 1 :]])
        assert {code for _, code in findings(text)} & {"B401", "B402", "B403"}, changed


def test_every_linked_project_with_a_slip_is_found_and_mended_by_its_fix() -> None:
    projects = [TEXT.split("\n")[index].split(" = ")[0] for index in lines_of("项目")]
    for index, line in enumerate(TEXT.split("\n")):
        for project in projects if "<-" in line else ():
            if project not in line:
                continue
            slip = project[:3] + project[4:]
            checked = check_source(Source("x.perf", mutated(index, line.replace(project, slip))), SHELF)
            (finding,) = [one for one in checked.findings if one.code == "R601"]
            assert finding.fix is not None
            assert {edit.text for edit in finding.fix.edits} <= {project, slip}


def test_every_required_group_that_is_left_out_is_missed() -> None:
    for heading in re.findall(
        r"^##+ (?:决策|过程|履职|效益|满意度|计划制定|资产管理)(?=\s|$)", TEXT, re.MULTILINE
    ):
        body = re.sub(
            rf"^{re.escape(heading)}\b.*?(?=^##? |^###? |\Z)", "", TEXT, flags=re.MULTILINE | re.DOTALL
        )
        assert "V302" in {code for _, code in findings(body)}, heading


def test_full_width_marks_change_nothing() -> None:
    """A whole table typed with the input method left on reads as the same table."""
    document = parse(Source("x.perf", TEXT))
    lines = []
    for line in document.lines:
        typed = line.text.split(" //")[0].translate(FULL_WIDTH) if isinstance(line.node, Entry) else line.text
        lines.append(typed.replace("：", "： ") if isinstance(line.node, Header) else typed)
    assert findings("\n".join(lines)) == []
    assert format_source(Source("x.perf", "\n".join(lines)))


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.perf")), ids=lambda path: path.stem)
def test_cutting_a_real_file_anywhere_raises_nothing_and_loses_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    for cut in range(0, len(text), max(1, len(text) // 40)):
        checked = check_source(Source("x.perf", text[:cut]), SHELF)
        assert all(finding.code != "X001" for finding in checked.findings)
        assert "\n".join(line.text for line in checked.document.lines) == text[:cut].removesuffix("\n")
