"""Memos are bounded by bytes, whatever they are asked; what they give is what they were made to give."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from perfdsl import memo
from perfdsl.memo import Latest, Memo, cached, cached_by_identity, cached_call, cached_for_last, weight

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_asked_for_again_is_not_made_again() -> None:
    made: list[str] = []

    @cached()
    def double(text: str) -> str:
        made.append(text)
        return text * 2

    assert [double(text) for text in "abab"] == ["aa", "bb", "aa", "bb"]
    assert made == ["a", "b"]


def test_several_arguments_are_one_key() -> None:
    made: list[tuple[str, int]] = []

    @cached_call()
    def times(text: str, count: int) -> str:
        made.append((text, count))
        return text * count

    assert [times("a", 2), times("a", 3), times("a", 2)] == ["aa", "aaa", "aa"]
    assert made == [("a", 2), ("a", 3)]


def test_none_and_empty_values_are_remembered() -> None:
    made: list[str] = []
    known: Memo[str, None] = Memo(made.append)
    assert [known["a"], known["a"]] == [None, None]
    assert made == ["a"]


def test_a_failure_is_not_remembered() -> None:
    @cached()
    def number(text: str) -> int:
        return int(text)

    for _ in range(2):
        with pytest.raises(ValueError, match="甲"):
            number("甲")
    assert number("1") == 1


@pytest.mark.parametrize("size", [10, 1_000, 20_000])
def test_texts_that_never_come_again_do_not_pile_up(size: int) -> None:
    most = 100_000
    known: Memo[str, str] = Memo(lambda text: text[::-1], most)
    for number in range(2_000):
        text = f"{number:0{size}}"
        assert known[text] == text[::-1]
        assert known.held <= most + 3 * size + 1_000
        assert known.held >= sum(weight(key) + weight(value) for key, value in known.items())


def test_a_process_that_runs_all_day_does_with_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "_share", 1.0)
    memo.use_share(0.25)
    known: Memo[int, str] = Memo(lambda number: "x" * number, 100_000)
    for number in range(2_000):
        assert len(known[number % 1_000 + number]) == number % 1_000 + number
    assert known.held <= 30_000


def test_what_is_asked_for_often_stays() -> None:
    made: list[str] = []

    def make(text: str) -> str:
        made.append(text)
        return text

    known: Memo[str, str] = Memo(make, 20_000)
    for number in range(2_000):
        assert known["every day"] == "every day"
        assert known[str(number)] == str(number)
    assert made.count("every day") == 1


def test_the_latest_stay() -> None:
    known: Latest[str, str] = Latest(1_000)
    for number in range(50):
        known.keep(str(number), "x" * 100)
        assert known.get("0") is not None, "asked for each time"
    assert known.held <= 1_000
    assert known.get("49")
    assert known.get("1") is None
    known.keep("49", "y")
    assert known.get("49") == "y"


def test_one_that_is_too_big_is_still_kept() -> None:
    """Whoever puts it wants it next."""
    known: Latest[str, str] = Latest(10)
    known.keep("a", "x" * 100)
    assert known.get("a")


def test_by_identity_is_told_apart_from_what_is_equal() -> None:
    view = cached_by_identity(lambda rules: [*rules])
    one, other = tuple("ab"), tuple("ab")
    assert view(one) is view(one)
    assert view(one) is not view(other)


def test_of_the_last_only_one_is_kept() -> None:
    made: list[list[str]] = []
    view = cached_for_last(made.append)
    one, other = ["a"], ["b"]
    for subject in (one, one, other, one):
        view(subject)
    assert made == [["a"], ["b"], ["a"]]


def test_all_can_be_emptied_and_weighed() -> None:
    known: Memo[str, str] = Memo(str.upper)
    assert known["甲a"] == "甲A"
    assert memo.held() >= known.held > 0
    memo.forget_all()
    assert memo.held() == 0
    assert known["甲a"] == "甲A"


def test_a_memo_that_nobody_has_is_not_listed() -> None:
    memo.forget_all()
    known: Memo[str, str] = Memo(str.upper)
    assert known["b"] == "B"
    del known
    gc.collect()
    assert memo.held() == 0


def test_every_memo_is_one_of_these() -> None:
    """`lru_cache` counts entries, whatever they weigh; one for each process (``maxsize=1``) and none with a key are fine."""
    guilty = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "perfdsl").rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if "lru_cache(" in line and "maxsize=1)" not in line
    ]
    assert not guilty
