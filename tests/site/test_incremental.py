"""The law of the incremental build: whatever was edited, what it leaves is what a clean build makes, byte for byte."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.errors import BuildError
from perfdsl.workspace.cache import FOLDER
from tests.effort import seeds
from tests.site.samples import TABLE, Project

Edit = Callable[[Path, Path, random.Random], None]

CONFIG = '[site]\ntitle = "示范县"\naddress = "https://www.example.gov.cn/"\n'
OWN_FRAMEWORK = """体系: 本县表式
标题: 本县表式
适用: 部门
周期: 年度

# 资金（万元）
资金总额 = 基本支出 + 项目支出

# 指标
## 产出指标
"""
OWN_TABLE = """部门: 自有表式的单位
年度: 2024
体系: 本县表式

# 资金（万元）

基本支出 = 1
项目支出 = 2

# 指标

## 产出指标
培训班次 >= 4期
"""


def tables(root: Path) -> list[Path]:
    return sorted(root.glob("**/*.perf"))


def a_table(root: Path, dice: random.Random) -> Path | None:
    found = [file for file in tables(root) if "体系" not in file.parts]
    return dice.choice(found) if found else None


def rewrite(old: str, new: str) -> Edit:
    """Replace a text in some table, where it is there."""

    def edit(root: Path, _out: Path, dice: random.Random) -> None:
        if file := a_table(root, dice):
            file.write_text(file.read_text("utf-8").replace(old, new.format(dice.randint(1, 99)), 1), "utf-8")

    return edit


def add_table(root: Path, _out: Path, dice: random.Random) -> None:
    number, year = dice.randint(1, 4), dice.choice((2023, 2024, 2025))
    file = root / str(year) / f"unit{number}.perf"
    file.parent.mkdir(exist_ok=True)
    text = TABLE.replace("示例单位", f"第{number}单位").replace("2024", str(year))
    file.write_text(text.replace("体系:", f"编码: 10{number}\n公开日期: {year}-02-0{number}\n体系:"), "utf-8")


def add_table_of_a_project(root: Path, _out: Path, dice: random.Random) -> None:
    text = TABLE.replace("部门: 示例单位", "项目: 示范项目\n主管部门: 第1单位").replace(
        "部门整体三类", "江苏省项目支出"
    )
    (root / f"single{dice.randint(1, 2)}.perf").write_text(text, "utf-8")


def remove_table(root: Path, _out: Path, dice: random.Random) -> None:
    if len(tables(root)) > 2 and (file := a_table(root, dice)):
        file.unlink()


def rename_table(root: Path, _out: Path, dice: random.Random) -> None:
    if file := a_table(root, dice):
        file.rename(file.with_name(f"renamed{dice.randint(1, 9)}.perf"))


def swap_lines(root: Path, _out: Path, dice: random.Random) -> None:
    if file := a_table(root, dice):
        lines = file.read_text("utf-8").split("\n")
        number = dice.randrange(len(lines) - 1)
        lines[number], lines[number + 1] = lines[number + 1], lines[number]
        file.write_text("\n".join(lines), "utf-8")


def set_title(root: Path, _out: Path, dice: random.Random) -> None:
    (root / "perfdsl.toml").write_text(CONFIG.replace("示范县", f"示范{dice.randint(1, 3)}县"), "utf-8")


def set_template(root: Path, _out: Path, dice: random.Random) -> None:
    file = root / "templates" / "_footer.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"<footer>页脚 {dice.randint(1, 3)}</footer>\n", "utf-8")


def drop_template(root: Path, _out: Path, _dice: random.Random) -> None:
    shutil.rmtree(root / "templates", ignore_errors=True)


def set_static(root: Path, _out: Path, dice: random.Random) -> None:
    file = root / "static" / "标志.svg"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"<svg><!-- {dice.randint(1, 3)} --></svg>", "utf-8")


def set_framework(root: Path, _out: Path, dice: random.Random) -> None:
    (root / "体系").mkdir(exist_ok=True)
    text = OWN_FRAMEWORK.replace("标题: 本县表式", f"标题: 本县第{dice.randint(1, 3)}种表式")
    (root / "体系" / "own.perf").write_text(text, "utf-8")
    (root / "own.perf").write_text(OWN_TABLE, "utf-8")


def damage_site(_root: Path, out: Path, dice: random.Random) -> None:
    files = sorted(file for file in out.rglob("*") if file.is_file() and not file.name.startswith("."))
    if files:
        dice.choice(files).unlink()
        (dice.choice(files)).write_text("改坏了", "utf-8")


def add_stray(_root: Path, out: Path, _dice: random.Random) -> None:
    if (out / "static").is_dir():
        (out / "static" / "stray.txt").write_text("不是网站的文件", "utf-8")


def nothing(_root: Path, _out: Path, _dice: random.Random) -> None:
    pass


EDITS: tuple[Edit, ...] = (
    rewrite(">= 4期", ">= {}期"),
    rewrite("期\n", "期\n验收次数 = {}次\n"),
    rewrite("验收次数", "检查次数"),
    rewrite("基本支出 = 40", "基本支出 = {}"),
    rewrite("示范项目 = 60", "示范项目 = {}"),
    rewrite("单位\n", "单位{}\n"),
    rewrite(">= 120家", ">= 120家\n> 更正: 2024-05-06 由“≥{}家”改为“≥120家”，笔误"),
    rewrite("年度: 2024", "年度: 2023"),
    rewrite("学员满意度 >= 95%", "学员满意度 = = 95%"),
    rewrite("学员满意度 = = 95%", "学员满意度 >= 95%"),
    add_table,
    add_table,
    add_table_of_a_project,
    remove_table,
    rename_table,
    swap_lines,
    set_title,
    set_template,
    drop_template,
    set_static,
    set_framework,
    damage_site,
    add_stray,
    nothing,
)


def content(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def times(folder: Path) -> dict[str, int]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.stat().st_mtime_ns for file in files}


def said_by(root: Path, out: Path, *, draft: bool) -> str:
    """Build; what it said where it refused."""
    try:
        build(root, out, draft=draft)
    except BuildError as error:
        return str(error).replace(str(root), "项目")
    return ""


def clean(root: Path, home: Path, *, draft: bool) -> tuple[str, dict[str, bytes]]:
    """What a build of a fresh copy says and makes."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(root, home / "项目", ignore=shutil.ignore_patterns(FOLDER))
    said = said_by(home / "项目", home / "out", draft=draft)
    return said, content(home / "out")


