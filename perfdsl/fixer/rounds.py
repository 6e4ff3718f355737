"""Fix a file until nothing is left that a fix can do: a second call changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic
from perfdsl.fixer.edits import apply, compatible, edits_of
from perfdsl.fixer.proof import Key, holds, key, unread
from perfdsl.pipeline import Checked

Check = Callable[[bytes], Checked]


class Fixed(NamedTuple):
    """The bytes of a file and what they are checked to be. ``applied`` counts the fixes that were made; ``refused``
    are the findings whose fix would not have done what it promises.
    """

    data: bytes
    checked: Checked
    applied: int
    refused: tuple[Diagnostic, ...]


def fix_all(data: bytes, check: Check, *, suggested: bool = False) -> Fixed:
    """Make every fix of the UTF-8 ``data`` that can be proved; with ``suggested``, those too that should be looked at.

    Each round makes all the fixes of one state that hold together. A line that can be read at last, or a group that is
    known, may show more to fix, so there are rounds until one changes nothing. They come to an end: a finding that was
    fixed must not come back, and a safe fix leaves fewer lines that cannot be read, or fewer findings.
    """
    state = Fixed(data, check(data), 0, ())
    mended: set[Key] = set()
    while True:
        turn = _Round(state, check, mended)
        turn.run(suggested=suggested)
        if not turn.made:
            return state._replace(refused=tuple(turn.refused))
        mended |= {key(one) for one in turn.made}
        state = Fixed(turn.data, turn.checked, state.applied + len(turn.made), ())


class _Round:
    """The fixes of one state. ``made`` are those that hold together so far; ``data`` and ``checked`` are with them."""

    def __init__(self, state: Fixed, check: Check, mended: Collection[Key]) -> None:
        self.before, self.check, self.mended = state, check, mended
        self.data, self.checked = state.data, state.checked
        self.made: list[Diagnostic] = []
        self.refused: list[Diagnostic] = []

    def run(self, *, suggested: bool) -> None:
        """Lines that cannot be read come first: what else is wrong is only known when they can."""
        wanted = [one for one in self.before.checked.findings if one.fix and (suggested or one.fix.safe)]
        bad = unread(self.before.checked)
        self._try_each([one for one in wanted if one.span.line in bad])
        if not self.made:
            self._try_each([one for one in wanted if one.span.line not in bad and one.fix and one.fix.safe])
        if not self.made:
            self._try_each(
                [one for one in wanted if one.span.line not in bad and one.fix and not one.fix.safe]
            )

    def _try_each(self, findings: list[Diagnostic]) -> None:
        """One that does not help stands in nobody's way: those that it touches are tried after it."""
        while findings:
            chosen = compatible(findings, self.made)
            if not chosen:
                return
            self._try(chosen)
            tried = frozenset(chosen)
            findings = [one for one in findings if one not in tried]

    def _comes_back(self, checked: Checked) -> bool:
        """Whether a finding that was fixed before is there again."""
        back = {key(one) for one in checked.findings} - {key(one) for one in self.before.checked.findings}
        return not back.isdisjoint(self.mended)

    def _try(self, findings: list[Diagnostic]) -> None:
        """All at once; where that does not hold, each half, down to the fixes that do not."""
        together = [*self.made, *findings]
        data = apply(self.before.data, edits_of(together))
        checked = self.check(data)
        if holds(self.before.checked, checked, together) and not self._comes_back(checked):
            self.made, self.data, self.checked = together, data, checked
        elif len(findings) == 1:
            self.refused += findings
        else:
            middle = len(findings) // 2
            self._try(findings[:middle])
            self._try(findings[middle:])
