"""Last year's table of the tutorial as an office would have it: a Word document, made from ``last_year.perf``."""

from __future__ import annotations

from pathlib import Path

from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import read_source
from tests.importer.forms.lay_out import lay_out
from tests.importer.forms.layout import Layout
from tests.importer.forms.writers.docx import docx

NAME = "去年的表.docx"
SOURCE = Path(__file__).with_name("last_year.perf")
FORM = Layout(
    name=NAME,
    titles=("项目支出绩效目标表", "（{年度}年度）"),
    above=(),
    below=("填报人：张某        联系电话：0000-0000000",),
    form=(
        {"fields": [["项目名称=项目"], ["主管部门", "实施单位"]]},
        {"money": "columns", "columns": ["1"], "side": "项目资金\n（{单位}）"},
        {"sections": "rows", "titles": []},
        {
            "side": "绩\n效\n指\n标",
            "indicators": [
                "一级指标=level1",
                "二级指标=level2",
                "三级指标=name",
                "指标值=value1",
                "分值=points",
            ],
        },
    ),
    tables=(),
)


def write_document(folder: Path) -> Path:
    """The document of the tutorial, in this folder."""
    table = check_source(read_source(SOURCE, SOURCE.name), library([])).table
    assert table is not None
    document = folder / NAME
    document.write_bytes(docx([lay_out([table], FORM)]))
    return document
