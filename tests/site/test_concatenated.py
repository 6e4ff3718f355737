"""Joined files: whatever changed since the last time, copying from there gives what a join of all documents gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from perfdsl.site.files.concatenated import Concatenation, Envelope, concatenated_files
from perfdsl.site.files.file_kind import Bundle, Previous

ENVELOPES = {"lines.csv": Envelope(b"head\r\n"), "list.json": Envelope(b"[\n", b",\n", b"]\n")}


def plain(envelope: Envelope, texts: dict[str, bytes]) -> bytes:
    return envelope.head + envelope.gap.join(texts.values()) + envelope.end


def edited(texts: dict[str, bytes], dice: random.Random) -> dict[str, bytes]:
    """Some documents changed, some gone, some new, now and then all of them in another order."""
    after = {name: text for name, text in texts.items() if dice.random() > 0.1}
    for name in after:
        if dice.random() < 0.2:
            after[name] = dice.randbytes(dice.choice((0, 3, 40)))
    for number in dice.sample(range(30), dice.randint(0, 4)):
        after.setdefault(f"2024/{number}", dice.randbytes(9))
    names = sorted(after)
    if dice.random() < 0.2:
        dice.shuffle(names)
    return {name: after[name] for name in names}


@pytest.mark.parametrize("seed", range(5))
def test_copying_gives_what_joining_gives(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secrets
    texts: dict[str, bytes] = {}
    resume = b""
    (tmp_path / "2024").mkdir()
    for _ in range(30):
        before, texts = texts, edited(texts, dice)
        same = frozenset(name for name in before if texts.get(name) == before[name])
        previous = Previous(tuple(before), same, tmp_path, resume) if resume else None
        concatenation = Concatenation(Bundle("2024", tuple(texts)), previous)
        for name, envelope in ENVELOPES.items():
            changed = {one: text for one, text in texts.items() if one not in same}
            made = b"".join(concatenation.chunks(name, envelope, changed.__getitem__))
            assert made == plain(envelope, texts)
            (tmp_path / "2024" / name).write_bytes(made)
        resume = concatenation.resume


def test_files_with_the_same_frame_are_one(tmp_path: Path) -> None:
    envelope, texts = ENVELOPES["list.json"], {"a": b"1", "b": b"2" * 3_000_000, "c": b"3"}
    (tmp_path / "x").write_bytes(plain(envelope, {"a": b"1", "b": texts["b"]}))
    (tmp_path / "y").write_bytes(plain(envelope, {"c": b"3"}))
    found = concatenated_files(envelope, ["x", "y"], lambda name: (tmp_path / name).open("rb"))
    assert b"".join(found) == plain(envelope, texts)
