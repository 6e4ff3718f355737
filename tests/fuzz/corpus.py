"""What the fuzzer starts from: the examples, the frameworks that ship with perfdsl, and the typed cases.

Other tables can be given by their folders; they are read, never kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.typed.cases import all_cases

ROOT = Path(__file__).resolve().parents[2]
_HOMES = (ROOT / "examples", ROOT / "perfdsl/frameworks", ROOT / "perfdsl/starter")


class Corpus(NamedTuple):
    """``texts`` are whole files as lists of lines; ``lines`` are all different lines of them."""

    texts: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]


def corpus(folders: Iterable[Path] = ()) -> Corpus:
    """The project's own texts, and those of ``folders``; sorted, so that a number names one input everywhere."""
    files = [file for home in (*_HOMES, *folders) for file in sorted(home.rglob("*.perf"))]
    texts = [file.read_text("utf-8", "replace") for file in files]
    texts += [case.before + case.typed for case in all_cases()]
    split = tuple(dict.fromkeys(tuple(text.split("\n")) for text in texts))
    return Corpus(split, tuple(dict.fromkeys(line for lines in split for line in lines)))
