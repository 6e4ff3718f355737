"""The parse tables at run time: those that are stored beside the grammar, where they were made of it, else made anew.

Building the tables takes Lark 36 ms, reading them 2 ms; a check of one file has 150 ms in all. Where they are built anew,
nothing is wrong but the speed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfdsl.syntax.automaton import Tables
from perfdsl.syntax.grammar_files import AUTOMATON_TABLES, LARK_TABLES, grammar_text, stored, written

if TYPE_CHECKING:
    from lark import Lark


def automaton_tables() -> Tables:
    """What the automaton reads lines by."""
    tables: Tables | None = stored(AUTOMATON_TABLES)
    if tables and tables["written"] == written():
        return tables
    from perfdsl.syntax.compiler import compiled  # imports Lark

    return compiled(grammar_text())


def lark_parser(transformer: Any) -> Lark:
    """Lark's own parser, from tables of the same version of Lark."""
    import lark

    tables = stored(LARK_TABLES)
    if tables is None or tables["lark"] != lark.__version__ or tables["written"] != written():
        from perfdsl.syntax.compiler import build

        return build(grammar_text(), transformer)
    data, memo = _integer_keys(tables["data"]), _by_number(tables["memo"])
    # The door that Lark's own generated stand-alone parsers come in by.
    parser: lark.Lark = lark.Lark._load_from_dict(data, memo, transformer=transformer)  # type: ignore[no-untyped-call] # noqa: SLF001
    return parser


def _integer_keys(tables: Any) -> Any:
    """JSON has text keys only; the states and tokens of the parser are numbered."""
    parser = tables["parser"]["parser"]
    parser["tokens"] = _by_number(parser["tokens"])
    parser["states"] = {int(state): _by_number(actions) for state, actions in parser["states"].items()}
    return tables


def _by_number(table: dict[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in table.items()}
