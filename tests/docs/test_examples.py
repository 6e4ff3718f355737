"""What README and docs show is true: their tables can be read, their commands print what they say."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source

ROOT = Path(__file__).resolve().parents[2]
PAGES = [page for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if page.name != "rules.md"]
FENCE = re.compile(r"^```(?P<info>[^\n]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ perfdsl (?P<arguments>[^\n]*)\n(?P<output>(?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)
MORE = "…\n"


class Block(NamedTuple):
    """A fenced block: the page it stands on, its line, the words behind the fence and the text."""

    page: Path
    line: int
    info: str
    body: str

    @property
    def id(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(info: str) -> list[Block]:
    """Every block of the documentation with this word behind its fence."""
    return [block for page in sorted(PAGES) for block in of_page(page) if block.info == info]


def of_page(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        yield Block(page, text.count("\n", 0, match.start()) + 1, match["info"].strip(), match["body"])


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with a copy of the examples, where commands may write."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def perfdsl(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "perfdsl", *arguments]
    return subprocess.run(
        command, cwd=cwd, check=False, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


@pytest.mark.parametrize("block", blocks("perf"), ids=lambda block: block.id)
def test_a_shown_table_has_no_error(block: Block, tmp_path: Path) -> None:
    (tmp_path / "shown.perf").write_text(block.body, encoding="utf-8")
    done = perfdsl(["check", "shown.perf", "--format", "concise"], tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("block", blocks("perf excerpt"), ids=lambda block: block.id)
def test_every_line_of_an_excerpt_can_be_read(block: Block) -> None:
    assert parse(Source(block.id, block.body)).diagnostics == ()


@pytest.mark.parametrize("block", blocks("perf invalid"), ids=lambda block: block.id)
def test_a_table_shown_as_wrong_is_wrong(block: Block, tmp_path: Path) -> None:
    (tmp_path / "shown.perf").write_text(block.body, encoding="utf-8")
    assert perfdsl(["check", "shown.perf", "--strict"], tmp_path).returncode == 1


@pytest.mark.parametrize("block", blocks("console"), ids=lambda block: block.id)
def test_a_shown_command_prints_what_is_shown(
    block: Block, workplace: Path, request: pytest.FixtureRequest
) -> None:
    """``…`` as the last line stands for the rest. Under --update-golden the page is brought up to date."""
    for shown in COMMAND.finditer(block.body):
        done = perfdsl(shlex.split(shown["arguments"], comments=True), workplace)
        assert done.returncode in (0, 1), done.stdout
        if request.config.getoption("--update-golden"):
            rewrite(block.page, shown, done.stdout)
        elif shown["output"].endswith(MORE):
            assert done.stdout.startswith(shown["output"].removesuffix(MORE))
        else:
            assert done.stdout == shown["output"]


def rewrite(page: Path, shown: re.Match[str], output: str) -> None:
    """Replace the shown output in the page; a shortened one keeps its number of lines."""
    if shown["output"].endswith(MORE):
        output = "".join(output.splitlines(keepends=True)[: shown["output"].count("\n") - 1]) + MORE
    text = page.read_text(encoding="utf-8")
    line = shown[0].removesuffix(shown["output"])
    page.write_text(text.replace(shown[0], line + output), encoding="utf-8")
