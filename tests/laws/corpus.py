"""Texts to hold the laws against: every example of a rule, every typed case, every real table, and these with slips.

A slip is what a hand does to a table: a mark typed twice or left out, an entity or a tag pasted, a full-width mark.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from tests.fuzz.corpus import corpus
from tests.fuzz.mutations import make_input
from tests.laws.writing import files

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```perf ?(?:体系=)?(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
_MARK = re.compile(r"[ \t]*//~(?: [A-Z]\d{3})+[ \t]*$", re.MULTILINE)
_HEADER = re.compile(r"(?:部门|项目|体系|单位名称|项目名称|单位)\s*[:：]")


@cache
def examples_of_rules() -> tuple[str, ...]:
    """Every block of every rule's text, wrong and right, without its marks."""
    found = []
    for file in sorted((ROOT / "perfdsl" / "checks").rglob("*.md")):
        for named, block in _BLOCK.findall(file.read_text("utf-8")):
            text, framework = _MARK.sub("", block), named.strip() or "江苏省部门整体"
            subject = "项目: 示例项目" if "项目支出" in framework else "部门: 示例单位"
            head = "" if _HEADER.match(text) else f"{subject}\n年度: 2024\n体系: {framework}\n"
            found.append(head + text)
    return tuple(found)


@cache
def all_texts() -> tuple[str, ...]:
    """Every example of a rule, and what the fuzzer starts from: typed cases, tables, frameworks."""
    return (*examples_of_rules(), *("\n".join(lines) for lines in corpus().texts))


_PIECES = [
    "，", "。", "；", "：", ":", "、", "//", "&lt;", "&ge;", "&nbsp;", "&amp;", "<p>", "</p>", "<sup>2</sup>", "<td>", "（核心）", "(", "）",
    "“", '"', "[10分", "10分]", "[10分]", "=<", "=>", "==", ">>", ">=", " 不低于 ", " 达到 ", " / ", "/", "1.", "指标1：", "①", "的的", "及及时",
    "个", "0.97比例", "\u200b", "\t", " ", "　", "- ", "> ", "# ", "## ", "#### ", "=======", "-----", "县级资金", "->", "<-", "１２０", "=",
]  # fmt: skip


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A text of the corpus in which one to four places were typed otherwise."""
    lines = draw(st.sampled_from(all_texts())).split("\n")
    if len(lines) > 60:
        start = draw(st.integers(0, len(lines) - 50))
        lines = [*lines[:4], "# 指标", *lines[start : start + 50]]
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        at = draw(st.integers(0, len(line)))
        taken = draw(st.sampled_from([0, 0, 0, 1, 2]))
        lines[number] = line[:at] + draw(st.sampled_from(_PIECES)) + line[at + taken :]
    return "\n".join(lines)


def damaged() -> st.SearchStrategy[str]:
    """Inputs of the fuzzer."""
    return st.integers(0, 2**32).map(lambda number: make_input(corpus(), Random(number)))  # noqa: S311 - for tests


def texts() -> st.SearchStrategy[str]:
    """Any of these."""
    return st.one_of(st.sampled_from(all_texts()), slips(), slips(), damaged(), files())
