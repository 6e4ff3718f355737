"""The language of framework files: one table of words that the reader, the checks and docs/frameworks.md share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from perfdsl.diagnostics import Diagnostic
from perfdsl.model.framework import Framework
from perfdsl.model.framework_language import (
    BLOCK,
    GROUP,
    GROUP_MARKS,
    HEAD,
    ROW_NOTES,
    SCOPES,
    SECTION,
    Key,
    Scope,
)
from perfdsl.model.framework_reference import EXAMPLE, reference
from perfdsl.model.read_framework import read_framework, shipped_framework
from perfdsl.pipeline import library
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source, read_source

BUILTIN = sorted((Path(__file__).resolve().parents[2] / "perfdsl" / "frameworks").glob("*.perf"))
MINIMAL = "体系: 示例\n标题: 示例表\n"


class Slot(NamedTuple):
    """What stands around a key's example, so that it can be read: the lines above it and below it."""

    above: str
    below: str = ""


SLOTS = {
    HEAD.title: Slot(""),
    SECTION.title: Slot(MINIMAL + "# 栏目\n年度目标: 必填\n"),
    BLOCK.title: Slot(
        MINIMAL + "# 资金\n## 收入\n资金总额 = 财政拨款 + 其他资金\n## 支出\n",
        "项目支出 = # 项目\n",
    ),
    ROW_NOTES.title: Slot(MINIMAL + "# 资金\n资金总额 = 财政拨款 + 其他资金\n"),
    GROUP_MARKS.title: Slot(MINIMAL + "# 指标\n## 上级\n"),
    GROUP.title: Slot(MINIMAL + "# 指标\n## 履职\n"),
}
KEYS = [(scope, key) for scope in SCOPES for key in scope.keys]


def read(text: str) -> tuple[Framework, tuple[Diagnostic, ...]]:
    return read_framework(parse(Source("示例.perf", text)))


def with_example(scope: Scope, key: Key, example: str | None = None) -> str:
    """A framework file that holds a key's example, whole."""
    line = key.example if example is None else example
    slot = SLOTS[scope.title]
    if scope is HEAD:
        others = "".join(one.example + "\n" for one in HEAD.keys if one.required and one is not key)
        return "体系: 示例\n标题: 示例表\n" + line if not key.required else _head(line, others)
    below = slot.below
    if scope is BLOCK and key.name == "别名":  # its rows are of the block above
        return slot.above.replace("## 支出\n", line + "\n")
    return slot.above + line + "\n" + below


def _head(line: str, others: str) -> str:
    return line + "\n" + others if line.startswith("体系") else others + line + "\n"


def _name(pair: tuple[Scope, Key]) -> str:
    return f"{pair[0].title}-{pair[1].name}"


def test_the_reference_is_up_to_date(golden: Callable[[Path, str], None], root: Path) -> None:
    golden(root / "docs" / "frameworks.md", reference())


@pytest.mark.parametrize("pair", KEYS, ids=_name)
def test_every_key_is_in_the_reference_with_its_example(pair: tuple[Scope, Key]) -> None:
    _, key = pair
    row = next(line for line in reference().split("\n") if f"`{key.example}`" in line)
    assert key.meaning in row
    assert key.value.written in row


@pytest.mark.parametrize("pair", KEYS, ids=_name)
def test_every_example_is_read_and_says_something(pair: tuple[Scope, Key]) -> None:
    """The reader looks at every key: without the line the framework is another one."""
    scope, key = pair
    framework, found = read(with_example(scope, key))
    assert not [one for one in found if one.code == "F211"]
    if scope is GROUP_MARKS:
        bare = with_example(scope, key, key.example.partition("[")[0])
    else:
        bare = with_example(scope, key, "// 没有")
    assert framework != read(bare)[0]


@pytest.mark.parametrize("pair", KEYS, ids=_name)
def test_a_key_with_a_letter_too_much_is_found_and_offered(pair: tuple[Scope, Key]) -> None:
    scope, key = pair
    if scope is HEAD and key.required:
        pytest.skip("without 体系 and 标题 another finding comes")
    name = "必填" if key.name == "10分" else key.name
    line = (
        key.example.replace("[", f"[{name}吧 ")
        if scope is GROUP_MARKS
        else key.example.replace(name, name + "吧", 1)
    )
    found = [one for one in read(with_example(scope, key, line))[1] if one.code == "F211"]
    assert len(found) == 1
    assert found[0].fix
    assert found[0].fix.edits[0].text == name
    assert not found[0].fix.safe


@pytest.mark.parametrize(
    "pair", [pair for pair in KEYS if not pair[1].repeatable and pair[0] is not GROUP_MARKS], ids=_name
)
def test_a_key_that_counts_once_is_not_written_twice(pair: tuple[Scope, Key]) -> None:
    scope, key = pair
    twice = with_example(scope, key, f"{key.example}\n{key.example}")
    assert [one.message for one in read(twice)[1] if "写了两次" in one.message]


def test_the_example_of_the_reference_is_without_fault() -> None:
    framework, found = read(EXAMPLE)
    assert not found
    assert framework.points_total == 100
    assert [block.name for block in framework.blocks] == ["收入", "支出"]


@pytest.mark.parametrize("file", BUILTIN, ids=lambda file: file.stem)
def test_frameworks_that_ship_are_without_fault_and_named_as_their_files(file: Path) -> None:
    document = parse(read_source(file, file.name))
    framework, found = read_framework(document)
    assert not found
    assert framework == shipped_framework(document)
    assert framework.name == file.stem


def test_the_names_of_frameworks_that_ship_mean_one_each() -> None:
    named = [name for entry in library() for name in (entry.framework.name, *entry.framework.aliases)]
    assert len(named) == len(set(named))


def test_every_place_has_its_own_title() -> None:
    assert len({scope.title for scope in SCOPES}) == len(SCOPES) == len(SLOTS)


def test_a_group_that_skips_a_level_is_kept() -> None:
    framework, found = read(MINIMAL + "# 指标\n## 产出\n#### 数量\n##### 更细\n")
    assert [group.name for group in framework.all_groups()] == ["产出", "数量", "更细"]
    assert [one.code for one in found] == ["F212"]


def test_a_comparator_in_the_value_is_that_of_the_common_indicator() -> None:
    framework, _ = read(MINIMAL + "# 指标\n## 满意度\n群众满意度: ≥95%\n")
    assert framework.common[0].comparator == ">="


def words(scope: Scope) -> Iterator[str]:
    for key in scope.keys:
        yield from key.often


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope.title)
def test_what_people_write_instead_is_no_key_itself(scope: Scope) -> None:
    assert not [word for word in words(scope) if scope.key(word)]
