"""What must hold for every input, whatever it is. Each law says what it found by raising LawBrokenError.

``CHEAP`` are asked of every input, ``COSTLY`` of one in so many.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from perfdsl.checks.runner import INTERNAL
from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.fixer import fix_all
from perfdsl.formats.table_json import table_json
from perfdsl.formatter import MeaningChangedError, format_source
from perfdsl.pipeline import Checked, check_source, library
from perfdsl.resources import data
from perfdsl.syntax.source import Source, decode
from tests.laws.promises import keep_their_promises

NAME = "示例.perf"
_SHELF = library()


class LawBrokenError(AssertionError):
    """An input for which a law does not hold; the message says what came instead."""


def check_bytes(content: bytes) -> Checked:
    """The content as ``perfdsl check`` reads it."""
    return check_source(decode(content, NAME)._replace(data=content), _SHELF)


# ---- Of every input


def no_rule_fails(checked: Checked) -> None:
    """Whatever is written, no rule crashes."""
    for finding in checked.findings:
        if finding.code == INTERNAL:
            raise LawBrokenError(f"{finding.message} {finding.hint}")


def findings_lie_in_the_file(checked: Checked) -> None:
    """Every place that is named exists: its line, and its columns in that line."""
    lengths = [len(line.text) for line in checked.document.lines]
    for finding in checked.findings:
        for what, span in _spans(finding):
            if span == Span(1, 0, 0):
                continue
            inside = 1 <= span.line <= len(lengths)
            if not (inside and 0 <= span.start <= span.end <= lengths[span.line - 1]):
                raise LawBrokenError(f"{what} of {finding.code} at {span}: {finding.message}")


def _spans(finding: Diagnostic) -> Iterator[tuple[str, Span]]:
    yield "place", finding.span
    for label in finding.labels:
        yield "label", label.span
    for edit in finding.fix.edits if finding.fix else ():
        yield "fix", edit.span


def formatting_keeps_the_meaning(checked: Checked) -> None:
    """``fmt`` finds a canonical form that means the same and is its own canonical form."""
    source = checked.source
    if source.encoding != "utf-8":
        return
    try:
        once = format_source(source)
        again = format_source(Source(NAME, once))
    except MeaningChangedError as error:
        raise LawBrokenError("the canonical form means something else") from error
    if again != once:
        raise LawBrokenError("the canonical form has another canonical form")


# ---- Of some


def fixing_comes_to_an_end(checked: Checked) -> None:
    """``check --fix`` raises nothing, and a second time changes nothing."""
    if checked.source.encoding != "utf-8":
        return
    for suggested in (False, True):
        fixed = fix_all(checked.source.data, check_bytes, suggested=suggested).data
        if fix_all(fixed, check_bytes, suggested=suggested).data != fixed:
            raise LawBrokenError("a second --fix changes more")


def safe_fixes_keep_their_promise(checked: Checked) -> None:
    """Each alone takes its finding away and leaves what the table says, but for the part that the finding names."""
    if checked.source.encoding == "utf-8":
        keep_their_promises(checked.source.data)


def the_export_is_valid(checked: Checked) -> None:
    """The JSON of a table is what its schema says."""
    if checked.table is None:
        return
    error = next(_validator().iter_errors(json.loads(json.dumps(table_json(checked.table)))), None)
    if error is not None:
        raise LawBrokenError(f"{error.json_path}: {error.message}")


@cache
def _validator() -> Any:
    import jsonschema

    schema = json.loads(data("formats/table.schema.json").read_text("utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


Law = Callable[[Checked], None]
CHEAP: tuple[Law, ...] = (no_rule_fails, findings_lie_in_the_file, formatting_keeps_the_meaning)
