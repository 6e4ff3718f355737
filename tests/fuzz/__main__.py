"""The long run: ``python -m tests.fuzz --inputs 1000000 --seed 1``.

Input number N of a seed is the same in every run on the same corpus. Failing inputs are made small and written to a
folder, one for each way of failing. Ends with 1 where there was any.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.corpus import Corpus, corpus
from tests.fuzz.laws import CHEAP
from tests.fuzz.trial import COSTLY, Failure, failure, input_of, laws_of, smallest

_BATCH = 500
_LAWS = {law.__name__: law for law in (*CHEAP, *COSTLY)}
# What a worker process is given once: the corpus, the seed, and the end of the numbers.
_at_work: tuple[Corpus, int, int]


class Found(NamedTuple):
    """A failing input."""

    number: int
    failure: Failure
    content: bytes


def main() -> int:
    """Run; how many inputs, how fast, and what failed is printed."""
    args = _arguments()
    known = corpus(args.corpus)
    print(
        f"{len(known.texts)} texts, {len(known.lines)} lines; {args.inputs} inputs, seed {args.seed}",
        flush=True,
    )
    began, done, found = time.monotonic(), 0, dict[Failure, Found]()
    starts = range(args.first, args.first + args.inputs, _BATCH)
    with get_context("fork").Pool(args.jobs, _begin, (known, args.seed, args.first + args.inputs)) as pool:
        for failed in pool.imap_unordered(_batch, starts):
            done = min(done + _BATCH, args.inputs)
            for one in failed:
                if one.failure not in found:
                    found[one.failure] = one
                    _keep(args.out, one)
            if done % (_BATCH * 20) == 0 or done == args.inputs:
                print(
                    f"{done} inputs, {done / (time.monotonic() - began):.0f}/s, {len(found)} failures",
                    flush=True,
                )
    return 1 if found else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--out", type=Path, default=Path("fuzz-failures"), help="folder for failing inputs")
    parser.add_argument("--corpus", type=Path, nargs="*", default=(), help="folders with more .perf files")
    return parser.parse_args()


def _begin(known: Corpus, seed: int, end: int) -> None:
    global _at_work  # noqa: PLW0603 - the state of a worker process
    _at_work = known, seed, end


def _batch(start: int) -> list[Found]:
    known, seed, end = _at_work
    return list(_failures(known, seed, range(start, min(start + _BATCH, end))))


def _failures(known: Corpus, seed: int, numbers: range) -> Iterator[Found]:
    for number in numbers:
        content = input_of(known, seed, number)
        failed = failure(content, laws_of(number))
        if failed is not None:
            yield Found(number, failed, content)


def _keep(folder: Path, one: Found) -> None:
    small = smallest(one.content, _LAWS.get(one.failure.law), one.failure.reason)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{one.failure.law}-{sha256(one.failure.reason.encode()).hexdigest()[:8]}.perf"
    file.write_bytes(small)
    file.with_suffix(".txt").write_text(
        f"{one.failure.law}\n{one.failure.reason}\ninput {one.number}\n", "utf-8"
    )
    print(f"{one.failure.law}: {one.failure.reason}\n  {file} (input {one.number})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
