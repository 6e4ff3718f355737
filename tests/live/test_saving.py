"""What an open page is told when files are saved, well or badly."""

from __future__ import annotations

import shutil
import time

import pytest

from perfdsl.live.page_html import body
from tests.effort import THOROUGH
from tests.live.conftest import Live
from tests.site.samples import TABLE

SAVES = 1000 if THOROUGH else 300

PAGE = "2024/a/index.html"
BROKEN = TABLE.replace("验收合格率 >= 98%", "验收合格率 >= **%")


def test_a_save_sends_the_page_as_it_is_served(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with site.watch(PAGE) as events:
        site.save("2024/a.perf", TABLE.replace("98%", "99%"))
        page = events.next("page")
    assert page["title"] == "示例单位 2024年度 - 预算绩效目标公开"
    served = site.get(PAGE)
    assert "99%" in page["body"]
    assert page["body"] == body(served.page.decode())
    assert str(page["version"]) == served.version


def test_what_is_saved_again_as_it_was_sends_nothing(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with site.watch(PAGE) as events:
        for _ in range(3):
            site.save("2024/a.perf", TABLE)
            time.sleep(0.05)
        site.save("2024/a.perf", TABLE.replace("98%", "97%"))
        assert "97%" in events.next("page")["body"]


def test_an_error_keeps_the_last_good_page_and_says_what_is_wrong(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    good = site.get(PAGE).page
    with site.watch(PAGE) as events:
        site.save("2024/a.perf", BROKEN)
        found = events.until("findings", "stale", True)
        assert site.get(PAGE).page == good
        site.save("2024/a.perf", TABLE)
        after = events.until("findings", "stale", False)
    error = found["errors"][0]
    line = BROKEN.splitlines().index("验收合格率 >= **%")
    assert (error["file"], error["line"], error["excerpt"]) == ("2024/a.perf", line + 1, "验收合格率 >= **%")
    assert error["caret"].strip(" ^") == ""
    assert error["caret"].index("^") == 10 + len(" >= ")  # five Chinese characters are ten cells wide
    assert error["message"]
    assert error["hint"]
    assert after["errors"] == []
    assert after["counts"] == {"errors": 0, "warnings": 0}


def test_a_file_that_never_was_good_is_shown_as_a_draft(live: Live) -> None:
    site = live({"2024/a.perf": BROKEN})
    assert "草稿" in site.get(PAGE).page.decode()
    with site.watch(PAGE) as events:
        site.save("2024/a.perf", TABLE)
        page = events.next("page")
    assert "草稿" not in str(page)
    assert "草稿" not in site.get(PAGE).page.decode()


@pytest.mark.parametrize("poll", [False, True], ids=["watched", "polled"])
def test_however_an_editor_saves(live: Live, poll: bool) -> None:
    """In place; by renaming a new file over the old; by moving the old away first; by deleting it first."""
    site = live({"2024/a.perf": TABLE}, poll=poll)
    file = site.root / "2024" / "a.perf"
    new = file.with_name(".a.perf.swp")

    def in_place(text: str) -> None:
        file.write_text(text, "utf-8")

    def rename(text: str) -> None:
        new.write_text(text, "utf-8")
        new.replace(file)

    def backup(text: str) -> None:
        file.rename(file.with_name("a.perf~"))
        time.sleep(0.04)
        file.write_text(text, "utf-8")

    def delete(text: str) -> None:
        file.unlink()
        time.sleep(0.04)
        file.write_text(text, "utf-8")

    def in_pieces(text: str) -> None:
        with file.open("w", encoding="utf-8") as stream:
            stream.flush()
            time.sleep(0.04)
            stream.write(text)

    with site.watch(PAGE) as events:
        for number, save in enumerate((in_place, rename, backup, delete, in_pieces), 90):
            save(TABLE.replace("98%", f"{number}%"))
            kind, data = events._event()
            while kind != "page":
                assert kind not in ("gone", "trouble"), (save, data)
                assert kind != "findings" or not data["errors"], (save, data)
                kind, data = events._event()
            assert f"{number}%" in str(data), save


def test_gbk_is_named_and_the_page_stays(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with site.watch(PAGE) as events:
        site.save("2024/a.perf", TABLE.encode("gbk"))
        found = events.until("findings", "stale", True)
    assert "GBK" in found["errors"][0]["message"]
    assert site.get(PAGE).status == 200


def test_six_megabytes_are_refused_at_once(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with site.watch(PAGE) as events:
        site.save("2024/a.perf", TABLE + "指标 >= 1个\n" * 400_000)
        found = events.until("findings", "stale", True)
    assert "MB" in found["errors"][0]["message"]
    assert site.get(PAGE).status == 200


def test_a_folder_in_place_of_the_file(live: Live) -> None:
    site = live({"2024/a.perf": TABLE, "2024/b.perf": TABLE.replace("示例", "另一")})
    with site.watch(PAGE) as events:
        (site.root / "2024/a.perf").unlink()
        (site.root / "2024/a.perf").mkdir()
        found = events.until("findings", "stale", True)
        assert "文件夹" in found["errors"][0]["message"]
        (site.root / "2024/a.perf").rmdir()
        assert "已删除" in events.next("gone")["message"]
    assert site.get("2024/b/index.html").status == 200


def test_a_deleted_file_and_its_return(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with site.watch(PAGE) as events:
        (site.root / "2024/a.perf").unlink()
        assert events.next("gone") == {"message": "“2024/a.perf”已删除或移走。", "to": ""}
        assert site.get(PAGE).status == 404
        site.save("2024/a.perf", TABLE)
        assert "示例单位" in events.next("page")["body"]
    assert site.get(PAGE).status == 200


def test_a_renamed_file_says_where_its_page_went(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with site.watch("2024/a/form.html") as events:
        (site.root / "2024/a.perf").rename(site.root / "2024/c.perf")
        assert events.next("gone")["to"] == "2024/c/form.html"


def test_another_year_is_another_address(live: Live) -> None:
    site = live({"a.perf": TABLE})
    with site.watch(PAGE) as events:
        site.save("a.perf", TABLE.replace("年度: 2024", "年度: 2025").replace("2024年12月", "2025年12月"))
        assert events.next("gone")["to"] == "2025/a/index.html"


def test_a_file_without_a_year(live: Live) -> None:
    site = live({"a.perf": TABLE.replace("年度: 2024\n", "")})
    assert site.get("undated/a/index.html").status == 200


def test_two_files_of_one_address(live: Live) -> None:
    coded = TABLE.replace("年度:", "编码: 320200\n年度:")
    site = live({"a.perf": coded, "b.perf": coded.replace("示例", "另一")})
    assert "示例单位" in site.get("2024/320200/index.html").page.decode()
    with site.watch("2024/320200/index.html") as events:
        (found,) = events.first["errors"]
        assert (found["file"], found["code"]) == ("b.perf", "网址")
        assert "网址相同" in found["message"]
        (site.root / "a.perf").unlink()
        assert "另一单位" in str(events.next("page"))
        assert events.next("findings")["errors"] == []


def test_many_saves(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    file = site.root / "2024/a.perf"
    with site.watch(PAGE) as events:
        for number in range(SAVES):
            new = file.with_name("neu.tmp")
            new.write_text(TABLE.replace("120家", f"{1000 + number}家"), "utf-8")
            new.replace(file)
        last = f"≥{999 + SAVES}家"
        while last not in str(events.next("page")):
            pass
    assert last in site.get(PAGE).page.decode()


def test_files_deleted_while_they_are_still_to_be_read(live: Live) -> None:
    """Nobody is told that they cannot be found."""
    tables = {f"{n}.perf": TABLE.replace("示例", f"第{n}") for n in range(40)}
    site = live({"2024/a.perf": TABLE, **tables})
    with site.watch(PAGE) as events:
        for name, text in tables.items():
            site.save(name, text.replace("98%", "97%"))
        for name in tables:
            (site.root / name).unlink()
        time.sleep(0.5)
        site.save("2024/a.perf", TABLE.replace("98%", "91%"))
        while True:
            kind, data = events._event()
            assert kind != "findings" or not data["errors"], data
            if kind == "page" and "91%" in str(data):
                break


def test_new_folders_and_removed_ones(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with site.watch("index.html") as events:
        site.save("2025/新/b.perf", TABLE.replace("示例", "另一").replace("2024", "2025"))
        assert "另一单位" in str(events.next("page"))
        shutil.rmtree(site.root / "2025")
        assert "另一单位" not in str(events.next("page"))


def test_git_editors_and_builds_are_no_news(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with site.watch(PAGE) as events:
        for name in (".git/index", ".a.perf.swp", "2024/.#a.perf", "2024/a.perf~", "_site/x.perf", "2024/4913", "说明.md"):  # fmt: skip
            site.save(name, "x")
        time.sleep(0.1)
        site.save("2024/a.perf", TABLE.replace("98%", "91%"))
        assert "91%" in events.next("page")["body"]
    assert site.said == []
