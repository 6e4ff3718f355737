"""How much the streams of a PDF become when they are unpacked: known before anything is, in bounded memory."""

from __future__ import annotations

import zlib

from perfdsl.importer.readers.sizes import MB, too_large
from perfdsl.text.patterns import lazy

MOST_OF_CONTENT = 60 * MB  # what pages are drawn with, which is interpreted mark by mark
MOST_OF_ALL = 600 * MB  # with pictures and fonts
_DATA = 512  # bytes before a stream in which it says what it is
_STREAM = lazy(r"stream\r?\n")
_PIECE = 65_536


def check_streams(data: bytes) -> None:
    """Refuse a file whose streams become too large.

    Raises:
        UnreadableError: they do.
    """
    text = data.decode("latin-1")
    content = everything = 0
    for match in _STREAM.finditer(text):
        if text.endswith("end", max(0, match.start() - 3), match.start()):
            continue
        said = text[max(0, match.start() - _DATA) : match.start()].rpartition(" obj")[2]
        size = _unpacked(data, match.end(), MOST_OF_ALL - everything)
        everything += size
        content += 0 if "/Image" in said or "/Length1" in said or "/FontFile" in said else size
        if content > MOST_OF_CONTENT or everything >= MOST_OF_ALL:
            raise too_large(
                "PDF 展开后", f"多于 {min(content, everything) // MB} MB", f"{MOST_OF_CONTENT // MB} MB"
            )


def _unpacked(data: bytes, start: int, most: int) -> int:
    """Bytes that a stream becomes, at most ``most``; 0 of what is packed otherwise, or not at all."""
    unpacker = zlib.decompressobj()
    place, size = start, 0
    packed = b""
    try:
        while size < most and not unpacker.eof and (packed or place < len(data)):
            if not packed:
                packed, place = data[place : place + _PIECE], place + _PIECE
            unpacked = unpacker.decompress(packed, _PIECE)
            size += len(unpacked)
            packed = unpacker.unconsumed_tail if unpacked else b""
    except zlib.error:
        return size  # not packed so, or damaged: what comes after is not unpacked either
    return size
