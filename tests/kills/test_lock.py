"""Who holds the lock of an output folder, and who no longer does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfdsl.publishing.beside import LOCK, hidden, holding
from perfdsl.site.build import build
from perfdsl.site.cache.warm_start import warm_start
from perfdsl.workspace.file_lock import TakenError
from tests.site.samples import TABLE

HOLDER = """
import os, sys
from pathlib import Path
from perfdsl.publishing.beside import holding
with holding(Path(sys.argv[1]), print):
    alive, tell = os.pipe()
    child = os.fork() if sys.argv[2] == "with a child" else -1
    if child == 0:
        os.write(tell, b".")
        sys.stdin.read()
        os._exit(0)
    if child > 0:
        os.read(alive, 1)
    print("held", flush=True)
    sys.stdin.read()
"""


def silent(said: str) -> None:
    pytest.fail(said)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="这个系统没有 fork（no fork here）")
@pytest.mark.parametrize("how", ["alone", "with a child"])
def test_a_killed_process_holds_nothing_even_if_copies_of_it_live_on(how: str, tmp_path: Path) -> None:
    place = tmp_path / "out"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(place), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(TakenError), holding(place, silent):
            pass
        holder.kill()
        holder.wait()
        with holding(place, silent):  # while its child, if any, is still waiting
            pass


def test_the_way_to_the_folder_does_not_matter(tmp_path: Path) -> None:
    """A folder that is reached through a link has one lock."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").symlink_to(tmp_path / "one")
    paths = [(tmp_path / name / "out").resolve() for name in ("one", "two")]
    with holding(paths[0], silent), pytest.raises(TakenError), holding(paths[1], silent):
        pass


@pytest.mark.parametrize("what", ["folder", "dangling link"])
def test_something_else_is_in_the_place_of_the_lock(what: str, tmp_path: Path) -> None:
    place, heard = tmp_path / "out", []
    lock = hidden(place) / LOCK
    lock.parent.mkdir()
    lock.mkdir() if what == "folder" else lock.symlink_to(tmp_path / "nothing")
    for _ in range(2):
        with holding(place, heard.append):
            assert lock.is_file()
    assert len(heard) == 1
    assert "没有使用" in heard[0]
    assert not (tmp_path / "nothing").exists()


def test_a_preview_starts_while_a_build_runs(tmp_path: Path) -> None:
    """It draws from memory, and never writes where the build does."""
    (tmp_path / "a.perf").write_text(TABLE, "utf-8")
    build(tmp_path, tmp_path / "_site")
    (tmp_path / "b.perf").write_text(TABLE.replace("示例", "另一"), "utf-8")
    known = []

    def meanwhile(_done: int, _total: int) -> None:
        known.append(sorted(warm_start(tmp_path, tmp_path / "_site")))

    build(tmp_path, tmp_path / "_site", progress=meanwhile)
    assert known == [["a.perf"]]
    assert sorted(warm_start(tmp_path, tmp_path / "_site")) == ["a.perf", "b.perf"]
