"""Last year's files of a whole province, imported at once: the budget is 90 s for 1,000 workbooks on two cores.

    python -m benchmarks.importing --files 1000 --format xlsx

The tables are made up (benchmarks/units.py) and laid out as their offices do, each fourth one with another kind of noise.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.processes import COMMAND, environment, run
from benchmarks.units import unit
from perfdsl.importer.importing import import_document
from perfdsl.importer.reading import read_office_file
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source
from tests.importer.forms.lay_out import lay_out
from tests.importer.forms.layout import layouts
from tests.importer.forms.noise import noisy
from tests.importer.forms.writers.formats import FORMATS

_NOISES = ((), ("wrapped", "spaced_labels"), ("title_in_table", "notes_in_table"), ("full_width", "border"))
_LAYOUT = "江苏部门整体"
_SAMPLE = 50


def main() -> None:
    """Write the files, measure the stages on some of them, then the command on all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--files", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--format", choices=FORMATS, default="xlsx")
    parser.add_argument("--keep", type=Path, help="write the files into this folder and leave them there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        files = list(write_files((options.keep or home / "files").resolve(), options.files, options.format))
        stages(files[:_SAMPLE])
        whole(files, home)


def write_files(folder: Path, count: int, kind: str) -> Iterator[Path]:
    """Write so many files; the number of a file alone decides what it says."""
    folder.mkdir(parents=True, exist_ok=True)
    shelf, layout, written = library(), layouts()[_LAYOUT], FORMATS[kind]
    for number in range(count):
        table = check_source(Source(f"unit-{number:05}.perf", unit(number)), shelf).table
        assert table is not None
        form = noisy(lay_out([table], layout), _NOISES[number % len(_NOISES)])
        path = folder / f"unit-{number:05}{written.suffix}"
        path.write_bytes(written.write([form]))
        yield path


def stages(files: list[Path]) -> None:
    """Milliseconds of processor a file, in this process."""
    shelf, reading, recognising = library(), list[float](), list[float]()
    for file in files:
        data, start = file.read_bytes(), time.process_time()
        document = read_office_file(data, file.name)
        read = time.process_time()
        import_document(document, shelf)
        reading.append(read - start)
        recognising.append(time.process_time() - read)
    print(f"stages, median of {len(files)} files")
    print(f"  {'file to grids':28}{median(reading) * 1000:8.1f} ms")
    print(f"  {'grids to source':28}{median(recognising) * 1000:8.1f} ms")


def whole(files: list[Path], home: Path) -> None:
    """The command on all files: a process as a user starts it."""
    took = run(
        (*COMMAND, "import", *(file.name for file in files), "-o", str(home / "out")),
        files[0].parent,
        environment(home / "bytecode"),
    )
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    print(f"perfdsl import of {len(files)} files ({megabytes:.0f} MB)")
    print(
        f"  {took.clock / 1000:8.2f} s, processor {took.processor / 1000:.2f} s ({took.clock / len(files):.1f} ms a file)"
    )


if __name__ == "__main__":
    main()
