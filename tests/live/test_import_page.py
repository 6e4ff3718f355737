"""What the import page is answered: a file read with the fate of every cell, a source saved, and what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import pytest

from perfdsl.importer.readers.sizes import MOST_BYTES
from perfdsl.live.original_grid import KINDS
from tests.importer.forms.cases import cases
from tests.importer.forms.writers.formats import FORMATS
from tests.live.conftest import Live
from tests.live.visitor import Reply, Visitor
from tests.site.samples import TABLE

BYTES = {"Content-Type": "application/octet-stream"}
PASTED = "二级指标\t三级指标\t指标值\n产出数量\t培训人次\t≥300人次\n产出质量\t培训合格率\t≥95%\n"


@pytest.fixture
def empty(live: Live) -> Visitor:
    return live({"perfdsl.toml": '[site]\ntitle = "示例"\n'})


def office_file(name: str, kind: str = "docx", variant: str = "clean") -> bytes:
    case = next(one for one in cases(variant) if name in one.name)
    return FORMATS[kind].write(case.forms)


def post(site: Visitor, data: bytes, name: str = "去年.docx", framework: str = "", **headers: str) -> Reply:
    path = f"/-/import?name={quote(name)}&framework={quote(framework)}"
    return site.ask("POST", path, data, BYTES | headers)


def cells_of(table: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [row for part in table["original"] for row in part.get("rows", ())]
    return [part["text"] for part in table["original"] if "text" in part] + [
        cell for row in rows for cell in row["cells"]
    ]


# ---- A file is read


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_every_cell_is_shown_with_what_it_became(empty: Visitor, kind: str) -> None:
    said = post(empty, office_file("湖南部门整体 yueyanglou", kind), f"去年.{kind}").json
    (table,) = said["tables"]
    assert (said["refused"], table["year"], table["framework"]) == ("", 2023, "部门整体三类")
    filled = [cell for cell in cells_of(table) if "use" in cell]
    assert len(filled) == table["filled"]
    for cell in filled:
        if cell["line"]:
            assert table["lines"][cell["line"] - 1]["text"], cell
        assert cell["kind"] in {*KINDS.values(), "label"}
    assert [cell["kind"] for cell in filled].count("left") == table["left"] == LEFT[kind]
    target = next(cell for cell in filled if cell["use"] == "指标值")
    assert target["text"].strip("≥≤＝= ") in table["lines"][target["line"] - 1]["text"]


# The note below the form; a web page has a title of its own besides.
LEFT = {"xlsx": 0, "docx": 1, "html": 2}


def test_merged_cells_keep_their_place(empty: Visitor) -> None:
    (table,) = post(empty, office_file("江苏部门整体 jiaoyuju")).json["tables"]
    for part in table["original"]:
        if "rows" not in part:
            continue
        covered: set[tuple[int, int]] = set()
        for number, row in enumerate(part["rows"]):
            for cell in row["cells"]:
                for below in range(cell.get("rows", 1)):
                    for beside in range(cell.get("columns", 1)):
                        place = number + below, cell["column"] + beside
                        assert place not in covered
                        covered.add(place)
        assert len(covered) == len(part["rows"]) * (1 + max(column for _, column in covered))


def test_only_cells_that_are_not_empty_are_counted(empty: Visitor) -> None:
    (table,) = post(empty, office_file("hubei-bumen", variant="unmerged")).json["tables"]
    filled = [cell for cell in cells_of(table) if cell.get("text", "").strip()]
    assert len(filled) == table["filled"]


def test_of_many_tables_each_has_its_own_rows(empty: Visitor) -> None:
    said = post(empty, office_file("部门和它的项目"), "公开.docx").json
    assert len({table["file"] for table in said["tables"]}) == len(said["tables"]) == 4
    for table in said["tables"]:
        assert len([cell for cell in cells_of(table) if "use" in cell]) == table["filled"]
        assert not [cell for cell in cells_of(table) if cell.get("text", "").strip() and "use" not in cell], (
            table["name"]
        )


def test_another_framework_is_asked_for(empty: Visitor) -> None:
    data = office_file("江苏部门整体 jiaoyuju")
    said = post(empty, data, framework="部门整体三类").json
    assert said["tables"][0]["framework"] == "部门整体三类"
    assert "江苏省部门整体" in said["frameworks"]
    wrong = post(empty, data, framework="没有的体系")
    assert (wrong.status, "江苏省部门整体" in wrong.json["message"]) == (400, True)


def test_words_of_the_projects_own(live: Live) -> None:
    """As the command takes them: a title that no form knows, and a file of them that cannot be read."""
    site = live({"体系/版式.toml": '[indicator]\nindicator = ["考核内容"]\n'})
    data = PASTED.replace("三级指标", "考核内容").encode()
    (table,) = post(site, data, "表.txt").json["tables"]
    assert "培训人次 >= 300人次" in [line["text"] for line in table["lines"]]
    site.save("体系/版式.toml", "[")
    reply = post(site, data, "表.txt")
    assert (reply.status, "不是 TOML 文件" in reply.json["message"]) == (400, True)


def test_what_was_copied_from_a_spreadsheet(empty: Visitor) -> None:
    (table,) = post(empty, PASTED.encode(), "粘贴的表格.txt").json["tables"]
    assert table["year"] is None
    assert "培训合格率 >= 95%" in [line["text"] for line in table["lines"]]


def test_what_cannot_be_read_is_said_as_the_command_says_it(empty: Visitor) -> None:
    said = post(empty, b"Rar!\x1a\x07", "表.rar").json
    assert (said["tables"], said["refused"], said["hint"]) == ([], "这是压缩包", "请先解压，再导入里面的文件")
    assert post(empty, b"", "空.docx").json["refused"] == "文件是空的"
    assert "文件里有表格" in post(empty, b"a\tb\nc\td\n", "别的.txt").json["refused"]


def test_the_preview_goes_on_while_a_file_is_imported(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with ThreadPoolExecutor() as pool:
        with site.app.importing:  # as long as one takes
            waiting = pool.submit(post, site, PASTED.encode(), "粘贴的表格.txt")
            assert "学员满意度" in site.get("2024/a/").page.decode()
            assert save(site, "乙.perf", PASTED).status == 200
            assert not waiting.done()
        assert waiting.result().json["tables"]


# ---- It is saved


def save(site: Visitor, name: str, text: str, **more: str) -> Reply:
    return site.post("/-/save", {"file": name, "text": text, **more})


def test_the_preview_shows_what_was_saved(empty: Visitor) -> None:
    reply = save(empty, "2024/示例.perf", TABLE)
    assert (reply.status, reply.json["errors"]) == (200, 0)
    assert (empty.root / "2024/示例.perf").read_text("utf-8") == TABLE
    assert "学员满意度" in empty.get(quote(reply.json["page"])).page.decode()


def test_a_file_that_is_there_stays_until_the_difference_was_seen(live: Live) -> None:
    site = live({"甲.perf": TABLE})
    changed = TABLE.replace("学员满意度 >= 95%", "学员满意度 >= 90%")
    reply = save(site, "甲.perf", changed)
    assert (reply.status, reply.json["message"]) == (409, "“甲.perf”已经有了，内容不同。")
    assert "-学员满意度 >= 95%\n" in reply.json["difference"]
    assert "+学员满意度 >= 90%\n" in reply.json["difference"]
    seen = reply.json["seen"]
    site.save("甲.perf", TABLE + "\n// 别人刚改的\n")
    again = save(site, "甲.perf", changed, seen=seen)
    assert (again.status, (site.root / "甲.perf").read_text("utf-8")) == (409, TABLE + "\n// 别人刚改的\n")
    assert save(site, "甲.perf", changed, seen=again.json["seen"]).status == 200
    assert (site.root / "甲.perf").read_text("utf-8") == changed
    assert save(site, "甲.perf", changed).status == 200


@pytest.mark.parametrize(
    "name",
    [
        "",
        "甲.txt",
        ".perf",
        "../甲.perf",
        "/甲.perf",
        "a/../../甲.perf",
        "C:/甲.perf",
        "a\\甲.perf",
        "a:b.perf",
        "con.perf",
        ".git/甲.perf",
        "_site/甲.perf",
        "templates/甲.perf",
        "体系/甲.perf",
        "链接/甲.perf",
        "甲\n.perf",
        "长" * 80 + ".perf",
    ],
)
def test_nothing_is_written_but_tables_of_the_project(empty: Visitor, name: str) -> None:
    outside = empty.root.parent / "外面"
    outside.mkdir()
    (empty.root / "链接").symlink_to(outside)
    before = sorted(empty.root.parent.rglob("*"))
    reply = save(empty, name, TABLE)
    assert reply.status == 409, reply.body
    assert reply.json["message"].endswith("。")
    assert sorted(empty.root.parent.rglob("*")) == before


# ---- Who may ask, and how much


def test_foreign_pages_are_refused(empty: Visitor) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}):  # fmt: skip
        assert post(empty, PASTED.encode(), **headers).status == 403
        assert empty.post("/-/save", {"file": "甲.perf", "text": TABLE}, headers).status == 403
    # what a form of any page can send without asking first
    for kind in ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded"):
        assert empty.ask("POST", "/-/import?name=a", "x", {"Content-Type": kind}).status == 415
        assert empty.ask("POST", "/-/save", "{}", {"Content-Type": kind}).status == 415
    assert not list(empty.root.rglob("*.perf"))


def test_requests_that_make_no_sense(empty: Visitor) -> None:
    assert empty.post("/-/save", ["甲.perf"]).status == 400
    assert empty.post("/-/save", {"file": 1, "text": 2}).status == 400
    head = f"POST /-/import HTTP/1.1\r\nHost: localhost:{empty.port}\r\nContent-Type: application/octet-stream\r\n"
    raw = empty.raw(f"{head}Content-Length: -1\r\n\r\n".encode())
    assert raw.startswith(b"HTTP/1.1 413 ")


def test_a_file_that_is_too_large_is_said(empty: Visitor) -> None:
    reply = post(empty, bytes(MOST_BYTES + 1), "大.xlsx")
    assert (reply.status, reply.json["message"].startswith("文件大于 100 MB。")) == (413, True)


def test_the_page_and_what_belongs_to_it(empty: Visitor) -> None:
    page = empty.get("-/import.html")
    assert page.status == 200
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'; ")
    text = page.body.decode()
    assert "<style" not in text
    assert ' style="' not in text
    assert "http" not in text
    assert b'href="/-/import.html"' in empty.get("").page
