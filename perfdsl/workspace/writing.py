"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_atomically(file: Path, data: bytes) -> None:
    """Replace the content of ``file``; a crash in between leaves the old content. Raises OSError."""
    with replacing(file) as new:
        new.write_bytes(data)


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A new empty file beside ``file`` that takes its place when all went well. Raises OSError."""
    target = file.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
        Path(name).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
