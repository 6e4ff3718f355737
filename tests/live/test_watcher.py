"""What happens below a folder is told, whatever comes at once."""

from __future__ import annotations

import shutil
import time
import warnings
from pathlib import Path

from perfdsl.live.file_events import FileEvent
from perfdsl.live.watcher import Watcher


def test_folders_that_come_and_go_at_once(tmp_path: Path) -> None:
    """As when a branch is checked out: nothing is said at the terminal, and what comes later is still told."""
    told: list[FileEvent] = []
    last = tmp_path / "z.perf"
    with warnings.catch_warnings(record=True) as said, Watcher(tmp_path, told.extend):
        warnings.simplefilter("always", append=True)
        for number in range(100):
            folder = tmp_path / f"{number}" / "新"
            folder.mkdir(parents=True)
            (folder / "a.perf").write_text("x")
            time.sleep(0.005)
            shutil.rmtree(folder.parent)
        last.write_text("x")
        until = time.monotonic() + 60
        while FileEvent(last) not in told and time.monotonic() < until:
            time.sleep(0.01)
    assert FileEvent(last) in told
    assert not [one.message for one in said]
