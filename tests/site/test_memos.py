"""What is remembered changes nothing but the time: a site that is built with memos that forget at once is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl import memo
from perfdsl.site.build import build
from tests.site.cached import content
from tests.site.samples import TABLE, Project


def test_a_site_does_not_depend_on_what_is_remembered(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equal rows in many tables, which share one object only as long as it is remembered."""
    tables = {f"{year}/u{one}.perf": TABLE.replace("2024", str(year)).replace("示例单位", f"第{one}单位")
              for one in range(3) for year in (2023, 2024)}  # fmt: skip
    tables["2024/u9.perf"] = (
        TABLE.replace("示例单位", "第9单位").replace(">= 4期", ">= 4人").replace("98%", "0.9")
    )
    root = project(tables)
    build(root, tmp_path / "remembered")
    memo.forget_all()
    monkeypatch.setattr(memo, "_share", 0.0)
    (root / ".perfdsl").rename(tmp_path / "cache")
    build(root, tmp_path / "forgotten")
    assert content(tmp_path / "forgotten") == content(tmp_path / "remembered")
