"""Files of a part that are made of what each document has in them, one after the other.

Where the last build joined them too, they are copied from there in long runs, and only what changed is asked for.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import SEEK_END
from typing import BinaryIO, NamedTuple

from perfdsl.site.outputs.output import Earlier, Part

_CHUNK = 1 << 20
Content = Callable[[str], bytes]  # what the document in a folder has in a file


class Frame(NamedTuple):
    """What stands around what the documents have: at the beginning, between two of them, at the end."""

    head: bytes
    gap: bytes = b""
    end: bytes = b""


class _Span(NamedTuple):
    """A part of a file, in bytes."""

    start: int
    end: int


class Joining:
    """The joined files of a part."""

    def __init__(self, part: Part, earlier: Earlier | None) -> None:
        self._part, self._earlier = part, earlier
        self._lengths: dict[str, dict[str, int]] = {}

    @property
    def left(self) -> bytes:
        """What the next build needs to know: how much of each file each document has."""
        documents = self._part.documents
        return marshal.dumps({name: [of[one] for one in documents] for name, of in self._lengths.items()})

    def chunks(self, name: str, frame: Frame, content: Content) -> Iterator[bytes]:
        """A file piece by piece."""
        spans, gap = self._spans(name, frame), b""
        lengths = self._lengths[name] = {folder: span.end - span.start for folder, span in spans.items()}
        yield frame.head
        for run in self._runs(spans, len(frame.gap)):
            yield gap
            if isinstance(run, _Span):
                yield from self._copied(name, run)
            else:
                found = content(run)
                lengths[run] = len(found)
                yield found
            gap = frame.gap
        yield frame.end

    def _runs(self, spans: Mapping[str, _Span], gap: int) -> Iterator[_Span | str]:
        """What the file consists of: stretches of the earlier one, and documents that must be asked."""
        run: _Span | None = None
        for folder in self._part.documents:
            span = spans.get(folder)
            if run and span and span.start == run.end + gap:
                run = _Span(run.start, span.end)
                continue
            if run:
                yield run
            run = span
            if span is None:
                yield folder
        if run:
            yield run

    def _spans(self, name: str, frame: Frame) -> dict[str, _Span]:
        """Where the earlier file holds the documents that are the same in it."""
        earlier, spans, start = self._earlier, {}, len(frame.head)
        if earlier is None:
            return {}
        for folder, length in zip(earlier.documents, marshal.loads(earlier.left)[name], strict=True):  # noqa: S302 - our own
            if folder in earlier.same:
                spans[folder] = _Span(start, start + length)
            start += length + len(frame.gap)
        return spans

    def _copied(self, name: str, run: _Span) -> Iterator[bytes]:
        if self._earlier:
            with (self._earlier.site / self._part.name / name).open("rb") as stream:
                yield from _read(stream, run)


def joined_files(
    frame: Frame, addresses: Iterable[str], open_file: Callable[[str], BinaryIO]
) -> Iterator[bytes]:
    """One file of several that have the same frame."""
    before = frame.head
    for address in addresses:
        yield before
        with open_file(address) as stream:
            yield from _read(stream, _Span(len(frame.head), stream.seek(0, SEEK_END) - len(frame.end)))
        before = frame.gap
    yield frame.end


def _read(stream: BinaryIO, span: _Span) -> Iterator[bytes]:
    stream.seek(span.start)
    left = span.end - span.start
    while chunk := stream.read(min(_CHUNK, left)):
        yield chunk
        left -= len(chunk)
