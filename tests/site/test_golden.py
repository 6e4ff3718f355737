"""Whole pages of the corrected example, read in review (``make golden`` writes them)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "golden"
FOLDER = "2022/zonggonghui"
PAGES = ("index.html", "404.html", f"{FOLDER}/index.html", f"{FOLDER}/form.html")


@pytest.mark.parametrize("address", PAGES)
def test_page(address: str, corrected: Path, golden: Callable[[Path, str], None]) -> None:
    golden(HERE / address, (corrected / address).read_text("utf-8"))


def test_a_project_and_what_it_pays_for(corrected: Path, golden: Callable[[Path, str], None]) -> None:
    name = "财政代扣代缴市级行政机关工会经费"
    pages = (page.read_text("utf-8") for page in sorted((corrected / FOLDER).glob("project-*.html")))
    golden(HERE / FOLDER / "project.html", next(page for page in pages if f"<h1>{name}</h1>" in page))
