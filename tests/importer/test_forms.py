"""The laid-out forms themselves: they say all that their tables say, every cell has one place, and bytes are the same."""

from __future__ import annotations

from itertools import product

import pytest

from tests.importer.compare import Fact, compare
from tests.importer.forms.cases import ROOT, Case, cases
from tests.importer.forms.general import cases_of
from tests.importer.forms.laid_out import LaidOut, placed
from tests.importer.forms.writers.formats import FORMATS
from tests.importer.readings import flat

CLEAN = list(cases("clean"))
# What a form says by where a cell stands, or in several columns.
_NOT_A_TEXT = ("framework", "path", "value")


def text_of(form: LaidOut) -> str:
    lines = (*form.titles, *form.above, *(cell.text for row in form.rows for cell in row), *form.below)
    return flat("\n".join(lines))


def is_shown(fact: Fact, case: Case, text: str) -> bool:
    """Whether the form has its text; a tick stands for a word, the column of a list for the name of a row of money."""
    if fact.kind in _NOT_A_TEXT or fact.where.endswith("偏差原因"):
        return True
    return flat(fact.wanted) in text or (fact.kind == "money" and case.truths[0].layout.many)


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case.name)
def test_a_form_says_all_that_its_table_says(case: Case) -> None:
    text = "".join(map(text_of, case.forms))
    facts = [fact for truth in case.truths for fact in compare(truth, truth.table)]
    assert [fact for fact in facts if not is_shown(fact, case, text)] == []


def test_a_table_without_a_layout_of_its_own_says_all_that_it_says() -> None:
    for case in cases_of(ROOT / "examples/theme", ["clean", "exported"]):
        text = "".join(map(text_of, case.forms))
        facts = [fact for truth in case.truths for fact in compare(truth, truth.table)]
        assert [fact for fact in facts if not is_shown(fact, case, text)] == []


@pytest.mark.parametrize("variant", ["clean", "inside", "pages", "late", "unmerged"])
def test_every_place_of_a_form_belongs_to_one_cell(variant: str) -> None:
    for case in cases(variant):
        for form in case.forms:
            assert all(cell.rows and cell.columns for row in form.rows for cell in row), case.name
            covered = [
                (one.row + row, one.column + column)
                for one in placed(form.rows)
                for row, column in product(range(one.cell.rows), range(one.cell.columns))
            ]
            assert len(covered) == len(set(covered)) == len(form.rows) * form.width, case.name
            assert max(covered) == (len(form.rows) - 1, form.width - 1), case.name


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_form_is_the_same_bytes(name: str) -> None:
    write = FORMATS[name].write
    assert write(CLEAN[0].forms) == write(CLEAN[0].forms)
