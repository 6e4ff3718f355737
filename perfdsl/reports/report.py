"""What every renderer gets: the findings of one file with its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.diagnostics import LEVEL_NAMES, Diagnostic


class Report(NamedTuple):
    """Findings of one file. ``path`` is as the reader knows it; ``lines`` are its lines, for excerpts."""

    path: str
    lines: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


def count(reports: Iterable[Report]) -> Counter[str]:
    """How many findings of each severity."""
    return Counter(finding.severity for report in reports for finding in report.findings)


def summary(counts: Counter[str], files: int) -> str:
    """One line: ``检查了 3 个文件：2 个错误，1 个警告``."""
    parts = [f"{counts[level]} 个{name}" for level, name in LEVEL_NAMES.items() if counts[level]]
    return f"检查了 {files} 个文件：{'，'.join(parts) or '没有发现问题'}"
