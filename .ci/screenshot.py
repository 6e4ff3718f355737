"""Take the pictures of README and tutorial: ``make images`` follows the tutorial and opens in Chromium what it shows."""

from __future__ import annotations

import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from playwright.sync_api import Page, sync_playwright

from tests.docs.last_year import NAME, write_document
from tests.docs.tutorial import Change, Command, steps

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PERFDSL = [sys.executable, "-m", "perfdsl"]


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with browser_page() as page, tempfile.TemporaryDirectory() as folder:
        readme(page, Path(folder))
        tutorial(page, Path(folder, "绩效目标"))


@contextmanager
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        program = which("chromium-headless-shell") or which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser.new_page()
        browser.close()


def readme(page: Page, folder: Path) -> None:
    site = folder / "site"
    run("build", ROOT / "examples" / "wuxi-corrected", "-o", site)
    page.set_viewport_size({"width": 1180, "height": 860})
    page.goto((site / "2022/zonggonghui/index.html").as_uri())
    page.screenshot(path=IMAGES / "site.png")


def tutorial(page: Page, folder: Path) -> None:
    """Each picture shows what its reader has in the folder at that point."""
    folder.mkdir()
    write_document(folder)
    page.set_viewport_size({"width": 1100, "height": 640})
    for step in steps():
        if isinstance(step, Change):
            step.make(folder)
        elif isinstance(step, Command):
            if not step.running:
                run(*shlex.split(step.line)[1:], cwd=folder)
        else:
            SHOWN[step.name](page, folder)
            page.screenshot(path=IMAGES / step.name)


def import_page(page: Page, folder: Path) -> None:
    """Last year's document beside what became of it, with one cell lit."""
    with preview(folder) as address:
        page.goto(f"{address}-/import.html")
        page.set_input_files("#import-files", folder / NAME)
        page.locator(".import-lines").wait_for()
        page.locator(".import-shown").evaluate("(shown) => shown.scrollIntoView()")
        page.locator(".import-grid td[data-kind=indicator]").first.hover()


def blanks(page: Page, folder: Path) -> None:
    """The preview of next year's table, nothing filled in."""
    with preview(folder) as address:
        page.goto(address)
        page.locator(".live-errors[open]").wait_for()


def table_page(page: Page, folder: Path) -> None:
    page.goto(next(folder.glob("_site/2027/*/index.html")).as_uri())


def form_page(page: Page, folder: Path) -> None:
    page.goto(next(folder.glob("_site/2027/*/form.html")).as_uri())
    page.locator("h1").evaluate("(title) => title.scrollIntoView()")


SHOWN: dict[str, Callable[[Page, Path], None]] = {
    "tutorial-import.png": import_page,
    "tutorial-serve.png": blanks,
    "tutorial-page.png": table_page,
    "tutorial-form.png": form_page,
}


@contextmanager
def preview(folder: Path) -> Iterator[str]:
    """The address of ``perfdsl serve``."""
    with subprocess.Popen([*PERFDSL, "serve", folder], encoding="utf-8", stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None
        yield process.stdout.readline().partition("：")[2].strip()
        process.terminate()


def run(*arguments: str | Path, cwd: Path = ROOT) -> None:
    """A table with findings is as welcome as one without."""
    done = subprocess.run([*PERFDSL, *arguments], cwd=cwd, check=False)  # noqa: S603
    assert done.returncode in (0, 1), arguments


if __name__ == "__main__":
    main()
