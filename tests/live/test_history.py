"""What a file says other than git's HEAD: in real repositories."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdsl.live import history
from perfdsl.live.history import Marks, marks
from perfdsl.model.table import Table
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import decode

HEAD = """部门: 甲局
年度: 2025
体系: 江苏省部门整体
编码: 101

# 资金（万元）

一般公共预算资金 = 300
基本支出 = 50 / 100

# 项目（万元）

道路养护 = 60 / 120
桥梁检测 = 40 / 80

# 指标

## 履职
### 运转
#### 养护 <- 道路养护
养护里程 >= 50公里 / 100公里
小修次数 >= 10次
#### 检测 <- 桥梁检测
检测桥梁数 = 8座
## 满意度
### 服务对象满意度
司机满意度 >= 90%
"""
Edited = Callable[[str], Marks]


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.cn", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def table_of(text: str, path: str = "表/a.perf") -> Table:
    table = check_source(decode(text.encode(), path), library()).table
    assert table is not None
    return table


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """Return ``edited(text)``: the marks of this text where HEAD was committed, in a folder of the repository."""
    project = tmp_path / "仓库" / "项目"
    (project / "表").mkdir(parents=True)
    (project / "表" / "a.perf").write_text(HEAD, "utf-8")
    git(tmp_path / "仓库", "init", "-q")
    git(tmp_path / "仓库", "add", ".")
    git(tmp_path / "仓库", "commit", "-q", "-m", "first")
    return lambda text: marks(project, "表/a.perf", table_of(text))


def test_nothing_differs(edited: Edited) -> None:
    assert edited(HEAD) == {}
    assert edited(HEAD.replace("小修次数", "\n小修次数")) == {}  # a line moved, no row changed


def test_a_changed_value(edited: Edited) -> None:
    found = edited(HEAD.replace("= 8座", "= 9座"))
    (mark,) = found["rows"].values()
    assert mark == {"kind": "修改", "old": "=8座"}
    assert found["deleted"] == []


def test_one_of_several_values(edited: Edited) -> None:
    (mark,) = edited(HEAD.replace("/ 100公里", "/ 110公里"))["rows"].values()
    assert mark["old"] == "全年指标值 ≥100公里"


def test_money_that_is_summed_up_changes_with_it(edited: Edited) -> None:
    found = edited(HEAD.replace("60 / 120", "60 / 130"))["rows"]
    assert [mark["old"] for mark in found.values()] == ["全年预算数 200 万元", "全年预算数 120 万元"]
    assert [key.split("-")[0] for key in found] == ["f", "project"]


def test_a_new_row(edited: Edited) -> None:
    (mark,) = edited(HEAD.replace("小修次数", "大修次数 >= 1次\n小修次数"))["rows"].values()
    assert mark == {"kind": "新增", "old": ""}


@pytest.mark.parametrize(
    ("line", "neighbour", "side", "old"),
    [
        ("小修次数 >= 10次\n", "养护里程", "after", "≥10次"),
        ("养护里程 >= 50公里 / 100公里\n", "小修次数", "before", "半年指标值 ≥50公里、全年指标值 ≥100公里"),
        ("检测桥梁数 = 8座\n", "小修次数", "after", "=8座"),
        ("司机满意度 >= 90%\n", "检测桥梁数", "after", "≥90%"),
    ],
)
def test_a_deleted_row_is_where_it_stood(
    edited: Edited, line: str, neighbour: str, side: str, old: str
) -> None:
    (gone,) = edited(HEAD.replace(line, ""))["deleted"]
    anchor = {one.name: history.indicator_ids(table_of(HEAD))[one.line] for one in table_of(HEAD).indicators}
    assert {side: anchor[neighbour]} == {key: gone[key] for key in ("after", "before") if gone[key]}
    assert (gone["name"], gone["old"]) == (line.split(maxsplit=1)[0], old)


def test_a_deleted_project(edited: Edited) -> None:
    gone = edited(HEAD.replace("桥梁检测 = 40 / 80\n", ""))["deleted"]
    assert [(one["name"], one["after"].startswith("project-")) for one in gone] == [("桥梁检测", True)]


def test_all_rows_of_a_section_are_gone(edited: Edited) -> None:
    start, end = HEAD.index("道路养护"), HEAD.index("# 指标")
    gone = edited(HEAD[:start] + HEAD[end:])["deleted"]
    assert {one["after"] for one in gone if one["name"] in ("道路养护", "桥梁检测")} == {"projects"}


def test_renamed_units_and_codes_do_not_make_every_row_new(edited: Edited) -> None:
    assert edited(HEAD.replace("编码: 101", "编码: 102").replace("甲局", "乙局")) == {}


def test_outside_git(tmp_path: Path) -> None:
    assert marks(tmp_path, "表/a.perf", table_of(HEAD)) == {}


def test_a_repository_without_a_commit_or_without_the_file(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert marks(tmp_path, "a.perf", table_of(HEAD)) == {}
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "empty")
    assert marks(tmp_path, "a.perf", table_of(HEAD)) == {}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", "\ufeff乱\x00码".encode(), HEAD.encode("gbk")])
def test_whatever_was_committed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.perf").write_bytes(content)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    found = marks(tmp_path, "a.perf", table_of(HEAD))
    assert (found == {}) == (content == HEAD.encode("gbk"))


def test_no_git_and_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert marks(tmp_path / "没有", "a.perf", table_of(HEAD)) == {}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert marks(tmp_path, "a.perf", table_of(HEAD)) == {}


def test_git_that_hangs(edited: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that does not answer: nothing is marked, and the answer is not kept."""
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    changed = HEAD.replace("= 8座", "= 9座")
    with monkeypatch.context() as patched:
        patched.setattr(history, "_SECONDS", 0.05)
        patched.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        assert edited(changed) == {}
    assert edited(changed) != {}
