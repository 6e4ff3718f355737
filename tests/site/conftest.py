"""Sites built once for all tests of this folder, and small projects to build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from perfdsl.site.build import build
from tests.made_once import made_once
from tests.site.cached import several
from tests.site.samples import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return ``project(files)``: write the files (name to text) into a new project and return its folder."""

    def write(files: Mapping[str, str]) -> Path:
        root = tmp_path / "项目"
        for name, text in files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return root

    return write


@pytest.fixture
def site(project: Project, tmp_path: Path) -> tuple[Path, Path]:
    """A project of three tables and its site, built."""
    root, out = project(several()), tmp_path / "out"
    build(root, out)
    return root, out


@pytest.fixture(scope="session")
def corrected(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the corrected table of 无锡市总工会."""
    return made_once(
        tmp_path_factory, "corrected", lambda out: build(root / "examples" / "wuxi-corrected", out)
    )


@pytest.fixture(scope="session")
def county(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of three units and two years."""
    return made_once(tmp_path_factory, "county", lambda out: build(root / "examples" / "county", out))


@pytest.fixture(scope="session")
def drafts(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sites of all examples, and of the starter project, as drafts."""
    projects = [*sorted((root / "examples").glob("*/")), root / "perfdsl" / "starter"]

    def make(home: Path) -> None:
        for one in projects:
            build(one, home / one.name, draft=True)

    home = made_once(tmp_path_factory, "drafts", make)
    return [home / one.name for one in projects]
