"""The grammar, compiled: Lark's parse tables as JSON beside the grammar they were made from.

Building the tables takes Lark 36 ms, reading them 2 ms; a check of one file has 150 ms in all. The file is
made by ``python -m perfdsl.syntax.tables`` (``make grammar``). It is used only while the grammar's text and
Lark's version are those it was made with; otherwise the tables are built anew, and nothing is wrong but the speed.
"""

from __future__ import annotations

import json
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

from perfdsl.resources import data

GRAMMAR = "grammar/perf.lark"
TABLES = "grammar/perf.tables.json"
STARTS = ("header", "note", "heading", "entry", "part", "actual", "equation", "row")


def load(transformer: Any) -> Lark:
    """The parser, from the stored tables where they fit the grammar."""
    grammar = data(GRAMMAR).read_text("utf-8")
    stored = _stored()
    if stored is None or stored["lark"] != lark.__version__ or stored["grammar"] != grammar:
        return build(grammar, transformer)
    tables, memo = _integer_keys(stored["data"]), _by_number(stored["memo"])
    # The door that Lark's own generated stand-alone parsers come in by.
    parser: Lark = Lark._load_from_dict(tables, memo, transformer=transformer)  # type: ignore[no-untyped-call] # noqa: SLF001
    return parser


def build(grammar: str, transformer: Any = None, *, strict: bool = False) -> Lark:
    """The parser, from its grammar: LALR with a contextual lexer. ``strict`` also proves that no two terminals clash."""
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        maybe_placeholders=False,
        transformer=transformer,
        strict=strict,
    )


def tables_json() -> str:
    """The content of the tables' file for the grammar as it is."""
    grammar = data(GRAMMAR).read_text("utf-8")
    tables, memo = build(grammar).memo_serialize([TerminalDef, Rule])
    stored = {"lark": lark.__version__, "grammar": grammar, "data": tables, "memo": memo}
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def _stored() -> Any:
    try:
        return json.loads(data(TABLES).read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _integer_keys(tables: Any) -> Any:
    """JSON has text keys only; the states and tokens of the parser are numbered."""
    parser = tables["parser"]["parser"]
    parser["tokens"] = _by_number(parser["tokens"])
    parser["states"] = {int(state): _by_number(actions) for state, actions in parser["states"].items()}
    return tables


def _by_number(table: dict[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in table.items()}


if __name__ == "__main__":
    data(GRAMMAR).with_name("perf.tables.json").write_text(tables_json(), "utf-8")
