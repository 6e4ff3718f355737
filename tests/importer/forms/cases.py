"""The cases: each table in the form of its office, once clean and once for each kind of noise; and whole documents."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from perfdsl.model.library import Library
from perfdsl.model.table import Table
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import read_source
from tests.importer.forms.foreign import FOREIGN
from tests.importer.forms.laid_out import LaidOut
from tests.importer.forms.lay_out import lay_out
from tests.importer.forms.layout import Layout, layouts
from tests.importer.forms.noise import noisy

ROOT = Path(__file__).resolve().parents[3]
FRAMEWORKS = ROOT / "examples/provinces/体系"

# What may happen to a form: the noises of each kind, in their order.
VARIANTS: dict[str, tuple[str, ...]] = {
    "clean": (),
    "wide": ("full_width", "border"),
    "narrow": ("wrapped", "spaced_labels"),
    "inside": ("spaced_labels", "notes_in_table", "title_in_table"),
    "pages": ("wrapped", "heads_repeated"),
    "late": ("late_labels",),
    "unmerged": ("unmerged",),
    "exported": ("indented", "labels_repeated"),
}

# Documents of several tables: (layout, table) in their order, or no layout and a table of another kind.
DOCUMENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "部门和它的项目": (
        ("江西部门整体", "examples/provinces/2026/fuliang-linye"),
        ("财政部项目申报", "examples/provinces/2022/yuanzhou-shuiyuan"),
        ("财政部项目申报", "examples/provinces/2018/nanyue-lvyou"),
        ("区域绩效目标", "tests/importer/tables/quyu-shuili"),
    ),
    "部门预算公开": (
        ("", "2026年部门收支预算总表"),
        ("江西部门整体", "examples/provinces/2026/fuliang-linye"),
        ("", "2026年部门预算项目支出表"),
        ("财政部项目申报", "examples/provinces/2022/yuanzhou-shuiyuan"),
    ),
    "各项目自评": (
        ("项目支出自评", "examples/provinces/2022/guichi-cunji"),
        ("衔接资金自评", "tests/importer/tables/zibiao-yanglao"),
        ("衔接资金自评", "examples/provinces/2022/zhongjiang-shuibiaochi"),
    ),
    "各部门整体": (
        ("江苏部门整体", "examples/county/2024/jiaoyuju"),
        ("江苏部门整体", "examples/county/2024/shuiwuju"),
    ),
}


class Truth(NamedTuple):
    """A table as it should be read, and the layout of its form."""

    table: Table
    layout: Layout


class Part(NamedTuple):
    """A form of a document and the tables that it says: none, one, or many."""

    form: LaidOut
    truths: tuple[Truth, ...]


class Case(NamedTuple):
    """A document and what it says."""

    name: str
    variant: str
    forms: tuple[LaidOut, ...]
    truths: tuple[Truth, ...]


def cases(*variants: str) -> Iterator[Case]:
    """Every document, in each of these variants (all of them where none is named)."""
    clean = [_case(name, parts) for name, parts in _documents()]
    for variant in variants or VARIANTS:
        yield from (with_noise(case, variant) for case in clean)


def with_noise(case: Case, variant: str) -> Case:
    """A clean document with the noises of a variant."""
    return case._replace(variant=variant, forms=tuple(noisy(form, VARIANTS[variant]) for form in case.forms))


@cache
def shelf() -> Library:
    """The frameworks of the examples and those that ship."""
    return library([FRAMEWORKS])


@cache
def table_of(name: str) -> Table:
    """The table of a file, which is named from the project's root and without its suffix."""
    table = check_source(read_source(ROOT / f"{name}.perf", f"{name}.perf"), shelf()).table
    assert table is not None, name
    return table


def _documents() -> Iterator[tuple[str, tuple[Part, ...]]]:
    known = layouts()
    for layout in known.values():
        truths = tuple(Truth(table_of(name), layout) for name in layout.tables)
        if layout.many:
            yield layout.name, (Part(_laid_out(truths), truths),)
        else:
            yield from (
                (f"{layout.name} {Path(one.table.path).stem}", (Part(_laid_out((one,)), (one,)),))
                for one in truths
            )
    for name, parts in DOCUMENTS.items():
        yield name, tuple(_part(known.get(layout), table) for layout, table in parts)


def _part(layout: Layout | None, table: str) -> Part:
    if layout is None:
        return Part(FOREIGN[table], ())
    truth = Truth(table_of(table), layout)
    return Part(_laid_out((truth,)), (truth,))


def _laid_out(truths: tuple[Truth, ...]) -> LaidOut:
    return lay_out([truth.table for truth in truths], truths[0].layout)


def _case(name: str, parts: tuple[Part, ...]) -> Case:
    forms = tuple(part.form for part in parts)
    return Case(name, "clean", forms, tuple(truth for part in parts for truth in part.truths))
