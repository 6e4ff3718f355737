"""StratML: valid by the schema, and nothing of the table's indicators is lost.

The published schema is on no registry that a test may ask, and its text has no open licence; ``stratml.xsd``
restates what it allows, declaration by declaration.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
import xmlschema

from perfdsl.formats.stratml import NAMESPACE, stratml
from perfdsl.model.table import Table
from tests.formats.samples import read

SPACE = {"s": NAMESPACE}
BARE = "部门: 空\n年度: 2024\n体系: 部门整体三类\n"


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(Path(__file__).parent / "stratml.xsd"))


def tree(table: Table) -> Element:
    return fromstring(stratml(table))  # noqa: S314 - what we have just written


def texts(element: Element, path: str) -> list[str]:
    return [one.text or "" for one in element.findall(path, SPACE)]


def test_every_table_is_valid(tables: list[Table], schema: xmlschema.XMLSchema) -> None:
    for table in [*tables, read(BARE), read(f"{BARE}\n# 指标\n\n培训人数 >= 3人\n")]:
        faults = [error.reason for error in schema.iter_errors(stratml(table).decode())]
        assert faults == [], table.path


@pytest.mark.parametrize(
    ("old", "new"),
    [("<Goal>", "<Aim>"), ('Type="Performance_Report"', 'Type="Plan"'), ("-o</Identifier>", "</Identifier>")],
)
def test_the_schema_sees_a_fault(full: Table, schema: xmlschema.XMLSchema, old: str, new: str) -> None:
    text = stratml(full).decode()
    assert old in text
    changed = text.replace(old, new).replace("</Goal>", "</Aim>" if "Aim" in new else "</Goal>")
    assert list(schema.iter_errors(changed)) != []


def test_goals_objectives_indicators(full: Table) -> None:
    root = tree(full)
    assert texts(root, ".//s:Goal/s:Name") == ["履职", "效益", "满意度"]
    assert texts(root, ".//s:Objective/s:Name") == ["开展培训", "经济效益", "服务对象满意度"]
    assert texts(root, ".//s:Objective/s:OtherInformation") == ["二级指标：技能培训；对应项目：示范项目"]
    names = texts(root, ".//s:PerformanceIndicator/s:MeasurementDimension")
    assert names == [indicator.name for indicator in full.with_parts()]
    assert texts(root, ".//s:UnitOfMeasurement") == ["人", "人", "元", "%"]


def test_each_period_is_a_measurement_instance(full: Table) -> None:
    first = tree(full).find(".//s:PerformanceIndicator", SPACE)
    assert first is not None
    assert texts(first, "s:MeasurementInstance/s:TargetResult/s:NumberOfUnits") == ["1000", "2000"]
    assert texts(first, "s:MeasurementInstance/s:TargetResult/s:EndDate") == ["2024-06-30", "2024-12-31"]
    assert texts(first, "s:MeasurementInstance/s:TargetResult/s:Description") == [
        "半年：≥1000人",
        "全年：≥2000人",
    ]
    assert texts(first, "s:MeasurementInstance/s:ActualResult/s:NumberOfUnits") == ["900", "2100"]


def test_a_range_is_told_in_words(full: Table) -> None:
    values = texts(tree(full), ".//s:DescriptorValue")
    assert values == ["≤100~200元", "≤100~200元"]


def test_a_part_points_at_its_whole(full: Table) -> None:
    root = tree(full)
    whole, part, *_ = root.findall(".//s:PerformanceIndicator", SPACE)
    relationship = part.find("s:Relationship", SPACE)
    assert relationship is not None
    assert relationship.get("RelationshipType") == "Narrower_Than"
    assert texts(relationship, "s:ReferentIdentifier") == texts(whole, "s:Identifier")


def test_who_when_and_what_for(full: Table) -> None:
    root = tree(full)
    assert root.get("Type") == "Performance_Report"
    assert texts(root, "s:Description") == ["保障单位正常运转。"]
    assert texts(root, ".//s:Mission/s:Description") == ["负责技能培训。\n· 一\n· 二"]
    assert texts(root, ".//s:AdministrativeInformation/s:PublicationDate") == ["2024-02-05"]
    assert "资金总额：100.50 万元" in texts(root, "s:OtherInformation")[0]


def test_what_xml_cannot_hold_is_replaced(full: Table) -> None:
    named = full._replace(name="甲\x00乙\x0b\ud800<&>\uffff")
    assert texts(tree(named), ".//s:Organization/s:Name") == ["甲\ufffd乙\ufffd\ufffd<&>\ufffd"]
