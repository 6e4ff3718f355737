"""``python -m benchmarks``: measure what the budgets of docs/performance.md speak of, and print it."""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copy
from statistics import median

from benchmarks.processes import COMMAND, environment, medians, one_core, run
from benchmarks.units import write_units

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SEED = ROOT / "examples" / "wuxi"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--files", type=int, default=1000, help="units in the project (default: 1000)")
    parser.add_argument("--rounds", type=int, default=20, help="runs behind each median (default: 20)")
    options = parser.parse_args()
    if importlib.util.find_spec("interegular"):
        print("interegular is installed here: Lark imports it and starts slower; remove it to measure")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        env = environment(home / "bytecode")
        start_up(home, env, options.rounds)
        one_file_in_stages(env, options.rounds)
        many_files(home, env, options.files)
    return 0


def start_up(folder: Path, env: dict[str, str], rounds: int) -> None:
    """One small file, the whole process: budget 150 ms."""
    copy(HERE / "sixty-lines.perf", folder)
    commands = {
        "python, nothing": (sys.executable, "-c", "pass"),
        "python, import lark": (sys.executable, "-c", "import lark"),
        "perfdsl check, 60 lines": (*COMMAND, "check", "sixty-lines.perf"),
    }
    took = medians(commands, folder, env, rounds)
    lark = took["python, import lark"].clock
    print(f"whole process, median of {rounds}{'clock':>13}{'processor':>13}{'to lark':>9}")
    for name, (clock, processor) in took.items():
        print(f"  {name:28}{clock:8.1f} ms{processor:10.1f} ms{clock / lark:8.2f}x")


def one_file_in_stages(env: dict[str, str], rounds: int) -> None:
    """The table of the seed, stage by stage, each sample in a fresh process."""
    [file] = SEED.rglob("*.perf")
    command = [sys.executable, "-m", "benchmarks.stages", str(file)]
    samples = []
    for _ in range(rounds):
        printed = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout
        samples.append(json.loads(printed))
    lines = file.read_text(encoding="utf-8").count("\n")
    print(f"stages of {file.name} ({lines} lines), median of {rounds} fresh processes")
    for stage in samples[0]:
        print(f"  {stage:28}{median(sample[stage] for sample in samples):8.2f} ms")


def many_files(folder: Path, env: dict[str, str], count: int) -> None:
    """A project of many units, cold, on one core: budget 4 s for 1,000."""
    project = folder / "project"
    write_units(project, count)
    with one_core():
        took = run((*COMMAND, "check", ".", "--format", "concise"), project, env)
    print(f"project of {count} units, cold, one core")
    print(f"  {'perfdsl check':28}{took.clock / 1000:8.2f} s {took.processor / 1000:10.2f} s"
          f"  ({took.clock / count:.2f} ms a unit)")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
