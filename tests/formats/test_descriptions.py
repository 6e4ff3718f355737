"""Data Package and CSVW: the validators of both standards read the files and find nothing wrong, nor miss a fault."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import csvw
import frictionless
import jsonschema
import pytest

from perfdsl.formats.about import About
from perfdsl.formats.csv_files import CsvFiles
from perfdsl.formats.csvw import csvw as csvw_metadata
from perfdsl.formats.datapackage import datapackage
from perfdsl.formats.sheets import COMPARATORS, SHEETS
from perfdsl.model.table import Table

ABOUT = About(
    "示例市预算绩效目标", "各单位的绩效目标。", "示例市财政局", "https://example.org/", "CC BY 4.0",
    "https://creativecommons.org/licenses/by/4.0/",
)  # fmt: skip


def export(tables: list[Table], folder: Path) -> Path:
    with CsvFiles() as made:
        for table in tables:
            made.add(table)
        for name, stream in made.streams():
            (folder / name).write_bytes(stream.read())
        for name, text in made.descriptions(ABOUT):
            (folder / name).write_bytes(text)
    return folder


@pytest.fixture(scope="module")
def exported(tables: list[Table], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tables, tmp_path_factory.mktemp("package"))


def package_faults(folder: Path) -> list[str]:
    report = frictionless.validate(folder / "datapackage.json")
    return [f"{kind}: {note}" for kind, note in report.flatten(["type", "note"])]


def csvw_faults(folder: Path) -> list[str]:
    """The validator warns of what is wrong, and stops where it cannot go on."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        read = csvw.CSVW(str(folder / "csv-metadata.json"), validate=True)
        try:
            return [] if read.is_valid else [str(warning.message) for warning in read.warnings]
        except ValueError as error:
            return [str(error)]


def test_frictionless_finds_nothing_wrong(exported: Path) -> None:
    assert package_faults(exported) == []


def test_the_csvw_validator_finds_nothing_wrong(exported: Path) -> None:
    assert csvw_faults(exported) == []


def test_the_descriptor_fits_the_profile_of_version_2(exported: Path) -> None:
    profile = json.loads((files("dplib") / "profiles/2.0/datapackage.json").read_text("utf-8"))
    descriptor = json.loads((exported / "datapackage.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(profile)
    assert [error.message for error in validator(profile).iter_errors(descriptor)] == []
    assert descriptor["$schema"].endswith("/profiles/2.0/datapackage.json")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("indicators.csv", "大于等于", "不低于"),
        ("indicators.csv", ",是,", ",yes,"),
        ("indicators.csv", "2024/320200", "2024/999999"),
        ("funding.csv", ",100.50,", ",100元,"),
        ("units.csv", "2024/320200,部门", ",部门"),
    ],
)
@pytest.mark.parametrize("faults", [package_faults, csvw_faults])
def test_both_validators_see_a_fault(
    exported: Path, tmp_path: Path, file: str, old: str, new: str, faults: Callable[[Path], list[str]]
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(exported, copy)
    text = (copy / file).read_bytes().decode()
    assert old in text
    (copy / file).write_bytes(text.replace(old, new, 1).encode())
    forget_digests(copy / "datapackage.json")
    assert faults(copy) != []


def forget_digests(descriptor: Path) -> None:
    """Let the changed file be judged by its content."""
    content = json.loads(descriptor.read_text("utf-8"))
    for resource in content["resources"]:
        del resource["bytes"], resource["hash"]
    descriptor.write_text(json.dumps(content), "utf-8")


def test_a_changed_byte_is_noticed(exported: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(exported, copy)
    with (copy / "units.csv").open("ab") as stream:
        stream.write(b"\r\n")
    assert any("hash" in fault or "byte" in fault for fault in package_faults(copy))


def test_no_tables_are_a_valid_package_too(tmp_path: Path) -> None:
    folder = export([], tmp_path)
    assert package_faults(folder) == []
    assert csvw_faults(folder) == []


def test_what_is_said_about_the_whole() -> None:
    package, metadata = datapackage(ABOUT), csvw_metadata(ABOUT)
    assert (package["title"], package["homepage"]) == (ABOUT.title, ABOUT.address)
    assert package["contributors"] == [{"title": "示例市财政局", "roles": ["publisher"]}]
    assert package["licenses"] == [{"title": "CC BY 4.0", "path": ABOUT.license_address}]
    assert (metadata["dc:title"], metadata["dc:publisher"]) == (ABOUT.title, ABOUT.publisher)
    bare = datapackage(About())
    assert not {"homepage", "contributors", "licenses", "description"} & set(bare)


def test_no_two_columns_share_a_heading_and_comparators_are_no_formulas() -> None:
    for sheet in SHEETS:
        titles = [column.title for column in sheet.columns]
        assert len(set(titles)) == len(titles)
    assert not any(word.startswith(tuple("=+-@<>")) for word in COMPARATORS.values())
