"""The log: what perfdsl did unasked, and why, for whoever has to find out later.

It is Python's own ``logging``, below the name ``perfdsl``: a program that uses perfdsl as a library hears it there.
Nobody listens by default, and then the library, which takes as long to import as a small table to check, is not even
imported. The command line listens where ``-v`` or the variable ``PERFDSL_LOG`` asks for it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import Handler, Logger

VARIABLE = "PERFDSL_LOG"
_NAME = "perfdsl"
_LEVELS = {"debug": 10, "info": 20, "warning": 30}  # of the library
_LEVEL_NAMES = {10: "细节", 20: "说明", 30: "警告"}
_SHORT = "[{levelname}] {message}"
_LONG = "{asctime} {process} [{levelname}] {name}: {message}"


class Log:
    """What one module says. Messages have places for arguments, as in ``logging``; they are put in where somebody listens."""

    def __init__(self, module: str) -> None:
        """``module`` is its ``__name__``."""
        self._module = module

    def debug(self, message: str, *arguments: object) -> None:
        """What only helps to find a fault."""
        self._say(_LEVELS["debug"], message, arguments, None)

    def info(self, message: str, *arguments: object, error: BaseException | None = None) -> None:
        """What was done otherwise than one might expect, without harm. ``error`` is why."""
        self._say(_LEVELS["info"], message, arguments, error)

    def warning(self, message: str, *arguments: object, error: BaseException | None = None) -> None:
        """What should not happen, and was mended or done without. ``error`` is why."""
        self._say(_LEVELS["warning"], message, arguments, error)

    def _say(
        self, level: int, message: str, arguments: tuple[object, ...], error: BaseException | None
    ) -> None:
        if "logging" in sys.modules:
            logger = _logger(self._module)
            if error is not None:
                message, arguments = f"{message}（%s: %s）", (*arguments, type(error).__name__, error)
            shows_trace = error is not None and logger.isEnabledFor(_LEVELS["debug"])
            logger.log(level, message, *arguments, exc_info=error if shows_trace else None, stacklevel=3)


def listen(verbose: int = 0) -> None:
    """Begin to listen as the user wishes: ``verbose`` is how often ``-v`` was given.

    ``PERFDSL_LOG`` holds ``debug``, ``info`` or ``warning`` for the terminal; any other text names a file to append to.
    """
    wish = os.environ.get(VARIABLE, "")
    if not wish and not verbose:
        return
    level = _LEVELS.get(wish.lower())
    if verbose:
        asked = _LEVELS["info"] if verbose == 1 else _LEVELS["debug"]
        level = min(level or asked, asked)
    handlers = [_terminal(level)] if level else []
    if wish and wish.lower() not in _LEVELS:
        handlers += _file(wish)
    _attach(handlers)


def _terminal(level: int) -> Handler:
    import logging

    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter(_SHORT, style="{"))
    return handler


def _file(name: str) -> list[Handler]:
    """Everything, into a file; nothing where it cannot be written, which is said."""
    import logging

    try:
        handler = logging.FileHandler(name, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        sys.stderr.write(f"{VARIABLE} 指定的日志文件“{name}”写不了（{error.strerror}），这次不记日志。\n")
        return []
    handler.setFormatter(logging.Formatter(_LONG, style="{"))
    return [handler]


def _attach(handlers: list[Handler]) -> None:
    """These instead of those of an earlier call in this process."""
    import logging

    for level, name in _LEVEL_NAMES.items():
        logging.addLevelName(level, name)
    logger = logging.getLogger(_NAME)
    for old in [one for one in logger.handlers if one.get_name() == _NAME]:
        logger.removeHandler(old)
        old.close()
    for handler in handlers:
        handler.set_name(_NAME)
        logger.addHandler(handler)
    logger.setLevel(min((one.level or _LEVELS["debug"] for one in handlers), default=logging.NOTSET))


def _logger(name: str) -> Logger:
    """Python's logger; where nobody listens it is silent, as that of a library should be."""
    import logging

    home = logging.getLogger(_NAME)
    if not home.handlers:
        home.addHandler(logging.NullHandler())
    return logging.getLogger(name)
