"""A long day of the preview: a project that is saved five times a second while readers come and go (Linux only).

    python -m benchmarks.soak --seconds 600

prints what the server holds in memory, what it used of the processor, and how many requests it answered, every ten
seconds; and at the end whether memory stayed flat after the first quarter. The same edits and walks every time.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import COMMAND
from benchmarks.units import write_units

UNITS, SAVES, READERS = 20, 5, 10
EVERY = 10.0
_LINK = re.compile(r'href="([^"#?:]+)[#"?]')
_NUMBER = re.compile(r"(?<=[=≥≤>]) ?(\d+)")
_HURRY = 15.0


class Sample(NamedTuple):
    """``held`` in MB, ``processor`` in seconds since the last one, ``answers`` since the start."""

    at: float
    held: float
    processor: float
    answers: int


class Readers:
    """Threads that walk from page to page, look at a page for a while, take a download now and then, and leave."""

    def __init__(self, port: int, count: int) -> None:
        self.answers = 0
        self._port, self._stop = port, threading.Event()
        self._threads = [threading.Thread(target=self._walk, args=(number,)) for number in range(count)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _walk(self, number: int) -> None:
        dice, address = random.Random(number), "/index.html"  # noqa: S311 - no secrets
        while not self._stop.is_set():
            try:
                text = self._get(address)
                self._look_at(address, dice.uniform(0.2, 3.0))
            except OSError:
                text = ""
            links = [link for link in _LINK.findall(text) if not link.endswith((".css", ".js", ".svg"))]
            address = _beside(address, dice.choice(links)) if links and dice.random() < 0.9 else "/index.html"

    def _get(self, address: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_HURRY)
        try:
            connection.request("GET", address)
            body = connection.getresponse().read()
            self.answers += 1
            return body.decode("utf-8", "replace") if address.endswith(".html") else ""
        finally:
            connection.close()

    def _look_at(self, address: str, seconds: float) -> None:
        """The stream of the page, for a while; a closed one is opened again at once, as a careless reader does."""
        if not address.endswith(".html"):
            return
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._stop.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=0.5)
            try:
                connection.request("GET", f"/-/events?page={address[1:]}")
                answer = connection.getresponse()
                self.answers += 1
                while time.monotonic() < end and answer.readline():
                    pass
            except TimeoutError:
                pass  # nothing was said for a moment
            finally:
                connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--saves", type=float, default=SAVES, help="saves a second (default: 5)")
    parser.add_argument("--readers", type=int, default=READERS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = write_units(Path(folder) / "project", options.units)
        with _serving(files[0].parent) as (process, port):
            samples = list(_soak(process, port, files, options))
    held = [sample.held for sample in samples]
    after = held[len(held) // 4 :]
    print(f"highest {max(held):.0f} MB; after the first quarter from {after[0]:.0f} to {after[-1]:.0f} MB")
    return 0


def _soak(process: int, port: int, files: list[Path], options: argparse.Namespace) -> Iterator[Sample]:
    dice, readers = random.Random(options.units), Readers(port, options.readers)  # noqa: S311 - no secrets
    start = told = time.monotonic()
    used, saves = processor(process), 0
    try:
        while (now := time.monotonic()) < start + options.seconds:
            _save(dice.choice(files), dice)
            saves += 1
            if now >= told + EVERY:
                told, before, used = now, used, processor(process)
                sample = Sample(now - start, _held(process), used - before, readers.answers)
                print(
                    f"{sample.at:6.0f} s {sample.held:8.1f} MB {sample.processor:6.1f} s of processor"
                    f" {saves:6} saves {sample.answers:7} answers",
                    flush=True,
                )
                yield sample
            time.sleep(max(0.0, start + saves / options.saves - time.monotonic()))
    finally:
        readers.stop()


def _save(file: Path, dice: random.Random) -> None:
    """Another number somewhere, as an author writes it."""
    text = file.read_text(encoding="utf-8")
    found = dice.choice(list(_NUMBER.finditer(text)))
    digits = str(dice.randrange(1, 10 ** len(found[1])))
    file.write_text(text[: found.start(1)] + digits + text[found.end(1) :], encoding="utf-8", newline="\n")


@contextmanager
def _serving(project: Path) -> Iterator[tuple[int, int]]:
    """The process of a preview, and its port."""
    with subprocess.Popen(
        [*COMMAND, "serve", str(project)], stdout=subprocess.PIPE, stderr=sys.stderr, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield server.pid, int(server.stdout.readline().rpartition(":")[2].strip(" /\n"))
        finally:
            server.terminate()


def _beside(address: str, link: str) -> str:
    return os.path.normpath(f"{address.rpartition('/')[0]}/{link}")


def _held(process: int) -> float:
    """MB of memory that are the server's own, or the system's for it."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def processor(process: int) -> float:
    """Seconds."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
