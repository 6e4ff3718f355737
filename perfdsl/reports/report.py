"""What every renderer gets: the findings of one file with its lines, one file after another; and what they come to.

A project may have a hundred thousand findings. Reports are made, written and forgotten one by one; what is said at the
end is counted on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perfdsl.diagnostics import LEVEL_NAMES, SEVERITIES, Diagnostic, Fix, Severity

BLANKS = ("T508", "T524")
"""The rules that find what is still to be filled in."""
_MANY = 20  # files with findings; nobody reads that many from the top
_RULES = 5
_LISTED = 5


class Report(NamedTuple):
    """Findings of one file. ``path`` is as the reader knows it; ``lines`` are its lines, for excerpts."""

    path: str
    lines: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


class Frequent(NamedTuple):
    """A rule and how much of a project it is about."""

    code: str
    severity: Severity
    findings: int
    files: int


class Tally:
    """Counts reports on their way to a renderer: ``for report in tally: …``, then ask.

    ``blanks`` are the places that are still to be filled in, by file; files without any are left out.
    """

    def __init__(self, reports: Iterable[Report]) -> None:
        self._reports = reports
        self.files = self.with_errors = self.with_findings = 0
        self.levels: Counter[str] = Counter()
        self.example = ""
        self.blanks: dict[str, int] = {}
        self._findings: Counter[tuple[str, Severity]] = Counter()
        self._files: Counter[tuple[str, Severity]] = Counter()

    def __iter__(self) -> Iterator[Report]:
        for report in self._reports:
            self._count(report)
            yield report

    def _count(self, report: Report) -> None:
        rules = Counter((one.code, one.severity) for one in report.findings)
        levels = {severity for _, severity in rules}
        self.files += 1
        self.with_findings += bool(rules)
        self.with_errors += "error" in levels
        if blanks := sum(one.code in BLANKS for one in report.findings):
            self.blanks[report.path] = blanks
        if not self.example and "error" in levels:
            self.example = report.path
        for rule, count in rules.items():
            self.levels[rule[1]] += count
        self._findings.update(rules)
        self._files.update(rules.keys())

    def found(self, code: str) -> bool:
        """Whether a rule found anything."""
        return any(rule == code for rule, _ in self._findings)

    def foremost(self) -> list[Frequent]:
        """The rules that matter most: errors first, then by how many files they are about."""
        rules = [
            Frequent(code, severity, count, self._files[code, severity])
            for (code, severity), count in self._findings.items()
        ]
        rules.sort(key=lambda one: (SEVERITIES.index(one.severity), -one.files, -one.findings, one.code))
        return rules[:_RULES]


def said_of(fix: Fix) -> str:
    """What can be changed, and whether somebody has to look at it: ``可自动修改: 改为“>=”（perfdsl check --fix）``."""
    if fix.safe:
        return f"可自动修改: {fix.message}（perfdsl check --fix）"
    return f"建议修改，请核对: {fix.message}（perfdsl check --fix --unsafe-fixes）"


def summary(tally: Tally) -> str:
    """``检查了 3 个文件：2 个错误，1 个警告``; of many files also which rules matter most and how to see one of them."""
    parts = [f"{tally.levels[level]} 个{name}" for level, name in LEVEL_NAMES.items() if tally.levels[level]]
    lines = [f"检查了 {tally.files} 个文件：{'，'.join(parts) or '没有发现问题'}"]
    if tally.with_findings >= _MANY:
        lines.append(_of_many(tally))
    if tally.blanks:
        lines.append(_to_fill_in(tally))
    return "\n".join(lines)


def _to_fill_in(tally: Tally) -> str:
    """``还有 12 处要填``; of several files how many in which, those with most first."""
    said = f"还有 {sum(tally.blanks.values())} 处要填"
    if tally.files == 1:
        return said
    most = sorted(tally.blanks.items(), key=lambda one: (-one[1], one[0]))
    listed = "、".join(f"{path} {count} 处" for path, count in most[:_LISTED])
    return f"{said}：{listed}" + (f" 等 {len(most)} 个文件" if len(most) > _LISTED else "")


def _of_many(tally: Tally) -> str:
    from perfdsl.checks.registry import BY_CODE

    rules = "、".join(
        f"{one.code} {BY_CODE[one.code].slug}（{one.files} 个文件 {one.findings} 处）"
        for one in tally.foremost()
    )
    kind, count = ("错误", tally.with_errors) if tally.with_errors else ("问题", tally.with_findings)
    see = (
        f"只看一个单位：perfdsl check {tally.example}"
        if tally.example
        else "只看一个单位：perfdsl check 路径"
    )
    return f"其中 {count} 个文件有{kind}，最要紧的：{rules}。{see}；一条规则的说明：perfdsl explain 规则号"
