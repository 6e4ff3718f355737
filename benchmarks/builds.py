"""Builds of all generators in turn: cold, after no change, after one file changed; and how much memory they take."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count as count_from
from itertools import islice
from pathlib import Path

from benchmarks.content import Content, contents, last_target, retarget
from benchmarks.generators import Generator
from benchmarks.memory import peak
from benchmarks.processes import Took, run
from benchmarks.tools import plain_environment
from benchmarks.units import write_units

COLD, AGAIN, CHANGED = "cold build", "build after no change", "build after one file changed"
KINDS = (COLD, AGAIN, CHANGED)


@dataclass
class Builds:
    """What was measured of one generator at one size: the samples of each kind of build, and the peak in bytes."""

    samples: dict[str, list[Took]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    pages: int = 0
    peak: int = 0


class Field:
    """The same units laid out for every generator, below one folder."""

    def __init__(self, folder: Path, generators: Sequence[Generator], count: int) -> None:
        self.generators = generators
        self.count = count
        self._folder = folder
        self._file = folder / "units.jsonl"
        self._dice = random.Random(count)  # noqa: S311 (which unit changes, no secrets)
        self._targets = (f"{85 + turn / 1000:.3f}" for turn in count_from(1))
        self._write()

    def site(self, generator: Generator) -> Path:
        return self._folder / generator.name

    def units(self) -> Iterator[Content]:
        with self._file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    def one(self) -> Content:
        """Some unit, whose last target is now a number that it never was before."""
        with self._file.open(encoding="utf-8") as lines:
            content = json.loads(next(islice(lines, self._dice.randrange(self.count), None)))
        return retarget(content, f"≥{next(self._targets)}%")

    def _write(self) -> None:
        project = self._folder / "units"
        write_units(project, self.count)
        with self._file.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(unit, ensure_ascii=False) + "\n" for unit in contents(project))
        for generator in self.generators:
            generator.lay_out(self.site(generator), self.units())


def measure(where: Field, rounds: int) -> dict[str, Builds]:
    """The generators take turns, so that whatever else the machine does slows all of them alike."""
    found = {generator.name: Builds() for generator in where.generators}
    for turn in range(1, rounds + 1):
        for generator in where.generators:
            for kind, took in _one_round(where, generator):
                print(f"{turn}/{rounds} {generator.name}: {kind} {took.clock / 1000:.2f} s", file=sys.stderr)
                found[generator.name].samples[kind].append(took)
    for generator in where.generators:
        found[generator.name].pages = generator.pages(where.site(generator))
        generator.clean(where.site(generator))
        found[generator.name].peak = peak(generator.command, where.site(generator), plain_environment())
    return found


def _one_round(where: Field, generator: Generator) -> Iterator[tuple[str, Took]]:
    site, env = where.site(generator), plain_environment()
    generator.clean(site)
    yield COLD, _built(generator.command, site, env)
    yield AGAIN, _built(generator.again, site, env)
    content = where.one()
    generator.write(site, content)
    yield CHANGED, _built(generator.again, site, env)
    _verify(generator, site, content)


def _built(command: Sequence[str], site: Path, env: Mapping[str, str]) -> Took:
    return run(command, site, env, accepted=(0,))


def _verify(generator: Generator, site: Path, content: Content) -> None:
    """A build that leaves the old number standing has not been measured but cheated."""
    target = last_target(content)
    if target not in generator.built(site, content["id"]):
        raise RuntimeError(f"{generator.name} did not build {content['id']} anew: no {target} on its page")
