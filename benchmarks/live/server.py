"""A generator's preview server: started, found by the address that it prints, ended with all that it started."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.generators import Generator
from benchmarks.tools import plain_environment

PATIENCE = 120.0
_ADDRESS = re.compile(r"http://[^\s/\x1b]+:\d+")


@contextmanager
def serving(generator: Generator, site: Path) -> Iterator[str]:
    """The address (without a slash at the end) of the server, once it has printed it."""
    command = [part.format(port=_free_port()) for part in generator.serve]
    process = subprocess.Popen(
        command,
        cwd=site,
        env=plain_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield _address(process)
    finally:
        _end(process)


def first_page(generator: Generator, site: Path, identifier: str) -> float:
    """Milliseconds from the start of the server to the last byte of a unit's page."""
    start = time.perf_counter()
    with serving(generator, site) as address:
        _fetch(f"{address}/{generator.page.format(identifier)}")
        return (time.perf_counter() - start) * 1000


def _address(process: subprocess.Popen[str]) -> str:
    """What the server prints goes on being read, so that it never waits for a reader."""
    assert process.stdout is not None
    told: list[str] = []
    for line in process.stdout:
        told.append(line)
        found = _ADDRESS.search(line)
        if found:
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return found[0].replace("localhost", "127.0.0.1")
    raise RuntimeError(f"the server ended before it told its address:\n{''.join(told)}")


def _fetch(url: str) -> None:
    """Ask until there is an answer: some servers print their address before they listen."""
    for _ in range(int(PATIENCE / 0.005)):
        with suppress(URLError, ConnectionError), urlopen(url) as answer:  # noqa: S310 (our own http address)
            answer.read()
            return
        time.sleep(0.005)
    raise RuntimeError(f"no answer from {url}")


def _end(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
