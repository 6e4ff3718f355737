"""Golden imports: the laid-out forms through the whole importer, and by name what of them is missed.

A part of what ``python -m tests.importer.measure`` looks at: every form clean, and each with one kind of noise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.importer.compare import FAULTS, KINDS, summed
from tests.importer.forms.cases import VARIANTS, Case, cases, with_noise
from tests.importer.golden import GRID, Line, imported, missed

HERE = Path(__file__).resolve().parent / "golden"
CLEAN = list(cases("clean"))
# Of the slower kinds every so many forms. What has merged cells is to be read as it was laid out.
EXACT = {"xlsx": 3, "xlsx-formulas": 5, "docx": 3, "html": 2, "html-gb18030": 8}
OTHERS = {"pdf": 5, "tsv": 3}


def noisy() -> Iterator[Case]:
    """Each form with one kind of noise, one after the other."""
    names = [name for name in VARIANTS if name != "clean"]
    yield from (with_noise(case, names[number % len(names)]) for number, case in enumerate(CLEAN))


def report(lines: Iterable[Line]) -> str:
    """Right and all of each kind of fact, then what is missed."""
    lines = list(lines)
    counts = summed(fact for line in lines for fact in line.outcome.facts)
    faults = [f"{kind}: {counts.pop(kind, (0, 0))[1]}" for kind in FAULTS]
    head = [*(f"{kind}: {counts[kind][0]}/{counts[kind][1]}" for kind in KINDS if kind in counts), *faults]
    return "\n".join([*head, "", *(text for line in lines for text in missed(line)), ""])


@pytest.fixture(scope="module")
def ideal() -> list[Line]:
    """Every clean form as an ideal reader would hand it on."""
    return [imported(GRID, case) for case in CLEAN]


def test_recognition_of_clean_forms(ideal: list[Line], golden: Callable[[Path, str], None]) -> None:
    golden(HERE / "clean.txt", report(ideal))


def test_recognition_of_noisy_forms(golden: Callable[[Path, str], None]) -> None:
    golden(HERE / "noisy.txt", report(imported(GRID, case) for case in noisy()))


@pytest.mark.parametrize("name", EXACT)
def test_what_a_file_loses_of_its_form(
    name: str, ideal: list[Line], golden: Callable[[Path, str], None]
) -> None:
    """What is missed of a file and not of the form that it was made from: nothing, or a golden file names it."""
    told: list[str] = []
    for case, line in list(zip(CLEAN, ideal, strict=True))[:: EXACT[name]]:
        known = set(missed(line))
        told += [text for text in missed(imported(name, case)._replace(format=GRID)) if text not in known]
    golden(HERE / f"{name}.txt", "".join(f"{text}\n" for text in told))


@pytest.mark.parametrize("name", OTHERS)
def test_files_without_merged_cells(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(HERE / f"{name}.txt", report(imported(name, case) for case in CLEAN[:: OTHERS[name]]))
