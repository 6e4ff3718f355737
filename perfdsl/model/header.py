"""The header as typed fields: what each key means, whatever an office calls it.

The one home of the keys of the header and their other names. Whoever wants to know when a table was published, what its
code is or who publishes it asks :class:`Head`, never a key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.diagnostics import Span
from perfdsl.text.folding import fold, squeeze

_NOWHERE = Span(0, 0, 0)


class HeaderField(NamedTuple):
    """One ``键: 值`` of the header."""

    key: str
    value: str
    key_span: Span
    value_span: Span


ABSENT = HeaderField("", "", _NOWHERE, _NOWHERE)


class Head(NamedTuple):
    """The facts that a header states; :data:`ABSENT` (value ``""``) where it does not.

    ``code`` makes the address; ``approved`` and ``published`` are days as written.
    """

    year: HeaderField = ABSENT
    framework: HeaderField = ABSENT
    periods: HeaderField = ABSENT
    own_sections: HeaderField = ABSENT
    code: HeaderField = ABSENT
    department: HeaderField = ABSENT
    publisher: HeaderField = ABSENT
    implementer: HeaderField = ABSENT
    index_number: HeaderField = ABSENT
    document_number: HeaderField = ABSENT
    approved: HeaderField = ABSENT
    published: HeaderField = ABSENT
    phone: HeaderField = ABSENT
    office: HeaderField = ABSENT


# The keys of each fact: the notation's own first, then what offices write. Of several in one header the first counts.
KEYS: dict[str, tuple[str, ...]] = {
    "year": ("年度",),
    "framework": ("体系",),
    "periods": ("周期",),
    "own_sections": ("自拟栏目",),
    "code": (
        "编码", "单位编码", "部门编码", "预算单位编码", "预算编码", "预算部门编码", "单位代码", "部门代码", "预算单位代码", "预算代码",
    ),
    "department": ("主管部门", "业务主管部门", "主管单位", "上级主管部门", "省级主管部门", "市级主管部门", "县级主管部门"),
    "publisher": ("发布机构", "发布单位", "公开单位", "公开机构", "公开主体"),
    "implementer": ("实施单位", "项目实施单位"),
    "index_number": ("索引号", "信息索引号"),
    "document_number": ("文号", "发文字号", "发文文号"),
    "approved": ("批复日期", "批复时间", "预算批复日期", "预算批复时间", "批准日期", "批准时间"),
    "published": ("公开日期", "公开时间", "发布日期", "发布时间", "公布日期", "公布时间", "公示日期", "公示时间"),
    "phone": ("联系电话", "咨询电话"),
    "office": ("责任处室", "责任科室", "责任股室"),
}  # fmt: skip
# In a project's table the unit's code is not its own: a unit has many projects.
_PROJECT_CODES = ("编码", "项目编码", "项目代码")
# What the first line may be called instead of 部门: or 项目:.
KINDS = ("部门", "项目", "体系")
_KIND_ALIASES = {
    "单位": "部门", "单位名称": "部门", "部门名称": "部门", "预算单位": "部门", "部门(单位)名称": "部门", "项目名称": "项目",
}  # fmt: skip


_HEADER_KEYS = frozenset(
    (
        "部门",
        "项目",
        "单位名称",
        "部门名称",
        *(key for fact, keys in KEYS.items() if fact != "code" for key in keys),
    )
)


def kind_of_key(key: str) -> str:
    """部门, 项目 or 体系, which the first key of a document says; ``""`` where it says none of them."""
    folded = fold(key)
    return folded if folded in KINDS else _KIND_ALIASES.get(folded, "")


def read_head(fields: Iterable[HeaderField], kind: str = "部门") -> Head:
    """The facts that these lines state, in a table of this kind (部门 or 项目)."""
    written: dict[str, HeaderField] = {}
    for field in fields:
        if field.value:
            written.setdefault(squeeze(field.key), field)
    return Head(**{fact: _first(written, _keys(fact, kind)) for fact in KEYS})


def _keys(fact: str, kind: str) -> tuple[str, ...]:
    return _PROJECT_CODES if fact == "code" and kind == "项目" else KEYS[fact]


def _first(written: dict[str, HeaderField], keys: tuple[str, ...]) -> HeaderField:
    return next((written[key] for key in keys if key in written), ABSENT)


def is_header_key(key: str) -> bool:
    """Whether a line of this key (without spaces) belongs into the header; 编码 may stand below a row too."""
    return key in _HEADER_KEYS


def keys_of(*facts: str) -> frozenset[str]:
    """Every key of these facts, without spaces."""
    return frozenset(
        key for fact in facts for key in (*KEYS[fact], *(_PROJECT_CODES if fact == "code" else ()))
    )


def known_keys() -> tuple[str, ...]:
    """Every key of a fact."""
    return tuple(dict.fromkeys(key for keys in (*KEYS.values(), _PROJECT_CODES) for key in keys))
