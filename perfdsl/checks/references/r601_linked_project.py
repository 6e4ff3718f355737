"""R601: a key task is linked to a project that is not declared."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.references.project_links import compared, declared, unresolved
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Edit, Fix, Label
from perfdsl.model.table import Link, MoneyItem, Table
from perfdsl.syntax.marks import COMMAS, OPENING
from perfdsl.text.folding import squeeze
from perfdsl.text.nearest import nearest
from perfdsl.text.patterns import lazy

_NEEDS_QUOTES = lazy(f"[{COMMAS}{OPENING}]")
_BETWEEN = lazy("[、;；]")


@rule("R601", "对应项目不存在", "error")
def check(table: Table) -> Iterator[Finding]:
    wrong = unresolved(table)
    if not wrong or "项目" in table.unread:
        return
    if not table.projects:
        yield _no_projects(wrong)
        return
    known, asked = declared(table), compared(table)
    for link, project in asked:
        yield _several(link, known) or (_slip(link, project) if project else _unknown(link, known))
    for link in wrong[len(asked) :]:
        yield _several(link, known) or _not_compared(link, len(asked))


def _no_projects(wrong: list[Link]) -> Finding:
    more = f"等 {len(wrong)} 处" if len(wrong) > 1 else ""
    message = f"对应项目“{wrong[0].name}”{more}没有申报：文件里没有项目"
    return Finding(wrong[0].span, message, "加一节“# 项目”，每个项目写一行“名称 = 金额”")


def _several(link: Link, known: dict[str, MoneyItem]) -> Finding | None:
    """Several projects, parted by a mark that may also stand within a name."""
    names = [name.strip() for name in _BETWEEN.split(link.name)]
    if len(names) < 2 or any(squeeze(name) not in known for name in names):
        return None
    fix = Fix("用逗号分开", (Edit(link.span, ", ".join(names)),), safe=False)
    return Finding(link.span, f"“{link.name}”是 {len(names)} 个项目", "几个对应项目之间用逗号分开", fix)


def _slip(link: Link, project: MoneyItem) -> Finding:
    hint = f"是不是“{project.name}”？如果是 # 项目 里的名称写错了，请改那里"
    fix = Fix(f"改为“{project.name}”", (Edit(link.span, _as_link(project.name)),), safe=False)
    return Finding(link.span, _said(link), hint, fix, (Label(project.span, "申报的项目"),))


def _unknown(link: Link, known: dict[str, MoneyItem]) -> Finding:
    near = nearest(link.name, (project.name for project in known.values()))
    hint = f"是不是“{near}”？" if near else "在 # 项目 下写上这个项目和它的金额，或改为已申报的项目"
    return Finding(link.span, _said(link), hint)


def _not_compared(link: Link, asked: int) -> Finding:
    hint = (
        f"前 {asked} 处以外的没有找最接近的名称：改好前面的，再检查一遍；或在 # 项目 下写上这个项目和它的金额"
    )
    return Finding(link.span, _said(link), hint)


def _said(link: Link) -> str:
    return f"对应项目“{link.name}”没有申报"


def _as_link(name: str) -> str:
    """A name with a comma of its own is quoted."""
    return f'"{name}"' if _NEEDS_QUOTES.search(name) else name