@pytest.mark.parametrize("seed", seeds(2))
def test_incremental_equals_clean(project: Project, tmp_path: Path, seed: int) -> None:
    """After any sequence of edits; and a file that comes out the same is not touched."""
    dice, draft = random.Random(seed), seed % 2 == 0  # noqa: S311 - no secrets
    root, out = project({"perfdsl.toml": CONFIG, "a.perf": TABLE}), tmp_path / "out"
    add_table(root, out, dice)
    assert said_by(root, out, draft=draft) == ""
    for _ in range(10):
        before = content(out)
        edits = [dice.choice(EDITS) for _ in range(dice.choice((1, 1, 1, 2)))]
        for edit in edits:
            edit(root, out, dice)
        kept, stamps = content(out), times(out)
        said, wanted = clean(root, tmp_path / "clean", draft=draft)
        assert said_by(root, out, draft=draft) == said, edits
        made = content(out)
        if said:
            assert made == kept, "a build that refuses leaves the site as it was"
            continue
        assert made.keys() == wanted.keys(), edits
        assert [name for name in made if made[name] != wanted[name]] == [], edits
        same = [name for name in made if name in before and kept.get(name) == made[name]]
        assert [name for name in same if times(out)[name] != stamps[name]] == [], edits


def test_a_build_after_no_change_writes_nothing(project: Project, tmp_path: Path) -> None:
    root, out = project({"perfdsl.toml": CONFIG, "a.perf": TABLE}), tmp_path / "out"
    assert build(root, out).written is None
    before = times(out)
    again = build(root, out)
    assert again.written == 0
    assert again.figures == build(root, tmp_path / "other").figures
    assert times(out) == before


def test_after_one_change_only_what_it_reaches_is_written(project: Project, tmp_path: Path) -> None:
    """A qualitative row that stands in no other table reaches its own document, the lists of indicators, and the data."""
    root, out = project({"perfdsl.toml": CONFIG, "a.perf": TABLE}), tmp_path / "out"
    for number in range(1, 5):
        text = TABLE.replace("示例单位", f"第{number}单位").replace("培训班次", f"第{number}种班次")
        (root / f"unit{number}.perf").write_text(text, "utf-8")
    build(root, out)
    before = times(out)
    changed = root / "unit3.perf"
    changed.write_text(changed.read_text("utf-8").replace(">= 4期", ">= 5期"), "utf-8")
    build(root, out)
    after = times(out)
    written = {name for name in after if before.get(name) != after[name]}
    assert {name for name in written if name.endswith(".html")} == {
        "2024/unit3/index.html",
        "2024/unit3/form.html",
        "2024/unit3/project-619562c70e.html",
        "indicators.html",
    }


def test_a_cache_that_is_broken_or_cannot_be_made_is_no_reason_to_fail(
    project: Project, tmp_path: Path
) -> None:
    root, out = project({"a.perf": TABLE}), tmp_path / "out"
    build(root, out)
    [state] = (root / FOLDER).glob("*.sqlite")
    wanted = content(out)
    state.write_bytes(b"SQLite format 3\0" + b"broken" * 1000)
    build(root, out)
    assert content(out) == wanted
    shutil.rmtree(root / FOLDER)
    (root / FOLDER).write_text("一个文件", "utf-8")
    build(root, out)
    assert content(out) == wanted


def test_the_cache_hides_itself_from_git(project: Project, tmp_path: Path) -> None:
    root = project({"a.perf": TABLE})
    build(root, tmp_path / "out")
    assert (root / FOLDER / ".gitignore").read_text("utf-8").splitlines()[-1] == "*"
