"""Reports of very many findings: what they take of the processor and of memory, for each format (POSIX only).

    python -m benchmarks.findings

100,000 findings in a hundred files, and 5,000 files that all are broken. Budget: 150 MB, however many there are.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import COMMAND, environment

FORMATS = ("text", "concise", "json", "sarif")
BUDGET = 150  # MB
_HEAD = "部门: 示例单位{number}\n年度: 2022\n体系: 江苏省部门整体\n\n# 指标\n## 履职\n### 数量\n"
_BROKEN = "培训人数{number} => {number}人\n"


class Report(NamedTuple):
    """What one report took: ``processor`` in seconds, ``peak`` in MB, ``size`` of the report in bytes."""

    processor: float
    peak: float
    size: int


def write_broken(folder: Path, files: int, lines: int) -> None:
    """``files`` tables with at least ``lines`` findings each."""
    folder.mkdir(parents=True)
    body = "".join(_BROKEN.format(number=number) for number in range(1, lines + 1))
    for number in range(files):
        text = f"{_HEAD.format(number=number)}{body}"
        (folder / f"{number:05}.perf").write_text(text, encoding="utf-8", newline="\n")


def report(project: Path, form: str, env: dict[str, str]) -> Report:
    """Check the project in a fresh process; it ends with 1, for there are errors."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            [*COMMAND, "check", str(project), "--format", form], stdout=out, env=env, cwd=project
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 1:
            raise RuntimeError(f"perfdsl check --format {form} ended with {process.returncode}")
        unit = 1 if sys.platform == "darwin" else 1024
        return Report(
            usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6, os.fstat(out.fileno()).st_size
        )


def main(arguments: list[str] | None = None) -> int:
    """Print a line for each format; 1 where one takes more memory than the budget."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.findings", description=__doc__)
    parser.add_argument("--findings", type=int, default=100_000, help="in a hundred files (default: 100,000)")
    parser.add_argument(
        "--files", type=int, default=5_000, help="broken files, of four findings each (default: 5,000)"
    )
    options = parser.parse_args(arguments)
    most = 0.0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        env = environment(home / "bytecode")
        write_broken(home / "findings", 100, -(-options.findings // 100))
        write_broken(home / "files", options.files, 4)
        for name, title in (
            ("findings", f"{options.findings} findings in 100 files"),
            ("files", f"{options.files} broken files"),
        ):
            print(title)
            for form in FORMATS:
                took = report(home / name, form, env)
                most = max(most, took.peak)
                print(
                    f"  {form:8}{took.processor:8.1f} s of processor{took.peak:8.0f} MB{took.size / 1e6:9.1f} MB written",
                    flush=True,
                )
    print(f"most memory: {most:.0f} MB (budget {BUDGET})")
    return 1 if most > BUDGET else 0


if __name__ == "__main__":
    sys.exit(main())
