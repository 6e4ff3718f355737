"""The grammar, compiled: Lark's parse tables as JSON beside the grammar they were made from.

Building the tables takes Lark 36 ms, reading them 2 ms; a check of one file has 150 ms in all. Two files are
made by ``python -m perfdsl.syntax.tables`` (``make grammar``): what Lark itself reads, and what of it the automaton
needs, which reads lines without Lark. They are used only while the grammar's text (and Lark's version, where Lark
reads them) are those they were made with; otherwise the tables are built anew, and nothing is wrong but the speed.
"""

from __future__ import annotations

import json
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef
from lark.parsers.lalr_analysis import Shift

from perfdsl.resources import data
from perfdsl.syntax.automaton import GRAMMAR, Tables
from perfdsl.syntax.automaton import TABLES as AUTOMATON

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


def automaton_tables(grammar: str) -> Tables:
    """What the automaton needs of Lark's parser: states, rules, and the terminals of each state in Lark's order."""
    front: Any = build(grammar).parser
    engine = front.parser.parser
    rules = list(engine.callbacks)
    _refuse_unsupported(rules)
    numbers = {rule: number for number, rule in enumerate(rules)}
    states = engine.parse_table.states
    return {
        "grammar": grammar,
        "starts": engine.parse_table.start_states,
        "ends": engine.parse_table.end_states,
        "ignored": front.lexer_conf.ignore,
        "terminals": {one.name: one.pattern.to_regexp() for one in front.lexer_conf.terminals},
        "rules": [(rule.origin.name, [symbol.name for symbol in rule.expansion]) for rule in rules],
        "expected": [
            [one.name for one in front.lexer.lexers[state].terminals] for state in range(len(states))
        ],
        "shifts": [
            {name: to for name, (action, to) in states[state].items() if action is Shift}
            for state in range(len(states))
        ],
        "reductions": [
            {name: numbers[rule] for name, (action, rule) in states[state].items() if action is not Shift}
            for state in range(len(states))
        ],
    }


class UnsupportedGrammarError(Exception):
    """The grammar uses a feature of Lark that the automaton does not have."""


def _refuse_unsupported(rules: list[Rule]) -> None:
    """An alias makes another node than the automaton would; an empty rule takes no value, the automaton at least one."""
    for rule in rules:
        if rule.alias is not None:
            raise UnsupportedGrammarError(f"an alias (-> {rule.alias}) in the rule {rule.origin.name}")
        if not rule.expansion:
            raise UnsupportedGrammarError(f"the rule {rule.origin.name} may be empty")
        if rule.options.expand1:
            raise UnsupportedGrammarError(f"a rule that may be left out (?{rule.origin.name})")


def _lark_tables(grammar: str) -> dict[str, Any]:
    """What Lark needs to make the parser again."""
    tables, memo = build(grammar).memo_serialize([TerminalDef, Rule])
    return {"lark": lark.__version__, "grammar": grammar, "data": tables, "memo": memo}


def _write(name: str, tables: Any) -> None:
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    data(GRAMMAR).with_name(name.rpartition("/")[2]).write_text(text + "\n", "utf-8")


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
    _text = data(GRAMMAR).read_text("utf-8")
    _write(TABLES, _lark_tables(_text))
    _write(AUTOMATON, automaton_tables(_text))
