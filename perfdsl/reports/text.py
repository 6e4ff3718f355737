"""For people: place, excerpt with a caret that lines up under Chinese text, reason, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.diagnostics import LEVEL_NAMES, Diagnostic, Span
from perfdsl.reports.report import Report, said_of
from perfdsl.text.width import printable, width

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}
_DIM, _BOLD, _END = "\x1b[2m", "\x1b[1m", "\x1b[0m"
_MAX_CELLS = 96
_BEFORE = 30


def render(reports: Iterable[Report], *, colour: bool = False) -> Iterator[str]:
    """One block of lines for each finding."""
    for report in reports:
        for finding in report.findings:
            text = "\n".join(map(printable, _lines(report, finding))) + "\n"
            yield _paint(text, finding) if colour else text


def _lines(report: Report, finding: Diagnostic) -> Iterator[str]:
    span = finding.span
    yield f"{LEVEL_NAMES[finding.severity]}[{finding.code}] {finding.message}"
    yield f"  --> {report.path}:{span.line}:{span.start + 1}"
    yield from excerpt(report.lines, span)
    for label in finding.labels:
        yield f"  相关: {report.path}:{label.span.line}:{label.span.start + 1} {label.text}"
        yield from excerpt(report.lines, label.span)
    if finding.hint:
        yield f"  建议: {finding.hint}"
    if finding.fix:
        yield f"  {said_of(finding.fix)}"


def excerpt(lines: tuple[str, ...], span: Span) -> Iterator[str]:
    """The line of ``span`` with carets below; a long line is cut to what matters."""
    if not 1 <= span.line <= len(lines) or not lines[span.line - 1].strip():
        return
    number = str(span.line)
    before, marked, after = _window(lines[span.line - 1], span)
    yield f"{number:>5} | {before}{marked}{after}"
    yield f"      | {' ' * width(before)}{'^' * max(1, width(marked))}"


def _window(line: str, span: Span) -> tuple[str, str, str]:
    start, end = min(span.start, len(line)), min(max(span.end, span.start + 1), len(line))
    before, marked, after = (printable(part) for part in (line[:start], line[start:end], line[end:]))
    if width(before) + width(marked) + width(after) <= _MAX_CELLS:
        return before, marked, after
    if len(before) > _BEFORE:
        before = "…" + before[-_BEFORE:]
    marked = _cut(marked, _MAX_CELLS - width(before))
    return before, marked, _cut(after, _MAX_CELLS - width(before) - width(marked))


def _cut(text: str, cells: int) -> str:
    """``text`` in at most ``cells`` cells (and two for the mark that something was cut)."""
    if width(text) <= cells:
        return text
    kept = used = 0
    for char in text:
        used += width(char)
        if used > max(cells, 2) - 1:
            break
        kept += 1
    return text[:kept] + "…"


def _paint(text: str, finding: Diagnostic) -> str:
    head, place, *rest = text.split("\n")
    colour = _COLOURS[finding.severity]
    kind, bracket, message = head.partition("] ")
    painted = [f"{colour}{kind}{bracket}{_END}{_BOLD}{message}{_END}", f"{_DIM}{place}{_END}"]
    painted += [f"{colour}{line}{_END}" if line.startswith("      | ") else line for line in rest]
    return "\n".join(painted)
