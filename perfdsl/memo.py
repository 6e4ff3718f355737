"""What is remembered within one run: every memo of the program, each bounded by the bytes that it holds.

A preview runs all day, and each save brings texts that never come again. So a memo forgets what was not asked for
lately; it is two dictionaries, of which the older one goes when the younger is full. What is asked for again is found
by Python's own dictionary, without a call of ours: a memo costs no more than the fastest one of the standard library.

All of them are listed here, so that a preview can say what they hold, and a test can begin with none. What is kept under
something that comes with the data (a text, a table, a framework) is kept here. What is made once of the program itself
(a pattern, a parser, the text of a rule by its code) may stay in a ``functools.cache``, and what ends with the call in
a dictionary (``tests/house/test_one_home.py``).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from sys import getsizeof
from typing import Any, Generic, ParamSpec, TypeVar
from weakref import WeakSet

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Given = ParamSpec("Given")
Subject = TypeVar("Subject")
Weigh = Callable[[Any, Any], int]
Mine = TypeVar("Mine", bound="Bounded")

MB = 1_000_000
_MOST = 1 * MB  # what a memo may hold where nothing else is said
_ENTRY = 100  # bytes of a dictionary for one entry
_DEEP = 4  # levels of a value that are weighed
_ALIKE = 64  # entries of which one is weighed
_LONG = 500  # characters of a key whose entry is weighed in any case
_OPAQUE = 500  # what is taken for the weight of what we cannot look into
_VIEW = 10_000  # what is taken for the weight of a view of a framework, a part of one or a table, with its subject
_VIEWS = 4 * MB

_PLAIN = frozenset((str, bytes, int, float, bool, type(None)))
_SEVERAL = (tuple, list, set, frozenset)

_share = 1.0  # of its bytes that each memo uses

_all: WeakSet[Bounded] = WeakSet()


class Bounded:
    """What can be weighed and emptied. Whoever makes one has it listed: ``listed(memo)``."""

    @property
    def held(self) -> int:
        """Bytes, as estimated."""
        raise NotImplementedError

    def forget(self) -> None:
        """Everything."""
        raise NotImplementedError


class Memo(dict[Key, Value], Bounded):
    """``memo[key]`` is what ``make`` makes of the key, remembered.

    It holds at most ``most`` bytes, but for the last entry.
    """

    __hash__ = object.__hash__  # type: ignore[assignment] # it is listed as itself

    def __init__(
        self,
        make: Callable[[Key], Value],
        most: int = _MOST,
        weigh: Weigh | None = None,
    ) -> None:
        """``weigh`` estimates the bytes of a key and its value, where the usual way would take too long or be wrong."""
        super().__init__()
        self._make, self._half, self._weigh = make, most // 2, weigh or _both
        self._alike = 0 if weigh else _ALIKE - 1
        self._young = self._old = 0
        self._likely = self._likely_for = 0
        self._older: dict[Key, Value] = {}
        listed(self)

    @property
    def held(self) -> int:
        return self._young + self._old

    def forget(self) -> None:
        self.clear()
        self._older = {}
        self._young = self._old = 0

    def __missing__(self, key: Key) -> Value:
        older = self._older  # which another thread may exchange
        value = older[key] if key in older else self._make(key)
        if self._young > self._half * _share:
            self._older, self._old = dict(self), self._young
            self.clear()
            self._young = 0
        # To weigh an entry may take longer than to make it, and entries made in one way differ little: one of them stands for
        # the next ones, but for long texts, and where somebody said how to weigh.
        is_long = isinstance(key, str) and len(key) > _LONG
        if self._likely_for and not is_long:
            self._likely_for -= 1
            self._young += self._likely
        else:
            size = _ENTRY + self._weigh(key, value)
            self._young += size
            if not is_long:
                self._likely, self._likely_for = size, self._alike
        self[key] = value
        return value


class Latest(Bounded, Generic[Key, Value]):
    """Values by key, put by hand; the one that was put or asked for longest ago goes first, when all are more than
    ``most`` bytes.
    """

    def __init__(self, most: int) -> None:
        self._most, self._bytes = most, 0
        self._known: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        listed(self)

    @property
    def held(self) -> int:
        return self._bytes

    def forget(self) -> None:
        self._known.clear()
        self._bytes = 0

    def get(self, key: Key) -> Value | None:
        """What was put, None where that is gone."""
        found = self._known.get(key)
        if found is None:
            return None
        self._known.move_to_end(key)
        return found[0]

    def keep(self, key: Key, value: Value, size: int | None = None) -> Value:
        """Remember a value, and give it back. ``size`` in bytes, where its weight would be wrong."""
        if old := self._known.pop(key, None):
            self._bytes -= old[1]
        size = _ENTRY + (weight(value) if size is None else size)
        self._known[key] = value, size
        self._bytes += size
        while self._bytes > self._most and len(self._known) > 1:
            self._bytes -= self._known.popitem(last=False)[1][1]
        return value


def cached(
    most: int = _MOST, weigh: Weigh | None = None
) -> Callable[[Callable[[Key], Value]], Callable[[Key], Value]]:
    """A function of one argument that remembers what it gave, as far as ``most`` bytes reach."""

    def decorate(make: Callable[[Key], Value]) -> Callable[[Key], Value]:
        return Memo(make, most, weigh).__getitem__

    return decorate


def cached_call(
    most: int = _MOST, weigh: Weigh | None = None
) -> Callable[[Callable[Given, Value]], Callable[Given, Value]]:
    """The same for a function of several arguments, all given by their place."""

    def decorate(make: Callable[Given, Value]) -> Callable[Given, Value]:
        anyhow: Callable[..., Value] = make
        known: Memo[Any, Value] = Memo(lambda given: anyhow(*given), most, weigh)

        def call(*given: Given.args, **named: Given.kwargs) -> Value:
            assert not named, "by place only"
            return known[given]

        return call

    return decorate


def cached_by_identity(make: Callable[[Subject], Value]) -> Callable[[Subject], Value]:
    """``make``, remembering its answer for each object that it was asked about: a framework, or a part of one.

    These are immutable and live long; to hash one takes longer than what is looked up. The object is kept with its
    answer, so that its identity cannot pass to another.
    """
    return _ByIdentity(make).view


def cached_for_last(make: Callable[[Subject], Value]) -> Callable[[Subject], Value]:
    """``make``, remembering its answer for the last object, by identity: many ask about the same one in turn."""
    return _OfTheLast(make).view


def listed(memo: Mine) -> Mine:
    """Take note of a memo, as long as somebody else has it."""
    _all.add(memo)
    return memo


def use_share(share: float) -> None:
    """Of the bytes that each :class:`Memo` may hold: they are meant for the build of a province, which ends soon. A process
    that runs all day does with less.
    """
    global _share  # noqa: PLW0603 - of the process as a whole
    _share = share


def held() -> int:
    """The bytes that all memos hold, as estimated."""
    return sum(one.held for one in _all)


def forget_all() -> None:
    """Begin with empty memos. What is remembered is only ever what would be made again."""
    for one in list(_all):
        one.forget()


def weight(value: object, depth: int = _DEEP) -> int:
    """About how many bytes a value holds. What several values share is counted for each."""
    if type(value) in _PLAIN or isinstance(value, str):
        return getsizeof(value)
    if isinstance(value, _SEVERAL):
        return getsizeof(value) + (sum(weight(one, depth - 1) for one in value) if depth else 0)
    if isinstance(value, dict):
        inner = sum(weight(one, depth - 1) for pair in value.items() for one in pair) if depth else 0
        return getsizeof(value) + inner
    return _OPAQUE


def _both(key: object, value: object) -> int:
    return weight(key) + weight(value)


class _ByIdentity(Bounded, Generic[Subject, Value]):
    """``_VIEWS`` bytes of views, and of what is kept alive for them."""

    def __init__(self, make: Callable[[Subject], Value]) -> None:
        self._make = make
        self._known: dict[int, tuple[Subject, Value]] = {}
        listed(self)

    @property
    def held(self) -> int:
        return len(self._known) * _VIEW

    def forget(self) -> None:
        self._known.clear()

    def view(self, subject: Subject) -> Value:
        found = self._known.get(id(subject))
        if found is None:
            if self.held >= _VIEWS:
                self._known.clear()
            found = self._known[id(subject)] = (subject, self._make(subject))
        return found[1]


class _OfTheLast(Bounded, Generic[Subject, Value]):
    def __init__(self, make: Callable[[Subject], Value]) -> None:
        self._make = make
        self._last: tuple[Subject, Value] | None = None
        listed(self)

    @property
    def held(self) -> int:
        return 0 if self._last is None else _VIEW

    def forget(self) -> None:
        self._last = None

    def view(self, subject: Subject) -> Value:
        last = self._last
        if last is None or last[0] is not subject:
            last = self._last = (subject, self._make(subject))
        return last[1]
