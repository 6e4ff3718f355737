"""Where reading a line stopped, and what there is to say about it."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic, Edit, Fix, Span


class Stop(NamedTuple):
    """Where the parser stopped: what it had read (``before``), what stood there, which terminals would have fitted."""

    at: int
    before: str
    found: str
    expected: set[str]


def unplaced(
    code: str,
    message: str,
    start: int,
    end: int,
    hint: str = "",
    fix: tuple[str, int, int, str] | None = None,
    *,
    safe: bool = False,
) -> Diagnostic:
    """An error that does not know its line yet (it is 0): it is remembered with the text of the line.

    ``fix`` is (label, start, end, text): replace what stands between two columns; ``safe`` as in
    :class:`~perfdsl.diagnostics.Fix`.
    """
    change = Fix(fix[0], (Edit(Span(0, fix[1], fix[2]), fix[3]),), safe) if fix else None
    return Diagnostic(code, "error", message, Span(0, start, end), hint, (), change)
