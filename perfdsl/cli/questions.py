"""Questions on a terminal: what a command was not told. Where there is no terminal, nobody is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from perfdsl.cli.given_files import UsageError

_YES = frozenset(("y", "yes", "是", "好", "ｙ"))


def can_ask() -> bool:
    """Whether somebody sits at the other end of both streams."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, read: Callable[[str], str | None] = lambda answer: answer or None) -> str:
    """The answer as ``read`` takes it; asked again as long as that is None. Raises UsageError where input ends."""
    while True:
        try:
            answer = read(input(question).strip())
        except EOFError:
            raise UsageError("没有回答，什么也没有写。") from None
        if answer is not None:
            return answer


def choose(title: str, names: Sequence[str], shown: Sequence[str]) -> str:
    """One of ``names``, by its number or as it is; ``shown`` are the lines that stand for them. Raises UsageError."""
    print(title)
    for number, line in enumerate(shown, 1):
        print(f"  {number}. {line}")

    def read(answer: str) -> str | None:
        if answer.isdecimal() and 1 <= int(answer) <= len(names):
            return names[int(answer) - 1]
        return answer if answer in names else None

    return ask(f"写序号（1 到 {len(names)}）：", read)


def agrees(question: str) -> bool:
    """Whether the answer is yes. Raises UsageError where input ends."""
    return ask(f"{question}（是/否）", lambda answer: answer or "否").lower() in _YES
