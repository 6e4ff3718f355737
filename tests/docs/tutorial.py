"""The tutorial as steps: its commands, what they print, its changes to files, its pictures, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
_STEP = re.compile(
    r"^```(?P<info>[^\n]+)\n(?P<body>.*?)^```$"
    r"|^\| `(?P<old>[^`\n]+)` \| `(?P<new>[^`\n]+)` \|$"
    r"|^!\[[^\]\n]*\]\(images/(?P<picture>[^)\n]+)\)$",
    re.MULTILINE | re.DOTALL,
)


class Command(NamedTuple):
    """``perfdsl`` with these arguments; one that keeps ``running`` is stopped when it has printed what is shown."""

    line: str
    printed: str = ""
    running: bool = False


class Change(NamedTuple):
    """What the reader writes in the place of something that stands once in one of the tables."""

    old: str
    new: str

    def make(self, folder: Path) -> None:
        """In the file below ``folder`` that holds the old text."""
        texts = {file: file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.perf"))}
        # The newest year comes last: after ``new --from`` its table is the one that is written.
        file = [file for file, text in texts.items() if self.old in text][-1]
        assert texts[file].count(self.old) == 1, self.old
        file.write_text(texts[file].replace(self.old, self.new), encoding="utf-8")


class Picture(NamedTuple):
    """A picture of what the reader sees at this point."""

    name: str


def steps() -> Iterator[Command | Change | Picture]:
    """All steps; blocks for one system only (``bat``, ``bash``) are none."""
    command: Command | None = None
    for found in _STEP.finditer(PAGE.read_text(encoding="utf-8")):
        if command is not None:
            yield command._replace(printed=found["body"] if found["info"] == "text" else "")
            command = None
        if found["info"] in ("sh", "sh running"):
            command = Command(found["body"].strip(), running=found["info"] == "sh running")
        elif found["old"]:
            yield Change(found["old"], found["new"])
        elif found["picture"]:
            yield Picture(found["picture"])
