"""The law of the incremental build holds for publications too: site, refusal and ``permalinks.lock`` are those of a clean one."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdsl.publishing.errors import PublishError
from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.publishing.permalinks import read_permalinks
from perfdsl.site.build import build
from perfdsl.site.errors import BuildError
from perfdsl.workspace.cache import FOLDER
from tests.effort import seeds
from tests.site.samples import TABLE

Edit = Callable[[Path, random.Random], None]

CONFIG = '[site]\naddress = "https://www.example.gov.cn/"\n[publish.redirects]\n'


def tables(root: Path) -> list[Path]:
    return sorted(root.rglob("*.perf"))


def value(root: Path, dice: random.Random, note: str = "") -> None:
    """Another number in some table; published, it must have a note."""
    file, new = dice.choice(tables(root)), dice.randint(1, 99)
    lines = file.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("培训班次"))
    old = lines[at].partition(">= ")[2]
    lines[at] = f"培训班次 >= {new}期"
    if note:
        lines.insert(at + 1, f"> 更正: 2024-05-06 由“≥{old}”改为“≥{new}期”，{note}")
    file.write_text("\n".join(lines), "utf-8")


def corrected(root: Path, dice: random.Random) -> None:
    value(root, dice, "录入错误")


def restored(root: Path, dice: random.Random) -> None:
    """As it was published last: what was refused is taken back."""
    file = dice.choice(tables(root))
    year = file.parent.name
    file.write_text(text_of(int(file.stem[1:].partition("-")[0]), year), "utf-8")


def text_of(number: int, year: str) -> str:
    return TABLE.replace("示例单位", f"第{number}单位").replace("2024", year)


def new_table(root: Path, dice: random.Random) -> None:
    number, year = dice.randint(4, 9), dice.choice(("2023", "2024"))
    (root / year).mkdir(exist_ok=True)
    (root / year / f"u{number}.perf").write_text(text_of(number, year), "utf-8")


def moved_table(root: Path, dice: random.Random) -> None:
    """To another name, and its address with it; half of the times this is told."""
    file = dice.choice(tables(root))
    place = file.with_name(f"{file.stem}-{dice.randint(1, 9)}.perf")
    if place.exists() or "-" in file.stem:
        return
    file.rename(place)
    if dice.random() < 0.7:
        folder = file.parent.name
        redirect(root, f"{folder}/{file.stem}/", f"{folder}/{place.stem}/")


def gone_table(root: Path, dice: random.Random) -> None:
    """Withdrawn; its address leads to the list of units."""
    if len(tables(root)) > 2:
        file = dice.choice(tables(root))
        file.unlink()
        redirect(root, f"{file.parent.name}/{file.stem}/", "units.html")


def moved_row(root: Path, dice: random.Random) -> None:
    """A published row gets another name."""
    file = dice.choice(tables(root))
    page = f"{file.parent.name}/{file.stem}/index.html"
    named = {entry.name: entry.address for entry in read_permalinks(root).values()}
    rows = {
        one.name: one.address for one in read_permalinks(root).values() if one.address.startswith(f"{page}#")
    }
    text = file.read_text("utf-8")
    if "学员满意度 >=" in text and "学员满意度" in rows and named:
        file.write_text(text.replace("学员满意度 >=", "学员的满意度 >="), "utf-8")
        redirect(root, rows["学员满意度"], page)


def redirect(root: Path, old: str, new: str) -> None:
    with (root / "perfdsl.toml").open("a", encoding="utf-8") as file:
        file.write(f'"{old}" = "{new}"\n')


def no_redirects(root: Path, _dice: random.Random) -> None:
    (root / "perfdsl.toml").write_text(CONFIG, "utf-8")


def no_lock(root: Path, _dice: random.Random) -> None:
    (root / PERMALINKS).unlink(missing_ok=True)


def nothing(_root: Path, _dice: random.Random) -> None:
    pass


def older_lock(root: Path, _dice: random.Random) -> None:
    """A colleague's commit that knew less."""
    if (root / PERMALINKS).exists():
        lines = (root / PERMALINKS).read_text("utf-8").splitlines(keepends=True)
        (root / PERMALINKS).write_text("".join(lines[: len(lines) * 2 // 3]), "utf-8")


EDITS = (
    corrected, corrected, corrected, value, restored, new_table, new_table,
    moved_table, gone_table, moved_row, no_redirects, no_lock, older_lock,
)  # fmt: skip


def content(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def said_by(root: Path, out: Path) -> str:
    try:
        build(root, out, publish=True)
    except (BuildError, PublishError) as error:
        return f"{type(error).__name__}: {error}".replace(str(root), "项目")
    return ""


def lock(root: Path) -> bytes:
    return (root / PERMALINKS).read_bytes() if (root / PERMALINKS).exists() else b""


@pytest.mark.parametrize("seed", seeds(1))
def test_an_incremental_publication_equals_a_clean_one(seed: int, tmp_path: Path) -> None:
    dice, root, out = random.Random(seed), tmp_path / "项目", tmp_path / "out"  # noqa: S311 - no secrets
    (root / "2024").mkdir(parents=True)
    no_redirects(root, dice)
    for number in range(3):
        (root / f"2024/u{number}.perf").write_text(text_of(number, "2024"), "utf-8")
    heard: list[str] = []
    for _ in range(16):
        before = content(out)
        edit = dice.choice(EDITS)
        edit(root, dice)
        copy, home = tmp_path / "copy", tmp_path / "clean"
        for folder in (copy, home):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(FOLDER))
        wanted = said_by(copy, home)
        assert said_by(root, out) == wanted, edit
        assert lock(root) == lock(copy), edit
        assert content(out) == (before if wanted else content(home)), edit
        heard.append(wanted)
        if wanted:  # so that not everything that follows is refused too
            dice.choice((no_lock, no_redirects, nothing))(root, dice)
    assert 3 < heard.count("") < 16
