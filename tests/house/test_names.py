"""One word a thing: a class, a module and a word of the code mean the same wherever they stand.

Names in ``site/views`` are let be: each view is a world of its own, in which a row is the row of that page.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.house.modules import PACKAGE, Module, modules, offences

# What several floors hold, each what it has to say of the same thing.
SHARED = {
    "about": "what a data set says of itself",
    "addresses": "where a document is found",
    "build": "the making of a site",
    "cache": "what is kept from one run to the next",
    "documents": "the tables of a project, one by one",
    "errors": "what the functions of a room raise",
    "fragments": "what neighbours put into a page of a document",
    "funding": "the money of a table",
    "header": "what stands above the first section",
    "indicators": "the lines that can be measured or judged",
    "lexicon": "words of the field, as data",
    "money": "amounts and their units",
    "of_table": "what is made of one table",
    "prose": "the sections of free text",
    "registry": "all that there are of a kind",
    "sums": "what adds up",
    "syntax": "how a line is written",
    "text": "plain text",
    "units": "units of measured values",
    "values": "the values of indicators",
}
GLOSSARY = (PACKAGE.parent / "docs" / "glossary.md").read_text("utf-8")


def test_no_public_class_has_the_name_of_another() -> None:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules():
        if not module.name.startswith("site/views/"):
            for name in _public_classes(module):
                found[name].append(module.name)
    assert {name: homes for name, homes in found.items() if len(homes) > 1} == {}


def _public_classes(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


def test_two_modules_of_one_name_are_about_one_thing() -> None:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules():
        path = Path(module.name)
        if path.parent.name == "views":
            continue
        found[path.parent.name if path.stem == "__init__" else path.stem].append(module.name)
    several = {name: homes for name, homes in found.items() if name and len(homes) > 1}
    assert {name: homes for name, homes in several.items() if name not in SHARED} == {}
    assert SHARED.keys() <= several.keys(), "no longer shared"


def test_the_words_we_do_not_use_are_not_used() -> None:
    assert unused_words(), "the list was not found"
    assert offences(_unwanted) == {}


def unused_words() -> frozenset[str]:
    """The left column of the glossary's list of them."""
    _, _, listed = GLOSSARY.partition("## Words we do not use")
    return frozenset(re.findall(r"^\| `(\w+)`", listed, re.MULTILINE))


def _unwanted(module: Module) -> Iterator[str]:
    unwanted = unused_words()
    for name in sorted(_identifiers(module)):
        if not unwanted.isdisjoint(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")):
            yield name


def _identifiers(module: Module) -> set[str]:
    """The names of a module's functions and classes, with its own."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(module.tree) if isinstance(node, kinds)} | {Path(module.name).stem}
