"""``python -m tests.importer.measure [FORMAT…]``: how much of the laid-out forms an import gets right, by format.

For each format: facts right of all, values right of all, tables whose framework was recognised, and how many facts were
lost without a word; with ``--missed`` each that is missed. ``--variant`` and ``--only`` choose among the cases.
``--tables`` lays out the tables of any folder instead, each in a form of its own; ``--folder`` imports real documents, and
says of each what was made of it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from multiprocessing import get_context
from pathlib import Path

from perfdsl.importer.office import UnreadableError
from tests.importer.compare import FAULTS, KINDS, Fact
from tests.importer.forms.cases import VARIANTS, Case, cases
from tests.importer.forms.general import cases_of
from tests.importer.forms.writers.formats import FORMATS
from tests.importer.golden import GRID, Line, imported, missed
from tests.importer.read_back import import_bytes

_COLUMNS = ("path", "indicator", "value", "actual", "amount", "field", "section", "note", "small print")


def main() -> int:
    args = _arguments()
    if args.folder:
        _real(args.folder)
        return 0
    jobs = [(name, case) for name in args.formats or [GRID, *FORMATS] for case in _chosen(args)]
    with get_context("fork").Pool(args.jobs) as pool:
        lines = pool.map(_measured, jobs, chunksize=4)
    _print_table(lines)
    if args.by_case:
        _print_cases(lines)
    if args.missed:
        _print_missed(lines, args.missed)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.importer.measure", description=__doc__)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=f"of {', '.join([GRID, *FORMATS])}")
    parser.add_argument("--variant", action="append", choices=VARIANTS, help="only these variants")
    parser.add_argument("--only", default="", help="only cases whose name holds this text")
    parser.add_argument(
        "--missed", type=int, nargs="?", const=10_000, help="name what is missed, at most so many"
    )
    parser.add_argument("--by-case", action="store_true", help="a line a case, the worst first")
    parser.add_argument("--tables", type=Path, help="lay out the tables (*.perf) of this folder instead")
    parser.add_argument("--folder", type=Path, help="import the documents of this folder instead")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def _chosen(args: argparse.Namespace) -> list[Case]:
    variants = args.variant or list(VARIANTS)
    chosen = cases_of(args.tables, variants) if args.tables else cases(*variants)
    return [case for case in chosen if args.only in case.name]


def _measured(job: tuple[str, Case]) -> Line:
    return imported(*job)


def _print_table(lines: list[Line]) -> None:
    heads = ("format", "docs", "frameworks", "facts", "%", *_COLUMNS, *FAULTS, "lost", "failed")
    rows = [heads, *(_row(name, [line for line in lines if line.format == name]) for name in _formats(lines))]
    widths = [max(len(row[i]) for row in rows) for i in range(len(heads))]
    for row in rows:
        print("  ".join(text.rjust(width) for text, width in zip(row, widths, strict=True)))


def _row(name: str, lines: list[Line]) -> tuple[str, ...]:
    facts = [fact for line in lines for fact in line.outcome.facts]
    said = [fact for fact in facts if fact.kind not in FAULTS]
    right, count = sum(fact.right for fact in said), len(said)
    lost = sum(len(line.outcome.lost) for line in lines)
    failed = sum(bool(line.outcome.failure) for line in lines)
    return (
        name, str(len(lines)), _share(facts, "framework"), f"{right}/{count}", f"{100 * right / max(1, count):.2f}",
        *(_percent(facts, kind) for kind in _COLUMNS), *(str(sum(fact.kind == kind for fact in facts)) for kind in FAULTS), str(lost), str(failed),
    )  # fmt: skip


def _print_cases(lines: list[Line]) -> None:
    worst = sorted(lines, key=lambda line: -sum(not fact.right for fact in line.outcome.facts))
    for line in worst:
        missed = Counter(fact.kind for fact in line.outcome.facts if not fact.right)
        if missed or line.outcome.failure:
            print(f"{line.format}  {line.case}: {line.outcome.failure or _kinds(missed)}")


def _print_missed(lines: list[Line], most: int) -> None:
    told = (text for line in lines for text in missed(line))
    for _, text in zip(range(most), told, strict=False):
        print(text)


def _kinds(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])


def _formats(lines: Iterable[Line]) -> list[str]:
    return list(dict.fromkeys(line.format for line in lines))


def _share(facts: Iterable[Fact], kind: str) -> str:
    these = [fact.right for fact in facts if fact.kind == kind]
    return f"{sum(these)}/{len(these)}"


def _percent(facts: Iterable[Fact], kind: str) -> str:
    these = [fact.right for fact in facts if fact.kind == kind]
    return f"{100 * sum(these) / len(these):.2f}" if these else "-"


def _real(folder: Path) -> None:
    """Each document of a folder: how many tables, of which frameworks, with how many indicators, or why none."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            tables = import_bytes(file.read_bytes(), file.name)
        except UnreadableError as error:
            print(f"{file.name}: {error.message}")
            continue
        print(f"{file.name}: {len(tables)} 张表")
        for one in tables:
            found = one.table
            if found is not None:
                print(f"  {found.framework.name} {found.name} {found.year}: {len(found.indicators)} 项指标")


if __name__ == "__main__":
    sys.exit(main())
