"""What stops a build is told in the words of the process that found it."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.errors import AddressTakenError, BadTemplateError, BrokenLink, BrokenLinksError, BuildError
from tests.site.samples import TABLE, Project

ERRORS = (
    BadTemplateError("table.html", 3, "没有这个变量"),
    AddressTakenError("2024/1", "a.perf", "b.perf"),
    BrokenLinksError((BrokenLink("a.html", "b.html"),)),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_goes_from_process_to_process(error: BuildError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    assert (type(again), str(again), again.__dict__) == (type(error), str(error), error.__dict__)


def test_a_template_that_cannot_be_drawn_in_a_worker(project: Project, tmp_path: Path) -> None:
    files = {f"{number}.perf": TABLE for number in range(40)}
    root = project({**files, "templates/_footer.html": "<footer>\n{{ nothing.at.all }}\n</footer>\n"})
    with pytest.raises(BadTemplateError, match=r"“_footer.html”第 2 行"):
        build(root, tmp_path / "out", jobs=2)
