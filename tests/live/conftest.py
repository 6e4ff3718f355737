"""Projects to look at, and a running preview of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.live.visitor import Visitor, preview

Live = Callable[..., Visitor]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """Return ``live(files, **options)``: write a project and start its preview, which ends with the test."""
    with ExitStack() as stack:

        def start(files: Mapping[str, str | bytes], **options: Any) -> Visitor:
            root = tmp_path / "项目"
            for name, text in files.items():
                file = root / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text.encode() if isinstance(text, str) else text)
            return stack.enter_context(preview(root, **options))

        yield start
