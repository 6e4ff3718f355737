"""Whoever follows the tutorial from its first line to its last sees what it says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.last_year import write_document
from tests.docs.tutorial import PAGE, Change, Command, steps

PORT = re.compile(r"(?<=127\.0\.0\.1:)\d+")
LARGEST_PICTURE = 120_000  # bytes


def test_every_step_leads_to_what_is_shown(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Under --update-golden the page is brought up to date."""
    write_document(tmp_path)
    for step in steps():
        if isinstance(step, Change):
            step.make(tmp_path)
        elif isinstance(step, Command):
            output = printed(step, tmp_path)
            if request.config.getoption("--update-golden"):
                text = PAGE.read_text(encoding="utf-8")
                PAGE.write_text(text.replace(shown(step.printed), shown(output)), encoding="utf-8")
            else:
                assert output == step.printed, step.line
    assert {file.name for file in tmp_path.iterdir()} >= {"2026", "2027", "_site", "报送表.docx"}
    assert (tmp_path / "_site" / "index.html").is_file()


def shown(output: str) -> str:
    return f"```text\n{output}```\n"


def printed(command: Command, folder: Path) -> str:
    """All that the command prints; of one that keeps running, as many lines as are shown."""
    program, *arguments = shlex.split(command.line)
    assert program == "perfdsl"
    with subprocess.Popen(
        [sys.executable, "-m", "perfdsl", *(one for one in arguments if one != "--open")],
        cwd=folder, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        if not command.running:
            return process.stdout.read()
        try:
            lines = [process.stdout.readline() for _ in command.printed.splitlines()]
        finally:
            process.terminate()
        return PORT.sub("8000", "".join(lines))


def test_pictures_are_small() -> None:
    pictures = list((PAGE.parent / "images").glob("tutorial-*.png"))
    assert pictures
    assert [one.name for one in pictures if one.stat().st_size > LARGEST_PICTURE] == []
