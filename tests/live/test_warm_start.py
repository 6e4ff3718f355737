"""A preview that starts beside a built site knows its tables without reading them, and serves the same pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.live.document_store import DocumentStore
from perfdsl.live.drawer import Drawer
from perfdsl.live.preview import Preview
from perfdsl.site.build import build
from perfdsl.site.cache.warm_start import WarmDocument, warm_start
from perfdsl.workspace.config import NAME as SETTINGS
from tests.site.samples import TABLE

OTHER = TABLE.replace("示例单位", "另一单位").replace(">= 4期", ">= 6期")
WARNED = TABLE.replace("示例单位", "第三单位") + "服务对象满意度 = 99%\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose site is built; one of its three tables has a warning."""
    for name, text in {"a": TABLE, "b": OTHER, "c": WARNED}.items():
        (tmp_path / f"{name}.perf").write_text(text, "utf-8")
    (tmp_path / SETTINGS).write_text('[site]\ntitle = "示例"\n', "utf-8")
    build(tmp_path, tmp_path / "_site")
    return tmp_path


def started(root: Path) -> DocumentStore:
    known = warm_start(root, root / "_site")
    store = DocumentStore(root, root)
    store.take_known(known)
    return store


def test_tables_without_findings_are_known(root: Path) -> None:
    assert list(warm_start(root, root / "_site")) == ["a.perf", "b.perf"]
    assert list(started(root).unread) == ["c.perf"]


def test_pages_are_those_of_the_site(root: Path) -> None:
    store = started(root)
    store.read("c.perf")
    drawer = Drawer(store)
    for file in (root / "_site").rglob("*.html"):
        address = file.relative_to(root / "_site").as_posix()
        assert drawer.html(address) == file.read_text("utf-8"), address


def test_a_table_that_changed_is_read(root: Path) -> None:
    (root / "b.perf").write_text(OTHER.replace(">= 6期", ">= 7期"), "utf-8")
    assert list(warm_start(root, root / "_site")) == ["a.perf"]


@pytest.mark.parametrize("name", [SETTINGS, "体系/own.perf", "templates/_footer.html"])
def test_nothing_is_known_where_a_setting_changed(root: Path, name: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("# 新的\n", "utf-8")
    assert warm_start(root, root / "_site") == {}


def test_nothing_is_known_without_a_site(tmp_path: Path) -> None:
    (tmp_path / "a.perf").write_text(TABLE, "utf-8")
    assert warm_start(tmp_path, tmp_path / "_site") == {}
    assert [file.name for file in tmp_path.iterdir()] == ["a.perf"]


def test_what_is_known_cannot_be_read(root: Path) -> None:
    """Then every table is."""

    def fails() -> dict[str, WarmDocument]:
        raise OSError(5, "I/O error")

    preview = Preview(DocumentStore(root, root), lambda *_: None, fails)
    with pytest.raises(OSError, match="I/O"):
        preview.idle()
    while preview.idle() is not None:
        pass
    assert not preview.store.unread
