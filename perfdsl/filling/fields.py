"""What the fields of a template stand for in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from perfdsl.filling.field_names import ENDS_OF_INDICATORS, NUMBERS, OF_INDICATORS, OF_PROJECTS
from perfdsl.filling.indicator_fields import indicator_fields
from perfdsl.filling.money_fields import money_fields, project_fields
from perfdsl.formats.errors import ExportError
from perfdsl.formats.xml import possible
from perfdsl.model.header import known_keys
from perfdsl.model.table import Table
from perfdsl.presentation.form_funding import form_unit
from perfdsl.presentation.markdown import plain_text
from perfdsl.presentation.stage import form_title
from perfdsl.text.folding import squeeze
from perfdsl.text.nearest import nearest

_SHOWN = 3
Values = Mapping[str, str]


class Fields(NamedTuple):
    """The values by the squeezed names of their fields: of the table, of each indicator, of each project.

    A row of an indicator or project may use the fields of the table too.
    """

    of_table: Values
    indicators: tuple[Values, ...]
    projects: tuple[Values, ...]
    money: frozenset[str]

    def rows(self, names: Iterable[str]) -> tuple[Values, ...] | None:
        """For a row of a template with these fields: what each row in its place shows; None for an ordinary one.

        Where there is nothing to show, the row of the template stays, blank.
        """
        found = set(names)
        if any(name.startswith(OF_PROJECTS) for name in found):
            rows = self.projects
        elif found & OF_INDICATORS or any(name.endswith(ENDS_OF_INDICATORS) for name in found):
            rows = self.indicators
        else:
            return None
        blank = {**dict.fromkeys(found, ""), **self.of_table}
        return tuple({**self.of_table, **row} for row in rows) or (blank,)

    def is_number(self, name: str) -> bool:
        """Whether a value of this field is a number where it can be one."""
        return name in NUMBERS or name in self.money or name.startswith(OF_PROJECTS)


def fields_of(table: Table) -> Fields:
    """The fields of one table."""
    money = money_fields(table)
    return Fields(
        _shown({**_absent(table), **money, **_sections(table), **_header(table)}),
        tuple(map(_shown, indicator_fields(table))),
        tuple(map(_shown, project_fields(table))),
        frozenset(map(squeeze, money)),
    )


def value_of(name: str, values: Values) -> str:
    """What stands in place of a field. Raises ExportError, with the nearest name, where there is no such field."""
    if name in values:
        return values[name]
    near = nearest(name, values, 0.5)
    hint = f"是不是“{near}”？" if near else "字段的名称见 docs/formats.md 的“用自己的表样”。"
    raise ExportError(f"模板里的“{{{{ {name} }}}}”不是字段：{hint}")


def _shown(values: Mapping[str, str]) -> dict[str, str]:
    return {squeeze(name): possible(text) for name, text in values.items()}


def _absent(table: Table) -> dict[str, str]:
    """What a table may have, and this one need not."""
    sections = (name for rule in table.framework.sections for name in (rule.title, *rule.aliases))
    return dict.fromkeys((*known_keys(), *sections), "")


def _header(table: Table) -> dict[str, str]:
    names = ("单位名称", "部门名称") if table.kind == "部门" else ("项目名称",)
    return {
        **{field.key: field.value for field in table.header},
        **dict.fromkeys(("名称", *names), table.name),
        "年度": str(table.year or ""),
        "表名": form_title(table),
        "体系": table.framework.name,
        "资金单位": form_unit(table),
        "编码": table.head.code.value,
    }


def _sections(table: Table) -> dict[str, str]:
    """Under their own title, and under every other name that the framework has for it."""
    found: dict[str, str] = {}
    for section in table.sections:
        text = plain_text(section.markdown)
        found[section.title] = text
        for rule in table.framework.sections:
            names = (rule.title, *rule.aliases)
            if squeeze(section.title) in map(squeeze, names):
                found |= dict.fromkeys(names, text)
    return found
