"""Several programs write one file: what is there is always one of the contents, whole; and nothing stays beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfdsl.cli import main as perfdsl
from perfdsl.formats.registry import FORMATS
from perfdsl.workspace.writing import unfinished, write_atomically
from tests.site.samples import TABLE

WRITER = """
import sys
from pathlib import Path
from perfdsl.workspace.writing import replacing, write_atomically
for turn in range(150):
    content = sys.argv[2].encode() * (20_000 + turn)
    if sys.argv[2] == "c":
        with replacing(Path(sys.argv[1])) as new:
            new.write_bytes(content)
    else:
        write_atomically(Path(sys.argv[1]), content)
"""
KILLED = """
import os, sys
from perfdsl.cli import main
from perfdsl.workspace import disk
disk.rename = lambda *_: os._exit(137)
main(sys.argv[1:])
"""


def is_whole(content: bytes) -> bool:
    return len(set(content)) == 1 and 20_000 <= len(content) < 20_150


def test_one_of_several_writers_wins(tmp_path: Path) -> None:
    file = tmp_path / "a.perf"
    file.write_bytes(b"x" * 20_000)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(file), letter]) for letter in "abc"]
    reads = 0
    while any(writer.poll() is None for writer in writers):
        assert is_whole(file.read_bytes())
        reads += 1
    assert reads > 10
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.perf"]


def test_what_a_killed_writer_left_is_used_again(tmp_path: Path) -> None:
    file = tmp_path / "a.perf"
    unfinished(file).write_bytes(b"half of it, longer than the whole")
    write_atomically(file, b"whole")
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {"a.perf": b"whole"}


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    other, file = tmp_path / "other", tmp_path / "a.perf"
    other.write_bytes(b"mine")
    unfinished(file).symlink_to(other)
    write_atomically(file, b"1")
    os.link(other, unfinished(file))
    write_atomically(file, b"2")
    assert (other.read_bytes(), file.read_bytes()) == (b"mine", b"2")
    assert [entry.name for entry in sorted(tmp_path.iterdir())] == ["a.perf", "other"]


def test_the_bits_of_the_file_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.perf"
    write_atomically(file, b"1")
    assert file.stat().st_mode & 0o777 == 0o644
    file.chmod(0o600)
    write_atomically(file, b"2")
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_new_content_of_a_file_with_the_longest_name(tmp_path: Path) -> None:
    file = tmp_path / ("绩" * 83 + ".perf")
    for content in (b"1", b"2"):
        write_atomically(file, content)
        assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {file.name: content}


@pytest.mark.parametrize("to", sorted(FORMATS))
def test_what_a_killed_export_left_is_gone_after_the_next(to: str, tmp_path: Path) -> None:
    (tmp_path / "a.perf").write_text(TABLE, "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    name = {"csv": "a.zip", "datapackage": "a.zip", "stratml": "a.xml"}.get(to, f"a.{to}")
    arguments = ["export", "--to", to, str(tmp_path / "a.perf"), "-o", str(out / name)]
    killed = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False)
    assert killed.returncode == 137
    assert [entry.name for entry in out.iterdir()] == [unfinished(out / name).name]
    assert perfdsl(arguments) == 0
    assert [entry.name for entry in out.iterdir()] == [name]
