"""A build for publication, from the files to the site: manifest, lock, redirect pages, corrections, profile."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from perfdsl.cli import main
from perfdsl.publishing.errors import (
    BadPermalinksError,
    BadRedirectError,
    BrokenPromiseError,
    PermalinksNotWrittenError,
)
from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.publishing.permalinks import read_permalinks
from perfdsl.site.build import build
from perfdsl.site.errors import FindingsError
from tests.publishing.sites import make_project
from tests.site.samples import TABLE

NOTE = "> 更正: 2024-05-06 由“≥4期”改为“≥5期”，录入错误"
CORRECTED = TABLE.replace("培训班次 >= 4期", f"培训班次 >= 5期\n{NOTE}")
LATE = TABLE.replace("年度: 2024\n", "年度: 2024\n批复日期: 2024-01-20\n公开日期: 2024-03-20\n")


def project(tmp_path: Path, text: str = TABLE, name: str = "2024/a.perf", **redirects: str) -> Path:
    """A project of one table, written anew."""
    root = tmp_path / "项目"
    for old in root.rglob("*.perf"):
        old.unlink()
    lines = [f'"{old}" = "{new}"\n' for old, new in redirects.items()]
    return make_project(root, {name: text, "perfdsl.toml": "[publish.redirects]\n" + "".join(lines)})


def files(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def anchor_of(root: Path, name: str) -> str:
    return next(entry.address for entry in read_permalinks(root).values() if entry.name == name)


@pytest.mark.parametrize(("draft", "publish", "profile"), [(0, 0, ""), (1, 0, "draft"), (0, 1, "publish")])
def test_the_manifest_proves_every_file(tmp_path: Path, draft: bool, publish: bool, profile: str) -> None:
    out = tmp_path / "out"
    build(project(tmp_path), out, draft=bool(draft), publish=bool(publish))
    made = files(out)
    manifest = json.loads(made.pop("manifest.json"))
    del made[".perfdsl-site"]
    assert manifest["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    assert list(manifest["files"]) == sorted(manifest["files"])
    assert manifest["profile"] == profile


def test_only_a_publication_writes_the_lock(tmp_path: Path) -> None:
    root, out = project(tmp_path), tmp_path / "out"
    build(root, out)
    build(root, out, draft=True)
    assert not (root / PERMALINKS).exists()
    assert build(root, out, publish=True).remembered
    before = (root / PERMALINKS).read_bytes()
    assert not build(root, out, publish=True).remembered
    build(project(tmp_path, TABLE.replace("4期", "9期")), out)
    assert (root / PERMALINKS).read_bytes() == before


def test_every_remembered_row_has_its_place_on_a_page(tmp_path: Path) -> None:
    root, out = project(tmp_path), tmp_path / "out"
    build(root, out, publish=True)
    for address in read_permalinks(root):
        page, _, anchor = address.partition("#")
        html = (out / page).read_text("utf-8")
        assert not anchor or f' id="{anchor}"' in html, address


def test_a_refused_publication_leaves_site_and_lock(tmp_path: Path) -> None:
    root, out = project(tmp_path), tmp_path / "out"
    build(root, out, publish=True)
    before, lock = files(out), (root / PERMALINKS).read_bytes()
    with pytest.raises(BrokenPromiseError, match=r"2024/a\.perf:\d+"):
        build(project(tmp_path, TABLE.replace("培训班次 >= 4期", "培训班次 >= 5期")), out, publish=True)
    assert files(out) == before
    assert (root / PERMALINKS).read_bytes() == lock


def test_a_correction_is_shown_with_the_old_value_and_listed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(project(tmp_path), out, publish=True)
    root = project(tmp_path, CORRECTED)
    build(root, out, publish=True)
    page = (out / "2024/a/index.html").read_text("utf-8")
    assert "由“≥4期”改为“≥5期”，录入错误" in page
    listed = (out / "corrections.html").read_text("utf-8")
    for text in ("2024-05-06", "≥4期", "≥5期", "录入错误", f'href="{anchor_of(root, "培训班次")}"'):
        assert text in listed


def test_the_official_form_stays_as_it_is(tmp_path: Path) -> None:
    """Corrections are remarks on the page; the form has no column for them, however many there are."""
    text = (
        TABLE.replace("期\n", f"期\n{NOTE}\n").replace("%\n", f"%\n{NOTE}\n").replace("家\n", f"家\n{NOTE}\n")
    )
    build(project(tmp_path, text), tmp_path / "out")
    assert (
        "更正"
        not in (tmp_path / "out/2024/a/form.html").read_text("utf-8").split("<main")[1].split("</main")[0]
    )


def test_a_page_that_moved_leads_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(project(tmp_path), out, publish=True)
    coded = TABLE.replace("年度:", "编码: 320200\n年度:")
    with pytest.raises(BrokenPromiseError, match=r"2024/a/index\.html"):
        build(project(tmp_path, coded), out, publish=True)
    root = project(tmp_path, coded, **{"2024/a/": "2024/320200/"})
    for _ in range(2):
        build(root, out, publish=True)
        page = (out / "2024/a/index.html").read_text("utf-8")
        assert '<meta http-equiv="refresh" content="0; url=../../2024/320200/index.html">' in page
        assert '<link rel="canonical" href="../../2024/320200/index.html">' in page
        assert '<a href="../../2024/320200/index.html">2024/320200/index.html</a>' in page
        assert "../../2024/320200/form.html" in (out / "2024/a/form.html").read_text("utf-8")


def test_a_row_that_moved_leads_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    root = project(tmp_path)
    build(root, out, publish=True)
    old, new = anchor_of(root, "培训班次"), anchor_of(root, "学员满意度")
    root = project(tmp_path, TABLE.replace("培训班次", "举办培训班"), **{old: new})
    build(root, out, publish=True)
    page = (out / "2024/a/index.html").read_text("utf-8")
    assert f'<li id="{old.partition("#")[2]}">' in page
    assert f'“培训班次”，现在见<a href="../../{new}">学员满意度</a>' in page
    with pytest.raises(BadRedirectError, match="这一行还在"):
        build(project(tmp_path, TABLE, **{old: new}), out)


def test_a_hostile_name_of_a_row_that_moved_is_text(tmp_path: Path) -> None:
    name = "<script>alert(1)</script>{{7*7}}"
    hostile = TABLE.replace("培训班次 >= 4期", f'"{name}" >= 4期')
    root = project(tmp_path, hostile)
    build(root, tmp_path / "out", publish=True)
    build(project(tmp_path, TABLE, **{anchor_of(root, name): "index.html"}), tmp_path / "out", publish=True)
    page = (tmp_path / "out/2024/a/index.html").read_text("utf-8")
    assert "“&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}”" in page
    assert "<script>alert" not in page


def test_a_whole_address_where_the_site_has_one(tmp_path: Path) -> None:
    root = project(
        tmp_path, **{"2023/a/index.html": "2024/a/index.html", "2023/b/": "https://example.gov.cn/jx/"}
    )
    config = root / "perfdsl.toml"
    config.write_text(config.read_text("utf-8") + '\n[site]\naddress = "https://a.gov.cn/jx"\n', "utf-8")
    build(root, tmp_path / "out")
    page = (tmp_path / "out/2023/a/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://a.gov.cn/jx/2024/a/index.html">' in page


def test_rules_of_disclosure_are_errors_in_a_publication(tmp_path: Path) -> None:
    root, out = project(tmp_path, LATE), tmp_path / "out"
    build(root, out)
    with pytest.raises(FindingsError) as caught:
        build(root, out, publish=True)
    assert {one.code for checked in caught.value.checked() for one in checked.findings} == {"D803"}
    (root / "perfdsl.toml").write_text('[check.levels]\nD803 = "off"\n', "utf-8")
    with pytest.raises(FindingsError):
        build(root, out, publish=True)
    allowed = LATE.replace("公开日期", "// 允许 D803: 网站改版，经财政局同意延后\n公开日期")
    build(project(tmp_path, allowed), out, publish=True)


def test_a_merge_conflict_in_the_lock_stops_it(tmp_path: Path) -> None:
    root = project(tmp_path)
    build(root, tmp_path / "out", publish=True)
    lock = root / PERMALINKS
    lock.write_text("<<<<<<< HEAD\n" + lock.read_text("utf-8"), "utf-8")
    with pytest.raises(BadPermalinksError, match="第 1 行"):
        build(root, tmp_path / "out", publish=True)


def test_a_lock_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / PERMALINKS).mkdir()
    with pytest.raises(PermalinksNotWrittenError, match=PERMALINKS):
        build(root, tmp_path / "out", publish=True)
    assert not (tmp_path / "out").exists()


def test_two_publications_are_equal_to_the_byte(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        root = project(tmp_path / name, CORRECTED)
        build(root, tmp_path / name / "out", publish=True)
        made.append((files(tmp_path / name / "out"), (root / PERMALINKS).read_bytes()))
    assert made[0] == made[1]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, out = str(project(tmp_path)), str(tmp_path / "out")
    assert main(["build", root, "-o", out, "--profile", "publish"]) == 0
    assert PERMALINKS in capsys.readouterr().out
    assert main(["build", root, "-o", out, "--profile", "publish"]) == 0
    assert PERMALINKS not in capsys.readouterr().out
    project(tmp_path, TABLE.replace("4期", "5期"))
    assert main(["build", root, "-o", out, "--profile", "publish"]) == 1
    assert "网站没有更新" in capsys.readouterr().err
    assert main(["build", root, "-o", out, "--profile", "draft"]) == 0
    assert main(["publish", str(tmp_path / "www"), "--site", out]) == 1
    assert "草稿" in capsys.readouterr().err
    assert main(["build", root, "--draft", "--profile", "draft"]) == 2


def test_tables_without_a_code_are_named_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their addresses are made from the names of files, and must stay from now on."""
    root, out = project(tmp_path), str(tmp_path / "out")
    assert main(["build", str(root), "-o", out, "--draft"]) == 0
    assert "没有写编码" not in capsys.readouterr().err
    assert main(["build", str(root), "-o", out, "--profile", "publish"]) == 0
    assert "警告：1 张表没有写编码，网址由文件名得来：2024/a.perf" in capsys.readouterr().err
    coded = TABLE.replace("年度: 2024\n", "年度: 2024\n编码: 320200\n", 1)
    make_project(root, {"2024/b.perf": coded})
    assert main(["build", str(root), "-o", out, "--profile", "publish"]) == 0
    assert "没有写编码" not in capsys.readouterr().err
