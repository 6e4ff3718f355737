"""A cache of another installation is dropped, however well it was made: nothing that came with a project is believed."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.cache.build_cache import LAYOUT
from perfdsl.site.cache.freshness import already_built
from perfdsl.site.cache.warm_start import warm_start
from perfdsl.site.options import Options
from perfdsl.workspace.cache import FOLDER
from perfdsl.workspace.installation import installation_key
from perfdsl.workspace.pickles import dump, load
from perfdsl.workspace.stamps import digest
from perfdsl.workspace.store import Store
from tests.site.cached import KINDS, cache_of, clean, content, edit, several
from tests.site.samples import Project

TABLE = "2024/u1.perf"


@pytest.fixture
def forged(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """As a stranger may send it: a site, another table, and a cache that says that the site was made of this table."""
    root = project(several())
    out = root / "_site"
    with monkeypatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "stranger"))
        build(root, out)
        edit(root / TABLE, "培训班次 >= 4期", "培训班次 >= 5期")
        with Store(cache_of(root, out), KINDS, LAYOUT) as store:
            _, _, *rest = load(store.get("document", TABLE), ())
            store.put("document", TABLE, dump((None, digest((root / TABLE).read_bytes()), *rest)))
            store.commit()
        assert already_built(root, out, Options()) is not None
        assert TABLE in warm_start(root, out)
    return root, out


def test_the_site_is_that_of_a_clean_build(
    forged: tuple[Path, Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root, out = forged
    assert already_built(root, out, Options()) is None
    assert warm_start(root, out) == {}
    with caplog.at_level(logging.INFO, "perfdsl"):
        build(root, out)
    assert content(out) == clean(root, tmp_path)
    assert ["缓存不是在这台电脑上存的，丢弃" in one.message for one in caplog.records].count(True) == 1
    assert already_built(root, out, Options()) is not None


def test_one_that_claims_to_be_of_this_installation(
    forged: tuple[Path, Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What a file says of itself proves nothing: its checksums do not fit."""
    root, out = forged
    file = cache_of(root, out)
    forgery = file.read_bytes()
    file.unlink()
    build(root, tmp_path / "other")
    build(root, out)
    (tmp_path / "own").write_bytes(file.read_bytes())
    mark = (tmp_path / "own").read_bytes()[60:64]  # where SQLite keeps the number of its user
    file.write_bytes(forgery[:60] + mark + forgery[64:])
    edit(root / TABLE, "培训班次 >= 5期", "培训班次 >= 6期")
    with caplog.at_level(logging.INFO, "perfdsl"):
        build(root, out)
    assert "缓存坏了，丢弃" in caplog.text
    assert content(out) == clean(root, tmp_path)


def test_the_key_is_the_user_s_own(
    site: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    build(*site)
    file = tmp_path / "state/perfdsl/key"
    assert file.stat().st_mode & 0o777 == 0o600
    key = file.read_bytes()
    build(*site)
    assert file.read_bytes() == key
    assert all(key.strip() not in one.read_bytes() for one in (site[0] / FOLDER).iterdir())


@pytest.mark.parametrize("broken", [b"", b"\0" * 65, b"0" * 64, b"0" * 63 + b"\n"])
def test_a_broken_key_is_drawn_again(
    broken: bytes, site: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "state/perfdsl").mkdir(parents=True)
    (tmp_path / "state/perfdsl/key").write_bytes(broken)
    assert installation_key(draw=False) is None
    root, out = site
    edit(root / TABLE, "培训班次 >= 4期", "培训班次 >= 5期")
    build(root, out)
    assert content(out) == clean(root, tmp_path)
    assert already_built(root, out, Options()) is not None


def test_where_no_key_can_be_kept_nothing_is_believed(
    forged: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file/x"))
    root, out = forged
    for number in (5, 6):
        assert already_built(root, out, Options()) is None
        assert warm_start(root, out) == {}
        build(root, out)
        (tmp_path / str(number)).mkdir()
        assert content(out) == clean(root, tmp_path / str(number))
        edit(root / TABLE, f"培训班次 >= {number}期", f"培训班次 >= {number + 1}期")
