"""``python -m benchmarks.compare``: perfdsl beside Hugo, Eleventy and MkDocs, on the same units, in the same run.

The other generators are installed once, into a folder of the user's cache. docs/performance.md says what is measured.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.builds import Field, measure
from benchmarks.generators import Generator, generators
from benchmarks.live.measure import live
from benchmarks.report import Figures, build_figures, build_table, growth_table, live_table, machine
from benchmarks.tools import ROOT


def main() -> int:
    options = _parser().parse_args()
    chosen = [
        one
        for one in generators(options.source)
        if any(one.name.startswith(name) for name in options.only.split(","))
    ]
    figures: Figures = {"machine": machine(chosen), "builds": {}, "live": {}}
    print(json.dumps(figures["machine"], ensure_ascii=False, indent=1))
    with tempfile.TemporaryDirectory() as home:
        for count, rounds in ((options.units, options.rounds), (options.large, options.large_rounds)):
            if count and rounds:
                _builds(Path(home), chosen, count, rounds, figures)
        if options.large and options.large_rounds and options.rounds:
            _tell(growth_table(options.units, options.large, figures["builds"]))
        if options.saves:
            field = Field(Path(home) / "live", _servers(chosen), options.units)
            figures["live"] = live(field, options.saves, options.rounds or 5)
            _tell(live_table(figures["live"]))
    if options.json:
        Path(options.json).write_text(
            json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    add = parser.add_argument
    add("--units", type=int, default=1000, help="units of the site (default: 1000)")
    add("--rounds", type=int, default=5, help="runs behind each median; 0: no builds (default: 5)")
    add("--large", type=int, default=10_000, help="units of the large site; 0: none (default: 10000)")
    add("--large-rounds", type=int, default=5, help="runs of the large site (default: 5)")
    add("--saves", type=int, default=50, help="saves in the live preview; 0: none (default: 50)")
    add(
        "--only",
        default="hugo,perfdsl,eleventy,mkdocs",
        help="generators whose names begin so, hugo among them",
    )
    add("--source", type=Path, default=ROOT, help="the perfdsl to measure (default: this checkout)")
    add("--json", help="file for all figures")
    return parser


def _builds(home: Path, chosen: list[Generator], count: int, rounds: int, figures: Figures) -> None:
    folder = home / str(count)
    folder.mkdir()
    found = build_figures(measure(Field(folder, chosen, count), rounds))
    figures["builds"][str(count)] = found
    _tell(build_table(count, found))


def _servers(chosen: list[Generator]) -> list[Generator]:
    """One of each program that has a preview: those that differ only in what they write share it."""
    return list({one.serve: one for one in reversed(chosen) if one.serve}.values())[::-1]


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
