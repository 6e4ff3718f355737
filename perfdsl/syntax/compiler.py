"""The compiler of the grammar: Lark's parse tables, as JSON beside the grammar (``make grammar``).

Two files come out: what Lark itself reads, and what of it the automaton needs, which reads lines without Lark. The
automaton has not all that Lark has; a grammar that asks for more is refused here, where it is written, and not read
in another way by the two. The same grammar makes the same bytes (with the same version of Lark).
"""

from __future__ import annotations

import json
import re
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef
from lark.parsers.lalr_analysis import Shift

from perfdsl.resources import data
from perfdsl.syntax.automaton import Tables
from perfdsl.syntax.grammar_files import AUTOMATON_TABLES, GRAMMAR, LARK_TABLES, grammar_text, written

STARTS = ("header", "note", "heading", "entry", "part", "actual", "equation", "row")
_CLASS = re.compile(r"(?<!\\)\[(?:\\.|[^\[\]\\])+\]", re.DOTALL)
_RANGE = re.compile(r"(?:\\.|[^\\])-(.)", re.DOTALL)  # inside a class
_GROUP = re.compile(r"(?<!\\)\((?!\?)|\(\?P")


class UnsupportedGrammarError(Exception):
    """The grammar uses a feature of Lark that the automaton does not have."""


def build(grammar: str, transformer: Any = None, *, strict: bool = False) -> Lark:
    """The parser, from its grammar: LALR with a contextual lexer. ``strict`` also proves that no two terminals clash."""
    parser = Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        maybe_placeholders=False,
        transformer=transformer,
        strict=strict,
    )
    _number_states(parser)
    return parser


def _number_states(parser: Lark) -> None:
    """In the order in which they are met from the starts on. Lark numbers them as its sets lie, in each process otherwise."""
    front: Any = parser.parser
    table, lexers = front.parser.parser.parse_table, front.lexer.lexers
    met: list[int] = [table.start_states[start] for start in STARTS]
    for state in met:  # which grows
        following = (to for _, (action, to) in sorted(table.states[state].items()) if action is Shift)
        met += [to for to in following if to not in met]
    number = {state: at for at, state in enumerate(met)}
    table.states = {
        number[state]: {
            name: (action, number[to] if action is Shift else to)
            for name, (action, to) in sorted(table.states[state].items())
        }
        for state in met
    }
    table.start_states = {start: number[state] for start, state in table.start_states.items()}
    table.end_states = {start: number[state] for start, state in table.end_states.items()}
    front.lexer.lexers = {number[state]: lexers[state] for state in met}


def compiled(grammar: str) -> Tables:
    """What the automaton needs of Lark's parser: states, rules, and the terminals of each state in Lark's order.

    Raises UnsupportedGrammarError.
    """
    front: Any = build(grammar).parser
    engine = front.parser.parser
    rules = list(engine.callbacks)
    terminals = {one.name: one.pattern.to_regexp() for one in front.lexer_conf.terminals}
    _refuse_rules(rules)
    _refuse_terminals(terminals)
    numbers = {rule: number for number, rule in enumerate(rules)}
    states = engine.parse_table.states
    return {
        "written": written(),
        "starts": engine.parse_table.start_states,
        "ends": engine.parse_table.end_states,
        "ignored": front.lexer_conf.ignore,
        "terminals": terminals,
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


def _refuse_rules(rules: list[Rule]) -> None:
    """What makes another node in Lark than in the automaton, or takes no value where that takes one at least."""
    for rule in rules:
        name, options = rule.origin.name, rule.options
        if rule.alias is not None:
            raise UnsupportedGrammarError(f"an alias (-> {rule.alias}) in the rule {name}")
        if not rule.expansion:
            raise UnsupportedGrammarError(f"the rule {name} may be empty")
        if options.expand1:
            raise UnsupportedGrammarError(f"a rule that may be left out (?{name})")
        if options.keep_all_tokens:
            raise UnsupportedGrammarError(f"a rule that keeps all tokens (!{name})")
        if options.priority is not None:
            raise UnsupportedGrammarError(f"a rule with a priority ({name}.{options.priority})")
        if left_out := [symbol.name for symbol in rule.expansion if getattr(symbol, "filter_out", False)]:
            raise UnsupportedGrammarError(f"a token that is left out ({left_out[0]}) in the rule {name}")


def _refuse_terminals(terminals: dict[str, str]) -> None:
    """A range up to a full-width mark is no range once the mark has changed places; a group of its own would be taken for the
    terminal.
    """
    for name, pattern in terminals.items():
        ends = "".join(
            end
            for written in _CLASS.findall(pattern)
            for end in _RANGE.findall(written[1:-1].removeprefix("^"))
        )
        if any(end > "\xff" for end in ends):
            raise UnsupportedGrammarError(f"a range of marks in the terminal {name}")
        if _GROUP.search(_CLASS.sub("", pattern)):
            raise UnsupportedGrammarError(f"a group (…) in the terminal {name}, write (?:…)")


def _lark_tables(grammar: str) -> dict[str, Any]:
    """What Lark needs to make the parser again."""
    tables, memo = build(grammar).memo_serialize([TerminalDef, Rule])
    return {"lark": lark.__version__, "written": written(), "data": tables, "memo": memo}


def file_texts() -> dict[str, str]:
    """What the two files say, by their names."""
    grammar = grammar_text()
    made = {LARK_TABLES: _lark_tables(grammar), AUTOMATON_TABLES: compiled(grammar)}
    return {name: _text(tables) for name, tables in made.items()}


def _text(tables: Any) -> str:
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


if __name__ == "__main__":
    for _name, _said in file_texts().items():
        data(GRAMMAR).with_name(_name.rpartition("/")[2]).write_text(_said, "utf-8")
