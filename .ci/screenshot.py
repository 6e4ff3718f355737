"""Take the pictures of the README: ``make images`` builds the example site and opens it in Chromium."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PICTURES = {"site.png": "2022/zonggonghui/index.html"}
SIZE = {"width": 1180, "height": 860}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        example = ROOT / "examples" / "wuxi-corrected"
        subprocess.run([sys.executable, "-m", "perfdsl", "build", example, "-o", site], check=True)  # noqa: S603
        shoot(site)


def shoot(site: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=which("chromium-headless-shell") or which("chromium"), args=ARGUMENTS
        )
        page = browser.new_page(viewport=SIZE)
        for name, shown in PICTURES.items():
            page.goto((site / shown).as_uri())
            page.screenshot(path=IMAGES / name)
        browser.close()


if __name__ == "__main__":
    main()
