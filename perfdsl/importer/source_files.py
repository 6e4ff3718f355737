"""What is there where a source is to be written: it stays, unless somebody who saw the difference says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path


def difference(file: Path, text: str) -> Iterator[str]:
    """The lines, with their ends, of a unified diff from what ``file`` says to ``text``. Raises OSError."""
    before = file.read_text("utf-8", errors="replace").splitlines(keepends=True)
    after = text.splitlines(keepends=True)
    return unified_diff(before, after, f"{file.name}（现有的）", f"{file.name}（导入的）")
