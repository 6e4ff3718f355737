"""What the tests of the output folder share: a small site, what lies beside it, and a build that waits in the middle."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfdsl.publishing.beside import hidden
from perfdsl.site.build import build
from perfdsl.workspace.cache import FOLDER
from tests.site.cached import content
from tests.site.samples import TABLE, Project

TIDY = [".gitignore", "perfdsl", "spare"]
_HELD = """
import sys
from pathlib import Path
from perfdsl.site.build import build
def wait(done, total):
    if done == int(sys.argv[3]):
        print("here", flush=True)
        sys.stdin.readline()
build(Path(sys.argv[1]), Path(sys.argv[2]), progress=wait)
"""


def names(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def clean(root: Path, tmp_path: Path) -> dict[str, bytes]:
    """What a build makes that knows of nothing."""
    shutil.rmtree(root / FOLDER)
    build(root, tmp_path / "clean")
    return content(tmp_path / "clean")


def site_of(project: Project, tmp_path: Path, count: int = 1) -> tuple[Path, Path]:
    root = project({f"2024/{number}.perf": TABLE for number in range(count)})
    build(root, tmp_path / "out")
    return root, tmp_path / "out"


def beside(out: Path) -> list[str]:
    """What lies in the hidden folder beside the site, by kind."""
    return sorted(entry.name.partition(".")[0] or entry.name for entry in hidden(out).iterdir())


@contextmanager
def held_build(root: Path, out: Path, after: int = 1) -> Iterator[subprocess.Popen[str]]:
    """A build in another process that waits for a line when it has done so many tables."""
    command = [sys.executable, "-c", _HELD, str(root), str(out), str(after)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "here\n"
        try:
            yield process
        finally:
            process.kill()
