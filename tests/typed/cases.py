"""The typed cases: what somebody typed, what must be said of it, what it is read as, what its fix gives.

Each ``*.cases`` file of this folder is a table of them; README.md tells how a case is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from perfdsl.diagnostics import LEVEL_NAMES, Diagnostic
from perfdsl.pipeline import Checked, check_source, library
from perfdsl.syntax.source import Source

FOLDER = Path(__file__).parent
FRAMEWORK = "江苏省部门整体"
SHELF = library()
_GROUPS = {  # where an indicator may stand in the frameworks that cases use
    "江苏省部门整体": "## 履职\n### 职工权益维护\n",
    "江苏省项目支出": "## 产出\n### 数量指标\n",
}
_OTHER_GROUPS = "## 产出指标\n### 数量指标\n"
_FRAMEWORK_HEAD = "体系: 示例表式\n标题: 示例表\n适用: 部门\n"

_PLACE = re.compile(r"@ (?P<place>[^（\s]+)(?:（(?P<framework>.+)）)?\s*\Z")
_SAID = re.compile(
    r"  (?P<level>错误|警告|提示) (?P<code>[A-Z]\d{3}) (?:(?P<line>\d+)\.)?(?P<column>\d+): (?P<message>.*)\Z"
)
_MUST = re.compile(r"  (?P<what>改为|可改为|读作): ?(?P<text>.*)\Z")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


class Said(NamedTuple):
    """A finding that must come. ``line`` counts the typed lines, ``column`` code points, both from 1.

    ``fixed`` are the typed lines after its fix, None where it must have none; ``safe`` is which kind of fix.
    """

    level: str
    code: str
    line: int
    column: int
    message: str
    fixed: str | None = None
    safe: bool = True

    def is_said_by(self, finding: Diagnostic, first_line: int) -> bool:
        return (
            LEVEL_NAMES[finding.severity] == self.level
            and finding.code == self.code
            and finding.span.line == first_line + self.line - 1
            and finding.span.start + 1 == self.column
            and finding.message == self.message
        )


class Case(NamedTuple):
    """``typed`` in a place; ``read_as`` is what ``perfdsl fmt`` writes for it, None where the case does not tell."""

    file: str
    number: int
    place: str
    framework: str
    typed: str
    said: tuple[Said, ...]
    read_as: str | None

    @property
    def is_mistake(self) -> bool:
        return any(one.level == "错误" for one in self.said)

    @property
    def before(self) -> str:
        return before(self.place, self.framework)

    @property
    def first_line(self) -> int:
        """The line of the file on which the typed text begins."""
        return self.before.count("\n") + 1

    def check(self, typed: str | None = None) -> Checked:
        """The whole file checked, with ``typed`` instead of what was typed."""
        text = self.before + (self.typed if typed is None else typed)
        return check_source(Source("示例.perf", text), SHELF)


def before(place: str, framework: str = FRAMEWORK) -> str:
    """What stands above the typed lines."""
    purpose = "部门"
    if entry := SHELF.get(framework):
        purpose = entry.framework.purpose
    subject = "部门: 示例单位" if purpose == "部门" else "项目: 示例项目"
    head = f"{subject}\n年度: 2024\n体系: {framework}\n"
    indicators = head + "# 指标\n" + _GROUPS.get(framework, _OTHER_GROUPS)
    return {
        "全文": "",
        "文件开头": head,
        "资金": head + "# 资金（万元）\n",
        "项目": head + "# 项目（万元）\n",
        "指标": indicators,
        "说明": indicators + "慰问人数 >= 4000人\n",
        "文字": head + "# 中长期目标\n",
        "体系": _FRAMEWORK_HEAD,
        "体系栏目": _FRAMEWORK_HEAD + "# 栏目\n",
        "体系资金": _FRAMEWORK_HEAD + "# 资金（万元）\n",
        "体系指标": _FRAMEWORK_HEAD + "# 指标\n",
    }[place]


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every file, in order."""
    return tuple(case for file in sorted(FOLDER.glob("*.cases")) for case in read_cases(file))


def read_cases(file: Path) -> Iterator[Case]:
    """The cases of one file. Raises ValueError where a line is none of a case."""
    place, framework = "", FRAMEWORK
    typed: list[str] = []
    must: list[str] = []
    first = 0
    for number, line in enumerate([*file.read_text("utf-8").splitlines(), ""], 1):
        if line.startswith("%%"):
            continue
        if not line.strip():
            if typed:
                yield _case(file, first, (place, framework), typed, must)
            typed, must = [], []
        elif match := _PLACE.match(line):
            place, framework = match["place"], match["framework"] or FRAMEWORK
        elif line.startswith("  "):
            must.append(line)
        elif must:
            raise ValueError(f"{file.name}:{number}: 一个例子写完要空一行")
        else:
            first = first if typed else number
            typed.append(_unescape(line))


def _case(file: Path, number: int, where: tuple[str, str], typed: list[str], must: list[str]) -> Case:
    said: list[Said] = []
    read_as = None
    for line in must:
        if match := _SAID.match(line):
            said.append(
                Said(match[1], match[2], int(match[3] or 1), int(match[4]), _unescape(match["message"]))
            )
        elif match := _MUST.match(line):
            text = _unescape(match["text"]).replace("⏎", "\n")
            if match["what"] == "读作":
                read_as = text
            else:
                said[-1] = said[-1]._replace(fixed=text, safe=match["what"] == "改为")
        else:
            raise ValueError(f"{file.name}:{number}: 看不懂“{line.strip()}”")
    return Case(file.name, number, *where, "\n".join(typed), tuple(said), read_as)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text.replace("⇥", "\t"))
