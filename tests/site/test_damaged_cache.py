"""Bits of the cache may flip, pages of it may be lost, values of it may be exchanged: what is read is right, or nothing is.

Every place of the file is tried that means something: each kind of value, in its key, its checksum and its content, the
headers of all pages, and cuts.
"""

from __future__ import annotations

import logging
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from perfdsl.site.build import build
from perfdsl.site.cache.build_cache import BuildCache
from perfdsl.workspace.cache import FOLDER
from perfdsl.workspace.store import CacheError
from tests.effort import THOROUGH
from tests.site.cached import KINDS, cache_of, clean, content, edit, several
from tests.site.samples import TABLE, Project

_PAGE = 4096


class Damage(NamedTuple):
    """``what`` is hurt at which byte of the file: a mask to turn bits over, or 0 to cut the file there."""

    what: str
    place: int
    bits: int

    def of(self, data: bytes) -> bytes:
        if not self.bits:
            return data[: self.place]
        return data[: self.place] + bytes([data[self.place] ^ self.bits]) + data[self.place + 1 :]


def damages(file: Path, per_kind: int) -> Iterator[Damage]:
    """The same for every run."""
    data, dice = file.read_bytes(), random.Random(17)  # noqa: S311 - no secrets
    with closing(sqlite3.connect(file)) as database:
        for kind in sorted(KINDS | {"tally"}):
            rows = database.execute(f"select key, checksum, value from {kind}").fetchall()  # noqa: S608
            assert rows, kind
            for _ in range(per_kind):
                key, sum_, value = dice.choice(rows)
                at = data.index(sum_)
                wide = dice.choice(
                    [(at - len(key) - 4, at), (at, at + len(sum_)), (at + 16, at + 16 + len(value))]
                )
                yield Damage(
                    kind,
                    min(dice.randrange(*wide) if wide[0] < wide[1] else at, len(data) - 1),
                    1 << dice.randrange(8),
                )
    for start in range(0, len(data), _PAGE):
        for _ in range(max(1, per_kind // 8)):
            yield Damage("header", start + dice.randrange(100 if start == 0 else 24), 1 << dice.randrange(8))
    for _ in range(per_kind):
        yield Damage("cut", dice.randrange(len(data)), 0)


def everything(cache: BuildCache) -> dict[str, Any]:
    """All that a build may ask for."""
    names = list(cache.tables())
    found: dict[str, Any] = {
        "about": cache.about(),
        "inputs": cache.inputs(),
        "tables": cache.tables(),
        "heads": cache.heads(),
        "rows": [cache.rows(name) for name in names],
        "keys": list(cache.indicator_keys()),
        "links": list(cache.links()),
        "page groups": cache.page_groups(),
        "bundles": cache.bundles(),
        "fragments": cache.fragments(),
        "files": cache.files(),
        "contributions": [cache.contribution(name, "data") for name in names],
    }
    return found


@pytest.fixture
def built(project: Project, tmp_path: Path) -> tuple[Path, Path]:
    others = {"perfdsl.toml": '[site]\ntitle = "示例"\n', "static/a.txt": "甲"}
    of_2023 = {
        f"2023/u{one}.perf": TABLE.replace("2024", "2023") for one in range(2)
    }  # shown by those of 2024
    root = project({**several(), **of_2023, **others})
    build(root, tmp_path / "out")
    return root, tmp_path / "out"


def test_what_is_read_is_what_was_put_or_an_error(built: tuple[Path, Path], tmp_path: Path) -> None:
    """Hundreds of places, each read as a whole; thousands where there is time."""
    file, hurt = cache_of(*built), tmp_path / "hurt.sqlite"
    data, noticed, tried = file.read_bytes(), 0, 0
    with BuildCache(file, only_read=True) as cache:
        wanted = everything(cache)
    for damage in damages(file, 400 if THOROUGH else 40):
        hurt.write_bytes(damage.of(data))
        tried += 1
        try:
            with BuildCache(hurt, only_read=True) as cache:
                assert everything(cache) == wanted, damage
        except CacheError:
            noticed += 1
    assert tried > 500
    assert noticed > tried * 0.7  # the rest lies in what no value depends on


def test_a_build_from_a_damaged_cache_equals_a_clean_one(
    built: tuple[Path, Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever of it the build comes to read; it ends well, says so in the log, and the next one has a cache again."""
    root, out = built
    file = cache_of(root, out)
    aside, site = tmp_path / "cache", tmp_path / "site"
    shutil.copytree(root / FOLDER, aside)
    shutil.copytree(out, site)
    edit(root / "2024/u1.perf", "培训班次 >= 4期", "讲座 >= 5场")
    (root / "2024/u2.perf").unlink()
    wanted, data = clean(root, tmp_path), file.read_bytes()
    every = list(damages(file, 5))[:: 1 if THOROUGH else 5]
    for damage in every:
        shutil.rmtree(out)
        shutil.copytree(site, out)
        file.write_bytes(damage.of(data))
        build(root, out)
        assert content(out) == wanted, damage
    assert len(every) > 15
    dropped = [one.getMessage() for one in caplog.records if "丢弃" in one.getMessage()]
    assert len(dropped) > len(every) / 2
    assert build(root, out).written == 0


def rows_of(file: Path, order: str) -> None:
    with closing(sqlite3.connect(file)) as database:
        assert database.execute(order).rowcount > 0
        database.commit()


CHANGES = {
    "a value": "update {kind} set value = value || x'00'",
    "a checksum": "update {kind} set checksum = null",
    "type": "update {kind} set value = cast(value as text)",
    "key": "update {kind} set key = cast(key || '-' as blob)",
    "exchanged": "update {kind} set (checksum, value) = "
    "(select checksum, value from {kind} order by key desc limit 1)",
    "lost": "delete from {kind} where key = (select key from {kind} limit 1)",
    "added": "insert into {kind} select cast(key || '-' as blob), checksum, value from {kind} limit 1",
}
ASKED_FOR_BY_KEY = ("about", "contribution", "rows")  # nobody comes upon one more of these


@pytest.mark.parametrize("change", CHANGES)
def test_values_that_are_exchanged_lost_or_added(
    change: str, built: tuple[Path, Path], tmp_path: Path
) -> None:
    """SQLite sees nothing wrong here."""
    hurt = tmp_path / "hurt.sqlite"
    for kind in sorted(KINDS):
        if (change == "added" and kind in ASKED_FOR_BY_KEY) or (
            kind == "about" and change in ("key", "exchanged", "lost")
        ):
            continue
        shutil.copy(cache_of(*built), hurt)
        with closing(sqlite3.connect(hurt)) as database:
            assert database.execute(CHANGES[change].format(kind=kind)).rowcount > 0
            database.commit()
        with BuildCache(hurt, only_read=True) as cache, pytest.raises(CacheError):
            assert everything(cache)


def test_a_word_of_a_stored_row_is_never_published(built: tuple[Path, Path], tmp_path: Path) -> None:
    """率 replaced by another character in the stored rows was published once, with status 0."""
    root, out = built
    file = cache_of(root, out)
    data = file.read_bytes()
    assert "度".encode() in data
    file.write_bytes(data.replace("度".encode(), "渡".encode()))
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")
    build(root, out)
    assert content(out) == clean(root, tmp_path)


def test_a_file_with_tables_of_its_own_is_dropped(built: tuple[Path, Path], tmp_path: Path) -> None:
    """A trigger or a view would act on what we ask."""
    root, out = built
    file = cache_of(root, out)
    with closing(sqlite3.connect(file)) as database:
        database.execute("create trigger evil after insert on rows begin delete from source; end")
        database.commit()
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")
    build(root, out)
    assert content(out) == clean(root, tmp_path)
    with closing(sqlite3.connect(file)) as database:
        assert not database.execute("select 1 from sqlite_master where type = 'trigger'").fetchall()


def test_it_is_dropped_once(built: tuple[Path, Path], caplog: pytest.LogCaptureFixture) -> None:
    root, out = built
    file = cache_of(root, out)
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")
    build(root, out)
    assert [one.levelno for one in caplog.records if "丢弃" in one.getMessage()] == [logging.WARNING]
    caplog.clear()
    edit(root / "2024/u1.perf", ">= 5期", ">= 6期")
    build(root, out)
    assert not caplog.records
