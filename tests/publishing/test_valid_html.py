"""The pages that only a publication has are valid HTML too: redirects, rows that moved, corrections of hostile text."""

from __future__ import annotations

from pathlib import Path

from perfdsl.site.build import build
from tests.publishing.sites import make_project
from tests.publishing.test_strict_server import HOSTILE, REDIRECTS
from tests.site.test_html_validity import messages


def test_redirects_moved_rows_and_corrections(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {"2024/a.perf": HOSTILE, "perfdsl.toml": REDIRECTS})
    build(root, tmp_path / "out", publish=True)
    pages = [tmp_path / "out" / name for name in ("2023", "2024", "corrections.html")]
    assert "移走的内容" in (tmp_path / "out/2024/a/index.html").read_text("utf-8")
    assert messages(pages) == []
