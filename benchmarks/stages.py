"""One file through the stages in a fresh process; prints the milliseconds of each as JSON.

Nothing is warm but the imports: parser and frameworks keep what they have read, so each sample is a new
process (``python -m benchmarks.stages FILE``).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from perfdsl.checks.checker import check
from perfdsl.model.bind import bind
from perfdsl.pipeline import find_framework, library
from perfdsl.reports.report import Report
from perfdsl.reports.text import render
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import read_source

T = TypeVar("T")


class Watch:
    """Times calls by name, in milliseconds."""

    def __init__(self) -> None:
        self.took: dict[str, float] = {}

    def time(self, name: str, call: Callable[[], T]) -> T:
        start = time.perf_counter()
        value = call()
        self.took[name] = (time.perf_counter() - start) * 1000
        return value


def stages(file: Path) -> dict[str, float]:
    """The milliseconds of each stage on this file, in order."""
    watch = Watch()
    source = watch.time("read", lambda: read_source(file, file.name))
    document = watch.time("parse", lambda: parse(source))
    framework, missing = watch.time("framework", lambda: find_framework(document, library()))
    table, found = watch.time("bind", lambda: bind(document, framework))
    findings = watch.time(
        "check", lambda: check(table, (*document.diagnostics, *missing, *found), {}, document.lines)
    )
    report = Report(file.name, tuple(line.text for line in document.lines), findings)
    watch.time("render text", lambda: "".join(render([report])))
    return watch.took


if __name__ == "__main__":
    print(json.dumps(stages(Path(sys.argv[1]))))
