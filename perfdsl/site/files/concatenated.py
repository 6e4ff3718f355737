"""Files of a bundle that are made of what each document has in them, one after the other.

Where the last build made them too, they are copied from there in long runs, and only what changed is asked for.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import SEEK_END
from typing import BinaryIO, NamedTuple

from perfdsl.site.files.file_kind import Bundle, Previous

_CHUNK = 1 << 20
Content = Callable[[str], bytes]  # what the document in a folder has in a file


class Envelope(NamedTuple):
    """What stands around what the documents have: at the beginning, between two of them, at the end."""

    head: bytes
    gap: bytes = b""
    end: bytes = b""


class _Span(NamedTuple):
    """A stretch of a file, in bytes."""

    start: int
    end: int


class Concatenation:
    """The concatenated files of a bundle."""

    def __init__(self, bundle: Bundle, previous: Previous | None) -> None:
        self._bundle, self._previous = bundle, previous
        self._lengths: dict[str, dict[str, int]] = {}

    @property
    def resume(self) -> bytes:
        """What the next build needs to know: how much of each file each document has."""
        documents = self._bundle.documents
        return marshal.dumps({name: [of[one] for one in documents] for name, of in self._lengths.items()})

    def chunks(self, name: str, envelope: Envelope, content: Content) -> Iterator[bytes]:
        """A file, a run of documents after the other."""
        spans, gap = self._spans(name, envelope), b""
        lengths = self._lengths[name] = {folder: span.end - span.start for folder, span in spans.items()}
        yield envelope.head
        for run in self._runs(spans, len(envelope.gap)):
            yield gap
            if isinstance(run, _Span):
                yield from self._copied(name, run)
            else:
                found = content(run)
                lengths[run] = len(found)
                yield found
            gap = envelope.gap
        yield envelope.end

    def _runs(self, spans: Mapping[str, _Span], gap: int) -> Iterator[_Span | str]:
        """What the file consists of: stretches of the previous one, and documents that must be asked."""
        run: _Span | None = None
        for folder in self._bundle.documents:
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

    def _spans(self, name: str, envelope: Envelope) -> dict[str, _Span]:
        """Where the previous file holds the documents that are the same in it."""
        previous, spans, start = self._previous, {}, len(envelope.head)
        if previous is None:
            return {}
        for folder, length in zip(previous.documents, marshal.loads(previous.resume)[name], strict=True):  # noqa: S302 - our own
            if folder in previous.same:
                spans[folder] = _Span(start, start + length)
            start += length + len(envelope.gap)
        return spans

    def _copied(self, name: str, run: _Span) -> Iterator[bytes]:
        if self._previous:
            with (self._previous.site / self._bundle.name / name).open("rb") as stream:
                yield from _read(stream, run)


def concatenated_files(
    envelope: Envelope, addresses: Iterable[str], open_file: Callable[[str], BinaryIO]
) -> Iterator[bytes]:
    """One file of several that have the same envelope."""
    before = envelope.head
    for address in addresses:
        yield before
        with open_file(address) as stream:
            yield from _read(stream, _Span(len(envelope.head), stream.seek(0, SEEK_END) - len(envelope.end)))
        before = envelope.gap
    yield envelope.end


def _read(stream: BinaryIO, span: _Span) -> Iterator[bytes]:
    stream.seek(span.start)
    left = span.end - span.start
    while chunk := stream.read(min(_CHUNK, left)):
        yield chunk
        left -= len(chunk)
