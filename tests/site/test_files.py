"""The files beside the pages: data of each table, each year and the whole; feed, site map, index for programs."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from perfdsl.formats import registry
from perfdsl.site.build import build
from perfdsl.site.errors import BuildError
from perfdsl.site.files import data_files, offered, sitemap
from tests.site.samples import TABLE, Project

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = '[site]\naddress = "https://www.example.gov.cn/jxmb"\n'


def rows(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def test_the_index_leads_to_every_file_of_every_table(county: Path) -> None:
    index = json.loads((county / "data/index.json").read_text("utf-8"))
    schema = json.loads((county / index["schema"]).read_text("utf-8"))
    assert [one["id"] for one in index["tables"]][:2] == ["2025/205001", "2025/207003"]
    for one in index["tables"]:
        assert (county / one["page"]).is_file()
        assert set(one["files"]) == {"xlsx", "csv", "json"}
        assert all((county / file).is_file() for file in one["files"].values())
        table = json.loads((county / one["files"]["json"]).read_text("utf-8"))
        jsonschema.validate(table, schema)
        assert (table["name"], table["year"]) == (one["name"], one["year"])
    assert index["tables"][0]["total_yuan"] == "163400000"


def test_forms_that_the_project_asks_for_stand_beside_each_table(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    root = project({"2024/a.perf": TABLE, "perfdsl.toml": '[site]\nforms = ["pdf", "docx"]\n'})
    build(root, out)
    assert (out / "2024/a/table.docx").read_bytes().startswith(b"PK")
    assert (out / "2024/a/table.pdf").read_bytes().startswith(b"%PDF-1.7")
    page = (out / "2024/a/index.html").read_text("utf-8")
    assert 'href="table.docx"' in page
    assert 'href="table.pdf"' in page
    (entry,) = json.loads((out / "data/index.json").read_text("utf-8"))["tables"]
    assert set(entry["files"]) == {"xlsx", "docx", "pdf", "csv", "json"}


def test_a_sign_that_no_pdf_can_hold_stops_the_build(project: Project, tmp_path: Path) -> None:
    root = project(
        {
            "a.perf": TABLE.replace("示范项目", "示范\U0010fffd项目"),
            "perfdsl.toml": '[site]\nforms = ["pdf"]\n',
        }
    )
    with pytest.raises(BuildError, match=r"^“示例单位”里的“.*”写不进 PDF"):
        build(root, tmp_path / "out", draft=True)


def test_years_and_the_whole_hold_what_the_tables_hold(county: Path) -> None:
    tables = sorted(county.glob("20??/*/table.json"))
    whole = json.loads((county / "data/tables.json").read_text("utf-8"))
    assert sorted(whole, key=str) == sorted((json.loads(file.read_text("utf-8")) for file in tables), key=str)
    assert json.loads((county / "2025/tables.json").read_text("utf-8")) == whole[:3]
    assert [f"{one['year']}" for one in whole] == ["2025"] * 3 + ["2024"] * 3
    lines = [row for file in tables for row in rows(file.parent / "table.csv")[1:]]
    assert sorted(rows(county / "data/indicators.csv")[1:]) == sorted(lines)
    assert len(rows(county / "2025/units.csv")) == 4
    assert sorted(row[0] for row in rows(county / "data/units.csv")[1:]) == sorted(
        file.parent.relative_to(county).as_posix() for file in tables
    )


def test_one_database_for_analysts(county: Path) -> None:
    with closing(sqlite3.connect(county / "data/data.sqlite")) as connection:
        (count,) = connection.execute("SELECT count(*) FROM units").fetchone()
        assert count == 6
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_descriptions_tell_the_size_of_the_files(county: Path) -> None:
    for folder in (county / "data", county / "2024"):
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
        assert [one["bytes"] for one in package["resources"]] == [
            (folder / one["path"]).stat().st_size for one in package["resources"]
        ]


def test_a_data_set_of_each_table_and_of_all(county: Path) -> None:
    one = json.loads((county / "2025/213001/dataset.jsonld").read_text("utf-8"))
    assert one["url"] == "https://www.example.gov.cn/jxmb/2025/213001/index.html"
    for file in one["distribution"]:
        assert (county / "2025/213001" / file["contentUrl"]).stat().st_size == int(
            file["contentSize"].split()[0]
        )
    whole = json.loads((county / "data/dataset.jsonld").read_text("utf-8"))
    assert all((county / "data" / file["contentUrl"]).is_file() for file in whole["distribution"])
    for page, file in (("data.html", "data/dataset.jsonld"), ("2025/213001/index.html", "dataset.jsonld")):
        assert f'type="application/ld+json" href="{file}"' in (county / page).read_text("utf-8")


def test_every_file_of_the_data_page_is_there(county: Path) -> None:
    """Links of pages are checked by the build itself; here: nothing that is written is left out."""
    page = (county / "data.html").read_text("utf-8")
    for file in [*county.glob("data/*"), *county.glob("20??/*.*")]:
        name = file.relative_to(county).as_posix()
        if file.suffix != ".html":
            assert f'href="{name}"' in page, name


def test_without_the_spreadsheet_library_there_are_no_workbooks(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_is_installed", lambda _: False)
    build(project({"a.perf": TABLE}), tmp_path / "out")
    assert list((tmp_path / "out").rglob("*.xlsx")) == []
    assert "XLSX" not in (tmp_path / "out/data.html").read_text("utf-8")


def test_a_workbook_too_long_to_use_is_not_made(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (offered, data_files):
        monkeypatch.setattr(module, "MOST_SHEETS", 1)
    build(project({"a.perf": TABLE, "b.perf": TABLE}), tmp_path / "out")
    names = {file.relative_to(tmp_path / "out").as_posix() for file in (tmp_path / "out").rglob("*.xlsx")}
    assert {name.rpartition("/")[2] for name in names} == {"table.xlsx"}
    assert "tables.xlsx" not in (tmp_path / "out/data.html").read_text("utf-8")


def test_the_feed_tells_disclosures_and_corrections(county: Path) -> None:
    feed = ET.parse(county / "feed.xml").getroot()  # noqa: S314 - our own file
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert titles[0] == "青山县图书馆公开2025年度绩效目标表"
    assert "青山县水务局更正：维修养护小型水库数" in titles
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in [feed, *entries]]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("https://www.example.gov.cn/jxmb/") for one in ids)
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0] == "2025-02-12T00:00:00+08:00"


def test_the_site_map_names_every_page_but_that_of_errors(county: Path) -> None:
    urls = ET.parse(county / "sitemap.xml").getroot()  # noqa: S314 - our own file
    found = {
        (url.findtext(f"{MAP}loc") or "").removeprefix("https://www.example.gov.cn/jxmb/") for url in urls
    }
    pages = {page.relative_to(county).as_posix() for page in county.rglob("*.html")} - {"404.html"}
    assert found == pages
    assert "<lastmod>2025-02-10</lastmod>" in (county / "sitemap.xml").read_text("utf-8")


def test_a_long_site_map_is_split(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 10)
    build(project({"a.perf": TABLE, "perfdsl.toml": SITE}), tmp_path / "out")
    parts = sorted((tmp_path / "out").glob("sitemap-*.xml"))
    assert len(parts) > 1
    index = ET.parse(tmp_path / "out/sitemap.xml").getroot()  # noqa: S314 - our own file
    assert [entry.findtext(f"{MAP}loc") for entry in index] == [
        f"https://www.example.gov.cn/jxmb/{part.name}" for part in parts
    ]


def test_a_site_that_does_not_know_its_address_has_neither(corrected: Path) -> None:
    assert list(corrected.glob("*.xml")) == []
    assert "Atom" not in (corrected / "data.html").read_text("utf-8")
