"""V330: a key of the header that is one slip away from a known one."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.table import HeaderField, Table
from perfdsl.text.folding import squeeze

KNOWN = tuple(
    "年度 体系 周期 来源 编码 主管部门 发布机构 索引号 文号 批复日期 公开日期 联系电话 责任处室 预算单位 实施单位".split()
)
# Other offices' own words, not slips of the ones above.
_OWN_WORDS = frozenset("责任科室 责任股室 主办部门 批准日期 公布日期".split())


@rule("V330", "文件头的键不明", "warning")
def check(table: Table) -> Iterator[Finding]:
    written = {field.key for field in table.header}
    for field in table.header[1:]:
        known = meant_key(field.key)
        if known:
            yield _finding(field, known, fixable=known not in written)


def meant_key(key: str) -> str | None:
    """The known key that ``key`` most likely means, None where it is known or far from all of them."""
    if key in KNOWN or key in _OWN_WORDS:
        return None
    bare = squeeze(key)
    return next((known for known in KNOWN if bare == known or _is_slip(bare, known)), None)


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
    fix = Fix(f"改为“{known}”", (Edit(field.key_span, known),)) if fixable else None
    return Finding(
        field.key_span,
        f"文件开头的“{field.key}”不是已知的键",
        f"是不是“{known}”？确是另一项内容的，换一个名称",
        fix,
    )
