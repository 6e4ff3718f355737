"""Interrupt a command at each of its file-system calls in turn, and look at what is left. Run as a program.

A process of its own: it forks a child for every run, which only a process without threads can do safely; what the child
needs is imported and compiled by then.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from perfdsl.cli import main as perfdsl
from perfdsl.publishing.beside import hidden
from tests.kills import seam
from tests.kills.scenarios import SCENARIOS, Scenario, tree
from tests.kills.seam import KILLED, Fault

ERRORS = ("ENOSPC", "EIO", "EACCES", "EXDEV")
FAULTS = ("kill", *ERRORS, "ENOSPC+")
_FEW = 1  # calls of one kind, all of which are tried


class Outcome(NamedTuple):
    """How a command ended: its status and what it said."""

    status: int
    said: str


class Tally(NamedTuple):
    """What came of a scenario. ``calls`` are those of one undisturbed run; ``kept`` runs ended with the old site."""

    name: str
    calls: int
    runs: int
    kept: int
    mixtures: list[str]


def run(
    argv: list[str], before: Callable[[], object] = lambda: None, calls: list[str] | None = None
) -> Outcome:
    """A command in a child that did ``before`` first; into ``calls`` go its file-system calls."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as noted:
        child = os.fork()
        if child == 0:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            os._exit(_in_child(argv, before, noted.fileno() if calls is not None else -1))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        noted.seek(0)
        if calls is not None:
            calls += noted.read().decode().split()
        return Outcome(status, said.read().decode("utf-8", "replace"))


def _in_child(argv: list[str], before: Callable[[], object], noted: int) -> int:
    try:
        before()
        calls = seam.count_calls() if noted >= 0 else []
        status = perfdsl(argv)
        os.write(noted if calls else 1, " ".join(calls).encode())
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as error:  # noqa: BLE001 - the parent tells
        os.write(2, f"{type(error).__name__}: {error}".encode())
        return 99
    return status


def try_all(scenario: Scenario, faults: Sequence[str], share: int) -> Tally:
    """Every fault at every call, or only at some: of calls that come in crowds, ``share`` of each kind (0: all)."""
    undisturbed = partial(seam.take_away, scenario.without)
    for argv in (*scenario.go_back(), scenario.prepare()[0]):
        assert perfdsl(argv) == 0, argv  # here: the children find everything imported and compiled

    def start() -> tuple[list[str], list[str], object]:
        for argv in scenario.go_back():
            outcome = run(argv, undisturbed)
            assert outcome.status == 0, (scenario.name, outcome)
        before = scenario.look()
        return *scenario.prepare(), before

    gc.disable()
    gc.freeze()  # what a child does not write to need not be copied for it
    known = _references(scenario, start, undisturbed)
    argv, _, _ = start()
    calls: list[str] = []
    assert (outcome := run(argv, undisturbed, calls)) == (0, ""), outcome
    wrong: list[str] = []
    runs = kept = 0
    for number, what in _chosen(calls, faults, share):
        argv, following, old = start()
        outcome = run(argv, partial(_disturbed, scenario, Fault(number, what)))
        runs, kept = runs + 1, kept + (scenario.look() == old)
        where = f"{scenario.name}: {what} at call {number} ({calls[number - 1]})"
        wrong += [f"{where}: {one}" for one in _at_once(scenario, known, outcome, old, what)]
        after = run(following, undisturbed)
        wrong += [f"{where}: then {one}" for one in _afterwards(scenario, known, after)]
    return Tally(scenario.name, len(calls), runs, kept, wrong)


def _at_once(
    scenario: Scenario, known: _References, outcome: Outcome, old: object, what: str
) -> Iterator[str]:
    """What is wrong with what an interrupted run left."""
    seen, new = scenario.look(), known.new(old)
    if outcome.status not in ((0, KILLED) if what == "kill" else (0, 1, 2)) or "内部" in outcome.said:
        yield f"{outcome}"
    if not scenario.may_be_seen(seen, old, new):
        yield f"a mixture: {_differences(seen, old, new)}"
    if outcome.status == 0 and seen != new:
        yield "status 0 and not the new site"


def _afterwards(scenario: Scenario, known: _References, after: Outcome) -> Iterator[str]:
    """What is wrong when the next command has come to its end."""
    if after != (0, ""):
        yield f"{after}"
    if (found := known.after(scenario.look())) != (left := _names(scenario.home)):
        yield f"left over {sorted(left ^ (found or frozenset()))[:5]}"
    if strange := _strange_in_spare(scenario.place):
        yield f"the spare is not of the site: {strange[:5]}"


