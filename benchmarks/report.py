"""What the comparison found: as plain data for a file, and as tables (Markdown) for people."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any

from benchmarks.builds import COLD, KINDS, Builds
from benchmarks.generators import Generator
from benchmarks.processes import Took

Figures = dict[str, Any]
BASES = ("hugo", "hugo, pages as perfdsl")


def machine(generators: list[Generator]) -> Figures:
    """What ran where; the load is how many processes wanted a core before this benchmark began."""
    return {
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
        "versions": {generator.name: generator.version for generator in generators},
    }


def build_figures(found: Mapping[str, Builds]) -> Figures:
    """By generator and kind of build: seconds by the clock and of the processor, as medians; megabytes at the peak."""
    return {
        name: {
            "pages": builds.pages,
            "peak MB": round(builds.peak / 1e6),
            **{kind: _medians(samples) for kind, samples in builds.samples.items() if samples},
        }
        for name, builds in found.items()
    }


def _medians(samples: list[Took]) -> dict[str, float]:
    clock, processor = (median(column) / 1000 for column in zip(*samples, strict=True))
    return {"clock": round(clock, 4), "processor": round(processor, 4), "runs": len(samples)}


def live_figures(waits: Mapping[str, list[float]]) -> Figures:
    """By generator: median, 95th percentile and number of waits, in milliseconds."""
    return {
        name: {"p50": _percentile(times, 50), "p95": _percentile(times, 95), "runs": len(times)}
        for name, times in waits.items()
    }


def _percentile(values: list[float], percent: int) -> float | None:
    """The smallest value that so many percent of all do not exceed; none where that save was never shown."""
    ranked = sorted(values)
    value = ranked[-(-len(ranked) * percent // 100) - 1]
    return round(value, 1) if math.isfinite(value) else None


def build_table(count: int, figures: Figures) -> Iterator[str]:
    """Twice one row a generator, by the clock and of the processor; with the ratios to each of the bases that ran."""
    bases = [figures[name] for name in BASES if name in figures]
    for measure in ("clock", "processor"):
        yield f"\n{count} units, seconds ({measure}); × {' and × '.join(name for name in BASES if name in figures)}\n"
        yield f"| | pages | {' | '.join(KINDS)} | peak MB |"
        yield f"|---|---|{'---|' * len(KINDS)}---|"
        for name, row in figures.items():
            cells = [_cell(row[kind][measure], [base[kind][measure] for base in bases]) for kind in KINDS]
            yield f"| {name} | {row['pages']} | {' | '.join(cells)} | {row['peak MB']} |"


def _cell(seconds: float, bases: list[float]) -> str:
    return f"{seconds:.2f} ({', '.join(f'{seconds / base:.2f} ×' for base in bases)})"


def growth_table(small: int, large: int, sizes: Mapping[str, Figures]) -> Iterator[str]:
    """How many times longer a cold build takes for the larger site."""
    before, after = sizes[str(small)], sizes[str(large)]
    yield f"\ncold build, {small} → {large} units, clock / processor\n"
    yield "| | growth |\n|---|---|"
    for name in after:
        clock, processor = (
            after[name][COLD][key] / before[name][COLD][key] for key in ("clock", "processor")
        )
        yield f"| {name} | {clock:.1f} × / {processor:.1f} × |"


def live_table(live: Mapping[str, Figures]) -> Iterator[str]:
    """One row for everything that was waited for."""
    yield "\nlive preview, milliseconds\n"
    yield "| | | p50 | p95 | runs |\n|---|---|---|---|---|"
    for kind, found in live.items():
        for name, row in found.items():
            yield f"| {kind} | {name} | {row['p50']} | {row['p95']} | {row['runs']} |"
