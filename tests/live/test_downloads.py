"""Downloads of the preview are bounded by bytes; what was let go is made again, to the same byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.live.document_store import DocumentStore
from perfdsl.live.downloads import MOST, Downloads, Material
from perfdsl.live.preview import Preview
from tests.live.test_law import CODED, START, built, write

FILES = START | {
    f"{year}/207004.perf": CODED.replace("207003", "207004").replace("2024", year)
    for year in ("2023", "2024")
}


@pytest.mark.parametrize("most", [0, MOST])
def test_what_was_let_go_is_made_again(most: int, tmp_path: Path) -> None:
    root = tmp_path / "项目"
    write(root, FILES)
    preview = Preview(DocumentStore(root, root), lambda *_: None)
    downloads = Downloads(most)
    made = 0
    for address, content in built(root).items():
        found = preview.file(address) if not address.endswith(".html") else b""
        if isinstance(found, Material):
            made += 1
            assert downloads.file(address, found) == content, address
    assert made > 30


def test_bytes_are_bounded(tmp_path: Path) -> None:
    """Never more than is allowed, of contributions and of files, but for the last ones."""
    root = tmp_path / "项目"
    write(root, FILES)
    preview = Preview(DocumentStore(root, root), lambda *_: None)
    few, all_ = Downloads(10_000), Downloads()
    last = 0
    for address in sorted(built(root)):
        found = preview.file(address) if not address.endswith(".html") else b""
        if isinstance(found, Material):
            before = all_.held
            all_.file(address, found)
            few.file(address, found)
            last = max(last, all_.held - before)  # bundles and contributions that were made at one go
            assert few.held <= 2 * 10_000 + last, address
    assert all_.held > 3 * 10_000 + last
