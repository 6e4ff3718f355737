"""Compiled templates are kept from run to run, and never stand in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.site.render.renderer import shipped


def say(templates: Path, compiled: Path) -> str:
    return shipped(templates, compiled).get_template("a.html").render()


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "a.html").write_text("甲{{ 1 + 1 }}", "utf-8")
    return folder


def test_they_are_kept_and_follow_their_text(templates: Path, tmp_path: Path) -> None:
    compiled = tmp_path / "cache" / "templates"
    assert say(templates, compiled) == "甲2"
    (kept,) = compiled.iterdir()
    written = kept.read_bytes()
    assert say(templates, compiled) == "甲2"
    assert kept.read_bytes() == written
    (templates / "a.html").write_text("乙", "utf-8")
    assert say(templates, compiled) == "乙"
    assert kept.read_bytes() != written


@pytest.mark.parametrize("damage", [b"", b"j2", b"not compiled"])
def test_a_damaged_one_is_made_anew(damage: bytes, templates: Path, tmp_path: Path) -> None:
    say(templates, tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:40] if damage == b"j2" else damage)
    assert say(templates, tmp_path / "cache") == "甲2"


def test_a_folder_that_cannot_be_used_is_none(templates: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("", "utf-8")
    assert say(templates, tmp_path / "cache") == "甲2"
