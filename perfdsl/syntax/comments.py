r"""Comments: ``// …`` at the start of a line or after white space, and the suppressions written in them.

The same in every line, of prose too: what is written as a remark is never published. ``\//`` writes two slashes that
begin none, and so does an address that was typed with a space in it (``http: //…``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from perfdsl.syntax.marks import COLONS, COMMAS, QUOTES, SLASHES, SPACE
from perfdsl.syntax.nodes import Comment, Word
from perfdsl.text.folding import SPACES
from perfdsl.text.patterns import lazy

_START = lazy(rf"(?:^|(?<=[{SPACE}]))[{SLASHES}]{{2}}")
_ADDRESS = lazy(rf"(?i:https?|ftp)[{COLONS}]\Z")
_ESCAPED = lazy(rf"\\([{SLASHES}]{{2}})")
_ALLOW = lazy(
    rf"[{SLASHES}]{{2}}\s*允许(?=[\s{COLONS}A-Za-z])\s*+[{COLONS}]?\s*+(?P<codes>[A-Za-z]\w*(?:[\s{COMMAS}、]+[A-Za-z]\w*)*)"
    rf"\s*(?:[{COLONS}]\s*(?P<reason>.*))?\Z"
)
_NEAR = 16  # how far before a comment the name of an address is looked for
_CODE = lazy(r"[A-Za-z]\w*")


def split_comment(text: str, *, is_prose: bool = False) -> tuple[str, Comment | None]:
    """The line before its comment, and the comment. In a structured line, ``//`` inside straight quotes begins none."""
    start = next(_starts(text, is_prose=is_prose), None) if may_hold_two_slashes(text) else None
    return (text, None) if start is None else (text[:start], read_comment(text, start))


def _starts(text: str, *, is_prose: bool = False) -> Iterator[int]:
    """Where a comment would begin."""
    if not may_hold_two_slashes(text):
        return
    quotes = seen = 0
    for match in _START.finditer(text):
        quotes += 0 if is_prose else sum(text.count(quote, seen, match.start()) for quote in QUOTES)
        seen = match.start()
        if quotes % 2 == 0 and not _ADDRESS.search(text[max(0, seen - _NEAR) : seen].rstrip(SPACES)):
            yield seen


def may_hold_two_slashes(text: str) -> bool:
    """Whether it is worth looking for them. Asked of every line; a pattern takes longer."""
    return "//" in text or "／" in text or "∕" in text or "⁄" in text


def unescaped(text: str) -> str:
    r"""The text that is meant: ``\//`` is two slashes."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def escaped(text: str) -> str:
    """``text`` written so that nothing in it begins a comment."""
    places = [0, *_starts(text), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    return "\\".join(pieces)


def read_comment(text: str, start: int) -> Comment:
    """The comment that begins at ``start``: with its codes and reason if it suppresses something."""
    written = text[start:].rstrip()
    match = _ALLOW.match(written) if "允许" in written else None
    if match is None:
        return Comment(written, start, start + len(written))
    at = start + match.start("codes")
    codes = tuple(
        Word(code[0].upper(), at + code.start(), at + code.end()) for code in _CODE.finditer(match["codes"])
    )
    return Comment(written, start, start + len(written), codes, (match["reason"] or "").strip())
