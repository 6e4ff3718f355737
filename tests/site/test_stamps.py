"""A build from a cache equals a build without one, however little the clock tells of what was edited.

Every edit here leaves a file as long as it was, and as a rule with the time that it had: so do restored backups,
``touch -r``, a clock that was set back, two saves in one tick, and files that change places.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.cache.freshness import already_built
from perfdsl.site.options import Options
from perfdsl.workspace import stamps
from perfdsl.workspace.stamps import Clock, Stamp, clock_of, newest, stamp
from tests.effort import THOROUGH
from tests.site.cached import clean, content
from tests.site.samples import TABLE, Project

FRAMEWORK = """体系: 本县
适用: 部门
标题: 本县第1种表式

# 指标

## 产出指标
### 数量指标
"""
FILES = {
    "a.perf": TABLE,
    "b.perf": TABLE.replace("示例单位", "另一单位").replace(">= 4期", ">= 6期"),
    "perfdsl.toml": '[site]\ntitle = "第1版"\n',
    "static/说明.txt": "第1版",
    "templates/_footer.html": "<footer>第1版</footer>\n",
    "体系/own.perf": FRAMEWORK,
}
Edit = Callable[[Path, Path, random.Random], None]


def other_digit(text: str, dice: random.Random) -> str:
    """The same text with another digit at the place that the tests change."""
    for before in ("第", ">= "):
        head, mark, rest = text.partition(before)
        if mark and rest[0].isdigit():
            return f"{head}{mark}{dice.choice([one for one in '123456789' if one != rest[0]])}{rest[1:]}"
    raise AssertionError(text)


def rewrite(file: Path, dice: random.Random, times: tuple[int, int] | None = None) -> None:
    """Change a digit in place, and set the time: the one that it had, where none is given."""
    found = file.stat()
    file.write_text(other_digit(file.read_text("utf-8"), dice), "utf-8")
    os.utime(file, ns=times or (found.st_atime_ns, found.st_mtime_ns))


def source(root: Path, dice: random.Random) -> Path:
    return root / dice.choice(sorted(FILES))


def same_time(root: Path, _: Path, dice: random.Random) -> None:
    rewrite(source(root, dice), dice)


def clock_set_back(root: Path, _: Path, dice: random.Random) -> None:
    rewrite(source(root, dice), dice, (0, 1_000_000_000_000_000_000 - dice.randrange(9)))


def touch_after_another(root: Path, _: Path, dice: random.Random) -> None:
    other = (root / "a.perf").stat()
    rewrite(source(root, dice), dice, (other.st_atime_ns, other.st_mtime_ns))


def restored_backup(root: Path, _: Path, dice: random.Random) -> None:
    """Another file takes the place, with the time of the one that was there."""
    file, new = source(root, dice), root / "backup"
    shutil.copy2(file, new)
    rewrite(new, dice)
    new.replace(file)


def exchanged(root: Path, _: Path, dice: random.Random) -> None:
    """Two tables of one length and one time."""
    one, other, aside = root / "a.perf", root / "b.perf", root / "aside"
    for file in (one, other):
        rewrite(file, dice, (7, 7))
    assert one.stat().st_size == other.stat().st_size
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def page_of_the_site(_: Path, out: Path, dice: random.Random) -> None:
    file = dice.choice(sorted(out.rglob("*.html")))
    found, text = file.stat(), file.read_bytes()
    file.write_bytes(text.replace(b"<title>", b"<xitle>", 1))
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))


SOURCES: tuple[Edit, ...] = (same_time, clock_set_back, touch_after_another, restored_backup, exchanged)


def frozen(found: os.stat_result) -> Stamp:
    """All times are one, and files have no numbers: a disk whose clock stands still."""
    return Stamp(found.st_size, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789, 0)


def without_change_time(found: os.stat_result) -> Stamp:
    """As on Windows."""
    return Stamp(found.st_size, found.st_mtime_ns, 0, 0)


@pytest.mark.parametrize("disk", ["real", "frozen", "windows"])
@pytest.mark.parametrize("seed", range(8 if THOROUGH else 1))
def test_a_build_from_a_cache_equals_one_without(
    seed: int, disk: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if disk == "frozen":
        monkeypatch.setattr(stamps, "_of", frozen)
    if disk == "windows":
        monkeypatch.setattr(stamps, "_of", without_change_time)
        monkeypatch.setattr(stamps, "_HAS_CHANGE_TIME", False)
    dice = random.Random(seed)  # noqa: S311 - no secrets
    root, out = project(FILES), tmp_path / "out"
    build(root, out)
    edits = [*SOURCES] if disk == "windows" else [*SOURCES, page_of_the_site]
    dice.shuffle(edits)
    for edit in edits * (4 if THOROUGH else 1):
        edit(root, out, dice)
        done = already_built(root, out, Options())
        build(root, out)
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        shutil.rmtree(tmp_path / "clean out", ignore_errors=True)
        assert content(out) == clean(root, tmp_path), edit
        assert done is None, edit
        assert already_built(root, out, Options()) is not None


@pytest.mark.parametrize("disk", ["real", "frozen"])
def test_saved_again_in_the_tick_in_which_it_was_read(
    disk: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build has the first of two saves, and must not take the second for it."""
    if disk == "frozen":
        monkeypatch.setattr(stamps, "_of", frozen)
    root, out = project(FILES), tmp_path / "out"
    dice = random.Random(3)  # noqa: S311 - no secrets

    def save(done: int, _total: int) -> None:
        if done == 2:
            for name in ("a.perf", "static/说明.txt"):
                rewrite(root / name, dice)

    build(root, out, progress=save)
    build(root, out)
    assert content(out) == clean(root, tmp_path)


