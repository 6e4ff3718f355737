"""What it takes to bring an open page up to date: bytes sent per save, milliseconds in Chromium, processor time of the server.

    python -m benchmarks.live.patches --project examples/county --page 2025/205001/index.html --file 2025/jiaoyuju.perf

Works on a copy of the project. Every save changes the last number of one line; then, as often, puts in another line after it,
and takes it away again.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from benchmarks.live.browser import chromium
from benchmarks.processes import COMMAND
from benchmarks.soak import processor

# Takes down of each event of the page its size, and the time that its handler needs: all of it, and the patch alone.
_NOTE = """(() => {
    window.noted = [];
    const listen = EventSource.prototype.addEventListener;
    EventSource.prototype.addEventListener = function (name, act, ...rest) {
        if (name !== "page") return listen.call(this, name, act, ...rest);
        return listen.call(this, name, (event) => {
            const patch = perfdslLive.patch;
            let patched = 0;
            perfdslLive.patch = (change) => {
                const start = performance.now();
                const touched = patch(change);
                void document.body.offsetHeight;
                patched = performance.now() - start;
                return touched;
            };
            const start = performance.now();
            act(event);
            noted.push([new Blob([event.data]).size, patched, performance.now() - start]);
            perfdslLive.patch = patch;
        }, ...rest);
    };
})();"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live.patches", description=__doc__)
    parser.add_argument("--project", type=Path, default=Path("examples/county"))
    parser.add_argument("--page", default="2025/205001/index.html")
    parser.add_argument("--file", default="2025/jiaoyuju.perf")
    parser.add_argument("--line", default="安全演练场次", help="how the line begins that is changed")
    parser.add_argument("--saves", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(shutil.copytree(options.project, Path(folder) / "project"))
        shutil.rmtree(project / "_site", ignore_errors=True)
        with _serving(project) as (process, address), chromium() as browser:
            page = browser.new_page(viewport={"width": 1000, "height": 700})
            page.add_init_script(_NOTE)
            page.goto(f"{address}/{options.page}")
            page.wait_for_timeout(2000)
            _report("a number", page, process, _numbers(project / options.file, options.line, options.saves))
            _report("a row", page, process, _rows(project / options.file, options.line, options.saves))
    return 0


def _numbers(file: Path, line: str, count: int) -> Iterator[None]:
    """Save the file with another number in the line, again and again."""
    before, found, after = _around(file, line)
    for number in range(100, 100 + count):
        changed = re.sub(r"\d+(?=\D*$)", str(number), found)
        file.write_text(f"{before}{changed}{after}", encoding="utf-8", newline="\n")
        yield


def _rows(file: Path, line: str, count: int) -> Iterator[None]:
    """Save the file with another line beside the one, and without."""
    before, found, after = _around(file, line)
    for number in range(count):
        new = "" if number % 2 else f"另一{found}\n"
        file.write_text(f"{before}{new}{found}{after}", encoding="utf-8", newline="\n")
        yield


def _around(file: Path, line: str) -> tuple[str, str, str]:
    text = file.read_text("utf-8")
    start = text.index(f"\n{line}") + 1
    end = text.index("\n", start)
    return text[:start], text[start:end], text[end:]


def _report(name: str, page: Page, process: int, saves: Iterator[None]) -> None:
    page.evaluate("noted.length = 0")
    used = processor(process)
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    tasks = _task_seconds(metrics)
    for count, _ in enumerate(saves, 1):
        while page.evaluate("noted.length") < count:
            page.wait_for_timeout(100)
    used, tasks = processor(process) - used, _task_seconds(metrics) - tasks
    noted: list[tuple[int, float, float]] = page.evaluate("noted")
    spent = f"the server {1000 * used / len(noted):.1f} ms, the page {1000 * tasks / len(noted):.1f} ms"
    print(f"{name}, {len(noted)} saves; of the processor, for each: {spent}")
    for label, figures in zip(("bytes", "ms to patch", "ms in all"), zip(*noted, strict=True), strict=True):
        ordered = sorted(figures)
        print(
            f"    {label:12}",
            *(f"p{part} {ordered[len(ordered) * part // 100]:9.1f}" for part in (10, 50, 95)),
        )


def _task_seconds(metrics: CDPSession) -> float:
    """What the page's thread used of the processor."""
    found = metrics.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in found if one["name"] == "TaskDuration")


@contextmanager
def _serving(project: Path) -> Iterator[tuple[int, str]]:
    """The process of a preview, and its address."""
    command = [*COMMAND, "serve", str(project), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.pid, re.findall(r"http://\S+?(?=/?$)", server.stdout.readline().strip())[0]
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
