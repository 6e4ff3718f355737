"""No two modules need each other, directly or by way of others. (That no lower floor needs a higher: lint-imports.)"""

from __future__ import annotations

from tests.house.imports import circles, graph


def test_no_circle() -> None:
    assert len(graph()) > 300
    assert circles(graph()) == []


def test_a_circle_is_seen() -> None:
    needs = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set[str](), "e": {"f"}, "f": {"e"}, "g": {"a"}}
    assert circles({name: frozenset(others) for name, others in needs.items()}) == [
        ["a", "b", "c"],
        ["e", "f"],
    ]
