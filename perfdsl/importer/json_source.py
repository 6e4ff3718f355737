"""perfdsl's own JSON as a source again: its lines in the order in which they stood."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from perfdsl.formatter import quoted_link, quoted_name
from perfdsl.importer.office import UnreadableError
from perfdsl.model.framework import BlockRule, Framework
from perfdsl.model.library import Library
from perfdsl.model.money import project_rule
from perfdsl.model.values import read_value
from perfdsl.syntax.comments import escaped

_HINT = "只能导入 perfdsl export --to json 写出的文件"


class _Piece(NamedTuple):
    """Some lines and the line of the file that the first of them stood on."""

    line: int
    lines: tuple[str, ...]


def json_sources(data: bytes, shelf: Library) -> Iterator[tuple[str, int | None, str, str]]:
    """Name, year, framework and source of each table.

    Raises:
        UnreadableError: it is no JSON of ours.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
        tables = found if isinstance(found, list) else [found]
        for table in tables:
            yield table["name"], table["year"], table["framework"] or "", _source(table, shelf)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("这个 JSON 不是 perfdsl 写出的表", _HINT) from error


def _source(table: dict[str, Any], shelf: Library) -> str:
    entry = shelf.get(table["framework"] or "")
    framework = entry.framework if entry else None
    header = [f"{key}: {escaped(value)}".rstrip() for key, value in table["header"].items()]
    projects = [*_projects(table, framework)]
    taken = {piece.line for piece in projects}
    funding = _funding(table["funding"], framework, taken)
    pieces = [*_sections(table), *funding, *projects, *_indicators(table)]
    pieces.sort(key=lambda piece: piece.line)
    return "\n".join([*header, *(line for piece in pieces for line in piece.lines), ""])


def _sections(table: dict[str, Any]) -> Iterator[_Piece]:
    for section in table["sections"]:
        body = [_prose(line) for line in section["markdown"].split("\n")]
        yield _Piece(section["line"], ("", f"# {section['title']}", "", *body))


def _prose(line: str) -> str:
    return f"\\{line}" if line.startswith(("#", "＃")) else escaped(line)


# ---- Money


def _funding(funding: dict[str, Any], framework: Framework | None, projects: set[int]) -> Iterator[_Piece]:
    """The rows that were written; the form draws those of ``projects`` among them again."""
    drawn = (piece for block in funding["blocks"] for piece in _block(block, framework))
    rows = [piece for piece in drawn if piece.line not in projects]
    if rows:
        first = min(piece.line for piece in rows)
        yield _Piece(
            first - 1, ("", f"# 资金（{funding['unit']}）", *_columns(funding["blocks"], framework), "")
        )
        yield from rows


def _columns(blocks: list[dict[str, Any]], framework: Framework | None) -> tuple[str, ...]:
    """What the table says of its columns itself: where they are not the framework's."""
    own = [tuple(block["columns"]) for block in blocks]
    if framework and own == [rule.columns for rule in framework.blocks]:
        return ()
    return _named(own[0], blocks[0]["headline"])


def _named(columns: tuple[str, ...], headline: str | None) -> tuple[str, ...]:
    main = (f"> 主列: {headline}",) if headline and len(columns) > 1 else ()
    return (f"> 列: {', '.join(columns)}", *main)


def _block(block: dict[str, Any], framework: Framework | None) -> Iterator[_Piece]:
    rules = framework.blocks if framework else ()
    rule = next((rule for rule in rules if rule.name == block["name"]), None)
    for row in block["rows"]:
        yield from _row(row, rule, is_part=False)
    for row in block["unlisted"]:
        yield from _row(row, None, is_part=False)


def _row(row: dict[str, Any], rule: BlockRule | None, *, is_part: bool) -> Iterator[_Piece]:
    if row["line"] is not None:
        yield _Piece(row["line"], (_money_line(row, is_part=is_part),))
    equation = rule.equation(row["name"]) if rule else None
    for child in row["rows"]:
        yield from _row(child, rule, is_part=equation is None or child["name"] not in equation.terms)


def _money_line(row: dict[str, Any], *, is_part: bool) -> str:
    values = " / ".join(amount["text"] for amount in row["amounts"])
    return f"{'- ' if is_part else ''}{quoted_name(row['name'])} = {values}"


def _projects(table: dict[str, Any], framework: Framework | None) -> Iterator[_Piece]:
    projects = table["projects"]
    if not projects:
        return
    columns = tuple(amount["column"] for amount in projects[0]["amounts"])
    rule = project_rule(framework) if framework else None
    known = rule.columns if rule else ()
    named = _named(columns, None) if columns != known and all(columns) else ()
    unit = projects[0]["amounts"][0]["unit"] if projects[0]["amounts"] else "万元"
    yield _Piece(projects[0]["line"] - 1, ("", f"# 项目（{unit}）", *named, ""))
    for project in projects:
        yield from _project(project, is_part=False)


def _project(project: dict[str, Any], *, is_part: bool) -> Iterator[_Piece]:
    actuals = project["actuals"]
    done = (f"=> {' / '.join(amount['text'] for amount in actuals)}",) if actuals else ()
    yield _Piece(project["line"], (_money_line(project, is_part=is_part), *done, *_notes(project)))
    for part in project["parts"]:
        yield from _project(part, is_part=True)


def _notes(row: dict[str, Any]) -> Iterator[str]:
    return (f"> {note['key']}: {escaped(note['value'])}".rstrip() for note in row["notes"])


# ---- Indicators


def _indicators(table: dict[str, Any]) -> Iterator[_Piece]:
    pieces = [
        *_groups(table["groups"], 2),
        *(piece for row in table["indicators"] for piece in _indicator(row, is_part=False)),
    ]
    if pieces:
        yield _Piece(
            min(piece.line for piece in pieces) - 1, ("", "# 指标", *(() if table["groups"] else ("",)))
        )
        yield from pieces


def _groups(groups: list[dict[str, Any]], level: int) -> Iterator[_Piece]:
    for group in groups:
        links = (
            " <- " + ", ".join(map(quoted_link, group["linked_projects"])) if group["linked_projects"] else ""
        )
        points = f" [{group['points']}分]" if group["points"] is not None else ""
        blank = ("",) if level == 2 else ()
        yield _Piece(group["line"], (*blank, f"{'#' * level} {group['name']}{links}{points}"))
        yield from _groups(group["groups"], level + 1)


def _indicator(row: dict[str, Any], *, is_part: bool) -> Iterator[_Piece]:
    words = [f"{row['points']}分"] if row["points"] is not None else []
    words += row["flags"]
    marks = f" [{' '.join(words)}]" if words else ""
    actuals = f"=> {_values(row['actuals'], None)}" if row["actuals"] else ""
    said = next((target["comparator"] for target in row["targets"] if target["comparator"]), None)
    operator = f" {said} " if said else ": "
    line = (
        f"{'- ' if is_part else ''}{quoted_name(row['name'])}{operator}{_values(row['targets'], said)}{marks}"
    )
    yield _Piece(row["line"], (line, *filter(None, [actuals]), *_notes(row)))
    for part in row["parts"]:
        yield from _indicator(part, is_part=True)


def _values(targets: list[dict[str, Any]], said: str | None) -> str:
    """Each with its comparator, but for the one that the line has said already or that the text itself says (95%以上)."""
    return " / ".join(
        escaped(target["text"])
        if target["comparator"] in (None, said, read_value(target["text"]).comparator)
        else f"{target['comparator']} {target['text']}"
        for target in targets
    )
