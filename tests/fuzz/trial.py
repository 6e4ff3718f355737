"""One input put to the laws, and a failing one made as small as it can be."""

from __future__ import annotations

import re
import traceback
from random import Random
from typing import NamedTuple

from perfdsl.workspace.patience import OutOfTimeError, at_most
from tests.fuzz.corpus import Corpus
from tests.fuzz.laws import (
    CHEAP,
    Law,
    LawBrokenError,
    check_bytes,
    fixing_comes_to_an_end,
    safe_fixes_keep_their_promise,
    the_export_is_valid,
)
from tests.fuzz.mutations import make_input
from tests.fuzz.pages import pages_hold_no_foreign_markup

# How often the costly laws are asked: of one input in so many.
COSTLY: dict[Law, int] = {
    fixing_comes_to_an_end: 20,
    safe_fixes_keep_their_promise: 5,
    the_export_is_valid: 40,
    pages_hold_no_foreign_markup: 100,
}
PATIENCE = 10  # seconds of the processor for all laws and one input of a few lines
_ROUNDS = 2_000


class Failure(NamedTuple):
    """``reason`` is the same for inputs that fail in the same way."""

    law: str
    reason: str


def input_of(corpus: Corpus, seed: int, number: int) -> bytes:
    """The input of this number: the same wherever the corpus is the same."""
    random = Random(f"{seed}:{number}")  # noqa: S311 - it must be repeatable
    return make_input(corpus, random).encode("utf-8", "surrogatepass")


def laws_of(number: int) -> tuple[Law, ...]:
    """The laws that this input is put to."""
    return (*CHEAP, *(law for law, every in COSTLY.items() if number % every == 0))


def failure(content: bytes, laws: tuple[Law, ...]) -> Failure | None:
    """The first law that the input breaks, in whatever way."""
    name = "check"
    try:
        with at_most(PATIENCE):
            checked = check_bytes(content)
            for law in laws:
                name = law.__name__
                law(checked)
    except OutOfTimeError:
        return Failure(name, f"more than {PATIENCE} seconds")
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return Failure(name, _reason(error))
    return None


def smallest(content: bytes, law: Law | None, reason: str) -> bytes:
    """A smaller input that fails alike: without lines, then without characters, that are not needed for it."""
    laws = (law,) if law else CHEAP
    tries = 0

    def fails(candidate: str) -> bool:
        nonlocal tries
        tries += 1
        found = failure(candidate.encode("utf-8", "surrogatepass"), laws)
        return found is not None and found.reason == reason

    text = content.decode("utf-8", "surrogatepass")
    for cut in (str.splitlines, list):
        pieces = cut(text, True) if cut is str.splitlines else list(text)  # type: ignore[call-arg, call-overload]
        size = max(1, len(pieces) // 2)
        while size and tries < _ROUNDS:
            at = 0
            while at < len(pieces) and tries < _ROUNDS:
                rest = pieces[:at] + pieces[at + size :]
                if rest and fails("".join(rest)):
                    pieces = rest
                else:
                    at += size
            size //= 2
        text = "".join(pieces)
    return text.encode("utf-8", "surrogatepass")


def _reason(error: Exception) -> str:
    """What failed, without what differs from input to input; for an exception of the program where it came from."""
    if isinstance(error, LawBrokenError):
        return re.sub(r"\d+|“[^”]*”", "…", str(error))
    frames = traceback.extract_tb(error.__traceback__)
    place = next((frame for frame in reversed(frames) if "perfdsl" in frame.filename), frames[-1])
    return f"{type(error).__name__} in {place.filename.rpartition('perfdsl/')[2]}:{place.lineno} {place.name}"
