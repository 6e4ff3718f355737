"""What the five common Chinese input methods make of each key of the ASCII row, in every place where it is a mark.

``input_methods.csv`` lists it (their default settings, with the candidates they offer). The law: a line typed with such
a mark says what the line typed in ASCII says, or an error of its own stands on it.
"""

from __future__ import annotations

import csv
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from perfdsl.diagnostics import Span
from perfdsl.formatter import format_source
from perfdsl.syntax.nodes import Entry
from perfdsl.syntax.parser import read_line
from perfdsl.syntax.source import Source
from tests.typed.cases import FRAMEWORK, Case

CLOSING = {"[": "]", "{": "}", "(": ")", '"': '"', "'": "'"}
PAIRS = dict(zip("（【［「『〖〔｛“‘《〈«‹([{\"'＂＇", "）】］」』〗〕｝”’》〉»›)]}\"'＂＇", strict=True))
# Where each key is a mark of the notation: a place, and the line with § for the key (¶ for the one that closes it).
PLACES = {
    "#": (("指标", "§§§§ 安全培训"), ("指标", "§### 安全培训")),
    ":": (("指标", "培训内容§ 安全知识"), ("指标", "培训满意度§>=95%"), ("说明", "> 数据来源§ 登记表"), ("文件开头", "主管部门§ 示例局")),
    "=": (("指标", "培训人数 § 1000人"), ("指标", "培训人数 >§ 1000人"), ("说明", "§> 1120人"), ("资金", "基本支出 § 90 / 226"), ("体系资金", "资金总额 § 财政拨款 + 其他资金")),
    "+": (("体系资金", "资金总额 = 财政拨款 § 其他资金"),),
    ">": (("指标", "培训人数 §= 1000人"), ("指标", "培训人数§=1000人/§=2000人"), ("指标", "培训人数 § 1000人"), ("指标", "培训满意度：§=95%"), ("指标", "培训人数\t§=1000人\t§=2000人"), ("说明", "§ 数据来源: 登记表"), ("说明", "=§ 1120人")),
    "<": (("指标", "投诉起数 §= 3起"), ("指标", "投诉起数§=3起 / §=5起"), ("指标", "投诉起数 § 3起"), ("指标", "#### 安全培训 §- 甲项目")),
    "-": (("说明", "§ 党员人数 >= 100人"), ("指标", "评审场次 >= § / 1场"), ("指标", "#### 安全培训 <§ 甲项目"), ("指标", "培训人数 = 100§200人")),
    "/": (("指标", "培训人数 >= 1000人 § 2000人"), ("指标", "培训人数 >= 1000人§2000人"), ("指标", "补助标准 = 5元§人 / 6元§人"), ("指标", "培训人数 >= 1000人 §§ 待核"), ("指标", "§§ 待核"), ("文字", "保障运转。 §§ 待核"), ("文字", "§§ 待核"), ("资金", "基本支出 = 90 § 226")),
    "[": (("指标", "培训人数 >= 1000人 §10分¶"), ("指标", "#### 安全培训 §10分¶")),
    "(": (("全文", "部门: 甲\n年度: 2024\n体系: 江苏省部门整体\n# 资金§万元¶\n基本支出 = 90 / 226"),),
    '"': (("指标", "§培训场次(含:线上)¶ >= 20场"),),
    ",": (("指标", "#### 安全培训 <- 甲项目§ 乙项目"), ("指标", "培训人数 >= 1§000人"), ("指标", "培训人数 >= 1000人 [10分§核心]")),
    ".": (("指标", "培训合格率 >= 95§5%"),),
    "%": (("指标", "培训合格率 >= 95§"),),
    "~": (("指标", "培训人数 = 100§200人"),),
}  # fmt: skip
# What stands where another key's mark belongs: \ and | where people mean a slash, {} and _ for [] and -, ' for ".
INSTEAD_OF = {"\\": "/", "|": "/", "{": "[", "_": "-", "'": '"'}
BETWEEN_VALUES = PLACES["/"][:2]  # the only place where somebody writes | for a slash
NOT_MARKS = "`!@$^&*;?"
OWN_MEANING = "°℃＿§¦"  # a unit, a paragraph, what _ itself is: nobody takes them for % or / or a dash


class Typed(NamedTuple):
    key: str
    mark: str
    place: str
    ascii: str
    line: str


def _rows() -> dict[str, set[str]]:
    with (Path(__file__).parent / "input_methods.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    assert len(table[0]) == 7
    return {key: {mark for cell in cells for mark in cell.split()} for key, *cells in table[1:]}


ROWS = _rows()


def _typed() -> Iterator[Typed]:
    for key, marks in ROWS.items():
        home = INSTEAD_OF.get(key, key)
        for place, line in BETWEEN_VALUES if key == "|" else PLACES.get(home, ()):
            written = line.replace("§", home).replace("¶", CLOSING.get(home, home))
            for mark in sorted(marks - {home, *OWN_MEANING}):
                yield Typed(
                    key, mark, place, written, line.replace("§", mark).replace("¶", PAIRS.get(mark, mark))
                )


TYPED = [one for one in _typed() if one.key not in CLOSING.values() or one.key in CLOSING]


def test_every_key_of_the_ascii_row_is_there() -> None:
    assert set(ROWS) == set(string.punctuation)
    assert set(ROWS) == {*PLACES, *INSTEAD_OF, *NOT_MARKS, "]", ")", "}"}


@pytest.mark.parametrize("typed", TYPED, ids=lambda one: f"{one.mark} for {one.key} in {one.line[:16]!r}")
def test_a_mark_is_read_as_its_key_or_told(typed: Typed) -> None:
    if _errors(typed.place, typed.line) - _errors(typed.place, typed.ascii):
        return
    assert _read(typed.place, typed.line) == _read(typed.place, typed.ascii)


@pytest.mark.parametrize("key", NOT_MARKS)
def test_what_is_no_mark_stays_in_a_name_to_the_letter(key: str) -> None:
    for mark in ROWS[key]:
        name = f"甲{mark}乙"
        node = read_line(f"{name} >= 5人", "指标").node
        assert isinstance(node, Entry)
        assert node.name.text == name


def _errors(place: str, line: str) -> set[tuple[str, str]]:
    case = Case("", 1, place, FRAMEWORK, line, (), None)
    return {
        (one.code, one.message)
        for one in case.check().findings
        if one.severity == "error" and one.span.line >= case.first_line
    }


def _read(place: str, line: str) -> object:
    """What the model says, without places and spelling; of a framework, its canonical text."""
    case = Case("", 1, place, FRAMEWORK, line, (), None)
    table = case.check().table
    if table is None:
        return format_source(Source("x", case.before + line))
    return _meaning(table._replace(comments=()))


def _meaning(value: object) -> object:
    if isinstance(value, Span | frozenset):
        return None
    if hasattr(value, "_asdict"):
        named = value._asdict()
        return {
            name: _meaning(part) for name, part in named.items() if name not in ("text", "lines", "unread")
        }
    return tuple(map(_meaning, value)) if isinstance(value, tuple) else value
