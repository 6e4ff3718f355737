"""Comments: ``// …`` at the start of a line or after white space, and the suppressions written in them."""

from __future__ import annotations

import re

from perfdsl.syntax.marks import SPACE
from perfdsl.syntax.nodes import Comment, Word

_START = re.compile(rf"(?:^|(?<=[{SPACE}]))[/／]{{2}}")
_ALLOW = re.compile(
    r"[/／]{2}\s*允许(?=[\s:：A-Za-z])\s*[:：]?\s*(?P<codes>[A-Za-z]\w*(?:\s*[,，、\s]\s*[A-Za-z]\w*)*)\s*(?:[:：]\s*(?P<reason>.*))?\Z"
)
_CODE = re.compile(r"[A-Za-z]\w*")


def split_comment(text: str) -> tuple[str, Comment | None]:
    """The line before its comment, and the comment. A ``//`` inside straight quotes is no comment."""
    if "//" not in text and "／" not in text:
        return text, None
    for match in _START.finditer(text):
        if text.count('"', 0, match.start()) % 2 == 0:
            return text[: match.start()], read_comment(text, match.start())
    return text, None


def read_comment(text: str, start: int) -> Comment:
    """The comment that begins at ``start``: with its codes and reason if it suppresses something."""
    written = text[start:].rstrip()
    match = _ALLOW.match(written)
    if match is None:
        return Comment(written, start, start + len(written))
    at = start + match.start("codes")
    codes = tuple(
        Word(code[0].upper(), at + code.start(), at + code.end()) for code in _CODE.finditer(match["codes"])
    )
    return Comment(written, start, start + len(written), codes, (match["reason"] or "").strip())
