"""Bytes of text files from offices: UTF-8, UTF-16 or GB18030, whatever their suffix or their head says."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from perfdsl.importer.office import UnreadableError

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SAMPLE = 4_000
_DAMAGED = "有些文字不是有效的编码，显示成了 �，请对照原件"


class Decoded(NamedTuple):
    """``text`` and what is to be said of how it was read."""

    text: str
    notices: tuple[str, ...] = ()


def decoded(data: bytes, declared: str = "") -> Decoded:
    """The text of the bytes; ``declared`` is what the file itself says that its encoding is.

    What is valid UTF-8 is UTF-8: hardly any text in another encoding is.

    Raises:
        UnreadableError: it is no text.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _or_damaged(data[len(mark) :], encoding)
    if encoding := _wide(data):
        return _or_damaged(data, encoding)
    if b"\x00" in data:
        raise UnreadableError(
            "这不是文字，也不是认识的文件", "请在 WPS 或 Office 里另存为 XLSX 或 DOCX 再导入"
        )
    for encoding in filter(None, ("utf-8", _known(declared))):
        try:
            return Decoded(data.decode(encoding))
        except UnicodeDecodeError:
            pass  # the next one; what is in none of them is said below
    return _or_damaged(data, "utf-8" if _is_damaged_utf8(data) else "gb18030")


def _or_damaged(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, "replace"), (_DAMAGED,))


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether hardly anything of it is no UTF-8: what is Chinese in another encoding is so from end to end."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 20 < sum(not char.isascii() for char in text)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: the upper half of its spaces, digits and line ends is zero, which few other bytes are."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < len(sample) or max(even, odd) < 3 * min(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _known(declared: str) -> str:
    """The name of a codec; Chinese ones as the one that holds all of them."""
    name = declared.strip().lower().replace("_", "-")
    if name in ("gb2312", "gbk", "gb18030", "cp936", "x-gbk", "hz-gb-2312"):
        return "gb18030"
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
