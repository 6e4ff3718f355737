"""What the benchmarks measure with: memory of a family of processes, percentiles, a browser that watches a page."""

from __future__ import annotations

import math
import os
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.live.browser import Watched
from benchmarks.memory import peak
from benchmarks.report import live_figures
from tests.browser import serve

_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', {!r}], check=True)"
_HOLD = "import time; held = b'x' * 80_000_000; time.sleep(0.5)"

_PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>Page</title>
<table><tr><th>满意度</th><td>≥90%</td></tr></table><div id="host"></div><script src="page.js"></script>"""
_SCRIPT = """
setTimeout(() => { document.querySelector("td").textContent = "≥91%"; }, 200);
setTimeout(() => {
  document.getElementById("host").attachShadow({ mode: "open" }).innerHTML = "<p>zz7zz</p>";
}, 400);
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_the_peak_counts_the_processes_that_a_command_starts() -> None:
    command = (sys.executable, "-c", _CHILD.format(_HOLD))
    assert 80_000_000 < peak(command, Path.cwd(), os.environ) < 160_000_000


def test_percentiles_name_a_save_that_was_never_shown() -> None:
    waits = [float(number) for number in range(1, 51)]
    assert live_figures({"a": waits})["a"] == {"p50": 25.0, "p95": 48.0, "runs": 50}
    assert live_figures({"a": [1.0, math.inf]})["a"] == {"p50": 1.0, "p95": None, "runs": 2}


def test_the_browser_tells_when_it_shows_a_text(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(_PAGE, encoding="utf-8")
    (tmp_path / "page.js").write_text(_SCRIPT, encoding="utf-8")
    with serve(tmp_path) as address:
        watched = Watched(browser, "满意度")
        watched.page.goto(f"{address}/index.html")
        first, changed, told = (watched.wait_for(text) for text in ("≥90%", "≥91%", "zz7zz"))
    assert first + 150 < changed < told < time.time() * 1000
