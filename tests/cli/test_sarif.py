"""SARIF output validates against its schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from tests.cli.conftest import GOOD, Run
from tests.npm import npm_file


def test_sarif_is_valid_by_its_schema(run: Run, tmp_path: Path) -> None:
    schema = npm_file("@microsoft/jest-sarif", "1.0.0-beta.0", "lib/schemas/sarif-2.1.0-rtm.5.json")
    (tmp_path / "a.perf").write_text(GOOD.replace("培训班次 >= 4期", "培训人数 >= 200个"), "utf-8")
    (tmp_path / "b.perf").write_bytes(b"\xff\xff")
    log = json.loads(run("check", "--format", "sarif", ".").out)
    assert len(log["runs"][0]["results"]) >= 2
    jsonschema.validate(log, json.loads(schema.read_text("utf-8")))


def test_sarif_names_rule_place_and_fix(run: Run, tmp_path: Path) -> None:
    text = GOOD.replace("培训班次 >= 4期", "培训人数 >= 200个").replace("= 60万元", "= ")
    (tmp_path / "甲 乙.perf").write_text(text, "utf-8")
    log = json.loads(run("check", "--format", "sarif", ".").out)
    results = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert {result["ruleId"] for result in results} >= {"T503"}
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        location = result["locations"][0]["physicalLocation"]
        assert location["artifactLocation"]["uri"] == "%E7%94%B2%20%E4%B9%99.perf"
    assert any("fixes" in result for result in results)
