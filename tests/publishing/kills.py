"""Kill a publication before each of its writes in turn, and look at what readers see. Run as a program by the tests.

A process of its own: it forks a child for every kill, which only a process without threads can do safely.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from perfdsl.publishing.place import publish, refuse_unless_whole, roll_back
from tests.publishing.sites import make_site, version_of

WRITES = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.utime", "os.truncate"}


def main(way: str) -> None:
    """``way`` is ``link`` or ``folder``; prints how many moments were tried."""
    link = way == "link"
    with tempfile.TemporaryDirectory() as text:
        home = Path(text)
        sites = {name: make_site(home / name, name) for name in ("old", "new", "newer")}
        moments = 0
        for action in (
            lambda: publish(sites["newer"], home / "www", keep=1),
            lambda: roll_back(home / "www"),
        ):
            moments += every_moment(home, sites, action, link=link)
    sys.stdout.write(f"{moments}\n")


def every_moment(home: Path, sites: dict[str, Path], action: Callable[[], int], *, link: bool) -> int:
    """Kill ``action`` before its first write, its second one, and so on until it is not killed any more."""
    moment = 0
    while True:
        moment += 1
        prepare(home, sites, link=link)
        survived = run_until(action, moment)
        seen = look(home / "www", link=link)
        assert seen in ({"old", "new", "newer"} if link else {"old", "new", "newer", None}), (moment, seen)
        publish(sites["newer"], home / "www", keep=1, link=link)
        assert look(home / "www", link=link) == "newer", moment
        assert len(list((home / ".www.perfdsl").iterdir())) <= 3, sorted((home / ".www.perfdsl").iterdir())
        if survived:
            return moment


def prepare(home: Path, sites: dict[str, Path], *, link: bool) -> None:
    """Two versions: ``new`` in place, ``old`` kept."""
    place, kept = home / "www", home / ".www.perfdsl"
    if place.is_symlink():
        place.unlink()
    for folder in (place, kept):
        shutil.rmtree(folder, ignore_errors=True)
    publish(sites["old"], place, link=link)
    publish(sites["new"], place, link=link)


def run_until(action: Callable[[], int], moment: int) -> bool:
    """Whether the action came to its end before its write number ``moment``."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(_killer(moment))
        action()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _killer(moment: int) -> Callable[[str, tuple[object, ...]], None]:
    left = moment

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in WRITES or (event == "open" and int(str(arguments[2] or 0)) & (os.O_WRONLY | os.O_RDWR)):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return count


def look(place: Path, *, link: bool) -> str | None:
    """What a reader sees: the name of a whole site; None only between two renames of folders."""
    if not place.exists():
        assert not link
        return None
    refuse_unless_whole(place)
    return version_of(place)


if __name__ == "__main__":
    main(sys.argv[1])