@pytest.mark.parametrize("name", ["a.perf", "static/说明.txt", "site"])
def test_a_publication_trusts_no_stamp(
    name: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a disk tells the same of two contents, only who reads them knows."""
    text = TABLE.replace("负责技能培训。", "负责第1类培训。")
    root, out = project({"a.perf": text, "static/说明.txt": "第1版"}), tmp_path / "out"
    monkeypatch.setattr(stamps, "_of", lambda found: Stamp(found.st_size, 5, 5, 0))
    monkeypatch.setattr("perfdsl.site.building.run.clock_of", lambda _: Clock(10**18, 0))
    monkeypatch.setattr("perfdsl.site.building.record.clock_of", lambda _: Clock(10**18, 0))
    monkeypatch.setattr("perfdsl.site.building.record._placed", lambda *_: Stamp(0, 5, 5, 0))
    build(root, out, publish=True)
    assert already_built(root, out, Options(publish=True)) is not None
    if name == "site":
        page_of_the_site(root, out, random.Random(1))  # noqa: S311 - no secrets
    else:
        rewrite(root / name, random.Random(1))  # noqa: S311
    assert already_built(root, out, Options(publish=True)) is None
    build(root, out, publish=True)
    wanted = tmp_path / "wanted"
    shutil.copytree(root, wanted, ignore=shutil.ignore_patterns(".perfdsl"))
    build(wanted, tmp_path / "wanted out", publish=True)
    assert content(out) == content(tmp_path / "wanted out")


# ---- Stamps and clocks


def test_a_stamp_proves_nothing_within_the_tick_of_its_clock() -> None:
    fine = newest([Stamp(1, 5_000_000_001, 6_000_000_001, 1), Stamp(1, 9, 9, 2)])
    assert fine.now == 6_000_000_001
    assert fine.is_fine
    assert not fine.proves(Stamp(1, 5, 6_000_000_001, 3))
    assert not fine.proves(Stamp(1, 5, 5_990_000_000, 3))
    assert fine.proves(Stamp(1, 7_000_000_000, 5_970_000_000, 3)), "a time that was set says nothing"


def test_a_disk_that_counts_in_seconds_has_a_long_tick() -> None:
    coarse = newest([Stamp(1, 6_000_000_000, 6_000_000_000, 1)])
    assert not coarse.is_fine
    assert not coarse.proves(Stamp(1, 4_500_000_000, 4_500_000_000, 1))
    assert coarse.proves(Stamp(1, 3_000_000_000, 3_000_000_000, 1))


def test_the_clock_is_that_of_the_disk(tmp_path: Path) -> None:
    before = clock_of(tmp_path)
    (tmp_path / "file").write_text("甲", "utf-8")
    found = stamp(tmp_path / "file")
    assert found is not None
    assert found.changed >= before.now
    assert not before.proves(found)


def test_where_nothing_can_be_written_nothing_is_proved(tmp_path: Path) -> None:
    clock = clock_of(tmp_path / "nowhere")
    assert not clock.proves(Stamp(1, 1, 1, 1))


def test_a_file_that_is_rewritten_with_its_old_time_has_another_stamp(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1", "utf-8")
    os.utime(file, ns=(5, 5))
    before = stamp(file)
    new = tmp_path / "b"
    new.write_text("2", "utf-8")
    os.utime(new, ns=(5, 5))
    new.replace(file)
    after = stamp(file)
    assert before is not None
    assert after is not None
    assert before[:2] == after[:2]
    assert before != after
