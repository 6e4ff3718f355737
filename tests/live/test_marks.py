"""What git last committed: rows that differ are told after the page, and again after a commit."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.live.conftest import Live
from tests.site.samples import TABLE

PAGE = "2024/a/index.html"


def git(root: Path, *arguments: str) -> None:
    own = ("-c", "user.name=t", "-c", "user.email=t@example.cn", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *own, *arguments], cwd=root, check=True, capture_output=True)


@pytest.mark.parametrize("above", [False, True], ids=["the repository", "a folder of it"])
@pytest.mark.parametrize("poll", [False, True], ids=["watched", "polled"])
def test_a_changed_row_until_it_is_committed(live: Live, tmp_path: Path, above: bool, poll: bool) -> None:
    (tmp_path / "项目" / "2024").mkdir(parents=True)
    (tmp_path / "项目" / "2024" / "a.perf").write_text(TABLE, "utf-8")
    (tmp_path / "项目" / "perfdsl.toml").write_text("", "utf-8")
    top = tmp_path if above else tmp_path / "项目"
    git(top, "init", "-q")
    git(top, "add", ".")
    git(top, "commit", "-qm", "first")
    site = live({}, poll=poll)
    with site.watch(PAGE) as events:
        assert events.next("marks") == {}
        site.save("2024/a.perf", TABLE.replace("98%", "97%"))
        (mark,) = events.next("marks")["rows"].values()
        assert (mark["kind"], "98%" in mark["old"]) == ("修改", True)
        git(top, "commit", "-qam", "second")
        assert events.next("marks") == {}
