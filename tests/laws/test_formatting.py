"""Laws of the formatter: idempotent, meaning and comments kept, prose and bad lines to the letter."""

from __future__ import annotations

from hypothesis import given

from perfdsl.formatter import format_document, format_source, meaning
from perfdsl.syntax.nodes import Bad, Prose
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source
from perfdsl.text.folding import SPACES
from tests.laws.writing import files


@given(files())
def test_the_canonical_form_is_its_own_canonical_form(text: str) -> None:
    once = format_source(Source("x.perf", text))
    assert format_source(Source("x.perf", once)) == once


@given(files())
def test_the_meaning_and_every_comment_are_kept(text: str) -> None:
    before = parse(Source("x.perf", text))
    after = parse(Source("x.perf", format_document(before)))
    assert meaning(after) == meaning(before)
    assert _comments(after) == _comments(before)


@given(files())
def test_prose_and_bad_lines_stay_to_the_letter(text: str) -> None:
    before = parse(Source("x.perf", text))
    after = parse(Source("x.perf", format_document(before)))
    for kind in (Prose, Bad):
        kept = [line.text for line in after.lines if isinstance(line.node, kind) and line.text.strip(SPACES)]
        assert kept == [
            line.text for line in before.lines if isinstance(line.node, kind) and line.text.strip(SPACES)
        ]


def _comments(document: object) -> list[str]:
    lines = document.lines  # type: ignore[attr-defined]
    return [line.comment.text.lstrip("/／").strip(SPACES) for line in lines if line.comment]
