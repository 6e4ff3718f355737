"""V330: a key of the header that is one slip away from a known one."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.header import KEYS, HeaderField, known_keys
from perfdsl.model.table import Table
from perfdsl.text.folding import squeeze

# The notation's own keys, of which another may be a slip; and offices' own words, which are none.
_KNOWN = (*(keys[0] for keys in KEYS.values()), "来源", "预算单位", "实施单位")
_OWN_WORDS = frozenset((*known_keys(), "主办部门"))


@rule("V330", "文件头的键不明", "warning")
def check(table: Table) -> Iterator[Finding]:
    written = {field.key for field in table.header}
    for field in table.header[1:]:
        known = meant_key(field.key)
        if known:
            yield _finding(field, known, fixable=known not in written)


def meant_key(key: str) -> str | None:
    """The known key that ``key`` most likely means, None where it is known or far from all of them."""
    if key in _KNOWN or key in _OWN_WORDS:
        return None
    bare = squeeze(key)
    return next((known for known in _KNOWN if bare == known or _is_slip(bare, known)), None)


def _is_slip(written: str, known: str) -> bool:
    """One character wrong, missing or too many, or two exchanged. Of two characters, only exchanged ones."""
    difference = len(written) - len(known)
    if len(known) == 2 or not -1 <= difference <= 1:
        return len(known) == 2 and written == known[::-1]
    if difference:
        short, long = sorted((written, known), key=len)
        return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    wrong = [i for i in range(len(known)) if written[i] != known[i]]
    return len(wrong) == 1 or (
        len(wrong) == 2 and sorted(written) == sorted(known) and wrong[1] - wrong[0] == 1
    )


def _finding(field: HeaderField, known: str, *, fixable: bool) -> Finding:
    fix = Fix(f"改为“{known}”", (Edit(field.key_span, known),), safe=False) if fixable else None
    return Finding(
        field.key_span,
        f"文件开头的“{field.key}”不是已知的键",
        f"是不是“{known}”？确是另一项内容的，换一个名称",
        fix,
    )
