"""The contract of ``perfdsl export``: the model, by its published schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from perfdsl.cli import main
from tests.cli.conftest import Run


def test_one_file_is_one_object_with_the_promised_keys(run: Run, good: Path) -> None:
    table = json.loads(run("export", "--to", "json", good.name).out)
    assert (table["kind"], table["name"], table["year"], table["framework"]) == (
        "部门",
        "示例单位",
        2024,
        "部门整体三类",
    )
    assert [section["title"] for section in table["sections"]] == ["部门职能", "年度目标"]
    assert table["projects"][0]["name"] == "示范项目"
    assert table["projects"][0]["amounts"][0]["number"] == "60"
    first = table["indicators"][0]
    assert first["name"] == "培训班次"
    assert first["path"] == ["产出指标", "数量指标"]
    assert first["linked_projects"] == ["示范项目"]
    assert first["targets"] == [
        {
            "period": "年度",
            "comparator": ">=",
            "kind": "quantity",
            "number": "4",
            "upper": None,
            "unit": "期",
            "text": "4期",
        }
    ]
    assert first["actuals"] == []
    assert first["points"] is None
    assert first["line"] == good.read_text("utf-8").split("\n").index("培训班次 >= 4期") + 1


def test_a_folder_is_an_array_and_o_writes_a_file(run: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "b.perf").write_text(good.read_text("utf-8").replace("示例单位", "乙单位"), "utf-8")
    assert run("export", ".", "-o", "all.json").code == 0
    tables = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert [table["name"] for table in tables] == ["乙单位", "示例单位"]


def test_what_cannot_be_read_is_named_and_nothing_else_is_lost(run: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "b.perf").mkdir()
    result = run("export", ".")
    assert result.code == 1
    assert len(json.loads(result.out)) == 1
    assert "b.perf: 读不出表" in result.err


def test_every_example_is_valid_by_the_schema(root: Path, tmp_path: Path) -> None:
    schema_file, out = tmp_path / "schema.json", tmp_path / "out.json"
    schema = json.loads((root / "perfdsl/formats/table.schema.json").read_text("utf-8"))
    schema_file.write_text(json.dumps(schema), "utf-8")
    jsonschema.Draft202012Validator.check_schema(schema)
    for example in sorted((root / "examples").iterdir()):
        if any(example.rglob("*.perf")):
            main(["export", str(example), "-o", str(out)])
            for table in json.loads(out.read_text("utf-8")):
                jsonschema.validate(table, schema)
