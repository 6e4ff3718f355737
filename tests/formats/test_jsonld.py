"""schema.org: what a search engine for data asks of a Dataset is there, and nothing empty."""

from __future__ import annotations

import json

from perfdsl.formats.about import About
from perfdsl.formats.jsonld import DataDownload, site_dataset, table_dataset
from perfdsl.model.table import Table
from tests.formats.samples import read

ABOUT = About("示例市预算绩效目标", "各单位的绩效目标。", "示例市财政局", "https://example.org/")
FILES = [DataDownload("CSV", "data/indicators.csv", 12), DataDownload("原表式", "2024/320200/table.xlsx")]


def test_a_table(full: Table) -> None:
    dataset = table_dataset(full, ABOUT, FILES, "https://example.org/2024/320200/index.html")
    assert dataset["@context"] == "https://schema.org/"
    assert dataset["@type"] == "Dataset"
    assert dataset["name"] == "示例单位2024年度江苏省省级部门整体预算绩效目标表"
    assert dataset["url"] == "https://example.org/2024/320200/index.html"
    assert (dataset["temporalCoverage"], dataset["datePublished"]) == ("2024", "2024-02-05")
    assert dataset["publisher"] == {"@type": "GovernmentOrganization", "name": "示例市财政局"}
    assert dataset["distribution"][0] == {
        "@type": "DataDownload",
        "name": "CSV",
        "contentUrl": "data/indicators.csv",
        "encodingFormat": "text/csv",
        "contentSize": "12 B",
    }
    assert dataset["distribution"][1]["encodingFormat"].endswith("spreadsheetml.sheet")


def test_a_description_is_neither_too_short_nor_too_long(tables: list[Table], full: Table) -> None:
    long = read(f"部门: 长\n年度: 2024\n体系: 部门整体三类\n\n# 年度目标\n\n{'目标。' * 3000}\n")
    for table in [*tables, full, long]:
        description = table_dataset(table, About(), FILES)["description"]
        assert 50 <= len(description) <= 5000


def test_the_site() -> None:
    assert site_dataset(ABOUT, FILES, [2024, 2022, 2023])["temporalCoverage"] == "2022/2024"
    assert site_dataset(ABOUT, FILES, [2024, 2024])["temporalCoverage"] == "2024"
    bare = site_dataset(About(), [])
    assert not {"url", "license", "publisher", "temporalCoverage", "distribution", "datePublished"} & set(
        bare
    )


def test_it_is_json(tables: list[Table]) -> None:
    for table in tables:
        dataset = table_dataset(table, ABOUT, FILES)
        assert json.loads(json.dumps(dataset)) == dataset
