"""What a heading of a table may hold besides its title: a unit of money, points, linked projects, each where it counts.

Whatever would be read and shown nowhere is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.diagnostics import Diagnostic
from perfdsl.model.framework_values import points
from perfdsl.model.line_diagnostics import line_diagnostic
from perfdsl.model.outline import OutlineSection
from perfdsl.syntax.nodes import Heading, Line

_UNITS = {"资金": ("", "元", "万元"), "项目": ("", "元", "万元"), "指标": ("",)}
_SAID = "要说的写成“// ”注释，或写在下面的“> 说明: …”里"


def misused_headings(sections: list[OutlineSection]) -> Iterator[Diagnostic]:
    """The brackets and links of all headings that nobody would see."""
    for section in sections:
        yield from _unit(section)
        yield from _marks(section.line, section.line.node, is_group=False)
        for line in section.lines if not section.is_prose else ():
            if type(line.node) is Heading:
                yield from _marks(line, line.node, is_group=section.title == "指标")


def _unit(section: OutlineSection) -> Iterator[Diagnostic]:
    """``# 资金（千元）``: an amount would be read as one in 万元. ``# 指标（核心）``: the bracket would be lost."""
    if section.is_prose or section.unit in _UNITS.get(section.title, ("",)):
        return
    node = section.line.node
    word = node.title if isinstance(node, Heading) else None
    message = f"标题里的“{section.unit}”不是可用的单位"
    hint = f"只能用元或万元：换算以后写成“# {section.title}（万元）”；不是单位的，不写在标题里"
    if section.title == "指标":
        message, hint = f"“# 指标”后面不能写“{section.unit}”", f"标题只写“# 指标”；{_SAID}"
    yield line_diagnostic("P106", "error", message, section.line, hint, word)


def _marks(line: Line, heading: object, *, is_group: bool) -> Iterator[Diagnostic]:
    """Of a group the first points and the links are kept, of any other heading nothing."""
    assert isinstance(heading, Heading)
    has_points = False
    for word in heading.attributes.words:
        if is_group and not has_points and points(word.text):
            has_points = True
            continue
        hint = f"标题后面的方括号里只写分组的分值，例如“## 产出指标 [50分]”；{_SAID}"
        yield line_diagnostic("P108", "error", f"“[{word.text}]”不能写在这个标题后面", line, hint, word)
    for link in heading.links[:1] if not is_group else ():
        hint = "对应项目写在 # 指标 下面重点工作的标题后面：#### 重点工作 <- 项目名称"
        yield line_diagnostic("P108", "error", "“<-”不能写在这个标题后面", line, hint, link)
