"""Number the calls of ``perfdsl.workspace.disk``, and let one of them be the last, or fail."""

from __future__ import annotations

import errno
import inspect
import os
import sqlite3
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from perfdsl.workspace import disk
from perfdsl.workspace.user_folders import user_cache_folder

FUNCTIONS = tuple(
    name
    for name, function in inspect.getmembers(disk, inspect.isfunction)
    if function.__module__ == disk.__name__ and not name.startswith("_")
)
KILLED = 137
# What a process may not do but in one of these functions, as Python's audit events call it.
_WRITES = {
    "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate",
    "os.utime", "shutil.rmtree", "shutil.copyfile", "tempfile.mkstemp",
}  # fmt: skip


class Fault(NamedTuple):
    """What happens at call number ``call``: ``kill``, the name of an error, or one with a ``+``: from then on always."""

    call: int
    what: str


class Stop:
    """Stop before call number ``call``: tell it, and wait to be told to go on."""

    def __init__(self, call: int, tell: int, wait: int) -> None:
        self.call, self.tell, self.wait = call, tell, wait

    def __call__(self) -> None:
        os.write(self.tell, b".")
        os.read(self.wait, 1)


def count_calls() -> list[str]:
    """From now on every call is noted in the list, and nothing is written that is not such a call."""
    calls: list[str] = []
    inside, compiled = 0, str(user_cache_folder())  # templates, compiled again by whoever cannot read them

    def around(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal inside
            calls.append(name)
            inside += 1
            try:
                return function(*arguments, **named)
            finally:
                inside -= 1

        return call

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event in _WRITES or (event == "open" and _for_writing(arguments))
        if writes and not inside and not str(arguments[0]).startswith(compiled):
            raise AssertionError(f"{event} {arguments} is not a call of workspace/disk.py")

    sys.addaudithook(watch)
    _wrap(around)
    return calls


def arm(fault: Fault) -> None:
    """From now on the calls are numbered, and the fault happens."""
    count = 0

    def around(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count == fault.call or (count > fault.call and fault.what.endswith("+")):
                _happen(fault.what.removesuffix("+"), name, function, arguments)
            return function(*arguments, **named)

        return call

    _wrap(around)


def arm_stop(stop: Stop) -> None:
    """From now on the calls are numbered, and before one of them this process waits."""
    count = 0

    def around(_name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count == stop.call:
                stop()
            return function(*arguments, **named)

        return call

    _wrap(around)


def take_away(names: frozenset[str]) -> None:
    """The system has no such calls: what they do fails as it does where they are missing."""
    for name in names:
        setattr(disk, name, _missing(name))


def _wrap(around: Callable[[str, Callable[..., Any]], Callable[..., Any]]) -> None:
    for name in FUNCTIONS:
        setattr(disk, name, around(name, getattr(disk, name)))


def _missing(name: str) -> Callable[..., Any]:
    number = {"exchange": errno.ENOSYS, "link": errno.EPERM, "lock": errno.ENOLCK}[name]

    def call(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return call


def _happen(what: str, name: str, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    if what == "kill":
        if name == "write":  # half of it is there
            function(arguments[0], arguments[1][: len(arguments[1]) // 2])
        os._exit(KILLED)
    if name == "commit":
        raise sqlite3.OperationalError("disk I/O error")
    if name == "close":
        function(*arguments)
    number = getattr(errno, what)
    raise OSError(number, os.strerror(number))


def _for_writing(arguments: tuple[Any, ...]) -> bool:
    flags = arguments[2] if isinstance(arguments[2], int) else 0
    return bool(flags & (os.O_WRONLY | os.O_RDWR)) and arguments[0] != os.devnull
