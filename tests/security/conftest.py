"""A project that came from somebody else, a secret beside it, and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from perfdsl.cli import main
from tests.site.samples import TABLE

SECRET = "机密：不公开的内容"  # noqa: S105 - nobody's password


class Result(NamedTuple):
    """What a person sees: the exit code, and all that was printed."""

    code: int
    said: str


Run = Callable[..., Result]


class Stranger(NamedTuple):
    """``root`` is the project, ``home`` the folder it lies in, ``secret`` a file there that is none of its business."""

    root: Path
    home: Path
    secret: Path

    def write(self, files: Mapping[str, str]) -> Path:
        """Write files (name to text) into the project."""
        for name, text in files.items():
            file = self.root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return self.root

    def link(self, name: str, target: Path) -> None:
        """Put a link into the project."""
        place = self.root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)

    def published(self) -> str:
        """All text of the site that was built."""
        site = self.root / "_site"
        files = (file for file in sorted(site.rglob("*")) if file.is_file())
        return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Stranger]:
    """A project with one good table."""
    home = tmp_path / "桌面"
    secret = home / "机密.txt"
    home.mkdir()
    secret.write_text(SECRET, "utf-8")
    made = Stranger(home / "项目", home, secret)
    made.write({"2024/a.perf": TABLE, "perfdsl.toml": '[site]\ntitle = "网站"\n'})
    yield made
    assert secret.read_text("utf-8") == SECRET


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return ``run("build", folder, …)``: the exit code and what was printed."""

    def run(*arguments: object) -> Result:
        code = main([str(one) for one in arguments])
        printed = capsys.readouterr()
        return Result(code, printed.out + printed.err)

    return run
