"""Fields of money: ``资金总额``, ``资金总额/全年执行数``, ``资金总额/得分``; of each project, ``项目/名称``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfdsl.filling.field_names import MONEY_NOTES, OF_PROJECTS, ORDINAL, PROJECT
from perfdsl.model.table import Amount, FundingBlock, FundingLine, MoneyItem, NoteField, Table
from perfdsl.presentation.display import part_name, plain_money
from perfdsl.presentation.form_funding import form_unit


def money_fields(table: Table) -> dict[str, str]:
    """By the name of the row (the form's, and as written), and of the column or note; of two such rows, the first."""
    aliases = {rule.name: rule.aliases for rule in table.framework.blocks}
    found: dict[str, str] = {}
    for block in table.funding.blocks:
        for root in (*block.lines, *block.unlisted):
            for _, line in root.walk():
                values = _values(line, block, form_unit(table))
                for name in _names(line, aliases.get(block.name, ())):
                    for end, text in values.items():
                        found.setdefault(f"{name}{end}", text)
    return found


def project_fields(table: Table) -> Iterator[dict[str, str]]:
    """Each project, and each part of one below it."""
    rows = [row for project in table.projects for row in (project, *map(_part, project.parts))]
    keys = dict.fromkeys(note.key for row in rows for note in row.notes)
    for number, row in enumerate(rows, 1):
        texts = [plain_money(amount, form_unit(table)) for amount in row.amounts]
        columns = dict(zip(table.project_headings, texts, strict=False))
        said = {**dict.fromkeys((*MONEY_NOTES, *keys), ""), **columns, **_noted(row.notes)}
        main = table.project_headline or 0
        yield {
            ORDINAL: str(number),
            PROJECT: row.name,
            f"{OF_PROJECTS}金额": texts[main] if main < len(texts) else "",
            **{f"{OF_PROJECTS}{key}": text for key, text in said.items()},
        }


def _part(part: MoneyItem) -> MoneyItem:
    return part._replace(name=part_name(part.name))


def _names(line: FundingLine, aliases: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield line.name
    if line.written:
        yield line.written.name
    yield from (alias for alias, row in aliases if row == line.name)


def _values(line: FundingLine, block: FundingBlock, unit: str) -> dict[str, str]:
    """By what stands behind the name of the row; nothing behind it is the year's budget."""
    texts = [plain_money(amount, unit) for amount in line.amounts]
    notes = dict.fromkeys(MONEY_NOTES, "")
    if line.written:
        notes |= _noted(line.written.notes)
        if line.written.points is not None:
            notes["分值"] = f"{line.written.points:f}"
    said = {**notes, **dict(zip(block.columns, texts, strict=False))}
    return {"": _main(texts, line.amounts, block), **{f"/{key}": text for key, text in said.items()}}


def _main(texts: list[str], amounts: Sequence[Amount], block: FundingBlock) -> str:
    if block.headline is not None and block.headline < len(texts):
        return texts[block.headline]
    return texts[0] if len(amounts) == 1 else ""


def _noted(notes: Sequence[NoteField]) -> dict[str, str]:
    return {note.key: note.value for note in notes}
