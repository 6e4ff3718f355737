"""Two commands at once: one stops before each of its file-system calls in turn, the other one runs then. A program."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from perfdsl.cli import main as perfdsl
from tests.kills import seam
from tests.kills.every_call import Outcome, run
from tests.kills.scenarios import Tree, tree
from tests.kills.seam import Stop
from tests.publishing.sites import make_site
from tests.site.samples import TABLE

Look = Callable[[], object]
TOLD = "另一个 perfdsl 正在生成或发布"


class Pair(NamedTuple):
    """Two commands that meet at ``look``, where nothing but ``whole`` states may ever be seen.

    ``undo`` brings about a state in which both have something to do.
    """

    name: str
    first: list[str]
    second: list[str]
    look: Look
    whole: list[object]
    undo: Callable[[], object]


def stopped(argv: list[str], call: int, meanwhile: Callable[[], Outcome]) -> tuple[Outcome, Outcome | None]:
    """Run a command; before that call of it, ``meanwhile``. None where it does not come so far."""
    told, tell = os.pipe()
    wait, go = os.pipe()
    other: list[Outcome] = []
    child = os.fork()
    if child == 0:
        os.close(told)
        os.close(go)
        outcome = run(argv, partial(seam.arm_stop, Stop(call, tell, wait)))
        os.write(tell, f"{outcome.status} {outcome.said}".encode())
        os._exit(0)
    os.close(tell)
    os.close(wait)
    said = os.read(told, 1)
    if said == b".":
        other.append(meanwhile())
        os.write(go, b".")
        said = b""
    with os.fdopen(told, "rb") as rest:
        said += rest.read()
    os.close(go)
    os.waitpid(child, 0)
    status, _, text = said.decode().partition(" ")
    return Outcome(int(status), text), other[0] if other else None


def try_pair(pair: Pair, share: int) -> tuple[int, list[str]]:
    """How many schedules were tried, and what went wrong."""
    wrong, tried = [], 0
    for call in _calls(pair, share):
        pair.undo()
        one, two = stopped(pair.first, call, partial(run, pair.second))
        if two is None:
            continue
        tried += 1
        where = f"{pair.name}: {call}"
        if pair.look() not in pair.whole:
            wrong.append(f"{where}: a mixture")
        for outcome in (one, two):
            if outcome.status != 0 and (outcome.status != 1 or TOLD not in outcome.said):
                wrong.append(f"{where}: {outcome}")
        if one.status and two.status:
            wrong.append(f"{where}: neither did anything")
        for argv in (pair.second, pair.first):
            if (after := run(argv)).status != 0:
                wrong.append(f"{where}: then {after}")
        if pair.look() not in pair.whole:
            wrong.append(f"{where}: then a mixture")
    return tried, wrong


def _calls(pair: Pair, share: int) -> Iterator[int]:
    pair.undo()
    calls: list[str] = []
    assert run(pair.first, calls=calls).status == 0
    step = max(1, len(calls) // share) if share else 1
    return iter(
        sorted({*range(1, len(calls) + 1, step), *(n for n, name in enumerate(calls, 1) if name in _RARE)})
    )


_RARE = {"exchange", "lock", "commit"}


def pairs(home: Path) -> Iterator[Pair]:
    """Two projects into one folder; a build and a publication of its site, both ways; two publications; a rollback."""
    out, place = home / "out", home / "www"
    roots = [home / name for name in ("one", "two")]
    turn = 0
    for root in roots:
        (root / "2024").mkdir(parents=True)
    builds = [["build", str(root), "--only", "html", "-q", "-o", str(out)] for root in roots]

    def write(number: int, count: int) -> None:
        table = TABLE.replace("示例", "甲乙"[number]).replace(">= 4期", f">= {4 + count}期")
        (roots[number] / "2024/a.perf").write_text(table, "utf-8")

    def edit() -> None:
        nonlocal turn
        turn = 1 - turn
        for number in range(2):
            write(number, turn)

    sites: list[object] = []
    for count in range(2):
        for number in range(2):
            write(number, count)
            assert perfdsl(builds[number]) == 0
            sites.append(tree(out))
    yield Pair("two projects into one folder", builds[0], builds[1], partial(tree, out), sites, edit)

    publish = ["publish", str(place), "--site", str(out), "--keep", "1", "-q"]
    assert perfdsl(publish) == 0
    both = partial(_both, out, place)
    whole: list[object] = [(one, other) for one in sites for other in sites]
    yield Pair("a publication meets a build", publish, builds[0], both, whole, edit)
    yield Pair("a build meets a publication", builds[0], publish, both, whole, edit)

    small = [make_site(home / f"site{number}", f"{number}") for number in range(2)]
    calls = [["publish", str(place), "--site", str(site), "-q"] for site in small]
    whole = [tree(site) for site in small]
    for number in (0, 1, 0):
        assert perfdsl(calls[number]) == 0
    yield Pair("two publications", calls[0], calls[1], partial(tree, place), whole, lambda: None)
    back = ["publish", str(place), "--rollback", "-q"]
    yield Pair(
        "a publication meets a rollback", calls[0], back, partial(tree, place), whole, partial(run, calls[1])
    )


def _both(out: Path, place: Path) -> tuple[Tree | None, Tree | None]:
    return tree(out), tree(place)


def main(arguments: list[str]) -> int:
    """``[share]``: about so many schedules of each pair (0: all)."""
    share, failed = int(arguments[0]) if arguments else 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        for pair in pairs(Path(folder)):
            tried, wrong = try_pair(pair, share)
            failed += len(wrong)
            print(f"{pair.name}: {tried} schedules")
            for line in wrong:
                print(f"  {line[:300]}")
    print(f"together {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