def _disturbed(scenario: Scenario, fault: Fault) -> None:
    seam.take_away(scenario.without)
    seam.arm(fault)


class _References:
    """The states that undisturbed runs lead to."""

    def __init__(self) -> None:
        self.pairs: list[tuple[object, object]] = []
        self.names: list[tuple[object, frozenset[str]]] = []

    def new(self, old: object) -> object:
        """What a state leads to."""
        return next(new for before, new in self.pairs if before == old)

    def after(self, seen: object) -> frozenset[str] | None:
        """All names that belong to a state; None for one that no undisturbed run left."""
        return next((names for state, names in self.names if state == seen), None)


def _references(
    scenario: Scenario,
    start: Callable[[], tuple[list[str], list[str], object]],
    undisturbed: Callable[[], object],
) -> _References:
    found = _References()
    for _ in range(5):
        argv, following, old = start()
        assert (outcome := run(argv, undisturbed)) == (0, ""), outcome
        found.pairs.append((old, scenario.look()))
        assert (outcome := run(following, undisturbed)) == (0, ""), outcome
        found.names.append((scenario.look(), _names(scenario.home)))
    found.names.reverse()  # the first rounds make what is made once
    found.pairs.reverse()
    return found


def _chosen(calls: list[str], faults: Sequence[str], share: int) -> Iterator[tuple[int, str]]:
    places: dict[str, list[int]] = {}
    for number, name in enumerate(calls, 1):
        places.setdefault(name, []).append(number)
    for kind, (_, numbers) in enumerate(sorted(places.items())):
        few = len(numbers) <= _FEW
        for turn, number in enumerate(numbers if few or not share else numbers[:: -(-len(numbers) // share)]):
            for position, what in enumerate(faults):
                if not share or what == "kill" or (kind % 2 == 0 and (turn + position) % len(faults) == 1):
                    yield number, what


def _names(home: Path) -> frozenset[str]:
    """Everything that is there; versions and tokens by their kind only."""
    found = tree(home) or {}
    return frozenset(_plain(name) for name in found if "/spare." not in name)


def _strange_in_spare(place: Path) -> list[str]:
    """What a spare holds that is other than in the site; there need be no spare."""
    site = tree(place) or {}
    return [
        f"{spare.name}/{name}"
        for spare in hidden(place).glob("spare.*")
        for name, content in (tree(spare) or {}).items()
        if content is not None and content != site.get(name)
    ]


def _plain(name: str) -> str:
    parts = name.split("/")
    return "/".join(
        "0000" if part.isdecimal() and len(part) == 4 and "www.perfdsl" in name else part for part in parts
    )


def _differences(seen: object, old: object, new: object) -> str:
    def text(one: object, other: object) -> str:
        if not isinstance(one, dict) or not isinstance(other, dict):
            return f"{type(one).__name__} {type(other).__name__}"
        keys = sorted(key for key in one.keys() | other.keys() if one.get(key, 0) != other.get(key, 0))
        return f"{len(keys)} {keys[:3]}"

    return f"to the old {text(seen, old)}, to the new {text(seen, new)}"


def main(arguments: list[str]) -> int:
    """``[share [name…]]``: of each kind of call so many (0: all of them), of the scenarios whose name has these words."""
    share, words = int(arguments[0]) if arguments else 0, arguments[1:]
    totals: Counter[str] = Counter()
    for kind in SCENARIOS:
        if words and not any(word in kind.name for word in words):
            continue
        start = time.process_time(), os.times().children_user + os.times().children_system
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_STATE_HOME"] = f"{folder}/state"
            home = Path(folder) / "home"
            home.mkdir()
            tally = try_all(kind(home), FAULTS, share)
        took = (
            time.process_time() - start[0] + os.times().children_user + os.times().children_system - start[1]
        )
        totals.update(calls=tally.calls, runs=tally.runs, wrong=len(tally.mixtures))
        print(
            f"{tally.name}: {tally.calls} calls, {tally.runs} runs, {tally.kept} kept the old state, {took:.1f} s"
        )
        for line in tally.mixtures:
            print(f"  {line}")
    print(f"together {totals['calls']} calls, {totals['runs']} runs, {totals['wrong']} wrong")
    return 1 if totals["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
