"""A command as a person has it: on a terminal, with answers typed."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path


def on_a_terminal(folder: Path, arguments: list[str], answers: list[str]) -> str:
    """What a person sees who types these answers."""
    import pty  # not on Windows

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "perfdsl", *arguments]
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        said = b""
        with suppress(OSError):  # how Linux says that the other end is closed
            while piece := os.read(ours, 65536):
                said += piece
        child.wait()
    os.close(ours)
    return said.decode()
